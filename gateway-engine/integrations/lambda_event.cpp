#include "gateway-engine/integrations/lambda_event.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/integrations/event_parts.h"
#include "gateway-engine/integrations/socket_event.h"
#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/pipeline/forwarded.h"

namespace gw::engine {

namespace {

void writeBody(EventWriter& event, const Exchange& x)
{
    const BinaryMediaTypes& binary = x.program->binaryMediaTypes;
    const std::string_view type = x.request.headers.get("Content-Type");
    const bool isBinary = !x.request.body.empty() && !binary.empty() &&
                          binary.matches(type.empty() ? std::string_view("application/json") : type);
    if (x.request.body.empty())
        event.raw("body", "null");
    else
        event.text("body", isBinary ? base64Encoded(x.request.body) : x.request.body);
    event.raw("isBase64Encoded", isBinary ? "true" : "false");
}

std::string lambdaEvent(Exchange& x, const LambdaProxyDesign& design)
{
    constexpr std::size_t usualRest = 2'048;
    EventWriter event(x.request.body.size() + 2 * x.request.headers.bytes() + usualRest);
    event.open();
    writeRequest(event, x, design.operationName);
    writeBody(event, x);
    event.close();
    return event.take();
}

} // namespace

std::optional<Fault> MapLambdaEvent::run(Exchange& x) const
{
    if (!m_design.isPost)
        return configurationFault("Functions are invoked with POST, whatever the client's verb: set the integration's "
                                  "HTTP method to POST");
    for (const auto& [name, source] : m_design.illegalHeaders)
        if (source.value({x}))
            return configurationFault(name + " header already present");
    UpstreamRequest& request = x.endpointRequest;
    request.method = "POST";
    request.target = m_design.target;
    request.timeout = m_design.timeout;
    request.endpoint.isTls = true;
    request.endpoint.host = m_design.host;
    request.endpoint.port = 443;
    request.headers.add("Host", m_design.host);
    request.headers.add("Content-Type", "application/json");
    request.headers.add("X-Amzn-Trace-Id", traceIdOf(x));
    request.body = x.socket ? socketEvent(x) : lambdaEvent(x, m_design);
    x.trace.out(x.trace.capture(request));
    return std::nullopt;
}

} // namespace gw::engine
