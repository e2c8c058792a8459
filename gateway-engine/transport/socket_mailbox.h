// SocketMailbox: what other threads have for the WebSocket connections of one thread. However many letters come at
// once, they cost that thread one entry in its queue; many are delivered in portions, so that others get their turn.
#pragma once

#include "gateway-engine/transport/asio_types.h"
#include "gateway-engine/websocket/frame.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace gw::engine {

class WebSocketConnection;

class SocketMailbox : public std::enable_shared_from_this<SocketMailbox>
{
public:
    explicit SocketMailbox(asio::io_context& context) : m_context(&context) {}

    void open() { m_thread.store(std::this_thread::get_id(), std::memory_order_relaxed); } // on the thread it is for
    void close(); // the thread has ended: what comes is dropped

    // True on the thread it is for, when nothing waits here that a frame sent now would overtake.
    [[nodiscard]] bool isDirect() const
    {
        return m_thread.load(std::memory_order_relaxed) == std::this_thread::get_id() &&
               !m_hasLetters.load(std::memory_order_acquire);
    }
    void put(std::shared_ptr<WebSocketConnection> to, std::shared_ptr<const Frame> frame);

private:
    struct Letter
    {
        std::shared_ptr<WebSocketConnection> to;
        std::shared_ptr<const Frame> frame;
    };
    void deliverSome();
    [[nodiscard]] bool fetch();
    void sortByConnection();
    void deliverLater(asio::io_context& context);

    std::mutex m_mutex;
    asio::io_context* m_context; // null: the thread has ended
    std::vector<Letter> m_letters;
    std::atomic<bool> m_hasLetters{false}; // until the last one is delivered
    std::atomic<std::thread::id> m_thread{};

    std::vector<Letter> m_fetched; // of the thread
    std::size_t m_delivered = 0;
};

} // namespace gw::engine
