#include "gateway-engine/pipeline/forward_request.h"

#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/pipeline/forwarded.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/http_api_path.h"

namespace gw::engine {

namespace {

// Path variables are decoded already, and places decode what they are filled with.
StringMap placesOf(const PathParameters& parameters)
{
    StringMap places;
    places.reserve(parameters.size());
    for (const auto& [name, value] : parameters)
        places.emplace_back(name, percentEscaped(value));
    return places;
}

std::string joined(std::string base, std::string_view path)
{
    if (base.ends_with('/'))
        base.pop_back();
    return base.append(path);
}

// A request without a body, whose client says so, gets a media type of its own (reference 2.3).
bool wantsContentType(const Request& client)
{
    return client.body.empty() && client.headers.get("Content-Length") == "0" && !client.headers.has("Content-Type");
}

std::string targetOf(const EndpointUri::Place& place, std::string_view clientQuery)
{
    std::string target = place.path;
    const bool hasBoth = !place.query.empty() && !clientQuery.empty();
    if (!place.query.empty() || !clientQuery.empty())
        target.append("?").append(place.query).append(hasBoth ? "&" : "").append(sendableQuery(clientQuery));
    return target;
}

} // namespace

Result<EndpointUri::Place> ForwardRequest::placeFor(const Exchange& x) const
{
    if (!m_forwarding.uri) {
        EndpointUri::Place place;
        place.endpoint.host = x.request.headers.get("Host");
        place.host = place.endpoint.host;
        place.path = pathEncoded(rawPathOf(x));
        return place;
    }
    auto place = m_forwarding.uri->fill(placesOf(x.pathParameters));
    if (place && m_forwarding.appendsPath)
        place->path = joined(std::move(place->path), pathEncoded(pathBelowStage(x)));
    return place;
}

std::optional<Fault> ForwardRequest::run(Exchange& x) const
{
    auto place = placeFor(x);
    if (!place) {
        Fault fault = configurationFault("Invalid endpoint address");
        fault.reason += ". " + place.error().message;
        return fault;
    }
    UpstreamRequest& request = x.endpointRequest;
    request.method = m_forwarding.httpMethod.empty() ? x.request.method : m_forwarding.httpMethod;
    request.timeout = m_forwarding.timeout;
    request.target = targetOf(*place, x.request.query());
    request.endpoint = std::move(place->endpoint);
    request.endpoint.verifyTls = m_forwarding.verifyTls;
    request.endpoint.tlsName = m_forwarding.tlsName;
    request.endpoint.identity = m_forwarding.identity;
    addHeaders(x, place->host);
    request.body = std::move(x.request.body);
    x.trace.out(x.trace.capture(request));
    return std::nullopt;
}

void ForwardRequest::addHeaders(Exchange& x, std::string_view host) const
{
    constexpr std::size_t ownHeaders = 4;
    constexpr std::size_t ownBytes = 300;
    const Request& client = x.request;
    const bool namesSome = client.headers.has("Connection"); // what that header names is for this connection alone
    Headers& headers = x.endpointRequest.headers;
    headers.reserve(client.headers.size() + ownHeaders, client.headers.bytes() + ownBytes);
    headers.add("Host", host);
    for (const HeaderField field : client.headers)
        if (isForwarded(field.name) && !(namesSome && client.headers.hasToken("Connection", field.name)) &&
            (m_forwarding.keepsSignature || !equalsIgnoreCase(field.name, "Authorization")))
            headers.add(field.name, field.value);
    if (wantsContentType(client))
        headers.add("Content-Type", "application/json");
    headers.add("Forwarded", forwardedHops(client));
    headers.add("X-Amzn-Trace-Id", traceIdOf(x));
}

} // namespace gw::engine
