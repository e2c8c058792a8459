// What happens to a connection, whatever carries it: what comes from the client, its time limits, its end. What goes to
// the client is in websocket_session_send.cpp, reading and writing themselves in websocket_stream.cpp.
#include "gateway-engine/transport/websocket_session.h"

#include "gateway-engine/transport/request_handler.h"
#include "gateway-engine/transport/websocket_connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

using std::chrono::steady_clock;

constexpr std::uint8_t maxInHand = 16;                // messages of one connection that may overlap

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
