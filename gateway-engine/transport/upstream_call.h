// UpstreamCall: one request and its answer, over one connection at a time, within one time limit.
#pragma once

#include "gateway-engine/transport/read_buffer.h"
#include "gateway-engine/transport/response_parser.h"
#include "gateway-engine/transport/upstream_connection.h"

#include <functional>
#include <optional>

namespace gw::engine {

class UpstreamCall final : private Expiring
{
public:
    // Fills `response`; it and the request must outlive the call.
    UpstreamCall(Worker& worker, const UpstreamRequest& request, std::size_t maxBodyBytes, Response& response);

    // An exchange: sendAtOnce(), sendRest() where that gives false, and receive(), the whole answer.
    // In three steps, because the usual request goes out at once, and no coroutine needs to be made for it.
    bool sendAtOnce(UpstreamConnection& connection);
    Task<void> sendRest(UpstreamConnection& connection);
    Task<std::optional<UpstreamFailure>> receive(UpstreamConnection& connection);

    [[nodiscard]] bool canReuseConnection() const { return m_canReuse; }
    // A kept connection may have been ended by the endpoint just before: nothing came of an answer, and the request has
    // not reached it or may be sent twice.
    [[nodiscard]] bool mayTryAgain() const;

    // What the time limit cancels while something other than exchange() is awaited.
    void cancelWith(std::function<void()> cancel) { m_cancel = std::move(cancel); }
    [[nodiscard]] bool hasTimedOut() const { return m_hasTimedOut; }
    [[nodiscard]] UpstreamFailure timeoutFailure() const;

private:
    std::optional<ResponseParser::Progress> parse();
    std::optional<UpstreamFailure> failureOf(ResponseParser::Progress progress) const;
    UpstreamFailure closedFailure() const;
    void onExpired() override;

    const UpstreamRequest& m_request;
    std::size_t m_maxBodyBytes;
    ReadBuffer m_buffer;
    Response& m_response;
    std::optional<ResponseParser> m_parser;
    Socket* m_socket = nullptr; // being waited for
    std::function<void()> m_cancel;
    std::size_t m_sent = 0;
    error_code m_sendError;
    bool m_hasReceived = false;
    bool m_canReuse = false;
    bool m_hasTimedOut = false;
};

} // namespace gw::engine
