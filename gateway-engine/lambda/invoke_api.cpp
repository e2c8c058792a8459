#include "gateway-engine/lambda/invoke_api.h"

#include "core/in_quotes.h"
#include "core/json/check_json.h"
#include "core/json/text.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/lambda/lambda_service.h"

#include <algorithm>

namespace gw::engine {

namespace {

constexpr std::string_view functionsPath = "/2015-03-31/functions";
constexpr std::string_view streamingPath = "/2021-11-15/functions/";
constexpr std::size_t mostPayloadBytes = 6'291'456; // reference 5
constexpr std::size_t mostEventBytes = 1'048'576;
constexpr int deepestPayload = 500;

Response jsonResponse(int status, const json::Value& body)
{
    Response response;
    response.status = status;
    response.headers.add("Content-Type", "application/json");
    response.body = json::writeJson(body);
    return response;
}

Response errorResponse(int status, std::string_view type, std::string_view key, std::string_view message)
{
    json::Value body = json::Value::object();
    body.set("Type", status < 500 ? "User" : "Service");
    body.set(key, message);
    Response response = jsonResponse(status, body);
    response.headers.add("x-amzn-ErrorType", type);
    return response;
}

LambdaCall::Mode modeOf(const Request& request)
{
    const std::string_view type = request.headers.get("X-Amz-Invocation-Type");
    if (equalsIgnoreCase(type, "Event"))
        return LambdaCall::Mode::Event;
    return equalsIgnoreCase(type, "DryRun") ? LambdaCall::Mode::DryRun : LambdaCall::Mode::RequestResponse;
}

json::Value configuration(const AwsSettings& aws, const Function& function)
{
    json::Value value = json::Value::object();
    value.set("FunctionName", function.name);
    value.set("FunctionArn", functionArn(aws, function.name));
    value.set("Runtime", function.runtime);
    value.set("Handler", function.handler);
    value.set("Description", function.description);
    value.set("Timeout", function.timeout);
    value.set("MemorySize", function.memorySize);
    value.set("Version", "$LATEST");
    value.set("PackageType", "Zip");
    value.set("State", "Active");
    value.set("LastUpdateStatus", "Successful");
    return value;
}

// Base64 of JSON; written anew, since a header is one line.
std::optional<Response> takeClientContext(const Request& request, LambdaCall& call)
{
    const std::string_view encoded = request.headers.get("X-Amz-Client-Context");
    if (encoded.empty())
        return std::nullopt;
    const auto text = base64Decoded(encoded);
    const auto value = text ? json::readJson(*text) : Result<json::Value>(fail(""));
    if (!value || !value->isObject())
        return errorResponse(400, "InvalidRequestContentException", "message",
                             "Client context must be a valid Base64-encoded JSON object.");
    call.clientContext = json::writeJson(*value);
    return std::nullopt;
}

} // namespace

bool isLambdaPath(std::string_view path)
{
    return path.starts_with(functionsPath) || path.starts_with(streamingPath);
}

FunctionAddress functionAddress(std::string_view nameOrArn)
{
    constexpr std::string_view mark = "function:";
    if (const auto at = nameOrArn.find(mark); at != std::string_view::npos)
        nameOrArn.remove_prefix(at + mark.size());
    const auto colon = nameOrArn.find(':');
    FunctionAddress address{std::string(nameOrArn.substr(0, colon)),
                            colon == std::string_view::npos ? std::string() : std::string(nameOrArn.substr(colon + 1))};
    if (!isFunctionName(address.name))
        return {};
    return address;
}

LambdaCall lambdaCallOf(const Request& request)
{
    using Kind = LambdaCall::Kind;
    constexpr std::string_view invocations = "/invocations";
    constexpr std::string_view configurationPath = "/configuration";
    std::string_view path = request.path();
    if (!path.starts_with(functionsPath))
        return {};
    path.remove_prefix(functionsPath.size());
    LambdaCall call;
    if (path.empty() || path == "/") {
        call.kind = request.method == "GET" ? Kind::ListFunctions : Kind::Unsupported;
        return call;
    }
    if (path.front() != '/')
        return {};
    path.remove_prefix(1);
    const bool isConfiguration = path.ends_with(configurationPath);
    if (isConfiguration)
        path.remove_suffix(configurationPath.size());
    const bool isInvocation = path.ends_with(invocations);
    if (isInvocation)
        path.remove_suffix(invocations.size());
    FunctionAddress address = functionAddress(percentDecoded(path));
    if (address.qualifier.empty())
        for (std::string& value : queryValues(request.query(), "Qualifier"))
            address.qualifier = std::move(value);
    call.function = std::move(address.name);
    call.qualifier = std::move(address.qualifier);
    call.mode = modeOf(request);
    if (isInvocation)
        call.kind = request.method == "POST" ? Kind::Invoke : Kind::Unsupported;
    else if (path.find('/') == std::string_view::npos && request.method == "GET")
        call.kind = isConfiguration ? Kind::GetConfiguration : Kind::GetFunction;
    return call;
}

std::optional<Response> refuseInvocation(Request& request, LambdaCall& call)
{
    const std::size_t most = call.mode == LambdaCall::Mode::Event ? mostEventBytes : mostPayloadBytes;
    if (request.body.size() > most)
        return errorResponse(413, "RequestTooLargeException", "message",
                             "Request must be smaller than " + std::to_string(most) +
                                 " bytes for the InvokeFunction operation");
    if (request.body.empty())
        request.body = "{}";
    json::ReadLimits limits;
    limits.maxDepth = deepestPayload;
    if (const auto checked = json::checkJson(request.body, limits); !checked)
        return errorResponse(400, "InvalidRequestContentException", "message",
                             "Could not parse request body into json: " + checked.error().message);
    return takeClientContext(request, call);
}

Response acceptedResponse(int status, const std::string& requestId)
{
    Response response;
    response.status = status;
    response.headers.add("x-amzn-RequestId", requestId);
    response.headers.add("x-amzn-Remapped-Content-Length", "0");
    return response;
}

Response invocationResponse(const InvocationRequest& request, const InvocationOutcome& outcome)
{
    using Kind = InvocationOutcome::Kind;
    if (outcome.kind == Kind::Throttled)
        return throttledResponse();
    if (outcome.kind == Kind::ServiceError)
        return errorResponse(500, "ServiceException", "Message", outcome.payload);
    Response response = acceptedResponse(200, request.requestId);
    response.headers.add("Content-Type", "application/json");
    response.headers.add("X-Amz-Executed-Version", "$LATEST");
    response.headers.add("X-Amzn-Trace-Id", request.traceId);
    if (outcome.kind == Kind::FunctionError)
        response.headers.add("X-Amz-Function-Error", "Unhandled");
    if (request.wantsLogTail)
        response.headers.add("X-Amz-Log-Result", base64Encoded(outcome.logTail));
    response.body = outcome.payload;
    return response;
}

Response noSuchFunction(const AwsSettings& aws, const std::string& name)
{
    return errorResponse(404, "ResourceNotFoundException", "Message", "Function not found: " + functionArn(aws, name));
}

Response throttledResponse()
{
    json::Value body = json::Value::object();
    body.set("Type", "User");
    body.set("Reason", "ReservedFunctionConcurrentInvocationLimitExceeded");
    body.set("message", "Rate Exceeded.");
    Response response = jsonResponse(429, body);
    response.headers.add("x-amzn-ErrorType", "TooManyRequestsException");
    response.headers.add("Retry-After", "1");
    return response;
}

Response unsupportedCall(const Request& request)
{
    return errorResponse(501, "UnsupportedOperationException", "Message",
                         "Lambda's " + inQuotes(request.method + " " + std::string(request.path().substr(0, 200))) +
                             " is not served here: functions are designed in the project; Invoke, GetFunction and "
                             "ListFunctions are.");
}

Response functionList(const AwsSettings& aws, const std::vector<Function>& functions)
{
    json::Value list = json::Value::array();
    for (const Function& function : functions)
        list.asArray().push_back(configuration(aws, function));
    json::Value body = json::Value::object();
    body.set("Functions", std::move(list));
    return jsonResponse(200, body);
}

Response functionConfiguration(const AwsSettings& aws, const Function& function)
{
    return jsonResponse(200, configuration(aws, function));
}

Response functionDescription(const AwsSettings& aws, const Function& function)
{
    json::Value body = json::Value::object();
    body.set("Configuration", configuration(aws, function));
    json::Value concurrency = json::Value::object();
    concurrency.set("ReservedConcurrentExecutions", function.reservedConcurrentExecutions);
    body.set("Concurrency", std::move(concurrency));
    return jsonResponse(200, body);
}

} // namespace gw::engine
