// Writing a request, reading its answer. An endpoint may refuse a request before it has read all of it: when sending
// fails, its answer may be there, so it is read in any case. Interim answers (1xx) are skipped.
#include "gateway-engine/transport/upstream_call.h"

#include "gateway-engine/transport/read_in_turn.h"
#include "gateway-engine/transport/request_head.h"

#include <array>

namespace gw::engine {

using Progress = ResponseParser::Progress;
using Kind = UpstreamFailure::Kind;

namespace {

// The connection may go once its exchange has ended, however it ended: the time limit must not touch it any more.
class Awaited
{
public:
    explicit Awaited(Socket*& socket) : m_socket(socket) {}
    ~Awaited() { m_socket = nullptr; }
    Awaited(const Awaited&) = delete;
    Awaited& operator=(const Awaited&) = delete;

private:
    Socket*& m_socket;
};

} // namespace

UpstreamCall::UpstreamCall(Worker& worker, const UpstreamRequest& request, std::size_t maxBodyBytes, Response& response)
    : Expiring(worker.fine), m_request(request), m_maxBodyBytes(maxBodyBytes), m_buffer(worker.buffers),
      m_response(response)
{
    expireAfter(request.timeout);
}

void UpstreamCall::onExpired()
{
    error_code ignored;
    m_hasTimedOut = true;
    if (m_socket)
        m_socket->cancel(ignored);
    else if (m_cancel)
        m_cancel();
}

bool UpstreamCall::mayTryAgain() const
{
    return !m_hasReceived && !m_hasTimedOut && (m_sent == 0 || isIdempotent(m_request.method));
}

UpstreamFailure UpstreamCall::timeoutFailure() const
{
    return {Kind::Timeout, addressText(m_request.endpoint) + " did not answer within " +
                               std::to_string(m_request.timeout.count()) + " ms"};
}

UpstreamFailure UpstreamCall::closedFailure() const
{
    return {Kind::Closed,
            addressText(m_request.endpoint) + (m_hasReceived ? " closed the connection in the middle of its answer"
                                                             : " closed the connection without an answer")};
}

bool UpstreamCall::sendAtOnce(UpstreamConnection& connection)
{
    m_socket = &connection.socket;
    m_sent = 0;
    m_sendError = {};
    m_response = Response();
    m_parser.emplace(m_response, m_maxBodyBytes, m_request.method == "HEAD");
    writeRequestHead(connection.head, m_request);
    if (connection.tls)
        return false;
    const std::array<asio::const_buffer, 2> pieces{asio::buffer(connection.head), asio::buffer(m_request.body)};
    if (m_request.body.empty())
        m_sent = connection.socket.write_some(pieces[0], m_sendError); // one piece goes out by a cheaper call
    else
        m_sent = connection.socket.write_some(pieces, m_sendError);
    return m_sent == connection.head.size() + m_request.body.size();
}

Task<void> UpstreamCall::sendRest(UpstreamConnection& connection)
{
    if (connection.tls) {
        m_sent = 1; // how much of it went out is not known
        m_sendError = co_await connection.tls->write(connection.head, m_request.body);
        co_return;
    }
    const std::size_t headSize = connection.head.size();
    while (m_sent < headSize + m_request.body.size()) {
        const auto [waitError] = co_await connection.socket.async_wait(Socket::wait_write, asTask);
        m_sendError = waitError;
        if (waitError)
            co_return;
        const auto ofHead = std::min(m_sent, headSize);
        const std::array<asio::const_buffer, 2> pieces{asio::buffer(connection.head) + ofHead,
                                                       asio::buffer(m_request.body) + (m_sent - ofHead)};
        m_sent += connection.socket.write_some(pieces, m_sendError);
        if (m_sendError && m_sendError != asio::error::would_block)
            co_return;
        m_sendError = {};
    }
}

Task<std::optional<UpstreamFailure>> UpstreamCall::receive(UpstreamConnection& connection)
{
    const Awaited awaited(m_socket);
    const auto isGivenUp = [this] { return m_hasTimedOut; };
    for (;;) {
        if (m_hasTimedOut)
            co_return timeoutFailure();
        error_code error;
        std::size_t count = 0;
        char* space = m_buffer.freeSpace();
        const auto size = m_buffer.freeBytes();
        if (connection.tls)
            std::tie(error, count) = co_await connection.tls->read(space, size);
        else
            std::tie(error, count) = co_await readInTurn(connection.socket, asio::buffer(space, size), isGivenUp);
        if (m_hasTimedOut)
            co_return timeoutFailure();
        if (error == asio::error::eof && m_parser->hasStarted() && m_parser->parseEnd() == Progress::Complete)
            co_return std::nullopt; // a body may reach to the end of the connection, but not to its breaking off
        if (error)
            co_return closedFailure();
        m_hasReceived = true;
        m_buffer.received(count);
        if (const auto progress = parse()) {
            m_canReuse = m_canReuse && !m_sendError;
            co_return failureOf(*progress);
        }
    }
}

// Nothing while more bytes are needed.
std::optional<Progress> UpstreamCall::parse()
{
    for (;;) {
        std::size_t consumed = 0;
        const Progress progress = m_parser->parse(m_buffer.bytes(), consumed);
        m_buffer.consume(consumed);
        if (progress == Progress::NeedsMore)
            return std::nullopt;
        if (progress != Progress::Complete || !m_parser->isInterim() || m_response.status == 101) {
            m_canReuse = progress == Progress::Complete && m_parser->keepsAlive() && m_buffer.isEmpty();
            return progress;
        }
        m_response = Response();
        m_parser.emplace(m_response, m_maxBodyBytes, m_request.method == "HEAD");
        if (m_buffer.isEmpty())
            return std::nullopt;
    }
}

std::optional<UpstreamFailure> UpstreamCall::failureOf(Progress progress) const
{
    if (progress == Progress::Complete && m_response.status != 101)
        return std::nullopt;
    const std::string address = addressText(m_request.endpoint);
    switch (progress) {
    case Progress::Complete:
        return UpstreamFailure{Kind::Protocol, address + " changed the protocol without being asked"};
    case Progress::Malformed:
        return UpstreamFailure{Kind::Protocol, address + " did not answer in HTTP: " + m_parser->problem()};
    case Progress::TooLarge:
        return UpstreamFailure{Kind::TooLarge, "The answer of " + address + " is larger than " +
                                                   std::to_string(m_maxBodyBytes) + " bytes"};
    case Progress::NeedsMore:
        return closedFailure();
    }
    return std::nullopt;
}

} // namespace gw::engine
