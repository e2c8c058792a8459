// How AWS services are spoken to by Task states: JSON with a target, or the older query form; and what their answers
// and errors are called in a state machine (reference 4.2, 1.15).
#pragma once

#include "gateway-engine/pipeline/aws_services.h"
#include "gateway-engine/states/task_request.h"
#include "gateway-engine/states/task_runner.h"

#include <chrono>
#include <string>
#include <string_view>

namespace gw::engine::states {

// A whole number of milliseconds within reason: a task may wait for as long as a function may run.
[[nodiscard]] std::chrono::milliseconds callTimeout(double seconds);

[[nodiscard]] AwsRequest jsonCall(std::string service, std::string_view version, std::string_view target,
                                  const json::Value& input, double timeoutSeconds);

// The request that an integration's service, action and parameters make; or why there is none.
struct ServiceCall
{
    AwsRequest request;
    std::string name;      // as errors begin: "SQS", "Sqs"
    std::string errorName; // of a service's own exception: "AmazonSQSException", "SqsException"
    bool isSdk = false;
    bool hasMetadata = false; // SdkHttpMetadata is part of the output
};
[[nodiscard]] tl::expected<ServiceCall, Failure> serviceCall(const TaskRequest& request);
[[nodiscard]] json::Value serviceOutput(const ServiceCall& call, const Response& response);

[[nodiscard]] Failure clientFailure(std::string_view service, const UpstreamFailure& failure);
[[nodiscard]] Failure lambdaError(const Response& response);
[[nodiscard]] Failure serviceError(std::string_view prefix, std::string_view service, const Response& response);
[[nodiscard]] Failure serviceError(const ServiceCall& call, const Response& response);

[[nodiscard]] json::Value pascalCased(const json::Value& object); // the members' names, one level
void addMetadata(json::Value& output, const Response& response);
[[nodiscard]] TaskRunner::Result endedExecution(const json::Value& described, bool parsesData);

} // namespace gw::engine::states
