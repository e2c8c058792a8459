#include "gateway-engine/pipeline/map_request.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/pipeline/header_rules.h"

#include <charconv>

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
    const auto given = x.request.headers.findLast("X-Amzn-Trace-Id");
    if (given && given->find("Root=") != std::string_view::npos)
        return std::string(*given);
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

// What the client said itself, of the headers the gateway would add otherwise.
struct Passed
{
    bool userAgent = false;
    bool accept = false;
    bool contentType = false;
};

Passed passHeaders(const Headers& client, Headers& endpoint)
{
    Passed passed;
    const bool namesSome = client.has("Connection"); // what that header names is for this connection alone
    for (const HeaderField field : client) {
        if (!passesToEndpoint(field) || (namesSome && client.hasToken("Connection", field.name)))
            continue;
        endpoint.add(field.name, field.value);
        passed.userAgent = passed.userAgent || equalsIgnoreCase(field.name, "User-Agent");
        passed.accept = passed.accept || equalsIgnoreCase(field.name, "Accept");
        passed.contentType = passed.contentType || equalsIgnoreCase(field.name, "Content-Type");
    }
    return passed;
}

void addForwarded(const Request& client, Headers& endpoint)
{
    char port[8];
    const char* end = std::to_chars(port, port + sizeof port, client.localPort).ptr;
    endpoint.add("X-Forwarded-For", forwardedFor(client));
    endpoint.add("X-Forwarded-Port", std::string_view(port, static_cast<std::size_t>(end - port)));
    endpoint.add("X-Forwarded-Proto", client.isTls ? "https" : "http");
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

std::optional<Fault> MapRequest::run(Exchange& x) const
{
    UpstreamRequest& request = x.endpointRequest;
    request.method = m_mapping.httpMethod.empty() ? x.request.method : m_mapping.httpMethod;
    request.timeout = m_mapping.timeout;
    if (m_mapping.uri)
        if (auto fault = mapAddress(x))
            return fault;
    if (auto fault = mapBody(x))
        return fault;
    if (m_mapping.uri)
        x.trace.out(x.trace.capture(request));
    return std::nullopt;
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
    mapHeaders(x, place->host);
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

void MapRequest::mapHeaders(Exchange& x, std::string_view host) const
{
    constexpr std::size_t ownHeaders = 8;
    constexpr std::size_t ownBytes = 400;
    UpstreamRequest& request = x.endpointRequest;
    const Request& client = x.request;
    Headers& headers = request.headers;
    headers.reserve(client.headers.size() + m_mapping.headers.size() + ownHeaders, client.headers.bytes() + ownBytes);
    headers.add("Host", host);
    Passed passed;
    if (m_mapping.isProxy) {
        passed = passHeaders(client.headers, headers);
        addForwarded(client, headers);
    }
    headers.add("X-Amzn-Trace-Id", traceId(x));
    headers.add("x-amzn-apigateway-api-id", x.program->apiId);
    if (!passed.userAgent)
        headers.add("User-Agent", m_mapping.userAgent);
    if (!passed.accept)
        headers.add("Accept", "application/json");
    const bool hasBody = !client.body.empty();
    if ((hasBody || !mayHaveNoBody(request.method)) && !passed.contentType)
        headers.add("Content-Type", client.headers.findLast("Content-Type").value_or("application/json"));
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
