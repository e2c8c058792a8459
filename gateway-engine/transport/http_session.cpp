// One HTTP/1.1 connection (RFC 9112): keep-alive, pipelining, 100-continue, time-outs, refusals, lingering close.
#include "gateway-engine/transport/http_session.h"

#include "gateway-engine/transport/read_in_turn.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cstring>

namespace gw::engine {

namespace {

constexpr std::chrono::milliseconds lingerTime{5'000};
constexpr std::size_t joinedBytes = 2'048; // bodies up to this: copying costs less than gathering
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

Response refusalResponse(const Refusal& refusal)
{
    Response response;
    response.status = refusal.status;
    response.headers.add("Content-Type", "application/json");
    if (response.status == 413)
        response.headers.add("x-amzn-ErrorType", "RequestTooLargeException");
    response.body = R"({"message":")" + refusal.message + R"("})";
    return response;
}

Response internalServerError()
{
    Response response;
    response.status = 500;
    response.headers.add("Content-Type", "application/json");
    response.body = R"({"message": "Internal server error"})";
    return response;
}

std::string_view bodyOf(const Response& response, bool isHead)
{
    return hasBody(response, isHead) ? std::string_view(response.bodyText()) : std::string_view();
}

} // namespace

HttpSession::HttpSession(Socket socket, Worker& worker, RequestHandler& handler)
    : Expiring(worker.coarse), m_socket(std::move(socket)), m_worker(worker), m_handler(handler),
      m_buffer(worker.buffers)
{
    error_code error;
    m_socket.non_blocking(true, error);
    m_socket.set_option(Tcp::no_delay(true), error);
    if (const auto remote = m_socket.remote_endpoint(error); !error) {
        m_remoteAddress = remote.address().to_string();
        m_remotePort = remote.port();
    }
    if (const auto local = m_socket.local_endpoint(error); !error)
        m_localPort = local.port();
    m_worker.sessions.insert(this);
    m_worker.openConnections.fetch_add(1, std::memory_order_relaxed);
}

HttpSession::~HttpSession()
{
    m_worker.openConnections.fetch_sub(1, std::memory_order_relaxed);
    m_worker.sessions.erase(this);
    if (m_worker.isDraining && m_worker.sessions.empty() && m_worker.whenEmpty)
        m_worker.whenEmpty();
}

void HttpSession::start(std::shared_ptr<HttpSession> session)
{
    auto executor = session->m_socket.get_executor();
    asio::co_spawn(
        executor, [session = std::move(session)] { return session->serve(); }, asio::detached);
}

void HttpSession::drain()
{
    error_code ignored;
    if (m_phase == Phase::Idle || m_phase == Phase::Lingering)
        m_socket.cancel(ignored);
}

void HttpSession::endFor(const RequestHandler& handler)
{
    if (&m_handler != &handler)
        return;
    m_isLast = true;
    drain();
}

void HttpSession::onExpired()
{
    error_code ignored;
    m_hasExpired = true;
    m_socket.cancel(ignored);
}

void HttpSession::enter(Phase phase)
{
    const Phase before = std::exchange(m_phase, phase);
    switch (phase) {
    case Phase::Idle:
        expireAfter(m_worker.options.limits.idleTimeout);
        break;
    case Phase::Head: // the whole head has this long, not each of its bytes
        if (before != Phase::Head)
            expireAfter(m_worker.options.limits.headerTimeout);
        break;
    case Phase::Body:
    case Phase::Sending:
        expireAfter(m_worker.options.limits.bodyTimeout);
        break;
    case Phase::Handling:
        expireNever();
        break;
    case Phase::Lingering:
        expireAfter(lingerTime);
        break;
    }
}

bool HttpSession::keepsAlive() const
{
    return m_parser->keepsAlive() && m_worker.options.keepConnections && !m_worker.isDraining && !m_isLast;
}

Task<void> HttpSession::serve()
{
    for (bool goesOn = true; goesOn;) {
        enter(Phase::Idle);
        if (m_buffer.isEmpty() && !m_worker.isDraining) {
            const auto isGivenUp = [this] { return m_hasExpired || m_isLast || m_worker.isDraining; };
            const auto [error, count] = co_await readInTurn(m_socket, asio::buffer(m_firstBytes), isGivenUp);
            if (m_hasExpired || (error && !m_worker.isDraining))
                co_return;
            takeFirstBytes(count);
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
        try {
            response = co_await m_handler.handle(std::move(m_request));
        } catch (const std::exception&) { // a handler has no business throwing; the client still gets an answer
            response = internalServerError();
        }
        goesOn = keepsAlive();
        const std::string_view body = writeAnswer(response, isHead, goesOn);
        std::size_t sent = 0;
        if (sendAtOnce(body, sent))
            continue;
        const bool isSent = co_await sendRest(m_worker.head, body, sent);
        if (!isSent)
            co_return;
    }
    co_await linger();
}

HttpSession::Read HttpSession::readSome()
{
    error_code error;
    char* space = m_buffer.freeSpace();
    const std::size_t count = m_socket.read_some(asio::buffer(space, m_buffer.freeBytes()), error);
    if (error)
        return wouldBlock(error) ? Read::Nothing : Read::Closed;
    m_buffer.received(count);
    return Read::Some;
}

void HttpSession::takeFirstBytes(std::size_t count)
{
    std::memcpy(m_buffer.freeSpace(), m_firstBytes.data(), count);
    m_buffer.received(count);
    if (count == m_firstBytes.size())
        readSome(); // there is probably more; an end of the connection shows itself at the next wait
}

HttpSession::Received HttpSession::parse()
{
    std::size_t consumed = 0;
    const auto progress = m_parser->parse(m_buffer.bytes(), consumed);
    m_buffer.consume(consumed);
    switch (progress) {
    case RequestParser::Progress::Complete:
        return Received::Request;
    case RequestParser::Progress::Refused:
        m_refusal = m_parser->refusal();
        return Received::Refused;
    case RequestParser::Progress::NeedsMore:
        break;
    }
    return Received::NeedsMore;
}

// The usual case: the whole request is there already.
HttpSession::Received HttpSession::receiveAtOnce()
{
    m_request = Request();
    m_request.remoteAddress = m_remoteAddress;
    m_request.remotePort = m_remotePort;
    m_request.localPort = m_localPort;
    m_parser.emplace(m_worker.options.limits, m_request);
    if (m_buffer.isEmpty()) {
        const Read read = readSome();
        if (read == Read::Closed || (read == Read::Nothing && m_worker.isDraining))
            return Received::Gone;
        if (read == Read::Nothing)
            return Received::NeedsMore;
    }
    return parse();
}

Task<HttpSession::Received> HttpSession::receiveRest()
{
    bool continueSent = false;
    for (;;) {
        enter(m_parser->isHeadDone() ? Phase::Body : Phase::Head);
        if (m_parser->awaitsContinue() && !std::exchange(continueSent, true) && !co_await sendContinue())
            co_return Received::Gone;
        m_buffer.releaseIfEmpty();
        const auto [error] = co_await m_socket.async_wait(Socket::wait_read, asTask);
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

Task<bool> HttpSession::sendContinue()
{
    static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto [error, count] = co_await asio::async_write(m_socket, asio::buffer(line), asTask);
    co_return !error;
}

// Into the thread's scratch: the head, and a small body behind it. Gives the body that goes out beside them.
std::string_view HttpSession::writeAnswer(const Response& response, bool isHead, bool keepAlive)
{
    std::string& head = m_worker.head;
    writeResponseHead(head, response, {isHead, keepAlive, m_worker.date.now()});
    const std::string_view body = bodyOf(response, isHead);
    if (body.size() > joinedBytes)
        return body;
    head.append(body);
    return {};
}

bool HttpSession::sendAtOnce(std::string_view body, std::size_t& sent)
{
    const std::string& head = m_worker.head;
    error_code error;
    if (body.empty())
        sent = m_socket.write_some(asio::buffer(head), error);
    else
        sent = m_socket.write_some(piecesFrom(head, body, 0), error);
    return !error && sent == head.size() + body.size();
}

// The client reads slower than we write. Each piece it takes renews its time.
Task<bool> HttpSession::sendRest(std::string head, std::string_view body, std::size_t sent)
{
    while (sent < head.size() + body.size()) {
        enter(Phase::Sending);
        const auto [waitError] = co_await m_socket.async_wait(Socket::wait_write, asTask);
        if (waitError)
            co_return false;
        error_code error;
        sent += m_socket.write_some(piecesFrom(head, body, sent), error);
        if (error && !wouldBlock(error))
            co_return false;
    }
    co_return true;
}

Task<void> HttpSession::refuse()
{
    std::optional<Response> ofHandler = m_handler.refusal(m_request, m_refusal.status);
    const Response response = ofHandler ? *std::move(ofHandler) : refusalResponse(m_refusal);
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
Task<void> HttpSession::linger()
{
    error_code ignored;
    m_socket.shutdown(Socket::shutdown_send, ignored);
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
        const auto [error] = co_await m_socket.async_wait(Socket::wait_read, asTask);
        if (error)
            co_return;
    }
}

} // namespace gw::engine
