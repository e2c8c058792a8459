// HttpClient: calls to HTTP endpoints from one engine thread, over pooled keep-alive connections.
#pragma once

#include "gateway-engine/pipeline/upstream.h"
#include "gateway-engine/transport/upstream_connection.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace gw::engine {

class UpstreamCall;

struct HttpClientOptions
{
    std::size_t maxBodyBytes = 10'485'760; // reference 5: REST payload
    std::size_t maxIdlePerEndpoint = 128;
    std::chrono::milliseconds idleTimeout{60'000};
};

class HttpClient final : public UpstreamClient
{
public:
    explicit HttpClient(Worker& worker, const HttpClientOptions& options = {});

    using Outcome = tl::expected<UpstreamResponse, UpstreamFailure>;
    Task<Outcome> send(UpstreamRequest request) override;

private:
    using ConnectionPtr = std::unique_ptr<UpstreamConnection>;
    struct EndpointHash
    {
        std::size_t operator()(const Endpoint& endpoint) const;
    };

    ConnectionPtr take(const UpstreamRequest& request);
    void giveBack(const Endpoint& endpoint, ConnectionPtr connection);
    Task<tl::expected<ConnectionPtr, UpstreamFailure>> open(const Endpoint& endpoint, UpstreamCall& call);
    Task<std::optional<UpstreamFailure>> startTls(UpstreamConnection& connection, const Endpoint& endpoint);

    Worker& m_worker;
    HttpClientOptions m_options;
    std::unique_ptr<TlsSettings> m_tls;
    std::unordered_map<Endpoint, std::vector<ConnectionPtr>, EndpointHash> m_idle;
};

} // namespace gw::engine
