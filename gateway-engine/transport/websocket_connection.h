// WebSocketConnection: what other threads, and the parts above the transport, hold of an open connection. It outlives
// the connection: then it says that it is gone. What it admits is bounded, in frames and in bytes, per connection.
#pragma once

#include "gateway-engine/transport/send_limits.h"
#include "gateway-engine/transport/socket_mailbox.h"
#include "gateway-engine/websocket/connections.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gw::engine {

class WebSocketSession;
struct Handshake;

class WebSocketConnection final : public OpenConnection, public std::enable_shared_from_this<WebSocketConnection>
{
public:
    WebSocketConnection(ConnectionFacts facts, const SendLimits& limits, std::shared_ptr<SocketMailbox> mailbox);

    [[nodiscard]] const ConnectionFacts& facts() const override { return m_facts; }
    [[nodiscard]] std::chrono::system_clock::time_point lastActiveAt() const override;
    [[nodiscard]] ConnectionTraffic traffic() const override;
    Sending send(std::shared_ptr<const Frame> frame) override;
    Sending post(std::shared_ptr<const Frame> frame) override;
    void close(CloseCode code, std::string_view reason) override;

    // Of the connection's own thread.
    void accept(const Handshake& handshake); // before anybody else knows of it
    void open(WebSocketSession& session);
    void stopTaking(); // from now on frames are refused
    void leave();      // the session ends
    void deliver(std::shared_ptr<const Frame> frame);
    void flush();
    void release(const Frame& frame); // of a message: it is written, or dropped
    void touch(std::chrono::system_clock::time_point now);
    void noteIn(std::size_t payloadBytes);
    void noteOut(std::size_t payloadBytes);
    [[nodiscard]] bool hasOverflowed() const { return m_hasOverflowed.load(std::memory_order_relaxed); }

private:
    enum class State : std::uint8_t { Pending, Open, Ending };

    [[nodiscard]] bool admit(std::size_t bytes);
    [[nodiscard]] Sending take(std::shared_ptr<const Frame> frame, bool isDirect);
    void end(CloseCode code, std::string_view reason);

    ConnectionFacts m_facts;
    const SendLimits m_limits;
    std::shared_ptr<SocketMailbox> m_mailbox;
    WebSocketSession* m_session = nullptr; // of the connection's own thread
    std::atomic<State> m_state{State::Pending};
    std::atomic<bool> m_hasOverflowed{false};
    std::atomic<std::uint32_t> m_waitingFrames{0};
    std::atomic<std::size_t> m_waitingBytes{0};
    std::atomic<std::int64_t> m_lastActive; // milliseconds of the system's clock
    std::atomic<std::uint64_t> m_messagesIn{0};
    std::atomic<std::uint64_t> m_messagesOut{0};
    std::atomic<std::uint64_t> m_bytesIn{0};
    std::atomic<std::uint64_t> m_bytesOut{0};
};

// What a close frame carries, as code and reason; a reason longer than it may be is cut between two characters.
[[nodiscard]] std::shared_ptr<const Frame> closeFrame(CloseCode code, std::string_view reason);

} // namespace gw::engine
