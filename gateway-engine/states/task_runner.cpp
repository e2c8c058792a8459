// Calls of functions and state machines.
#include "gateway-engine/states/task_runner.h"

#include "core/json/text.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/states/data_limits.h"
#include "gateway-engine/states/lambda_result.h"
#include "gateway-engine/states/service_protocol.h"
#include "gateway-engine/transport/doorbell.h"

#include <algorithm>

namespace gw::engine::states {

namespace {

std::string regionOfArn(std::string_view arn)
{
    if (!arn.starts_with("arn:"))
        return {};
    for (int i = 0; i < 3; ++i) {
        const std::size_t colon = arn.find(':');
        if (colon == std::string_view::npos)
            return {};
        arn.remove_prefix(colon + 1);
    }
    return std::string(arn.substr(0, arn.find(':')));
}

std::string textOf(const json::Value& value)
{
    return value.isString() ? value.asString() : json::writeJson(value);
}

} // namespace

Task<TaskRunner::Result> TaskRunner::call(const TaskRequest& request)
{
    const Resource& resource = request.resource;
    if (resource.kind == Resource::Kind::Function)
        return invokeFunction(resource.arn, json::writeJson(request.parameters), request);
    if (resource.service == "lambda" && resource.action == "invoke")
        return invokeByParameters(request);
    if ((resource.service == "http" || resource.service == "apigateway") && resource.action == "invoke")
        return callEndpoint(request);
    if (resource.service == "states" && resource.action == "startExecution")
        return startExecution(request);
    return callService(request);
}

Task<TaskRunner::Result> TaskRunner::invokeByParameters(const TaskRequest& request)
{
    std::string function(request.parameters["FunctionName"].toString());
    if (function.empty())
        co_return Result{{}, Failure{"Lambda.ValidationException", "FunctionName is missing."}};
    Result result = co_await invokeFunction(std::move(function), invokePayload(request.parameters["Payload"]), request);
    co_return result;
}

Task<TaskRunner::Result> TaskRunner::invokeFunction(std::string function, std::string payload,
                                                    const TaskRequest& request)
{
    AwsRequest call;
    call.service = "lambda";
    call.region = regionOfArn(function);
    call.http.method = "POST";
    call.http.target = "/2015-03-31/functions/" + queryEncoded(function) + "/invocations";
    call.http.headers.add("Content-Type", "application/json");
    const bool isIntegration = request.resource.kind == Resource::Kind::Integration;
    if (isIntegration) {
        const std::string_view type = request.parameters["InvocationType"].toString("RequestResponse");
        call.http.headers.add("X-Amz-Invocation-Type", type);
        if (request.parameters["LogType"].isString())
            call.http.headers.add("X-Amz-Log-Type", request.parameters["LogType"].asString());
        if (request.parameters["Qualifier"].isString())
            call.http.target += "?Qualifier=" + queryEncoded(request.parameters["Qualifier"].asString());
    }
    call.http.body = std::move(payload);
    call.http.timeout = callTimeout(request.timeoutSeconds);
    UpstreamResponse answer;
    if (const auto failed = co_await m_aws.send(call, m_upstream, answer))
        co_return Result{{}, clientFailure("Lambda", *failed)};
    const Response& response = answer.response;
    if (response.status >= 300)
        co_return Result{{}, lambdaError(response)};
    if (response.headers.has("X-Amz-Function-Error"))
        co_return Result{{}, functionFailure(response.bodyText())};
    const json::ReadLimits limits{4 * mostPayloadBytes, mostDataDepth};
    Result result;
    if (!response.bodyText().empty()) {
        gw::Result<json::Value> body = json::readJson(response.bodyText(), limits);
        if (!body && response.bodyText().size() > mostPayloadBytes)
            co_return Result{{}, dataLimitExceeded(isIntegration ? "lambda" : function)};
        if (!body)
            co_return Result{{},
                             Failure{"Lambda.Unknown", "The function's answer is not JSON: " + body.error().message}};
        result.output = std::move(*body);
    }
    if (isIntegration) {
        result.output = invokeResult(std::move(result.output), response.headers);
        if (const auto log = response.headers.find("X-Amz-Log-Result"))
            result.output.set("LogResult", *log);
    }
    co_return result;
}

Task<TaskRunner::Result> TaskRunner::startExecution(const TaskRequest& request)
{
    json::Value input = json::Value::object();
    input.set("stateMachineArn", request.parameters["StateMachineArn"]);
    if (request.parameters.find("Input"))
        input.set("input", textOf(request.parameters["Input"]));
    if (request.parameters["Name"].isString())
        input.set("name", request.parameters["Name"]);
    AwsRequest call = jsonCall("states", "1.0", "AWSStepFunctions.StartExecution", input, request.timeoutSeconds);
    call.region = regionOfArn(request.parameters["StateMachineArn"].toString());
    UpstreamResponse answer;
    if (const auto failed = co_await m_aws.send(call, m_upstream, answer))
        co_return Result{{}, clientFailure("StepFunctions", *failed)};
    if (answer.response.status >= 300)
        co_return Result{{}, serviceError("StepFunctions", "AWSStepFunctions", answer.response)};
    const gw::Result<json::Value> body = json::readJson(answer.response.bodyText());
    if (!body)
        co_return Result{{}, Failure{"StepFunctions.SdkClientException", "The answer is not JSON."}};
    Result result;
    result.output = pascalCased(*body);
    result.output.set("StartDate", (*body)["startDate"].toDouble() * 1000);
    addMetadata(result.output, answer.response);
    co_return result;
}

// StartExecution gives an ARN at once; DescribeExecution says when it has ended.
Task<TaskRunner::Result> TaskRunner::waitFor(const TaskRequest& request, const json::Value& started)
{
    using namespace std::chrono_literals;
    constexpr std::chrono::milliseconds longest = 2s;
    json::Value input = json::Value::object();
    input.set("executionArn", started["ExecutionArn"]);
    for (std::chrono::milliseconds pause = 20ms;; pause = std::min(pause * 2, longest)) {
        AwsRequest call =
            jsonCall("states", "1.0", "AWSStepFunctions.DescribeExecution", input, request.timeoutSeconds);
        call.region = regionOfArn(started["ExecutionArn"].toString());
        UpstreamResponse answer;
        if (const auto failed = co_await m_aws.send(call, m_upstream, answer))
            co_return Result{{}, clientFailure("StepFunctions", *failed)};
        if (answer.response.status >= 300)
            co_return Result{{}, serviceError("StepFunctions", "AWSStepFunctions", answer.response)};
        const gw::Result<json::Value> body = json::readJson(answer.response.bodyText());
        if (!body)
            co_return Result{{}, Failure{"StepFunctions.SdkClientException", "The answer is not JSON."}};
        if ((*body)["status"].toString() != "RUNNING")
            co_return endedExecution(*body, request.resource.parsesOutput);
        co_await sleepFor(pause);
    }
}

} // namespace gw::engine::states
