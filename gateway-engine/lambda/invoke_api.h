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
    enum class Kind { Invoke, GetFunction, GetConfiguration, ListFunctions, Unsupported };
    enum class Mode { RequestResponse, Event, DryRun };
    Kind kind = Kind::Unsupported;
    Mode mode = Mode::RequestResponse;
    std::string function;      // a name
    std::string qualifier;     // version or alias; empty: none
    std::string clientContext; // JSON on one line
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

// The answer to an invocation that cannot go to a function: 413 beyond 6 MB (1 MB of events), 400 for what is no JSON.
// An empty payload becomes "{}", the client context what the runtime gets of it.
[[nodiscard]] std::optional<Response> refuseInvocation(Request& request, LambdaCall& call);

[[nodiscard]] Response invocationResponse(const InvocationRequest& request, const InvocationOutcome& outcome);
[[nodiscard]] Response acceptedResponse(int status, const std::string& requestId); // 202 and 204
[[nodiscard]] Response noSuchFunction(const AwsSettings& aws, const std::string& name);
[[nodiscard]] Response throttledResponse();
[[nodiscard]] Response unsupportedCall(const Request& request);
[[nodiscard]] Response functionList(const AwsSettings& aws, const std::vector<Function>& functions);
[[nodiscard]] Response functionDescription(const AwsSettings& aws, const Function& function);
[[nodiscard]] Response functionConfiguration(const AwsSettings& aws, const Function& function);

} // namespace gw::engine
