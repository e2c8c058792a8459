// The Invoke API as HTTP (reference 4.1): what a request asks for, and answers in the service's own form.
#pragma once

#include "core/api/aws_settings.h"
#include "core/api/function.h"
#include "gateway-engine/http/message.h"
#include "gateway-engine/lambda/invocation.h"

#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct LambdaCall
{
    enum class Kind { Invoke, GetFunction, ListFunctions, Unsupported };
    enum class Mode { RequestResponse, Event, DryRun };
    Kind kind = Kind::Unsupported;
    Mode mode = Mode::RequestResponse;
    std::string function;  // a name
    std::string qualifier; // version or alias; empty: none
};

// Whether a path is one of Lambda's.
[[nodiscard]] bool isLambdaPath(std::string_view path);
[[nodiscard]] LambdaCall lambdaCallOf(const Request& request);

struct FunctionAddress
{
    std::string name; // empty: it is no function
    std::string qualifier;
};
// In a function name, partial ARN or ARN, with or without a qualifier.
[[nodiscard]] FunctionAddress functionAddress(std::string_view nameOrArn);

// 413 beyond 6 MB, 400 for what is no JSON; nothing when the payload can go to a function. An empty one becomes "{}".
[[nodiscard]] std::optional<Response> refusePayload(std::string& payload);

[[nodiscard]] Response invocationResponse(const InvocationRequest& request, const InvocationOutcome& outcome);
[[nodiscard]] Response acceptedResponse(int status, const std::string& requestId); // 202 and 204
[[nodiscard]] Response noSuchFunction(const AwsSettings& aws, const std::string& name);
[[nodiscard]] Response throttledResponse();
[[nodiscard]] Response unsupportedCall(const Request& request);
[[nodiscard]] Response functionList(const AwsSettings& aws, const std::vector<Function>& functions);
[[nodiscard]] Response functionDescription(const AwsSettings& aws, const Function& function);

} // namespace gw::engine
