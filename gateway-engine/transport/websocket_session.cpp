// What happens to a connection, whatever carries it; reading and writing are in websocket_stream.cpp.
#include "gateway-engine/transport/websocket_session.h"

#include "gateway-engine/transport/request_handler.h"
#include "gateway-engine/transport/websocket_connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <array>
#include <utility>

namespace gw::engine {

namespace {

using std::chrono::steady_clock;

constexpr std::uint8_t maxInHand = 16;      // messages of one connection that may overlap
constexpr std::uint8_t maxWaitingPongs = 8; // more go unanswered: the latest would do (RFC 6455, 5.5.3)
constexpr std::size_t piecesAtOnce = 64;
constexpr std::chrono::milliseconds closeTime{5'000}; // for the client to say goodbye, and to take what is queued

FrameLimits frameLimits(const SocketLimits& limits)
{
    return {limits.messageSize, limits.frameSize, limits.takesBinary};
}

steady_clock::time_point endAfter(std::chrono::milliseconds duration)
{
    return duration.count() > 0 ? steady_clock::now() + duration : steady_clock::time_point::max();
}

std::shared_ptr<const Frame> headFrame(std::string head)
{
    auto frame = std::make_shared<Frame>();
    frame->headSize = head.size();
    frame->bytes = std::move(head);
    return frame;
}

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

WebSocketSession::WebSocketSession(ReadBuffer received, Opening opening)
    : WebSocketSession(std::move(received), std::move(opening), opening.conversation->limits())
{
}

WebSocketSession::WebSocketSession(ReadBuffer&& received, Opening&& opening, const SocketLimits& limits)
    : Expiring(opening.worker.coarse), m_worker(opening.worker), m_handler(opening.handler),
      m_connection(std::move(opening.connection)), m_conversation(std::move(opening.conversation)),
      m_buffer(std::move(received)), m_reader(frameLimits(limits)), m_idle(limits.idle),
      m_endsAt(endAfter(limits.duration))
{
    m_queue.push(headFrame(std::move(opening.head)));
    m_worker.sockets.insert(this);
    m_worker.openConnections.fetch_add(1, std::memory_order_relaxed);
}

WebSocketSession::~WebSocketSession()
{
    m_connection->leave();
    if (!m_hasEnded)
        m_worker.options.connections->remove(m_connection->facts().connectionId);
    m_worker.openConnections.fetch_sub(1, std::memory_order_relaxed);
    m_worker.sockets.erase(this);
    m_worker.noteEnd();
}

// From here on frames are taken; they follow the 101.
void WebSocketSession::open()
{
    m_connection->open(*this);
    m_worker.options.connections->add(m_connection);
    touch();
    if (m_worker.isDraining)
        drain();
    flush();
}

void WebSocketSession::drain()
{
    m_connection->close(CloseCode::GoingAway, "Going away");
}

void WebSocketSession::endFor(const RequestHandler& handler)
{
    if (&m_handler == &handler)
        drain();
}

bool WebSocketSession::isFull() const
{
    return m_inHand >= maxInHand && m_phase == Phase::Open;
}

void WebSocketSession::takeFrames()
{
    m_isTakingFrames = true;
    while (!m_buffer.isEmpty() && isReading() && !isFull()) {
        std::size_t consumed = 0;
        const FrameReader::Event event = m_reader.read(m_buffer.span(), consumed);
        m_buffer.consume(consumed);
        take(event);
    }
    m_isTakingFrames = false;
    flush();
}

void WebSocketSession::take(FrameReader::Event event)
{
    switch (event) {
    case FrameReader::Event::NeedsMore:
    case FrameReader::Event::Pong:
        break;
    case FrameReader::Event::Message:
        startMessage();
        break;
    case FrameReader::Event::Ping:
        answerPing();
        break;
    case FrameReader::Event::Close:
        takeClose({});
        break;
    case FrameReader::Event::Failed:
        takeClose(m_reader.reason());
        break;
    }
}

void WebSocketSession::startMessage()
{
    std::string payload = m_reader.takeMessage();
    if (m_phase != Phase::Open)
        return; // it crossed our close frame
    m_connection->noteIn(payload.size());
    m_worker.options.connections->countIn();
    touch();
    ++m_inHand;
    asio::co_spawn(m_worker.context, handle(shared_from_this(), std::move(payload), m_reader.isBinary()),
                   asio::detached);
}

Task<void> WebSocketSession::handle(std::shared_ptr<WebSocketSession> self, std::string payload, bool isBinary)
{
    try {
        co_await self->m_conversation->message(std::move(payload), isBinary);
    } catch (const std::exception&) { // a conversation has no business throwing; the client is told
        self->m_connection->close(CloseCode::ServerError, "Internal server error");
    }
    --self->m_inHand;
    self->noteChange();
}

void WebSocketSession::answerPing()
{
    if (m_phase != Phase::Open || m_waitingPongs >= maxWaitingPongs)
        return;
    ++m_waitingPongs;
    m_queue.push(frameOf(Opcode::Pong, m_reader.control()));
}

// The client's close frame, or bytes that end it: the last that is read either way. Its code goes back to the client.
void WebSocketSession::takeClose(std::string_view complaint)
{
    const CloseCode code = m_reader.closeCode();
    if (m_phase == Phase::Open)
        m_queue.push(closeFrame(code, complaint));
    m_phase = Phase::Ending;
    expireAfter(closeTime);
    end(code, m_reader.reason());
}

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

bool WebSocketSession::writeQueued()
{
    while (!m_queue.isEmpty()) {
        std::array<asio::const_buffer, piecesAtOnce> space;
        const auto pieces = std::span(space).first(m_queue.gather(space));
        error_code error;
        const std::size_t count = write(pieces, error);
        m_queue.written(count, [this](const Frame& frame) { noteSent(frame); });
        if (error == asio::error::would_block || error == asio::error::try_again)
            return true;
        if (error) {
            breakOff();
            return false;
        }
        if (count < asio::buffer_size(pieces))
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

void WebSocketSession::breakOff()
{
    m_isBroken = true;
    cancelWaiting();
    noteChange();
}

void WebSocketSession::end(CloseCode code, std::string_view reason)
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_connection->stopTaking();
    m_worker.options.connections->remove(m_connection->facts().connectionId);
    asio::co_spawn(m_worker.context, tellEnd(shared_from_this(), code, std::string(reason)), asio::detached);
}

Task<void> WebSocketSession::tellEnd(std::shared_ptr<WebSocketSession> self, CloseCode code, std::string reason)
{
    try {
        co_await self->m_conversation->ended(code, std::move(reason));
    } catch (const std::exception&) { // nobody is left to be told
    }
}

// The timer lives only while somebody waits: an idle connection has none.
Task<void> WebSocketSession::waitForChange()
{
    Timer timer(co_await asio::this_coro::executor, Timer::time_point::max());
    m_change = &timer;
    co_await timer.async_wait(asTask);
    m_change = nullptr;
}

void WebSocketSession::noteChange()
{
    if (m_change)
        m_change->cancel();
}

void WebSocketSession::touch()
{
    m_connection->touch(m_worker.options.services->wallClock());
    auto left = m_idle.count() > 0 ? m_idle : std::chrono::milliseconds::max();
    if (m_endsAt != steady_clock::time_point::max())
        left = std::min(left, std::chrono::ceil<std::chrono::milliseconds>(m_endsAt - steady_clock::now()));
    if (left == std::chrono::milliseconds::max())
        expireNever();
    else
        expireAfter(std::max(left, std::chrono::milliseconds(0)));
}

// What follows may end things that expire, which the caller forbids.
void WebSocketSession::onExpired()
{
    asio::post(m_worker.context, [self = shared_from_this()] { self->expire(); });
}

void WebSocketSession::expire()
{
    if (m_phase == Phase::Open)
        return m_connection->close(CloseCode::GoingAway, "Going away");
    m_isGivenUp = true;
    cancelWaiting();
    noteChange();
}

} // namespace gw::engine
