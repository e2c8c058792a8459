#include "gateway-engine/integrations/endpoint_faults.h"

#include "core/json/text.h"
#include "gateway-engine/pipeline/configuration_fault.h"

namespace gw::engine {

std::string endpointUrl(const UpstreamRequest& request)
{
    std::string url = request.endpoint.isTls ? "https://" : "http://";
    url.append(request.headers.get("Host")).append(maskQuery(request.target));
    return url;
}

void noteConnection(Exchange& x, const UpstreamResponse& answer)
{
    if (answer.reusedConnection) {
        x.trace.note("connection", "kept alive");
        return;
    }
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(answer.connectTime).count();
    x.trace.note("connection", "new, " + std::to_string(micros) + " µs");
}

Fault executionFault(GatewayResponseType type, std::string_view what, std::string_view detail)
{
    Fault fault{type};
    fault.reason = "Execution failed due to " + std::string(what);
    if (!detail.empty())
        fault.reason.append(": ").append(detail);
    fault.duringExecution = true;
    return fault;
}

Fault endpointFault(const UpstreamFailure& failure)
{
    constexpr std::string_view network = "a network error communicating with endpoint";
    switch (failure.kind) {
    case UpstreamFailure::Kind::Timeout:
        return executionFault(GatewayResponseType::IntegrationTimeout, "a timeout error", failure.detail);
    case UpstreamFailure::Kind::TooLarge:
        return configurationFault("Integration response exceeds 10485760 bytes");
    case UpstreamFailure::Kind::NotConfigured:
        return configurationFault(failure.detail);
    case UpstreamFailure::Kind::NameResolution:
    case UpstreamFailure::Kind::Connect:
    case UpstreamFailure::Kind::Tls:
    case UpstreamFailure::Kind::Closed:
    case UpstreamFailure::Kind::Protocol:
        break;
    }
    return executionFault(GatewayResponseType::IntegrationFailure, network, failure.detail);
}

std::string refusalText(const Response& answer)
{
    constexpr std::size_t longest = 500;
    json::ReadLimits limits;
    limits.maxDepth = 20;
    const auto body = json::readJson(answer.bodyText(), limits);
    if (!body)
        return {};
    const std::string_view lower = (*body)["message"].toString();
    return std::string((lower.empty() ? (*body)["Message"].toString() : lower).substr(0, longest));
}

} // namespace gw::engine
