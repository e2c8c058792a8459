#include "gateway-engine/integrations/route_event.h"

#include "core/json/text.h"
#include "core/letter_case.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/integrations/event_parts.h"
#include "gateway-engine/integrations/route_event_parts.h"
#include "gateway-engine/pipeline/variables.h"

#include <utility>

namespace gw::engine {

namespace {

// Always there: {"claims":null,"scopes":null} where nobody was asked.
json::Value authorizerOf(const Exchange& x)
{
    json::Value authorizer = authorizerObject(x);
    if (authorizer.isObject())
        return authorizer;
    authorizer = json::Value::object();
    authorizer.set("claims", json::Value());
    authorizer.set("scopes", json::Value());
    return authorizer;
}

void writeContext1(EventWriter& event, const Exchange& x)
{
    event.key("requestContext");
    event.open();
    for (const char* name : {"accountId", "apiId"})
        event.textOrNull(name, contextVariable(x, name));
    event.raw("authorizer", json::writeJson(authorizerOf(x)));
    for (const char* name : {"domainName", "domainPrefix", "extendedRequestId", "httpMethod"})
        event.textOrNull(name, contextVariable(x, name));
    writeIdentity(event, x);
    for (const char* name : {"path", "protocol", "requestId", "requestTime"})
        event.textOrNull(name, contextVariable(x, name));
    event.raw("requestTimeEpoch", contextVariable(x, "requestTimeEpoch").value_or("0"));
    event.raw("resourceId", "null");
    event.text("resourcePath", x.method->resourcePath);
    event.textOrNull("stage", contextVariable(x, "stage"));
    event.close();
}

// With the stage, or the base path of a custom domain.
void writeRequest1(EventWriter& event, Exchange& x)
{
    const EventFields headers = routeHeaders(x, Cookies::AmongHeaders);
    const EventFields query = eventQuery(x.request);
    event.text("version", "1.0");
    event.text("resource", x.method->resourcePath);
    event.text("path", contextVariable(x, "path").value_or("/"));
    event.text("httpMethod", x.request.method);
    event.singles("headers", headers);
    event.lists("multiValueHeaders", headers);
    event.singles("queryStringParameters", query);
    event.lists("multiValueQueryStringParameters", query);
    writeContext1(event, x);
    event.pairs("pathParameters", x.pathParameters);
    event.pairs("stageVariables", x.program->stageVariables);
}

void writeBody(EventWriter& event, const Request& client, PayloadFormat format)
{
    const bool isText = client.body.empty() || isTextBody(client.headers.get("Content-Type"));
    if (!client.body.empty())
        event.text("body", isText ? client.body : base64Encoded(client.body));
    else if (format == PayloadFormat::V1)
        event.raw("body", "null");
    event.raw("isBase64Encoded", isText ? "false" : "true");
}

} // namespace

bool isTextBody(std::string_view contentType)
{
    const std::string type = toLowerAscii(firstMediaType(contentType));
    return type.starts_with("text/") || type == "application/json" || type == "application/xml" ||
           type == "application/javascript";
}

std::string routeEvent(Exchange& x, PayloadFormat format)
{
    constexpr std::size_t usualRest = 2'048;
    EventWriter event(2 * x.request.body.size() + 2 * x.request.headers.bytes() + usualRest);
    event.open();
    if (format == PayloadFormat::V2) {
        event.text("version", "2.0");
        writeRoute(event, x);
    } else {
        writeRequest1(event, x);
    }
    writeBody(event, x.request, format);
    event.close();
    return event.take();
}

std::optional<Fault> MapRouteEvent::run(Exchange& x) const
{
    invokeWith(x, m_design, routeEvent(x, m_format));
    return std::nullopt;
}

} // namespace gw::engine
