#include "gateway-engine/pipeline/map_request.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/body_json.h"
#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/pipeline/forwarded.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/request_overrides.h"
#include "gateway-engine/websocket/selected_values.h"

#include <charconv>

namespace gw::engine {

namespace {

constexpr std::string_view json = "application/json";

bool mayHaveNoBody(std::string_view verb)
{
    return verb == "GET" || verb == "HEAD" || verb == "OPTIONS";
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
        if (client.areLinesWhole())
            endpoint.addParsed(field.name, field.value);
        else
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
    endpoint.addParsed("X-Forwarded-For", forwardedFor(client));
    endpoint.addParsed("X-Forwarded-Port", std::string_view(port, static_cast<std::size_t>(end - port)));
    endpoint.addParsed("X-Forwarded-Proto", client.isTls ? "https" : "http");
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

Fault invalidJson(Exchange& x, const std::string& problem)
{
    x.trace.note("no JSON", problem);
    Fault fault{GatewayResponseType::Default4xx};
    fault.message = "Invalid JSON in request body";
    fault.reason = "A mapping looks into the request body, which begins like JSON and is none.";
    fault.duringExecution = true;
    return fault;
}

using NamedValues = std::vector<std::pair<std::string, std::string>>;

// What has no value is left out; a header that is there in other letters is worth a word.
void noteAbsent(Exchange& x, const RequestMapping::Parameter& parameter)
{
    const bool isHeader = parameter.source.kind() == ValueSource::Kind::Header ||
                          parameter.source.kind() == ValueSource::Kind::MultiHeader;
    if (x.trace.isOn() && isHeader && x.request.headers.has(parameter.source.name()))
        x.trace.note("not mapped", parameter.source.name() +
                                       ": the client wrote this header in other letters, and mappings tell them apart");
}

// Path parameters stand encoded, as the client wrote them, and are decoded where they are filled into an address. What
// a client said elsewhere is plain text already, and is not to be decoded twice.
std::string asPathParameter(ValueSource::Kind kind, std::string value)
{
    using Kind = ValueSource::Kind;
    const bool isEncoded =
        kind == Kind::Path || kind == Kind::Literal || kind == Kind::StageVariable || kind == Kind::Context;
    for (auto at = isEncoded ? std::string::npos : value.find('%'); at != std::string::npos;
         at = value.find('%', at + 3))
        value.insert(at + 1, "25");
    return value;
}

std::optional<Fault> illegalDestination(const NamedValues& headers, bool isOfService)
{
    for (const auto& [name, value] : headers)
        if (isIllegalDestination(name, isOfService))
            return configurationFault(name + " header already present");
    return std::nullopt;
}

// A name that stands there several times (a list of an override) becomes several fields.
void setMapped(Headers& headers, const NamedValues& values)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& [name, value] = values[i];
        if (i > 0 && equalsIgnoreCase(values[i - 1].first, name))
            headers.add(name, fieldValue(value));
        else
            headers.set(name, fieldValue(value));
    }
}

} // namespace

std::optional<Fault> MapRequest::run(Exchange& x) const
{
    UpstreamRequest& request = x.endpointRequest;
    request.method = m_mapping.httpMethod.empty() ? x.request.method : m_mapping.httpMethod;
    request.timeout = m_mapping.timeout;
    Values values;
    if (auto fault = mapParameters(x, values))
        return fault;
    if (auto fault = mapBody(x))
        return fault;
    if (x.overrides)
        applyRequestOverrides(x, {values.headers, values.query, values.path});
    if (auto fault = illegalDestination(values.headers, m_mapping.isOfService))
        return fault;
    if (!m_mapping.uri)
        return std::nullopt;
    if (auto fault = mapAddress(x, values))
        return fault;
    x.trace.out(x.trace.capture(request));
    return std::nullopt;
}

std::optional<Fault> MapRequest::mapParameters(Exchange& x, Values& values) const
{
    SourceInput input{x};
    if (m_mapping.readsBody) {
        BodyJson body = bodyAsJson(x.request.body, x.requestJson);
        if (!body.problem.empty())
            return invalidJson(x, body.problem);
        x.requestJson = std::move(body.value);
        input.requestBody = x.requestJson.get();
    }
    for (const auto& parameter : m_mapping.path) {
        if (auto value = parameter.source.value(input))
            values.path.emplace_back(parameter.name, asPathParameter(parameter.source.kind(), *std::move(value)));
        else
            noteAbsent(x, parameter);
    }
    for (const auto& parameter : m_mapping.query)
        for (std::string& value : parameter.source.values(input))
            values.query.emplace_back(parameter.name, parameter.source.kind() == ValueSource::Kind::Path
                                                          ? percentDecoded(value)
                                                          : std::move(value));
    for (const auto& parameter : m_mapping.headers) {
        if (auto value = parameter.source.value(input))
            values.headers.emplace_back(parameter.name, *std::move(value));
        else
            noteAbsent(x, parameter);
    }
    return std::nullopt;
}

const MappingTemplate* MapRequest::templateFor(Exchange& x, std::string_view contentType) const
{
    if (m_mapping.isProxy)
        return nullptr;
    return m_mapping.templateSelection ? m_mapping.templates.forKey(selected(*m_mapping.templateSelection, x))
                                       : m_mapping.templates.forContentType(contentType);
}

std::optional<Fault> MapRequest::mapBody(Exchange& x) const
{
    std::string& body = x.request.body;
    const std::string_view given = x.request.headers.get("Content-Type");
    const MappingTemplate* chosen = templateFor(x, given);
    if (!m_mapping.isProxy && !chosen && m_mapping.refusesToPass())
        return unsupportedMediaType(given);
    const BinaryMediaTypes& binary = x.program->binaryMediaTypes;
    const bool isBinary = !binary.empty() && binary.matches(given.empty() ? json : given);
    const PayloadForm form = convertRequestPayload(body, isBinary, m_mapping.contentHandling);
    if (form == PayloadForm::Broken)
        return configurationFault("Unable to base64 decode the body.");
    if (form == PayloadForm::Repaired && x.trace.isOn())
        x.trace.note("content handling", repairNote(given));
    if (!chosen) {
        x.endpointRequest.body = std::move(body);
        return std::nullopt;
    }
    if (form == PayloadForm::Bytes)
        return configurationFault("Unable to transform request");
    if (form == PayloadForm::Repaired || isBinary)
        x.requestJson = nullptr; // the text is another one now
    auto output = render(*chosen, x, body, x.requestJson);
    if (!output)
        return configurationFault("Unable to transform request: " + output.error().message);
    x.endpointRequest.body = *std::move(output);
    return std::nullopt;
}

std::optional<Fault> MapRequest::mapAddress(Exchange& x, const Values& values) const
{
    auto place = m_mapping.uri->fill(values.path);
    if (!place) {
        Fault fault = configurationFault("Invalid endpoint address");
        fault.reason += ". " + place.error().message;
        return fault;
    }
    UpstreamRequest& request = x.endpointRequest;
    request.endpoint = std::move(place->endpoint);
    request.endpoint.verifyTls = m_mapping.verifyTls;
    request.endpoint.identity = m_mapping.identity;
    request.target = std::move(place->path);
    std::string query = std::move(place->query);
    if (m_mapping.isProxy)
        append(query, clientQuery(x.request.query()));
    for (const auto& [name, value] : values.query)
        append(query, queryEncoded(name) + "=" + queryEncoded(value));
    if (!query.empty())
        request.target.append("?").append(query);
    mapHeaders(x, values, place->host);
    return std::nullopt;
}

void MapRequest::mapHeaders(Exchange& x, const Values& values, std::string_view host) const
{
    constexpr std::size_t ownHeaders = 8;
    constexpr std::size_t ownBytes = 400;
    UpstreamRequest& request = x.endpointRequest;
    const Request& client = x.request;
    Headers& headers = request.headers;
    headers.reserve(client.headers.size() + values.headers.size() + ownHeaders, client.headers.bytes() + ownBytes);
    headers.add("Host", host);
    Passed passed;
    if (m_mapping.isProxy) {
        passed = passHeaders(client.headers, headers);
        addForwarded(client, headers);
    }
    headers.add("X-Amzn-Trace-Id", traceIdOf(x));
    headers.add("x-amzn-apigateway-api-id", x.program->apiId);
    if (!passed.userAgent)
        headers.add("User-Agent", m_mapping.userAgent);
    if (!passed.accept)
        headers.addParsed("Accept", json);
    if ((!request.body.empty() || !mayHaveNoBody(request.method)) && !passed.contentType)
        headers.add("Content-Type", client.headers.findLast("Content-Type").value_or(json));
    for (const auto& [name, value] : m_mapping.ownHeaders)
        headers.set(name, value);
    setMapped(headers, values.headers);
}

} // namespace gw::engine
