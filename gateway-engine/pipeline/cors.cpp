#include "gateway-engine/pipeline/cors.h"

#include "core/in_quotes.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

constexpr int noContent = 204;
constexpr std::string_view prefix = "access-control-";
constexpr char allowOrigin[] = "access-control-allow-origin";
constexpr char allowCredentials[] = "access-control-allow-credentials";
constexpr char allowMethods[] = "access-control-allow-methods";
constexpr char allowHeaders[] = "access-control-allow-headers";
constexpr char exposeHeaders[] = "access-control-expose-headers";
constexpr char maxAge[] = "access-control-max-age";

void addUnlessEmpty(Headers& headers, const char* name, const std::string& value)
{
    if (!value.empty())
        headers.add(name, value);
}

bool isOfCors(const HeaderField& field)
{
    return field.name.size() > prefix.size() && equalsIgnoreCase(field.name.substr(0, prefix.size()), prefix);
}

void dropCorsHeaders(Headers& headers)
{
    headers.prefixEach([](const HeaderField& field) {
        return isOfCors(field) ? std::nullopt : std::optional<std::string_view>(std::string_view());
    });
}

} // namespace

bool isPreflight(const Request& request)
{
    return request.method == "OPTIONS" && request.headers.has("Origin") &&
           request.headers.has("Access-Control-Request-Method");
}

Cors::Cors(CorsDesign design) : m_design(std::move(design))
{
    const auto& origins = m_design.allowOrigins;
    const auto has = [&](std::string_view text) {
        return std::find(origins.begin(), origins.end(), text) != origins.end();
    };
    m_allowsAll = has("*");
    m_allowsHttps = has("https://*");
    m_allowsHttp = has("http://*");
}

bool Cors::allows(std::string_view origin) const
{
    return (m_allowsHttps && origin.starts_with("https://")) || (m_allowsHttp && origin.starts_with("http://")) ||
           std::find(m_design.allowOrigins.begin(), m_design.allowOrigins.end(), origin) != m_design.allowOrigins.end();
}

std::optional<std::string_view> Cors::allowedOrigin(std::string_view origin) const
{
    if (origin.empty())
        return std::nullopt;
    if (m_allowsAll)
        return "*";
    return allows(origin) ? std::optional(origin) : std::nullopt;
}

void Cors::answerPreflight(Exchange& x) const
{
    const std::string_view origin = x.request.headers.get("Origin");
    x.response = Response{};
    x.response.status = noContent;
    const auto allowed = allowedOrigin(origin);
    if (x.trace.isOn())
        x.trace.note("preflight", "the origin " + inQuotes(origin) +
                                      (allowed ? " is allowed" : " is none of those the CORS configuration allows"));
    if (!allowed)
        return;
    Headers& headers = x.response.headers;
    headers.add(allowOrigin, *allowed);
    addUnlessEmpty(headers, allowMethods, m_design.allowMethods);
    addUnlessEmpty(headers, allowHeaders, m_design.allowHeaders);
    addUnlessEmpty(headers, maxAge, m_design.maxAge);
    if (m_design.allowCredentials)
        headers.add(allowCredentials, "true");
}

void Cors::decorate(const Request& request, Response& response) const
{
    dropCorsHeaders(response.headers);
    const auto allowed = allowedOrigin(request.headers.get("Origin"));
    if (!allowed)
        return;
    response.headers.add(allowOrigin, *allowed);
    if (m_design.allowCredentials)
        response.headers.add(allowCredentials, "true");
    addUnlessEmpty(response.headers, exposeHeaders, m_design.exposeHeaders);
}

std::optional<Fault> CorsHeaders::run(Exchange& x) const
{
    m_cors->decorate(x.request, x.response);
    if (const auto origin = x.request.headers.find("Origin"); origin && x.trace.isOn())
        x.trace.note("origin",
                     inQuotes(*origin) + (m_cors->allowedOrigin(*origin) ? " is allowed" : " is not allowed"));
    return std::nullopt;
}

} // namespace gw::engine
