#include "gateway-engine/lambda/remote_invoke.h"

#include "core/in_quotes.h"
#include "core/json/text.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/integrations/endpoint_uri.h"

#include <algorithm>
#include <array>

namespace gw::engine {

using Kind = InvocationOutcome::Kind;

namespace {

// The runtime interface emulator has one function and its own name for it; a URL with a path is taken as it is.
std::string pathAt(const EndpointUri::Place& place, const Function& function)
{
    if (place.path != "/" && !place.path.empty())
        return place.path;
    return "/2015-03-31/functions/" + function.name + "/invocations";
}

UpstreamRequest requestAt(const EndpointUri::Place& place, const Function& function, const InvocationRequest& request)
{
    UpstreamRequest sent;
    sent.endpoint = place.endpoint;
    sent.method = "POST";
    sent.target = pathAt(place, function);
    sent.headers.add("Host", place.host);
    sent.headers.add("Content-Type", "application/json");
    sent.headers.add("X-Amzn-Trace-Id", request.traceId);
    if (!request.clientContext.empty())
        sent.headers.add("X-Amz-Client-Context", base64Encoded(request.clientContext));
    if (request.wantsLogTail)
        sent.headers.add("X-Amz-Log-Type", "Tail");
    sent.body = request.payload;
    sent.timeout = std::chrono::seconds(function.timeout + 1);
    return sent;
}

// That emulator tells of a time-out in plain text, with 200.
bool isTimeoutOfEmulator(const Response& answer)
{
    return answer.bodyText().starts_with("Task timed out after ");
}

// Nor does it mark a function's error but by its payload: what no result of a function looks like.
bool isErrorPayload(const std::string& body)
{
    constexpr std::size_t mostLookedAt = 262'144;
    if (body.size() > mostLookedAt || body.find("\"errorType\"") == std::string::npos)
        return false;
    const auto value = json::readJson(body);
    if (!value || !(*value)["errorType"].isString() || !(*value)["errorMessage"].isString())
        return false;
    const auto& members = value->asObject();
    return std::all_of(members.begin(), members.end(), [](const json::Member& member) {
        constexpr std::array known{"errorType", "errorMessage", "trace", "stackTrace", "requestId", "cause"};
        return std::find(known.begin(), known.end(), member.key) != known.end();
    });
}

InvocationOutcome outcomeOf(const InvocationRequest& request, Response answer)
{
    if (answer.status == 429)
        return {Kind::Throttled, {}, {}};
    if (answer.status < 200 || answer.status > 299)
        return {Kind::ServiceError,
                "The function's endpoint answered " + std::to_string(answer.status) + ": " +
                    answer.bodyText().substr(0, 500),
                {}};
    if (isTimeoutOfEmulator(answer))
        return {Kind::FunctionError, sandboxError("Sandbox.Timedout", request.requestId, answer.bodyText()), {}};
    const bool isError = answer.headers.has("X-Amz-Function-Error") || isErrorPayload(answer.bodyText());
    std::string tail = base64Decoded(answer.headers.get("X-Amz-Log-Result")).value_or(std::string());
    return {isError ? Kind::FunctionError : Kind::Succeeded, std::move(answer.body), std::move(tail)};
}

} // namespace

Task<InvocationOutcome> invokeRemotely(const Function& function, const InvocationRequest& request,
                                       UpstreamClient& client)
{
    const auto uri = EndpointUri::parse(function.endpoint);
    const auto place = uri ? uri->fill({}) : Result<EndpointUri::Place>(tl::unexpect, uri.error());
    if (!place)
        co_return InvocationOutcome{Kind::ServiceError,
                                    "The endpoint " + inQuotes(function.endpoint) + " of the function " +
                                        inQuotes(function.name) + " is no URL. " + place.error().message,
                                    {}};
    const UpstreamRequest sent = requestAt(*place, function, request);
    UpstreamResponse answer;
    if (const auto failure = co_await client.send(sent, answer))
        co_return InvocationOutcome{Kind::ServiceError,
                                    "The function " + inQuotes(function.name) + " runs at " +
                                        inQuotes(function.endpoint) + ", and it did not answer: " + failure->detail,
                                    {}};
    co_return outcomeOf(request, std::move(answer.response));
}

} // namespace gw::engine
