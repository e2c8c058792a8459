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

    // An exchange: sendAtOnce(), sendRest() of the thread's head where that gives false; while wantsMore(), a read of
    // the connection into space(), told to received(); finish(). In steps, because the usual request goes out at once
    // and its answer comes in one piece: the caller awaits what there is to await, and no coroutine needs to be made
    // for it here.
    bool sendAtOnce(UpstreamConnection& connection);
    Task<void> sendRest(UpstreamConnection& connection, std::string head);
    [[nodiscard]] bool wantsMore() const { return !m_hasTimedOut && !m_hasEnded; }
    [[nodiscard]] asio::mutable_buffer space();
    void received(const error_code& error, std::size_t count);
    [[nodiscard]] std::optional<UpstreamFailure> finish(); // how it ended; the connection may go then

    [[nodiscard]] bool canReuseConnection() const { return m_canReuse; }
    // A kept connection may have been ended by the endpoint just before: nothing came of an answer, and the request has
    // not reached it or may be sent twice.
    [[nodiscard]] bool mayTryAgain() const;

    // What the time limit cancels while no exchange is going on.
    void cancelWith(std::function<void()> cancel) { m_cancel = std::move(cancel); }
    [[nodiscard]] bool hasTimedOut() const { return m_hasTimedOut; }
    [[nodiscard]] UpstreamFailure timeoutFailure() const;

private:
    void expectAnswer();
    void takeEnd();
    void parse();
    std::optional<UpstreamFailure> failureOf(ResponseParser::Progress progress) const;
    UpstreamFailure closedFailure() const;
    void onExpired() override;

    Worker& m_worker;
    const UpstreamRequest& m_request;
    std::size_t m_maxBodyBytes;
    ReadBuffer m_buffer;
    Response& m_response;
    std::optional<ResponseParser> m_parser;
    UpstreamConnection* m_connection = nullptr; // being waited for
    std::function<void()> m_cancel;
    std::size_t m_sent = 0;
    error_code m_sendError;
    ResponseParser::Progress m_progress = ResponseParser::Progress::NeedsMore; // at the end: the answer broke off
    bool m_hasEnded = false;
    bool m_hasReceived = false;
    bool m_canReuse = false;
    bool m_hasTimedOut = false;
};

} // namespace gw::engine
