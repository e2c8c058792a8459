// StatesApi: the operations of AWSStepFunctions in JSON 1.0: what comes in is checked, what goes out has the public
// model's names and errors (reference 4.2). On the host's thread.
#pragma once

#include "gateway-engine/http/message.h"
#include "gateway-engine/states/states_host.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace gw::engine::states {

struct ApiError
{
    std::string code;
    std::string message;
};
using ApiResult = tl::expected<json::Value, ApiError>;

class StatesApi
{
public:
    explicit StatesApi(StatesHost& host) : m_host(host) {}

    // Of "AWSStepFunctions.StartExecution" with its JSON body. Owns what it is given.
    [[nodiscard]] Task<Response> answer(std::string target, std::string body);

private:
    [[nodiscard]] Task<ApiResult> perform(std::string operation, json::Value input);
    [[nodiscard]] ApiResult performAtOnce(const std::string& operation, const json::Value& input);

    // states_api_executions.cpp
    [[nodiscard]] ApiResult startExecution(const json::Value& input);
    [[nodiscard]] Task<ApiResult> startSyncExecution(json::Value input);
    [[nodiscard]] ApiResult describeExecution(const json::Value& input);
    [[nodiscard]] ApiResult stopExecution(const json::Value& input);
    [[nodiscard]] ApiResult executionHistory(const json::Value& input);
    [[nodiscard]] ApiResult listExecutions(const json::Value& input);
    [[nodiscard]] ApiResult describeMachineForExecution(const json::Value& input);
    [[nodiscard]] tl::expected<StatesHost::RunPtr, ApiError> begin(const KnownMachine& machine,
                                                                   const json::Value& input);
    [[nodiscard]] tl::expected<std::shared_ptr<const ExecutionRecord>, ApiError>
    standardRecord(const json::Value& input);

    // states_api_machines.cpp: machines, tokens, activities
    [[nodiscard]] ApiResult listMachines(const json::Value& input);
    [[nodiscard]] ApiResult describeMachine(const json::Value& input);
    [[nodiscard]] ApiResult validateDefinition(const json::Value& input);
    [[nodiscard]] ApiResult sendTaskSuccess(const json::Value& input);
    [[nodiscard]] ApiResult sendTaskFailure(const json::Value& input);
    [[nodiscard]] ApiResult sendTaskHeartbeat(const json::Value& input);
    [[nodiscard]] ApiResult createActivity(const json::Value& input);
    [[nodiscard]] ApiResult deleteActivity(const json::Value& input);
    [[nodiscard]] ApiResult describeActivity(const json::Value& input);
    [[nodiscard]] ApiResult listActivities(const json::Value& input);
    [[nodiscard]] Task<ApiResult> getActivityTask(json::Value input);
    [[nodiscard]] tl::expected<KnownMachine, ApiError> machineOf(const json::Value& input);

    StatesHost& m_host;
};

[[nodiscard]] tl::unexpected<ApiError> refuse(std::string code, std::string message);
[[nodiscard]] double epochSeconds(Time time);
[[nodiscard]] json::Value included(); // {"included": true}

// Items from the place that "nextToken" says, at most "maxResults"; `most` when that is 0 or missing.
struct Page
{
    std::size_t begin = 0;
    std::size_t size = 0;
};
[[nodiscard]] tl::expected<Page, ApiError> pageOf(const json::Value& input, std::size_t usual, std::size_t most);
void setNextToken(json::Value& output, const Page& page, std::size_t total);

} // namespace gw::engine::states
