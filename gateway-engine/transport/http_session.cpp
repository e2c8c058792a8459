// What a connection is and when it ends (RFC 9112): keep-alive, time-outs, refusals.
#include "gateway-engine/transport/http_session.h"

#include "gateway-engine/transport/websocket_connection.h"
#include "gateway-engine/websocket/connection_id.h"

namespace gw::engine {

namespace {

constexpr std::chrono::milliseconds lingerTime{5'000};
constexpr std::size_t joinedBytes = 2'048; // bodies up to this: copying costs less than gathering

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

std::string_view bodyOf(const Response& response, bool isHead)
{
    return hasBody(response, isHead) ? std::string_view(response.bodyText()) : std::string_view();
}

} // namespace

HttpSession::HttpSession(Socket& socket, Worker& worker, RequestHandler& handler)
    : Expiring(worker.coarse), m_worker(worker), m_handler(handler), m_buffer(worker.buffers)
{
    error_code error;
    socket.non_blocking(true, error);
    socket.set_option(Tcp::no_delay(true), error);
    if (const auto remote = socket.remote_endpoint(error); !error) {
        m_remoteAddress = remote.address().to_string();
        m_remotePort = remote.port();
    }
    if (const auto local = socket.local_endpoint(error); !error) {
        m_localAddress = local.address().to_string();
        m_localPort = local.port();
    }
    m_worker.sessions.insert(this);
    m_worker.openConnections.fetch_add(1, std::memory_order_relaxed);
}

HttpSession::~HttpSession()
{
    m_worker.openConnections.fetch_sub(1, std::memory_order_relaxed);
    m_worker.sessions.erase(this);
    m_worker.noteEnd();
}

void HttpSession::drain()
{
    if (m_phase == Phase::Opening || m_phase == Phase::Idle || m_phase == Phase::Lingering)
        cancelWaiting();
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
    m_hasExpired = true;
    cancelWaiting();
}

void HttpSession::enter(Phase phase)
{
    const Phase before = std::exchange(m_phase, phase);
    switch (phase) {
    case Phase::Opening:
        expireAfter(m_worker.options.limits.handshakeTimeout);
        break;
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

void HttpSession::beginRequest()
{
    m_request = Request();
    m_request.remoteAddress = m_remoteAddress;
    m_request.remotePort = m_remotePort;
    m_request.localAddress = m_localAddress;
    m_request.localPort = m_localPort;
    m_parser.emplace(m_worker.options.limits, m_request);
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

// The connection it is to become: it has a name from now on, and takes no frame yet.
std::shared_ptr<WebSocketConnection> HttpSession::makeConnection() const
{
    ConnectionFacts facts;
    facts.connectionId = newConnectionId(*m_worker.options.services);
    facts.sourceIp = m_remoteAddress;
    facts.userAgent = m_request.headers.get("User-Agent");
    facts.connectedAt = m_worker.options.services->wallClock();
    return std::make_shared<WebSocketConnection>(std::move(facts), m_worker.options.sending, m_worker.mailbox);
}

Response HttpSession::refusalAnswer()
{
    std::optional<Response> ofHandler = m_handler.refusal(m_request, m_refusal.status);
    return ofHandler ? *std::move(ofHandler) : refusalResponse(m_refusal);
}

} // namespace gw::engine
