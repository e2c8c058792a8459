// TaskRunner: does what Task states call: functions, HTTP endpoints, state machines, AWS services (reference 4.2).
// Everything leaves through AwsServices and UpstreamClient; runs on the states' thread.
#pragma once

#include "gateway-engine/pipeline/aws_services.h"
#include "gateway-engine/services.h"
#include "gateway-engine/states/task_request.h"
#include "gateway-engine/task.h"

#include <functional>
#include <string>

namespace gw::engine::states {

class TaskRunner
{
public:
    // Of one call: its output, or how it failed.
    struct Result
    {
        json::Value output;
        std::optional<Failure> failure;
    };

    TaskRunner(AwsServices& aws, UpstreamClient& upstream, Services& services)
        : m_aws(aws), m_upstream(upstream), m_services(services)
    {
    }

    // The call itself; of .sync what comes later is waitFor's.
    [[nodiscard]] Task<Result> call(const TaskRequest& request);
    // .sync: until the execution that was started has ended.
    [[nodiscard]] Task<Result> waitFor(const TaskRequest& request, const json::Value& started);

private:
    [[nodiscard]] Task<Result> invokeFunction(std::string function, std::string payload, const TaskRequest& request);
    [[nodiscard]] Task<Result> invokeByParameters(const TaskRequest& request);
    [[nodiscard]] Task<Result> callEndpoint(const TaskRequest& request);
    [[nodiscard]] Task<Result> callService(const TaskRequest& request);
    [[nodiscard]] Task<Result> startExecution(const TaskRequest& request);

    AwsServices& m_aws;
    UpstreamClient& m_upstream;
    Services& m_services;
};

} // namespace gw::engine::states
