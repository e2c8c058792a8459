// What goes to the client of a connection: frames that wait their turn, pongs, the close frame, and what is told of
// them when they are written or dropped.
#include "gateway-engine/transport/websocket_connection.h"
#include "gateway-engine/transport/websocket_session.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gw::engine {

namespace {

constexpr std::uint8_t maxWaitingPongs = 8; // more go unanswered: the latest would do (RFC 6455, 5.5.3)
constexpr std::size_t piecesAtOnce = 64;

// By the first byte: of messages, not of control frames, and not of the head of the handshake.
bool isMessage(const Frame& frame)
{
    return (static_cast<unsigned char>(frame.bytes[0]) & 0x88U) == 0x80U;
}

bool is(const Frame& frame, Opcode opcode)
{
    return static_cast<unsigned char>(frame.bytes[0]) == (0x80U | static_cast<unsigned>(opcode));
}

CloseCode codeOf(const Frame& close)
{
    const std::string_view payload = close.payload();
    if (payload.size() < 2)
        return CloseCode::NoStatus;
    return static_cast<CloseCode>(static_cast<unsigned char>(payload[0]) * 256U +
                                  static_cast<unsigned char>(payload[1]));
}

} // namespace

void WebSocketSession::queue(std::shared_ptr<const Frame> frame)
{
    if (is(*frame, Opcode::Close))
        return beginClose(std::move(frame));
    if (m_phase != Phase::Open || m_isBroken)
        return m_connection->release(*frame);
    m_queue.push(std::move(frame));
    touch();
}

void WebSocketSession::beginClose(std::shared_ptr<const Frame> frame)
{
    if (m_phase != Phase::Open)
        return;
    m_phase = Phase::Closing;
    expireAfter(closeTime);
    if (m_connection->hasOverflowed())
        m_queue.dropUnsent([this](const Frame& dropped) { forget(dropped); });
    const CloseCode code = codeOf(*frame);
    const std::string_view payload = frame->payload();
    m_queue.push(frame);
    end(code, payload.substr(std::min<std::size_t>(payload.size(), 2)));
    noteChange();
}

void WebSocketSession::flushUnlessReading()
{
    if (!m_isTakingFrames)
        flush();
}

void WebSocketSession::flush()
{
    if (m_isBlocked || m_queue.isEmpty() || m_isBroken)
        return;
    if (!writeQueued() || m_queue.isEmpty())
        return;
    m_isBlocked = true;
    startSendingRest();
}

// What one call writes; `wanted` is what it was to write.
std::size_t WebSocketSession::writeOnce(std::size_t& wanted, error_code& error)
{
    if (const auto only = m_queue.only()) { // as nearly always
        wanted = only->size();
        return write(std::span(&*only, 1), error);
    }
    std::array<asio::const_buffer, piecesAtOnce> space;
    const auto pieces = std::span(space).first(m_queue.gather(space));
    wanted = asio::buffer_size(pieces);
    return write(pieces, error);
}

bool WebSocketSession::writeQueued()
{
    while (!m_queue.isEmpty()) {
        error_code error;
        std::size_t wanted = 0;
        const std::size_t count = writeOnce(wanted, error);
        m_queue.written(count, [this](const Frame& frame) { noteSent(frame); });
        if (error == asio::error::would_block || error == asio::error::try_again)
            return true;
        if (error) {
            breakOff();
            return false;
        }
        if (count < wanted)
            return true;
    }
    return true;
}

void WebSocketSession::noteSent(const Frame& frame)
{
    if (isMessage(frame)) {
        m_connection->noteOut(frame.payload().size());
        m_worker.options.connections->countOut();
    }
    forget(frame);
}

void WebSocketSession::forget(const Frame& frame)
{
    if (isMessage(frame))
        m_connection->release(frame);
    else if (is(frame, Opcode::Pong))
        --m_waitingPongs;
}

void WebSocketSession::answerPing()
{
    if (m_phase != Phase::Open || m_waitingPongs >= maxWaitingPongs)
        return;
    ++m_waitingPongs;
    m_queue.push(frameOf(Opcode::Pong, m_reader.control()));
}

void WebSocketSession::breakOff()
{
    m_isBroken = true;
    cancelWaiting();
    noteChange();
}

} // namespace gw::engine
