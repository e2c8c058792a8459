#include "gateway-engine/transport/websocket_connection.h"

#include "gateway-engine/transport/websocket_session.h"

#include <utility>

namespace gw::engine {

namespace {

using namespace std::chrono;

constexpr std::size_t longestReason = 123; // a control frame carries 125 bytes

std::int64_t millisecondsOf(system_clock::time_point time)
{
    return duration_cast<milliseconds>(time.time_since_epoch()).count();
}

bool continuesCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

// One thread writes these: no need to lock the bus.
void add(std::atomic<std::uint64_t>& counter, std::uint64_t value)
{
    counter.store(counter.load(std::memory_order_relaxed) + value, std::memory_order_relaxed);
}

} // namespace

std::shared_ptr<const Frame> closeFrame(CloseCode code, std::string_view reason)
{
    if (code == CloseCode::NoStatus || code == CloseCode::Abnormal)
        return frameOf(Opcode::Close, {});
    std::size_t size = std::min(reason.size(), longestReason);
    while (size > 0 && size < reason.size() && continuesCharacter(reason[size]))
        --size;
    const auto number = static_cast<unsigned>(code);
    std::string payload{static_cast<char>(number >> 8U), static_cast<char>(number & 0xFFU)};
    payload += reason.substr(0, size);
    return frameOf(Opcode::Close, payload);
}

WebSocketConnection::WebSocketConnection(ConnectionFacts facts, const SendLimits& limits,
                                         std::shared_ptr<SocketMailbox> mailbox)
    : m_facts(std::move(facts)), m_limits(limits), m_mailbox(std::move(mailbox)),
      m_lastActive(millisecondsOf(m_facts.connectedAt))
{
}

system_clock::time_point WebSocketConnection::lastActiveAt() const
{
    return system_clock::time_point(milliseconds(m_lastActive.load(std::memory_order_relaxed)));
}

ConnectionTraffic WebSocketConnection::traffic() const
{
    return {m_messagesIn.load(std::memory_order_relaxed), m_messagesOut.load(std::memory_order_relaxed),
            m_bytesIn.load(std::memory_order_relaxed), m_bytesOut.load(std::memory_order_relaxed)};
}

Sending WebSocketConnection::send(std::shared_ptr<const Frame> frame)
{
    return take(std::move(frame), m_mailbox->isDirect());
}

Sending WebSocketConnection::post(std::shared_ptr<const Frame> frame)
{
    return take(std::move(frame), false);
}

Sending WebSocketConnection::take(std::shared_ptr<const Frame> frame, bool isDirect)
{
    if (m_state.load(std::memory_order_acquire) != State::Open)
        return Sending::Gone;
    if (!admit(frame->bytes.size())) {
        m_hasOverflowed.store(true, std::memory_order_relaxed);
        end(CloseCode::PolicyViolation, "Too many messages wait for a client that reads too slowly");
        return Sending::Overflowing;
    }
    if (!isDirect) {
        m_mailbox->put(shared_from_this(), std::move(frame));
        return Sending::Taken;
    }
    deliver(std::move(frame));
    flush();
    return Sending::Taken;
}

bool WebSocketConnection::admit(std::size_t bytes)
{
    const auto frames = m_waitingFrames.fetch_add(1, std::memory_order_relaxed);
    const auto before = m_waitingBytes.fetch_add(bytes, std::memory_order_relaxed);
    if (frames == 0 || (frames < m_limits.frames && before + bytes <= m_limits.bytes))
        return true;
    m_waitingFrames.fetch_sub(1, std::memory_order_relaxed);
    m_waitingBytes.fetch_sub(bytes, std::memory_order_relaxed);
    return false;
}

void WebSocketConnection::release(const Frame& frame)
{
    m_waitingFrames.fetch_sub(1, std::memory_order_relaxed);
    m_waitingBytes.fetch_sub(frame.bytes.size(), std::memory_order_relaxed);
}

void WebSocketConnection::close(CloseCode code, std::string_view reason)
{
    end(code, reason);
}

// Whoever is first ends it; the close frame goes the way of all frames, so it overtakes none.
void WebSocketConnection::end(CloseCode code, std::string_view reason)
{
    State open = State::Open;
    if (!m_state.compare_exchange_strong(open, State::Ending, std::memory_order_acq_rel))
        return;
    auto frame = closeFrame(code, reason);
    if (!m_mailbox->isDirect())
        return m_mailbox->put(shared_from_this(), std::move(frame));
    deliver(std::move(frame));
    flush();
}

void WebSocketConnection::accept(const Handshake& handshake)
{
    m_facts.apiId = handshake.apiId;
    m_facts.stageName = handshake.stageName;
    m_facts.principalId = handshake.principalId;
    m_facts.subprotocol = handshake.subprotocol;
    const SocketLimits limits = handshake.conversation->limits();
    m_facts.idleLimit = duration_cast<seconds>(limits.idle);
    m_facts.longestDuration = duration_cast<seconds>(limits.duration);
}

void WebSocketConnection::open(WebSocketSession& session)
{
    m_session = &session;
    m_state.store(State::Open, std::memory_order_release);
}

void WebSocketConnection::stopTaking()
{
    m_state.store(State::Ending, std::memory_order_release);
}

void WebSocketConnection::leave()
{
    stopTaking();
    m_session = nullptr;
}

void WebSocketConnection::deliver(std::shared_ptr<const Frame> frame)
{
    if (m_session)
        m_session->queue(std::move(frame));
}

void WebSocketConnection::flush()
{
    if (m_session)
        m_session->flushUnlessReading();
}

void WebSocketConnection::touch(system_clock::time_point now)
{
    m_lastActive.store(millisecondsOf(now), std::memory_order_relaxed);
}

void WebSocketConnection::noteIn(std::size_t payloadBytes)
{
    add(m_messagesIn, 1);
    add(m_bytesIn, payloadBytes);
}

void WebSocketConnection::noteOut(std::size_t payloadBytes)
{
    add(m_messagesOut, 1);
    add(m_bytesOut, payloadBytes);
}

} // namespace gw::engine
