// Reading and writing of one HTTP/1.1 connection (RFC 9112): pipelining, 100-continue, lingering close. Made twice, for
// plain connections and for TLS.
#include "gateway-engine/transport/http_session.h"
#include "gateway-engine/transport/plain_stream.h"
#include "gateway-engine/transport/tls_server_stream.h"
#include "gateway-engine/transport/websocket_connection.h"
#include "gateway-engine/transport/websocket_handshake.h"
#include "gateway-engine/transport/websocket_session.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace gw::engine {

namespace {

constexpr std::size_t lingerBytes = 64 * 1'024 * 1'024;

bool wouldBlock(const error_code& error)
{
    return error == asio::error::would_block || error == asio::error::try_again;
}

// Head and body without the first `sent` bytes.
std::array<asio::const_buffer, 2> piecesFrom(std::string_view head, std::string_view body, std::size_t sent)
{
    const auto ofHead = std::min(sent, head.size());
    const auto ofBody = sent - ofHead;
    return {asio::buffer(head.substr(ofHead)), asio::buffer(body.substr(ofBody))};
}

Response internalServerError()
{
    Response response;
    response.status = 500;
    response.headers.add("Content-Type", "application/json");
    response.body = R"({"message": "Internal server error"})";
    return response;
}

template <typename Stream>
class StreamSession final : public HttpSession
{
public:
    template <typename With> // what the stream is made with beside its socket
    StreamSession(Socket socket, With&& with, Worker& worker, RequestHandler& handler)
        : HttpSession(socket, worker, handler), m_stream(std::move(socket), std::forward<With>(with))
    {
    }
    Task<void> serve();

private:
    enum class Read { Some, Nothing, Closed };

    Task<bool> open();
    [[nodiscard]] bool isForSockets() const;
    Task<Response> shakeHands();
    Task<Received> receiveRest();
    Task<bool> sendContinue();
    Task<bool> sendRest(std::string head, std::string_view body, std::size_t sent);
    Task<void> refuse();
    Task<void> linger();

    void cancelWaiting() override { m_stream.cancel(); }
    Read readSome();
    Received receiveAtOnce();
    bool sendAtOnce(std::string_view body, std::size_t& sent);

    Stream m_stream;
};

// The handshake. A client that speaks plain HTTP is told so in its own language.
template <typename Stream>
Task<bool> StreamSession<Stream>::open()
{
    enter(Phase::Opening);
    if (m_worker.isDraining || m_isLast)
        co_return false;
    const auto opened = co_await m_stream.open();
    if (opened == Stream::Opened::Tls)
        co_return true;
    FailedConnection failed{m_remoteAddress, m_stream.problem(), 0, m_stream.facts()};
    if (m_hasExpired)
        failed.problem = "The TLS handshake did not end within " +
                         std::to_string(m_worker.options.limits.handshakeTimeout.count()) + " ms.";
    if (opened == Stream::Opened::PlainHttp) {
        m_refusal = {400, "Plain HTTP was sent to a port for TLS: use https"};
        failed.status = m_refusal.status;
    }
    if (!failed.problem.empty())
        m_handler.connectionFailed(std::move(failed));
    if (opened == Stream::Opened::PlainHttp)
        co_await refuse();
    co_return false;
}

template <typename Stream>
Task<void> StreamSession<Stream>::serve()
{
    if constexpr (Stream::isTls) {
        if (!co_await open())
            co_return;
    }
    const auto isGivenUp = [this] { return m_hasExpired || m_isLast || m_worker.isDraining; };
    for (bool goesOn = true; goesOn;) {
        enter(Phase::Idle);
        while (m_buffer.isEmpty() && !m_worker.isDraining) {
            if (isGivenUp())
                co_return;
            if (!m_stream.isReadable()) {
                m_buffer.releaseIfEmpty();
                const auto [error] = co_await m_stream.waitInTurn(isGivenUp);
                if (m_hasExpired || (error && !m_worker.isDraining))
                    co_return;
            }
            if (readSome() == Read::Closed)
                co_return;
        }
        Received received = receiveAtOnce();
        if (received == Received::NeedsMore)
            received = co_await receiveRest();
        if (received == Received::Refused)
            co_await refuse();
        if (received != Received::Request)
            co_return;

        enter(Phase::Handling);
        m_buffer.releaseIfEmpty();
        const bool isHead = m_request.method == "HEAD";
        Response response;
        if (m_parser->asksForWebSocket() && isForSockets()) {
            response = co_await shakeHands();
            if (m_isHandedOver)
                co_return;
        } else {
            try {
                response = co_await m_handler.handle(std::move(m_request));
            } catch (const std::exception&) { // a handler has no business throwing; the client still gets an answer
                response = internalServerError();
            }
        }
        goesOn = keepsAlive();
        const std::string_view body = writeAnswer(response, isHead, goesOn);
        std::size_t sent = 0;
        if (sendAtOnce(body, sent)) {
            m_worker.keepAsSpare(std::move(response));
            continue;
        }
        const bool isSent = co_await sendRest(m_worker.head, body, sent);
        if (!isSent)
            co_return;
    }
    co_await linger();
}

template <typename Stream>
bool StreamSession<Stream>::isForSockets() const
{
    const SocketHandler* sockets = m_handler.sockets();
    return sockets && sockets->owns(m_request);
}

// A WebSocket handshake (RFC 6455, 4.2). Gives why it is refused, or hands the connection over.
template <typename Stream>
Task<Response> StreamSession<Stream>::shakeHands()
{
    if (auto refusal = handshakeRefusal(m_request))
        co_return *std::move(refusal);
    const std::string accept = acceptKey(m_request.headers.get("Sec-WebSocket-Key"));
    auto connection = makeConnection();
    Handshake handshake;
    try {
        handshake = co_await m_handler.sockets()->connect(std::move(m_request), connection);
    } catch (const std::exception&) {
        co_return internalServerError();
    }
    if (!handshake.conversation)
        co_return std::move(handshake.refusal);
    connection->accept(handshake);
    std::string head = switchingHead(accept, handshake, m_worker.date.now());
    m_isHandedOver = true;
    WebSocketSession::start(
        std::move(m_stream), std::move(m_buffer),
        {m_worker, m_handler, std::move(connection), std::move(handshake.conversation), std::move(head)});
    co_return Response();
}

template <typename Stream>
typename StreamSession<Stream>::Read StreamSession<Stream>::readSome()
{
    error_code error;
    char* space = m_buffer.freeSpace();
    const std::size_t count = m_stream.readSome(asio::buffer(space, m_buffer.freeBytes()), error);
    if (error)
        return wouldBlock(error) ? Read::Nothing : Read::Closed;
    m_buffer.received(count);
    return Read::Some;
}

// The usual case: the whole request is there already.
template <typename Stream>
HttpSession::Received StreamSession<Stream>::receiveAtOnce()
{
    beginRequest();
    if constexpr (Stream::isTls) {
        m_request.isTls = true;
        m_request.tls = m_stream.facts();
    }
    if (m_buffer.isEmpty()) {
        const Read read = readSome();
        if (read == Read::Closed || (read == Read::Nothing && m_worker.isDraining))
            return Received::Gone;
        if (read == Read::Nothing)
            return Received::NeedsMore;
    }
    return parse();
}

template <typename Stream>
Task<HttpSession::Received> StreamSession<Stream>::receiveRest()
{
    bool continueSent = false;
    for (;;) {
        enter(m_parser->isHeadDone() ? Phase::Body : Phase::Head);
        if (m_parser->awaitsContinue() && !std::exchange(continueSent, true) && !co_await sendContinue())
            co_return Received::Gone;
        m_buffer.releaseIfEmpty();
        const auto [error] = co_await m_stream.waitReadable();
        if (m_hasExpired && m_parser->hasStarted()) {
            m_refusal = {408, "Request Timeout"};
            co_return Received::Refused;
        }
        if (error)
            co_return Received::Gone;
        Read read = readSome();
        for (; read == Read::Some; read = readSome()) {
            const Received received = parse();
            if (received != Received::NeedsMore)
                co_return received;
        }
        if (read == Read::Closed)
            co_return Received::Gone;
    }
}

// Tried at once, as everything is; a client that waits for it has sent nothing that could fill its way.
template <typename Stream>
Task<bool> StreamSession<Stream>::sendContinue()
{
    static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
    error_code error;
    const std::size_t sent = m_stream.writeSome(asio::buffer(line), error);
    if (sent == line.size())
        co_return true;
    if (error && !wouldBlock(error))
        co_return false;
    co_return co_await sendRest(std::string(line), {}, sent);
}

template <typename Stream>
bool StreamSession<Stream>::sendAtOnce(std::string_view body, std::size_t& sent)
{
    const std::string& head = m_worker.head;
    error_code error;
    if (body.empty())
        sent = m_stream.writeSome(asio::buffer(head), error);
    else
        sent = m_stream.writeSome(piecesFrom(head, body, 0), error);
    return !error && sent == head.size() + body.size();
}

// The client reads slower than we write. Each piece it takes renews its time.
template <typename Stream>
Task<bool> StreamSession<Stream>::sendRest(std::string head, std::string_view body, std::size_t sent)
{
    while (sent < head.size() + body.size()) {
        enter(Phase::Sending);
        const auto [waitError] = co_await m_stream.waitWritable();
        if (waitError)
            co_return false;
        error_code error;
        sent += m_stream.writeSome(piecesFrom(head, body, sent), error);
        if (error && !wouldBlock(error))
            co_return false;
    }
    co_return true;
}

template <typename Stream>
Task<void> StreamSession<Stream>::refuse()
{
    const Response response = refusalAnswer();
    m_hasExpired = false;
    std::size_t sent = 0;
    const bool isHead = m_request.method == "HEAD";
    const std::string_view body = writeAnswer(response, isHead, false);
    bool isSent = sendAtOnce(body, sent);
    if (!isSent)
        isSent = co_await sendRest(m_worker.head, body, sent);
    if (isSent)
        co_await linger();
}

// Closing while bytes of the client are unread would reset the connection and could take the answer with it: end our
// side, and read until the client has ended its own (RFC 9112 9.6).
template <typename Stream>
Task<void> StreamSession<Stream>::linger()
{
    m_stream.endSending();
    enter(Phase::Lingering);
    for (std::size_t total = 0; total < lingerBytes && !m_hasExpired && !m_worker.isDraining;) {
        const Read read = readSome();
        if (read == Read::Closed)
            co_return;
        total += m_buffer.bytes().size();
        m_buffer.consume(m_buffer.bytes().size());
        if (read == Read::Some)
            continue;
        m_buffer.releaseIfEmpty();
        const auto [error] = co_await m_stream.waitReadable();
        if (error)
            co_return;
    }
}

template <typename Stream, typename With>
void serveStream(Socket socket, With&& with, Worker& worker, RequestHandler& handler)
{
    auto session =
        std::make_shared<StreamSession<Stream>>(std::move(socket), std::forward<With>(with), worker, handler);
    asio::co_spawn(
        worker.context, [session = std::move(session)] { return session->serve(); }, asio::detached);
}

} // namespace

void HttpSession::start(Socket socket, Worker& worker, RequestHandler& handler)
{
    serveStream<PlainStream>(std::move(socket), worker.readiness, worker, handler);
}

void HttpSession::start(Socket socket, std::shared_ptr<const TlsServer> tls, Worker& worker, RequestHandler& handler)
{
    serveStream<TlsServerStream>(std::move(socket), std::move(tls), worker, handler);
}

} // namespace gw::engine
