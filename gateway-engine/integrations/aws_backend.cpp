#include "gateway-engine/integrations/aws_backend.h"

#include "core/json/text.h"
#include "gateway-engine/integrations/endpoint_faults.h"
#include "gateway-engine/pipeline/configuration_fault.h"

namespace gw::engine {

namespace {

// Nothing when the function was invoked, whatever came of it.
std::optional<Fault> invocationFault(Exchange& x)
{
    const Response& answer = x.endpointResponse;
    if (answer.status < 300)
        return std::nullopt;
    const std::string text = refusalText(answer);
    x.trace.note("refused", text);
    if (answer.status == 403 || answer.status == 404) // the service tells nobody which functions there are
        return configurationFault("Invalid permissions on Lambda function");
    Fault fault{GatewayResponseType::IntegrationFailure};
    fault.status = 500;
    fault.message = "Internal server error";
    fault.reason = "Lambda invocation failed with status: " + std::to_string(answer.status) +
                   ". Lambda request id: " + std::string(answer.headers.get("x-amzn-RequestId")) + ". " + text;
    fault.duringExecution = true;
    return fault;
}

} // namespace

Task<std::optional<Fault>> AwsBackend::wait(Exchange& x) const
{
    if (x.trace.isOn()) {
        x.trace.in(x.trace.lastMessage());
        x.trace.note("url", endpointUrl(x.endpointRequest));
    }
    AwsRequest request{m_service, m_region, std::move(x.endpointRequest)};
    UpstreamResponse answer;
    const auto failure = co_await m_services->send(request, x.upstream, answer);
    x.endpointRequest = std::move(request.http);
    if (failure)
        co_return endpointFault(*failure);
    x.endpointResponse = std::move(answer.response);
    x.trace.out(x.trace.capture(x.endpointResponse));
    if (m_service == "lambda")
        co_return invocationFault(x);
    co_return std::nullopt;
}

} // namespace gw::engine
