// HttpClient: calls to HTTP endpoints from one engine thread, over pooled keep-alive connections.
#pragma once

#include "gateway-engine/pipeline/upstream.h"
#include "gateway-engine/transport/upstream_connection.h"

#include <tl/expected.hpp>

#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gw::engine {

class UpstreamCall;

struct HttpClientOptions
{
    std::size_t maxBodyBytes = 10'485'760; // reference 5: REST payload
    std::size_t maxIdlePerEndpoint = 128;
    std::chrono::milliseconds idleTimeout{60'000};
    std::string trustedRoots{}; // PEM: authorities that endpoints may come from, besides the system's
};

class HttpClient final : public UpstreamClient
{
public:
    explicit HttpClient(Worker& worker, const HttpClientOptions& options = {});

    Task<std::optional<UpstreamFailure>> send(const UpstreamRequest& request, UpstreamResponse& answer) override;

private:
    using ConnectionPtr = std::unique_ptr<UpstreamConnection>;
    struct EndpointHash
    {
        std::size_t operator()(const Endpoint& endpoint) const;
    };

    using Idle = std::vector<ConnectionPtr>; // of one endpoint

    Idle& idleOf(const Endpoint& endpoint);
    ConnectionPtr take(const UpstreamRequest& request);
    void giveBack(const Endpoint& endpoint, ConnectionPtr connection);
    Task<tl::expected<ConnectionPtr, UpstreamFailure>> open(const Endpoint& endpoint, UpstreamCall& call);
    Task<std::optional<UpstreamFailure>> startTls(UpstreamConnection& connection, const Endpoint& endpoint);

    Worker& m_worker;
    HttpClientOptions m_options;
    std::unique_ptr<TlsSettings> m_tls;
    std::unordered_map<Endpoint, Idle, EndpointHash> m_idle;
    std::pair<const Endpoint, Idle>* m_lastUsed = nullptr; // of m_idle: mostly the one asked for next
};

} // namespace gw::engine
