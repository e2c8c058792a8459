// Writing a request, reading its answer. An endpoint may refuse a request before it has read all of it: when sending
// fails, its answer may be there, so it is read in any case. Interim answers (1xx) are skipped.
#include "gateway-engine/transport/upstream_call.h"

#include "gateway-engine/transport/request_head.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gw::engine {

using Progress = ResponseParser::Progress;
using Kind = UpstreamFailure::Kind;

UpstreamCall::UpstreamCall(Worker& worker, const UpstreamRequest& request, std::size_t maxBodyBytes, Response& response)
    : Expiring(worker.fine), m_worker(worker), m_request(request), m_maxBodyBytes(maxBodyBytes),
      m_buffer(worker.buffers), m_response(response)
{
    expireAfter(request.timeout);
}

void UpstreamCall::onExpired()
{
    m_hasTimedOut = true;
    if (m_connection)
        m_connection->cancel();
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

void UpstreamCall::expectAnswer()
{
    m_progress = Progress::NeedsMore;
    m_response = Response();
    m_parser.emplace(m_response, m_maxBodyBytes, m_request.method == "HEAD");
}

bool UpstreamCall::sendAtOnce(UpstreamConnection& connection)
{
    m_connection = &connection;
    m_sent = 0;
    m_sendError = {};
    m_hasEnded = false;
    expectAnswer();
    const std::string& head = m_worker.head;
    writeRequestHead(m_worker.head, m_request);
    if (connection.tls)
        return false;
    const std::array<asio::const_buffer, 2> pieces{asio::buffer(head), asio::buffer(m_request.body)};
    if (m_request.body.empty())
        m_sent = connection.plain->writeSome(pieces[0], m_sendError); // one piece goes out by a cheaper call
    else
        m_sent = connection.plain->writeSome(pieces, m_sendError);
    return m_sent == head.size() + m_request.body.size();
}

Task<void> UpstreamCall::sendRest(UpstreamConnection& connection, std::string head)
{
    if (connection.tls) {
        m_sent = 1; // how much of it went out is not known
        m_sendError = co_await connection.tls->write(head, m_request.body);
        co_return;
    }
    while (m_sent < head.size() + m_request.body.size()) {
        if (!connection.plain->isWritable()) {
            const auto [waitError] = co_await connection.plain->waitWritable();
            m_sendError = waitError;
            if (waitError)
                co_return;
        }
        const auto ofHead = std::min(m_sent, head.size());
        const std::array<asio::const_buffer, 2> pieces{asio::buffer(head) + ofHead,
                                                       asio::buffer(m_request.body) + (m_sent - ofHead)};
        m_sent += connection.plain->writeSome(pieces, m_sendError);
        if (m_sendError && m_sendError != asio::error::would_block)
            co_return;
        m_sendError = {};
    }
}

asio::mutable_buffer UpstreamCall::space()
{
    char* space = m_buffer.freeSpace();
    return asio::buffer(space, m_buffer.freeBytes());
}

void UpstreamCall::received(const error_code& error, std::size_t count)
{
    if (error == asio::error::would_block)
        return;
    if (error == asio::error::eof)
        takeEnd();
    m_hasEnded = bool(error);
    if (error)
        return;
    if (!std::exchange(m_hasReceived, true))
        m_response = m_worker.takeSpareResponse();
    m_buffer.received(count);
    parse();
}

// A body may reach to the end of the connection; anything else has broken off.
void UpstreamCall::takeEnd()
{
    if (m_parser->hasStarted() && m_parser->parseEnd() == Progress::Complete)
        m_progress = Progress::Complete;
}

void UpstreamCall::parse()
{
    do {
        std::size_t consumed = 0;
        m_progress = m_parser->parse(m_buffer.bytes(), consumed);
        m_buffer.consume(consumed);
        if (m_progress == Progress::NeedsMore)
            return;
        m_hasEnded = m_progress != Progress::Complete || !m_parser->isInterim() || m_response.status == 101;
        if (!m_hasEnded)
            expectAnswer();
    } while (!m_hasEnded && !m_buffer.isEmpty());
    m_canReuse = m_progress == Progress::Complete && m_parser->keepsAlive() && m_buffer.isEmpty() && !m_sendError;
}

std::optional<UpstreamFailure> UpstreamCall::finish()
{
    m_connection = nullptr; // the time limit must not touch it any more
    return m_hasTimedOut ? timeoutFailure() : failureOf(m_progress);
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
