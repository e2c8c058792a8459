// Reading and writing of a WebSocket connection, made twice: for plain connections and for TLS. One coroutine reads; a
// second one writes only while the client takes less than there is.
#include "gateway-engine/transport/plain_stream.h"
#include "gateway-engine/transport/tls_server_stream.h"
#include "gateway-engine/transport/websocket_connection.h"
#include "gateway-engine/transport/websocket_session.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace gw::engine {

namespace {

constexpr std::size_t lingerBytes = 64 * 1'024 * 1'024;

bool wouldBlock(const error_code& error)
{
    return error == asio::error::would_block || error == asio::error::try_again;
}

template <typename Stream>
class WebSocketStream final : public WebSocketSession
{
public:
    WebSocketStream(Stream&& stream, ReadBuffer received, Opening opening)
        : WebSocketSession(std::move(received), std::move(opening)), m_stream(std::move(stream))
    {
    }
    Task<void> serve();

private:
    enum class Read { Some, Nothing, Closed };

    [[nodiscard]] std::shared_ptr<WebSocketStream> self()
    {
        return std::static_pointer_cast<WebSocketStream>(shared_from_this());
    }
    static Task<void> sendRest(std::shared_ptr<WebSocketStream> self);
    Task<void> finish();
    Task<void> linger();
    Read readSome();

    std::size_t write(std::span<const asio::const_buffer> pieces, error_code& error) override
    {
        return m_stream.writeSome(pieces, error);
    }
    void startSendingRest() override { asio::co_spawn(m_worker.context, sendRest(self()), asio::detached); }
    void cancelWaiting() override { m_stream.cancel(); }

    Stream m_stream;
};

template <typename Stream>
typename WebSocketStream<Stream>::Read WebSocketStream<Stream>::readSome()
{
    error_code error;
    char* space = m_buffer.freeSpace();
    const std::size_t count = m_stream.readSome(asio::buffer(space, m_buffer.freeBytes()), error);
    if (error)
        return wouldBlock(error) ? Read::Nothing : Read::Closed;
    m_buffer.received(count);
    return Read::Some;
}

template <typename Stream>
Task<void> WebSocketStream<Stream>::serve()
{
    open();
    while (isReading()) {
        const Read read = m_buffer.isEmpty() ? readSome() : Read::Some;
        if (read == Read::Closed)
            break;
        if (read == Read::Nothing) {
            m_buffer.releaseIfEmpty();
            co_await m_stream.waitReadable(); // what went wrong shows in reading
            continue;
        }
        takeFrames();
        while (isReading() && isFull())
            co_await waitForChange();
    }
    co_await finish();
}

template <typename Stream>
Task<void> WebSocketStream<Stream>::sendRest(std::shared_ptr<WebSocketStream> self)
{
    while (!self->m_queue.isEmpty() && !self->m_isGivenUp) {
        const auto [error] = co_await self->m_stream.waitWritable();
        if (error)
            self->breakOff();
        if (error || !self->writeQueued())
            break;
    }
    self->m_isBlocked = false;
    self->noteChange();
}

// Without a close frame of the client or of ours it broke off. What is queued still goes out.
template <typename Stream>
Task<void> WebSocketStream<Stream>::finish()
{
    const bool isInOrder = m_phase == Phase::Ending;
    m_phase = Phase::Ending;
    end(CloseCode::Abnormal, {});
    while (isInOrder && m_isBlocked && !m_isBroken && !m_isGivenUp)
        co_await waitForChange();
    if (isInOrder && !m_isBroken && !m_isGivenUp)
        co_await linger();
    m_buffer.releaseIfEmpty();
    m_stream.close();
}

// Closing while bytes of the client are unread could take our close frame with it: end our side, and read until the
// client has ended its own.
template <typename Stream>
Task<void> WebSocketStream<Stream>::linger()
{
    m_stream.endSending();
    for (std::size_t total = 0; total < lingerBytes && !m_isGivenUp;) {
        m_buffer.consume(m_buffer.bytes().size());
        const Read read = readSome();
        if (read == Read::Closed)
            co_return;
        total += m_buffer.bytes().size();
        if (read == Read::Some)
            continue;
        m_buffer.releaseIfEmpty();
        co_await m_stream.waitReadable();
    }
}

template <typename Stream>
void serveSocket(Stream&& stream, ReadBuffer&& received, WebSocketSession::Opening opening)
{
    Worker& worker = opening.worker;
    auto socket = std::make_shared<WebSocketStream<Stream>>(std::move(stream), std::move(received), std::move(opening));
    asio::co_spawn(
        worker.context, [socket = std::move(socket)] { return socket->serve(); }, asio::detached);
}

} // namespace

void WebSocketSession::start(PlainStream&& stream, ReadBuffer&& received, Opening opening)
{
    serveSocket(std::move(stream), std::move(received), std::move(opening));
}

void WebSocketSession::start(TlsServerStream&& stream, ReadBuffer&& received, Opening opening)
{
    serveSocket(std::move(stream), std::move(received), std::move(opening));
}

} // namespace gw::engine
