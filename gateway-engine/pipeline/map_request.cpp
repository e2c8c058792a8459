#include "gateway-engine/pipeline/map_request.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/pipeline/header_rules.h"

namespace gw::engine {

namespace {

void appendHex(std::string& text, std::uint64_t number, int digits)
{
    static constexpr char hexadecimal[] = "0123456789abcdef";
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        text += hexadecimal[(number >> shift) & 0xF];
}

// Root=1-{epoch}-{random}; a trace that the client began goes on (reference 0.2).
std::string traceId(Exchange& x)
{
    const std::string* given = x.request.headers.findLast("X-Amzn-Trace-Id");
    if (given && given->find("Root=") != std::string::npos)
        return *given;
    const auto since = x.services.wallClock().time_since_epoch();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since).count();
    std::string text;
    text.reserve(40);
    text += "Root=1-";
    appendHex(text, static_cast<std::uint64_t>(seconds), 8);
    text += '-';
    appendHex(text, x.services.random(), 8);
    appendHex(text, x.services.random(), 16);
    return text;
}

bool mayHaveNoBody(std::string_view verb)
{
    return verb == "GET" || verb == "HEAD" || verb == "OPTIONS";
}

std::string forwardedFor(const Request& client)
{
    const std::string_view before = client.headers.get("X-Forwarded-For");
    if (before.empty())
        return client.remoteAddress;
    std::string hops;
    hops.reserve(before.size() + 2 + client.remoteAddress.size());
    return hops.append(before).append(", ").append(client.remoteAddress);
}

// Nothing looks at the client's headers any more: neither a mapping nor what is answered to a fault.
bool mayTakeHeaders(const Exchange& x, const RequestMapping& mapping)
{
    return mapping.headers.empty() && !x.program->gatewayResponses->looksAtRequest;
}

void passHeaders(Headers& client, Headers& endpoint, bool mayTake)
{
    const bool namesSome = client.has("Connection"); // what that header names is for this connection alone
    for (HeaderField& field : client.fields()) {
        if (!passesToEndpoint(field) || (namesSome && client.hasToken("Connection", field.name)))
            continue;
        if (mayTake)
            endpoint.add(std::move(field.name), std::move(field.value));
        else
            endpoint.add(field.name, field.value);
    }
}

void append(std::string& query, std::string_view more)
{
    if (!query.empty() && !more.empty())
        query += '&';
    query += more;
}

// A raw query as it may stand in a request line: what the client sent, with what no query may hold escaped.
std::string clientQuery(std::string_view raw)
{
    std::string query;
    query.reserve(raw.size());
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F && c != '"' && c != '<' && c != '>')
            query += c;
        else
            query += percentEncodedByte(byte);
    }
    return query;
}

Fault unsupportedMediaType(std::string_view contentType)
{
    Fault fault{GatewayResponseType::UnsupportedMediaType};
    fault.reason = "No mapping template is there for the content type \"" + std::string(contentType.substr(0, 100)) +
                   "\", and the integration does not pass such bodies through.";
    fault.duringExecution = true;
    return fault;
}

} // namespace

Task<std::optional<Fault>> MapRequest::run(Exchange& x) const
{
    UpstreamRequest& request = x.endpointRequest;
    request.method = m_mapping.httpMethod.empty() ? x.request.method : m_mapping.httpMethod;
    request.timeout = m_mapping.timeout;
    if (m_mapping.uri)
        if (auto fault = mapAddress(x))
            co_return fault;
    if (auto fault = mapBody(x))
        co_return fault;
    if (m_mapping.uri)
        x.trace.out(x.trace.capture(request));
    co_return std::nullopt;
}

std::optional<Fault> MapRequest::mapAddress(Exchange& x) const
{
    StringMap values;
    for (const auto& [name, source] : m_mapping.path)
        if (auto value = source.value(x))
            values.emplace_back(name, *std::move(value));
    auto place = m_mapping.uri->fill(values);
    if (!place) {
        Fault fault = configurationFault("Invalid endpoint address");
        fault.reason += ". " + place.error().message;
        return fault;
    }
    UpstreamRequest& request = x.endpointRequest;
    request.endpoint = std::move(place->endpoint);
    request.endpoint.verifyTls = m_mapping.verifyTls;
    request.target = std::move(place->path);
    if (const std::string query = mappedQuery(x, std::move(place->query)); !query.empty())
        request.target.append("?").append(query);
    mapHeaders(x, std::move(place->host));
    return std::nullopt;
}

std::string MapRequest::mappedQuery(const Exchange& x, std::string query) const
{
    if (m_mapping.isProxy)
        append(query, clientQuery(x.request.query()));
    for (const auto& [name, source] : m_mapping.query)
        for (const std::string& value : source.values(x))
            append(query, queryEncoded(name) + "=" + queryEncoded(value));
    return query;
}

void MapRequest::mapHeaders(Exchange& x, std::string host) const
{
    UpstreamRequest& request = x.endpointRequest;
    Request& client = x.request;
    Headers& headers = request.headers;
    headers.reserve(client.headers.fields().size() + m_mapping.headers.size() + 8);
    headers.add("Host", std::move(host));
    std::string trace = traceId(x);
    if (m_mapping.isProxy) {
        std::string hops = forwardedFor(client);
        passHeaders(client.headers, headers, mayTakeHeaders(x, m_mapping));
        headers.set("X-Forwarded-For", std::move(hops));
        headers.set("X-Forwarded-Port", std::to_string(client.localPort));
        headers.set("X-Forwarded-Proto", client.isTls ? "https" : "http");
    }
    headers.set("X-Amzn-Trace-Id", std::move(trace));
    headers.set("x-amzn-apigateway-api-id", x.program->apiId);
    if (!m_mapping.isProxy || !headers.has("User-Agent"))
        headers.set("User-Agent", "AmazonAPIGateway_" + x.program->apiId);
    if (!headers.has("Accept"))
        headers.add("Accept", "application/json");
    const bool hasBody = !client.body.empty();
    const std::string* type = client.headers.findLast("Content-Type");
    if ((hasBody || !mayHaveNoBody(request.method)) && !headers.has("Content-Type"))
        headers.add("Content-Type", type ? *type : "application/json");
    for (const auto& [name, source] : m_mapping.headers)
        if (auto value = source.value(x))
            headers.set(name, fieldValue(*std::move(value)));
}

std::optional<Fault> MapRequest::mapBody(Exchange& x) const
{
    if (m_mapping.isProxy) {
        x.endpointRequest.body = std::move(x.request.body);
        return std::nullopt;
    }
    const std::string_view contentType = x.request.headers.get("Content-Type");
    if (const auto* chosen = m_mapping.templates.forContentType(contentType)) {
        x.endpointRequest.body = chosen->second;
        return std::nullopt;
    }
    const bool isRefused =
        m_mapping.passthrough == PassthroughBehavior::Never ||
        (m_mapping.passthrough == PassthroughBehavior::WhenNoTemplates && !m_mapping.templates.empty());
    if (isRefused)
        return unsupportedMediaType(contentType);
    x.endpointRequest.body = std::move(x.request.body);
    return std::nullopt;
}

} // namespace gw::engine
