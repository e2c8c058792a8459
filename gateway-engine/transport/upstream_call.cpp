// Writing a request, reading its answer; interim answers (1xx) are skipped.
#include "gateway-engine/transport/upstream_call.h"

#include "gateway-engine/transport/request_head.h"

#include <array>

namespace gw::engine {

using Progress = ResponseParser::Progress;
using Kind = UpstreamFailure::Kind;

UpstreamCall::UpstreamCall(Worker& worker, const UpstreamRequest& request, std::size_t maxBodyBytes)
    : Expiring(worker.fine), m_request(request), m_maxBodyBytes(maxBodyBytes), m_buffer(worker.buffers)
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

Task<std::optional<UpstreamFailure>> UpstreamCall::exchange(UpstreamConnection& connection)
{
    m_socket = &connection.socket;
    m_sent = 0;
    m_response = Response();
    m_parser.emplace(m_response, m_maxBodyBytes, m_request.method == "HEAD");
    writeRequestHead(connection.head, m_request);
    error_code error;
    const std::size_t total = connection.head.size() + m_request.body.size();
    if (!connection.tls) {
        const std::array<asio::const_buffer, 2> pieces{asio::buffer(connection.head), asio::buffer(m_request.body)};
        m_sent = connection.socket.write_some(pieces, error);
    }
    if (m_sent < total)
        error = co_await sendRequest(connection);
    if (m_hasTimedOut)
        co_return timeoutFailure();
    // An endpoint may refuse a request before it has read all of it: when sending fails, its answer may be there.
    auto failure = co_await receive(connection);
    m_canReuse = m_canReuse && !error;
    m_socket = nullptr;
    co_return failure;
}

Task<error_code> UpstreamCall::sendRequest(UpstreamConnection& connection)
{
    if (connection.tls) {
        m_sent = 1; // how much of it went out is not known
        co_return co_await connection.tls->write(connection.head, m_request.body);
    }
    const std::size_t headSize = connection.head.size();
    while (m_sent < headSize + m_request.body.size()) {
        const auto [waitError] = co_await connection.socket.async_wait(Socket::wait_write, asTask);
        if (waitError)
            co_return waitError;
        const auto ofHead = std::min(m_sent, headSize);
        const std::array<asio::const_buffer, 2> pieces{asio::buffer(connection.head) + ofHead,
                                                       asio::buffer(m_request.body) + (m_sent - ofHead)};
        error_code error;
        m_sent += connection.socket.write_some(pieces, error);
        if (error && error != asio::error::would_block)
            co_return error;
    }
    co_return error_code();
}

Task<std::optional<UpstreamFailure>> UpstreamCall::receive(UpstreamConnection& connection)
{
    for (;;) {
        error_code error;
        std::size_t count = 0;
        char* space = m_buffer.freeSpace();
        const auto size = m_buffer.freeBytes();
        if (connection.tls)
            std::tie(error, count) = co_await connection.tls->read(space, size);
        else
            std::tie(error, count) = co_await connection.socket.async_read_some(asio::buffer(space, size), asTask);
        if (m_hasTimedOut)
            co_return timeoutFailure();
        if (error == asio::error::eof && m_parser->hasStarted() && m_parser->parseEnd() == Progress::Complete)
            co_return std::nullopt; // a body may reach to the end of the connection, but not to its breaking off
        if (error)
            co_return closedFailure();
        m_hasReceived = true;
        m_buffer.received(count);
        if (const auto progress = parse())
            co_return failureOf(*progress);
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
