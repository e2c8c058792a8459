#include "gateway-engine/integrations/route_event_parts.h"

#include "core/json/text.h"
#include "core/letter_case.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/integrations/event_parts.h"
#include "gateway-engine/pipeline/forwarded.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/http_api_path.h"
#include "gateway-engine/pipeline/route_authorizer.h"
#include "gateway-engine/pipeline/variables.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

bool isCookie(const HeaderField& field)
{
    return equalsIgnoreCase(field.name, "Cookie");
}

std::vector<std::string_view> cookiesOf(const Request& request)
{
    std::vector<std::string_view> cookies;
    for (const HeaderField field : request.headers) {
        std::string_view rest = isCookie(field) ? field.value : std::string_view();
        while (!rest.empty()) {
            const auto end = std::min(rest.find(';'), rest.size());
            const auto begin = std::min(rest.find_first_not_of(' '), end);
            if (begin < end)
                cookies.push_back(rest.substr(begin, end - begin));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return cookies;
}

void writeUnlessEmpty(EventWriter& event, std::string_view name, const StringMap& map)
{
    if (!map.empty())
        event.pairs(name, map);
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

void writeRouteContext(EventWriter& event, const Exchange& x)
{
    const auto variable = [&](const char* name) { return contextVariable(x, name).value_or(std::string()); };
    event.key("requestContext");
    event.open();
    event.text("accountId", x.program->accountId);
    event.text("apiId", x.program->apiId);
    if (x.request.tls && x.request.tls->clientCertificate) {
        event.key("authentication");
        event.open();
        writeClientCertificate(event, x.request);
        event.close();
    }
    if (const json::Value authorizer = routeAuthorizerObject(x); authorizer.isObject())
        event.raw("authorizer", json::writeJson(authorizer));
    event.text("domainName", variable("domainName"));
    event.text("domainPrefix", variable("domainPrefix"));
    writeHttp(event, x);
    event.text("requestId", x.extendedRequestId.str());
    event.text("routeKey", x.method->routeKey);
    event.text("stage", x.program->stageName);
    event.text("time", variable("requestTime"));
    event.raw("timeEpoch", variable("requestTimeEpoch"));
    event.close();
}

} // namespace

EventFields routeHeaders(Exchange& x, Cookies cookies)
{
    EventFields headers;
    for (const HeaderField field : x.request.headers)
        if (passesToFunction(field.name) && (cookies == Cookies::AmongHeaders || !isCookie(field)))
            addTo(headers, toLowerAscii(field.name), std::string(field.value), false);
    headers.push_back({"content-length", {std::to_string(x.request.body.size())}});
    headers.push_back({"x-amzn-trace-id", {traceIdOf(x)}});
    headers.push_back({"x-forwarded-for", {forwardedFor(x.request)}});
    headers.push_back({"x-forwarded-port", {std::to_string(x.request.localPort)}});
    headers.push_back({"x-forwarded-proto", {x.request.isTls ? "https" : "http"}});
    return headers;
}

void writeRoute(EventWriter& event, Exchange& x)
{
    event.text("routeKey", x.method->routeKey);
    event.text("rawPath", rawPathOf(x));
    event.text("rawQueryString", x.request.query());
    if (const auto cookies = cookiesOf(x.request); !cookies.empty())
        event.texts("cookies", cookies);
    event.joined("headers", routeHeaders(x, Cookies::Apart));
    if (const EventFields query = eventQuery(x.request); !query.empty())
        event.joined("queryStringParameters", query);
    writeRouteContext(event, x);
    writeUnlessEmpty(event, "pathParameters", x.pathParameters);
    writeUnlessEmpty(event, "stageVariables", x.program->stageVariables);
}

} // namespace gw::engine
