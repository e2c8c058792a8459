#include "gateway-engine/states/states_api.h"

#include "core/json/text.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/pipeline/request_id.h"
#include "gateway-engine/states/data_limits.h"

#include <algorithm>
#include <charconv>

namespace gw::engine::states {

namespace {
constexpr std::string_view prefix = "AWSStepFunctions.";
constexpr int badRequest = 400;
} // namespace

tl::unexpected<ApiError> refuse(std::string code, std::string message)
{
    return tl::unexpected(ApiError{std::move(code), std::move(message)});
}

double epochSeconds(Time time)
{
    return static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count()) /
           1000.0;
}

json::Value included()
{
    json::Value details = json::Value::object();
    details.set("included", true);
    return details;
}

tl::expected<Page, ApiError> pageOf(const json::Value& input, std::size_t usual, std::size_t most)
{
    Page page;
    const std::int64_t wanted = input["maxResults"].toInt();
    if (wanted < 0 || wanted > static_cast<std::int64_t>(most))
        return refuse("ValidationException", "1 validation error detected: Value '" + std::to_string(wanted) +
                                                 "' at 'maxResults' failed to satisfy constraint: Member must have "
                                                 "value less than or equal to " +
                                                 std::to_string(most));
    page.size = wanted == 0 ? usual : static_cast<std::size_t>(wanted);
    const std::string_view token = input["nextToken"].toString();
    if (token.empty())
        return page;
    const std::string digits = base64Decoded(token).value_or("");
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), page.begin);
    if (error != std::errc() || end != digits.data() + digits.size())
        return refuse("InvalidToken", "Invalid Token: 'Invalid token'");
    return page;
}

void setNextToken(json::Value& output, const Page& page, std::size_t total)
{
    if (page.begin + page.size < total)
        output.set("nextToken", base64Encoded(std::to_string(page.begin + page.size)));
}

Task<Response> StatesApi::answer(std::string target, std::string body)
{
    std::string operation = target.starts_with(prefix) ? target.substr(prefix.size()) : target;
    const json::ReadLimits limits{4u << 20, mostDataDepth};
    Result<json::Value> input = json::readJson(body.empty() ? "{}" : body, limits);
    ApiResult result = json::Value();
    if (!input || !input->isObject())
        result = refuse("SerializationException", input ? "The body must be an object." : input.error().message);
    else
        result = co_await perform(std::move(operation), std::move(*input));
    Response response;
    response.headers.add("x-amzn-RequestId", newRequestId(m_host.services()));
    response.headers.add("Content-Type", "application/x-amz-json-1.0");
    if (result) {
        response.body = json::writeJson(*result);
        co_return response;
    }
    json::Value error = json::Value::object();
    error.set("__type", result.error().code);
    error.set("message", result.error().message);
    response.status = badRequest;
    response.headers.add("x-amzn-ErrorType", result.error().code);
    response.body = json::writeJson(error);
    co_return response;
}

Task<ApiResult> StatesApi::perform(std::string operation, json::Value input)
{
    if (operation == "StartSyncExecution")
        return startSyncExecution(std::move(input));
    if (operation == "GetActivityTask")
        return getActivityTask(std::move(input));
    return [](StatesApi& api, std::string name, json::Value value) -> Task<ApiResult> {
        co_return api.performAtOnce(name, value);
    }(*this, std::move(operation), std::move(input));
}

ApiResult StatesApi::performAtOnce(const std::string& operation, const json::Value& input)
{
    struct Operation
    {
        std::string_view name;
        ApiResult (StatesApi::*perform)(const json::Value& input);
    };
    constexpr Operation operations[] = {
        {"CreateActivity", &StatesApi::createActivity},
        {"DeleteActivity", &StatesApi::deleteActivity},
        {"DescribeActivity", &StatesApi::describeActivity},
        {"DescribeExecution", &StatesApi::describeExecution},
        {"DescribeStateMachine", &StatesApi::describeMachine},
        {"DescribeStateMachineForExecution", &StatesApi::describeMachineForExecution},
        {"GetExecutionHistory", &StatesApi::executionHistory},
        {"ListActivities", &StatesApi::listActivities},
        {"ListExecutions", &StatesApi::listExecutions},
        {"ListStateMachines", &StatesApi::listMachines},
        {"SendTaskFailure", &StatesApi::sendTaskFailure},
        {"SendTaskHeartbeat", &StatesApi::sendTaskHeartbeat},
        {"SendTaskSuccess", &StatesApi::sendTaskSuccess},
        {"StartExecution", &StatesApi::startExecution},
        {"StopExecution", &StatesApi::stopExecution},
        {"ValidateStateMachineDefinition", &StatesApi::validateDefinition},
    };
    const auto* found = std::find_if(std::begin(operations), std::end(operations),
                                     [&](const Operation& each) { return each.name == operation; });
    if (found == std::end(operations))
        return refuse("UnknownOperationException",
                      "Gatewright has no operation \"" + operation +
                          "\": state machines are files of the project, which the service follows.");
    return (this->*found->perform)(input);
}

} // namespace gw::engine::states
