#include "gateway-engine/integrations/route_event.h"

#include "core/json/text.h"
#include "core/letter_case.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/integrations/event_parts.h"
#include "gateway-engine/integrations/route_authorizer.h"
#include "gateway-engine/pipeline/forwarded.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/http_api_path.h"
#include "gateway-engine/pipeline/variables.h"

#include <utility>
#include <vector>

namespace gw::engine {

namespace {

// Names in lower case. Cookies have a place of their own in format 2.0.
EventFields lowerHeaders(Exchange& x, PayloadFormat format)
{
    const Request& client = x.request;
    EventFields fields;
    for (const HeaderField field : client.headers)
        if (passesToFunction(field.name) && !(format == PayloadFormat::V2 && equalsIgnoreCase(field.name, "Cookie")))
            addTo(fields, toLowerAscii(field.name), std::string(field.value), false);
    fields.push_back({"content-length", {std::to_string(client.body.size())}});
    fields.push_back({"x-amzn-trace-id", {traceIdOf(x)}});
    fields.push_back({"x-forwarded-for", {forwardedFor(client)}});
    fields.push_back({"x-forwarded-port", {std::to_string(client.localPort)}});
    fields.push_back({"x-forwarded-proto", {client.isTls ? "https" : "http"}});
    return fields;
}

// "a=1; b=2" → two
std::vector<std::string_view> cookiesOf(const Request& client)
{
    std::vector<std::string_view> cookies;
    for (const HeaderField field : client.headers) {
        std::string_view rest = equalsIgnoreCase(field.name, "Cookie") ? field.value : std::string_view();
        while (!rest.empty()) {
            const auto end = std::min(rest.find(';'), rest.size());
            std::string_view cookie = rest.substr(0, end);
            cookie.remove_prefix(std::min(cookie.find_first_not_of(' '), cookie.size()));
            if (!cookie.empty())
                cookies.push_back(cookie);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return cookies;
}

void writeHttp(EventWriter& event, const Exchange& x)
{
    event.key("http");
    event.open();
    event.text("method", x.request.method);
    event.text("path", rawPathOf(x));
    event.text("protocol", "HTTP/1.1");
    event.text("sourceIp", x.request.remoteAddress);
    event.text("userAgent", x.request.headers.get("User-Agent"));
    event.close();
}

void writeContext2(EventWriter& event, const Exchange& x)
{
    const auto variable = [&](std::string_view name, std::string_view of) {
        event.text(name, contextVariable(x, of).value_or(std::string()));
    };
    event.key("requestContext");
    event.open();
    variable("accountId", "accountId");
    variable("apiId", "apiId");
    if (x.request.tls && x.request.tls->clientCertificate) {
        event.key("authentication");
        event.open();
        writeClientCertificate(event, x.request);
        event.close();
    }
    if (const json::Value authorizer = authorizerOfFormat2(x); authorizer.isObject())
        event.raw("authorizer", json::writeJson(authorizer));
    variable("domainName", "domainName");
    variable("domainPrefix", "domainPrefix");
    writeHttp(event, x);
    variable("requestId", "requestId");
    event.text("routeKey", x.method->routeKey);
    variable("stage", "stage");
    variable("time", "requestTime");
    event.raw("timeEpoch", contextVariable(x, "requestTimeEpoch").value_or("0"));
    event.close();
}

void writeContext1(EventWriter& event, const Exchange& x)
{
    event.key("requestContext");
    event.open();
    for (const char* name : {"accountId", "apiId"})
        event.textOrNull(name, contextVariable(x, name));
    event.raw("authorizer", json::writeJson(authorizerOfFormat1(x)));
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
    const EventFields headers = lowerHeaders(x, PayloadFormat::V1);
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

void writeRouteRequest(EventWriter& event, Exchange& x)
{
    event.text("routeKey", x.method->routeKey);
    event.text("rawPath", rawPathOf(x));
    event.text("rawQueryString", x.request.query());
    if (const auto cookies = cookiesOf(x.request); !cookies.empty())
        event.texts("cookies", cookies);
    event.joined("headers", lowerHeaders(x, PayloadFormat::V2));
    if (const EventFields query = eventQuery(x.request); !query.empty())
        event.joined("queryStringParameters", query);
    writeContext2(event, x);
    if (!x.pathParameters.empty())
        event.pairs("pathParameters", x.pathParameters);
    if (!x.program->stageVariables.empty())
        event.pairs("stageVariables", x.program->stageVariables);
}

std::string routeEvent(Exchange& x, PayloadFormat format)
{
    constexpr std::size_t usualRest = 2'048;
    EventWriter event(2 * x.request.body.size() + 2 * x.request.headers.bytes() + usualRest);
    event.open();
    if (format == PayloadFormat::V2) {
        event.text("version", "2.0");
        writeRouteRequest(event, x);
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
