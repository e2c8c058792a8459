// http:invoke and apigateway:invoke, and the services that TaskRunner calls by their protocols (reference 4.2).
#include "core/json/text.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/integrations/endpoint_uri.h"
#include "gateway-engine/states/data_limits.h"
#include "gateway-engine/states/lambda_result.h"
#include "gateway-engine/states/service_protocol.h"
#include "gateway-engine/states/task_runner.h"

#include <algorithm>

namespace gw::engine::states {

namespace {

// ApiEndpoint, Stage and Path of an API make its address; an endpoint on this machine is reached without TLS.
std::string addressOf(const TaskRequest& request)
{
    const json::Value& parameters = request.parameters;
    std::string address(parameters["ApiEndpoint"].toString());
    if (request.resource.service == "http")
        return address;
    const bool isHere = address.starts_with("127.0.0.1") || address.starts_with("localhost");
    if (address.find("://") == std::string::npos)
        address = (isHere ? "http://" : "https://") + address;
    for (const char* part : {"Stage", "Path"}) {
        std::string_view text = parameters[part].toString();
        while (text.starts_with('/'))
            text.remove_prefix(1);
        if (!text.empty())
            address += "/" + std::string(text);
    }
    return address;
}

void appendParameter(std::string& query, const std::string& name, const json::Value& value)
{
    if (value.isArray()) {
        for (const json::Value& each : value.asArray())
            appendParameter(query, name, each);
        return;
    }
    query += (query.empty() ? "" : "&") + queryEncoded(name) + "=" + queryEncoded(value.scalarText());
}

void addHeaders(Headers& headers, const json::Value& wanted)
{
    if (!wanted.isObject())
        return;
    for (const json::Member& member : wanted.asObject()) {
        const bool isOurs = equalsIgnoreCase(member.key, "Host") || equalsIgnoreCase(member.key, "Content-Length") ||
                            equalsIgnoreCase(member.key, "Connection");
        if (isOurs)
            continue;
        if (!member.value.isArray()) {
            headers.set(member.key, member.value.scalarText());
            continue;
        }
        for (const json::Value& each : member.value.asArray())
            headers.add(member.key, each.scalarText());
    }
}

gw::Result<UpstreamRequest> requestFor(const TaskRequest& request)
{
    const gw::Result<EndpointUri> uri = EndpointUri::parse(addressOf(request));
    if (!uri)
        return fail(uri.error());
    gw::Result<EndpointUri::Place> place = uri->fill({});
    if (!place)
        return fail(place.error());
    const json::Value& parameters = request.parameters;
    if (parameters["QueryParameters"].isObject())
        for (const json::Member& member : parameters["QueryParameters"].asObject())
            appendParameter(place->query, member.key, member.value);
    UpstreamRequest http;
    http.endpoint = place->endpoint;
    http.method = parameters["Method"].toString("GET");
    http.target = place->path + (place->query.empty() ? "" : "?" + place->query);
    http.headers.add("Host", place->host);
    http.headers.add("User-Agent", "Amazon|StepFunctions|HttpInvoke|us-east-1");
    const json::Value& body = parameters["RequestBody"];
    if (!body.isNull()) {
        http.headers.add("Content-Type", "application/json");
        http.body = body.isString() && request.resource.service == "http" ? body.asString() : json::writeJson(body);
    }
    addHeaders(http.headers, parameters["Headers"]);
    constexpr double longest = 60; // reference 5: HTTP task
    http.timeout = callTimeout(std::min(request.timeoutSeconds, longest));
    return http;
}

json::Value bodyOf(const Response& response)
{
    const std::string& body = response.bodyText();
    if (gw::Result<json::Value> value = json::readJson(body, {4 * mostPayloadBytes, mostDataDepth}))
        return std::move(*value);
    return json::Value(body);
}

json::Value outputOf(const Response& response)
{
    json::Value output = json::Value::object();
    output.set("Headers", sdkHttpMetadata(response.headers, response.status)["AllHttpHeaders"]);
    output.set("ResponseBody", bodyOf(response));
    output.set("StatusCode", response.status);
    output.set("StatusText", reasonPhrase(response.status));
    return output;
}

} // namespace

Task<TaskRunner::Result> TaskRunner::callEndpoint(const TaskRequest& request)
{
    const bool isHttp = request.resource.service == "http";
    const gw::Result<UpstreamRequest> http = requestFor(request);
    if (!http)
        co_return Result{
            {}, Failure{isHttp ? "States.Http.Socket" : "ApiGateway.BadRequestException", http.error().message}};
    UpstreamResponse answer;
    if (const auto failed = co_await m_upstream.send(*http, answer)) {
        if (failed->kind == UpstreamFailure::Kind::Timeout && !isHttp)
            co_return Result{{}, Failure{std::string(error::timeout), std::nullopt}};
        co_return Result{{}, Failure{isHttp ? "States.Http.Socket" : "ApiGateway.SdkClientException", failed->detail}};
    }
    constexpr int firstError = 400;
    if (answer.response.status >= firstError)
        co_return Result{
            {},
            Failure{(isHttp ? "States.Http.StatusCode." : "ApiGateway.") + std::to_string(answer.response.status),
                    answer.response.bodyText()}};
    co_return Result{outputOf(answer.response), std::nullopt};
}

Task<TaskRunner::Result> TaskRunner::callService(const TaskRequest& request)
{
    tl::expected<ServiceCall, Failure> call = serviceCall(request);
    if (!call)
        co_return Result{{}, std::move(call.error())};
    UpstreamResponse answer;
    if (const auto failed = co_await m_aws.send(call->request, m_upstream, answer))
        co_return Result{{}, clientFailure(call->name, *failed)};
    constexpr int firstNotGood = 300;
    if (answer.response.status >= firstNotGood)
        co_return Result{{}, serviceError(*call, answer.response)};
    Result result{serviceOutput(*call, answer.response), std::nullopt};
    if (!call->isSdk && result.output["FailedEntryCount"].toInt() > 0) {
        json::Value cause = json::Value::object();
        cause.set("FailedEntryCount", result.output["FailedEntryCount"]);
        cause.set("Entries", result.output["Entries"]);
        co_return Result{{}, Failure{call->name + ".FailedEntry", json::writeJson(cause)}};
    }
    co_return result;
}

} // namespace gw::engine::states
