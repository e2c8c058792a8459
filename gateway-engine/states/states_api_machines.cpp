// Operations on state machines, task tokens and activities.
#include "gateway-engine/states/states_api.h"

#include "core/json/text.h"
#include "gateway-engine/states/data_limits.h"
#include "gateway-engine/states/definition.h"

#include <algorithm>

namespace gw::engine::states {

tl::expected<KnownMachine, ApiError> StatesApi::machineOf(const json::Value& input)
{
    const std::string arn(input["stateMachineArn"].toString());
    constexpr std::string_view mark = ":stateMachine:";
    const std::size_t at = arn.find(mark);
    if (!arn.starts_with("arn:") || at == std::string::npos)
        return refuse("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
    const std::vector<KnownMachine> machines = m_host.machines();
    const auto found =
        std::find_if(machines.begin(), machines.end(), [&](const KnownMachine& machine) { return machine.arn == arn; });
    if (found == machines.end())
        return refuse("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
    return *found;
}

ApiResult StatesApi::listMachines(const json::Value& input)
{
    const auto page = pageOf(input, 100, 1000);
    if (!page)
        return tl::unexpected(page.error());
    const std::vector<KnownMachine> machines = m_host.machines();
    json::Array items;
    for (std::size_t i = page->begin; i < machines.size() && items.size() < page->size; ++i) {
        json::Value item = json::Value::object();
        item.set("stateMachineArn", machines[i].arn);
        item.set("name", machines[i].name);
        item.set("type", gw::toString(machines[i].type));
        item.set("creationDate", epochSeconds(machines[i].created));
        items.push_back(std::move(item));
    }
    json::Value output = json::Value::object();
    output.set("stateMachines", std::move(items));
    setNextToken(output, *page, machines.size());
    return output;
}

ApiResult StatesApi::describeMachine(const json::Value& input)
{
    const auto machine = machineOf(input);
    if (!machine)
        return tl::unexpected(machine.error());
    json::Value output = json::Value::object();
    output.set("stateMachineArn", machine->arn);
    output.set("name", machine->name);
    output.set("status", "ACTIVE");
    output.set("definition", *machine->definition);
    output.set("roleArn", "arn:aws:iam::" + m_host.account().id + ":role/" + machine->name);
    output.set("type", gw::toString(machine->type));
    output.set("creationDate", epochSeconds(machine->created));
    return output;
}

ApiResult StatesApi::validateDefinition(const json::Value& input)
{
    if (!input["definition"].isString())
        return refuse("ValidationException",
                      "1 validation error detected: Value null at 'definition' failed to satisfy "
                      "constraint: Member must not be null");
    const Definition definition = readDefinition(input["definition"].asString());
    const bool showsWarnings = input["severity"].toString() == "WARNING";
    const auto most = static_cast<std::size_t>(std::clamp<std::int64_t>(input["maxResults"].toInt(100), 1, 100));
    json::Array items;
    bool isTruncated = false;
    for (const DefinitionProblem& problem : definition.problems) {
        const bool isError = problem.diagnostic.severity == Severity::Error;
        if (!isError && !showsWarnings)
            continue;
        isTruncated = items.size() >= most;
        if (isTruncated)
            break;
        json::Value item = json::Value::object();
        item.set("severity", isError ? "ERROR" : "WARNING");
        item.set("code", problem.code);
        item.set("message", problem.diagnostic.message);
        item.set("location", problem.location);
        items.push_back(std::move(item));
    }
    json::Value output = json::Value::object();
    output.set("result", definition.machine ? "OK" : "FAIL");
    output.set("diagnostics", std::move(items));
    output.set("truncated", isTruncated);
    return output;
}

namespace {

ApiResult toldResult(StatesHost::TokenState state)
{
    if (state == StatesHost::TokenState::Told)
        return json::Value::object();
    if (state == StatesHost::TokenState::Gone)
        return refuse("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    return refuse("TaskDoesNotExist", "Task Timed Out: 'Provided task does not exist anymore'");
}

std::optional<ApiError> tokenProblem(const json::Value& input)
{
    if (input["taskToken"].toString().empty())
        return ApiError{"InvalidToken", "Invalid Token: 'Invalid token'"};
    return std::nullopt;
}

} // namespace

ApiResult StatesApi::sendTaskSuccess(const json::Value& input)
{
    if (auto problem = tokenProblem(input))
        return tl::unexpected(std::move(*problem));
    const std::string_view text = input["output"].toString();
    Result<json::Value> output = json::readJson(text, {4 * mostPayloadBytes, mostDataDepth});
    if (!output)
        return refuse("InvalidOutput", "Invalid Output: '" + output.error().message + "'");
    return toldResult(m_host.succeed(std::string(input["taskToken"].toString()), std::move(*output)));
}

ApiResult StatesApi::sendTaskFailure(const json::Value& input)
{
    if (auto problem = tokenProblem(input))
        return tl::unexpected(std::move(*problem));
    Failure failure{std::nullopt, std::nullopt};
    if (input["error"].isString())
        failure.name = input["error"].asString();
    if (input["cause"].isString())
        failure.cause = input["cause"].asString();
    return toldResult(m_host.failTask(std::string(input["taskToken"].toString()), std::move(failure)));
}

ApiResult StatesApi::sendTaskHeartbeat(const json::Value& input)
{
    if (auto problem = tokenProblem(input))
        return tl::unexpected(std::move(*problem));
    return toldResult(m_host.beat(std::string(input["taskToken"].toString())));
}

namespace {

constexpr std::size_t mostActivities = 10'000;

json::Value activityValue(const Activity& activity)
{
    json::Value value = json::Value::object();
    value.set("activityArn", activity.arn);
    value.set("name", activity.name);
    value.set("creationDate", epochSeconds(activity.created));
    return value;
}

bool isActivityArn(std::string_view arn)
{
    return arn.starts_with("arn:") && arn.find(":activity:") != std::string_view::npos;
}

} // namespace

ApiResult StatesApi::createActivity(const json::Value& input)
{
    const std::string name(input["name"].toString());
    if (!isStateMachineName(name))
        return refuse("InvalidName", "Invalid Name: '" + name + "'");
    if (m_host.activities().size() >= mostActivities)
        return refuse("ActivityLimitExceeded", "There are 10000 activities already.");
    json::Value output = activityValue(m_host.activity(m_host.account().arn("activity", name)));
    output.remove("name");
    return output;
}

ApiResult StatesApi::deleteActivity(const json::Value& input)
{
    const std::string arn(input["activityArn"].toString());
    if (!isActivityArn(arn))
        return refuse("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
    m_host.activities().erase(arn);
    return json::Value::object();
}

ApiResult StatesApi::describeActivity(const json::Value& input)
{
    const std::string arn(input["activityArn"].toString());
    if (!isActivityArn(arn))
        return refuse("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
    const auto found = m_host.activities().find(arn);
    if (found == m_host.activities().end())
        return refuse("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'");
    return activityValue(found->second);
}

ApiResult StatesApi::listActivities(const json::Value& input)
{
    const auto page = pageOf(input, 100, 1000);
    if (!page)
        return tl::unexpected(page.error());
    json::Array all;
    for (const auto& [arn, activity] : m_host.activities())
        all.push_back(activityValue(activity));
    json::Array items;
    for (std::size_t i = page->begin; i < all.size() && items.size() < page->size; ++i)
        items.push_back(all[i]);
    json::Value output = json::Value::object();
    output.set("activities", std::move(items));
    setNextToken(output, *page, all.size());
    return output;
}

// A long poll: 60 seconds at most, then an answer without a token.
Task<ApiResult> StatesApi::getActivityTask(json::Value input)
{
    const std::string arn(input["activityArn"].toString());
    if (!isActivityArn(arn))
        co_return refuse("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
    if (!m_host.activities().contains(arn))
        co_return refuse("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'");
    const std::string worker(input["workerName"].toString());
    constexpr std::chrono::seconds longest{60};
    const auto until = std::chrono::steady_clock::now() + longest;
    json::Value output = json::Value::object();
    for (;;) {
        const auto found = m_host.activities().find(arn);
        if (found == m_host.activities().end())
            co_return refuse("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'");
        if (auto task = m_host.take(found->second, worker)) {
            output.set("taskToken", task->token);
            output.set("input", task->input);
            co_return output;
        }
        if (std::chrono::steady_clock::now() >= until)
            co_return output;
        const std::shared_ptr<Doorbell> bell = found->second.bell;
        co_await bell->wait(until);
    }
}

} // namespace gw::engine::states
