// Readiness: which of a thread's connections have something to read, or room to write, told by an edge-triggered epoll
// of its own that Asio waits for. Asio keeps the knowledge to itself: its reads are tried before anything is known, and
// half of them find nothing, a lost system call a request; then each goes through the thread's queue once more.
#pragma once

#include "gateway-engine/transport/asio_types.h"

#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include <sys/epoll.h>

namespace gw::engine {

class PlainStream;

// A coroutine that waits for a stream. Lives in the list of its thread's Readiness, so that those still waiting end
// with the thread.
class Waiter
{
public:
    explicit Waiter(Waiter*& place) : m_place(place) {}
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;
    virtual ~Waiter() = default;
    virtual void complete(const error_code& error) = 0;

private:
    friend class Readiness;
    Waiter*& m_place; // where the stream knows it by, while it waits
    Waiter* m_previous = nullptr;
    Waiter* m_next = nullptr;
};

class Readiness
{
public:
    Readiness() = default;
    Readiness(const Readiness&) = delete;
    Readiness& operator=(const Readiness&) = delete;
    ~Readiness();

    // Streams may be watched from open() to close(), which ends all that waits; close before the io_context goes.
    void open(asio::io_context& context);
    void close();

private:
    friend class PlainStream;
    using Descriptor = asio::posix::basic_stream_descriptor<Executor>;

    [[nodiscard]] error_code watch(int handle, PlainStream& stream);
    [[nodiscard]] error_code watchAt(int handle, PlainStream& stream); // one that moved
    void forget(const PlainStream& stream);                            // what has been told of it already
    void add(std::unique_ptr<Waiter> waiter);
    std::unique_ptr<Waiter> take(Waiter& waiter);
    void completeLater(std::unique_ptr<Waiter> waiter, const error_code& error);
    void waitForNews();
    void tellNews();

    std::optional<Descriptor> m_epoll;
    std::span<epoll_event> m_untold; // of the news being told
    Waiter* m_first = nullptr;
};

} // namespace gw::engine
