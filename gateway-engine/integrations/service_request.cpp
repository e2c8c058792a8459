#include "gateway-engine/integrations/service_request.h"

#include "core/json/text.h"
#include "core/letter_case.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/pipeline/forwarded.h"

#include <algorithm>
#include <charconv>

namespace gw::engine {

namespace {

// How the service behind a subtype is spoken to. AppConfig has paths, the others take JSON.
struct Protocol
{
    std::string_view prefix;  // of subtypes: "SQS-"
    std::string_view service; // "sqs"
    std::string_view target;  // what stands before ".Action" in X-Amz-Target
    std::string_view version; // of JSON
    bool lowersNames = false; // "queueUrl"
};

constexpr Protocol protocols[] = {{"AppConfig-", "appconfig", "", ""},
                                  {"EventBridge-", "events", "AWSEvents", "1.1"},
                                  {"Kinesis-", "kinesis", "Kinesis_20131202", "1.1"},
                                  {"SQS-", "sqs", "AmazonSQS", "1.0"},
                                  {"StepFunctions-", "states", "AWSStepFunctions", "1.0", true}};

const Protocol& protocolOf(const IntegrationSubtype& subtype)
{
    return *std::find_if(std::begin(protocols), std::end(protocols),
                         [&](const Protocol& each) { return subtype.name.starts_with(each.prefix); });
}

using Values = std::vector<std::pair<const SubtypeParameter*, std::string>>;

// What has no value is left out, and the service says what it misses.
Values valuesOf(const ServiceRequest& design, const Exchange& x)
{
    HttpValues request(x);
    Values values;
    for (const ServiceRequest::Parameter& parameter : design.parameters)
        if (auto value = parameter.source.value(request))
            values.emplace_back(parameter.design, *std::move(value));
    return values;
}

json::Value numberFrom(const std::string& text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isNumber = error == std::errc{} && end == text.data() + text.size();
    return isNumber ? json::Value(number) : json::Value(text); // the service refuses the rest in its own words
}

json::Value listFrom(const std::string& text)
{
    if (auto list = json::readJson(text); list && list->isArray())
        return *std::move(list);
    json::Array items;
    for (std::string_view rest = text; !rest.empty();) {
        const auto comma = std::min(rest.find(','), rest.size());
        items.emplace_back(std::string(rest.substr(0, comma)));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return json::Value(std::move(items));
}

json::Value jsonFrom(SubtypeParameterKind kind, const std::string& text)
{
    switch (kind) {
    case SubtypeParameterKind::Number:
        return numberFrom(text);
    case SubtypeParameterKind::List:
        return listFrom(text);
    case SubtypeParameterKind::Object:
        if (auto object = json::readJson(text))
            return *std::move(object);
        return text;
    case SubtypeParameterKind::Bytes:
        return base64Encoded(text);
    case SubtypeParameterKind::Text:
        break;
    }
    return text;
}

std::string wireName(std::string_view name, bool isLower)
{
    std::string wire(name);
    if (isLower)
        wire.front() = toLowerAscii(wire.front());
    return wire;
}

std::string jsonBody(const Protocol& protocol, const Values& values)
{
    json::Value parameters = json::Value::object();
    for (const auto& [design, text] : values)
        parameters.set(wireName(design->name, protocol.lowersNames), jsonFrom(design->kind, text));
    if (protocol.service != "events")
        return json::writeJson(parameters);
    json::Value body = json::Value::object(); // one event is a list of one
    body.set("Entries", json::Value(json::Array{std::move(parameters)}));
    return json::writeJson(body);
}

void addJson(UpstreamRequest& request, const IntegrationSubtype& subtype, const Values& values)
{
    const Protocol& protocol = protocolOf(subtype);
    const std::string_view action = subtype.name.substr(protocol.prefix.size());
    request.method = "POST";
    request.target = "/";
    request.headers.add("Content-Type", "application/x-amz-json-" + std::string(protocol.version));
    request.headers.add("X-Amz-Target", std::string(protocol.target) + "." + std::string(action));
    request.body = jsonBody(protocol, values);
}

// A value that is one part of a path, whatever it holds.
std::string partEncoded(const std::string& value)
{
    std::string part;
    for (const char c : value)
        part += c == '/' ? percentEncodedByte('/') : pathEncoded({&c, 1});
    return part;
}

// GET /applications/{Application}/environments/{Environment}/configurations/{Configuration}?client_id={ClientId}
void addConfigurationPath(UpstreamRequest& request, const Values& values)
{
    const auto valueOf = [&](std::string_view name) {
        const auto found =
            std::find_if(values.begin(), values.end(), [name](const auto& each) { return each.first->name == name; });
        return found == values.end() ? std::string() : partEncoded(found->second);
    };
    request.method = "GET";
    request.target = "/applications/" + valueOf("Application") + "/environments/" + valueOf("Environment") +
                     "/configurations/" + valueOf("Configuration") + "?client_id=" + valueOf("ClientId");
    if (const std::string version = valueOf("ClientConfigurationVersion"); !version.empty())
        request.target += "&client_configuration_version=" + version;
}

// Express executions that are waited for have a host of their own.
std::string hostOf(const IntegrationSubtype& subtype, const std::string& region)
{
    const std::string prefix = subtype.name == "StepFunctions-StartSyncExecution" ? "sync-" : "";
    return prefix + std::string(serviceOf(subtype)) + "." + region + ".amazonaws.com";
}

} // namespace

std::string_view serviceOf(const IntegrationSubtype& subtype)
{
    return protocolOf(subtype).service;
}

std::optional<Fault> MapServiceRequest::run(Exchange& x) const
{
    UpstreamRequest& request = x.endpointRequest;
    request.timeout = m_design.timeout;
    request.endpoint.isTls = true;
    request.endpoint.port = 443;
    request.endpoint.host = hostOf(*m_design.subtype, m_design.region);
    request.headers.add("Host", request.endpoint.host);
    const Values values = valuesOf(m_design, x);
    if (protocolOf(*m_design.subtype).target.empty())
        addConfigurationPath(request, values);
    else
        addJson(request, *m_design.subtype, values);
    request.headers.add("X-Amzn-Trace-Id", traceIdOf(x));
    x.trace.out(x.trace.capture(request));
    return std::nullopt;
}

} // namespace gw::engine
