// Operations on executions.
#include "gateway-engine/states/states_api.h"

#include "core/json/text.h"
#include "gateway-engine/pipeline/request_id.h"
#include "gateway-engine/states/data_limits.h"

#include <algorithm>

namespace gw::engine::states {

namespace {

std::string arnPart(std::string_view arn, std::size_t part) // from 0
{
    for (; part > 0; --part) {
        const std::size_t colon = arn.find(':');
        if (colon == std::string_view::npos)
            return {};
        arn.remove_prefix(colon + 1);
    }
    return std::string(arn.substr(0, arn.find(':')));
}

tl::unexpected<ApiError> noExecution(const std::string& arn)
{
    return refuse("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
}

void setRedrive(json::Value& output, ExecutionStatus status)
{
    output.set("redriveCount", 0);
    const bool canBe =
        status == ExecutionStatus::Failed || status == ExecutionStatus::TimedOut || status == ExecutionStatus::Aborted;
    output.set("redriveStatus", canBe ? "REDRIVABLE" : "NOT_REDRIVABLE");
    if (!canBe)
        output.set("redriveStatusReason", "Execution is " + std::string(toString(status)) + " and cannot be redriven");
}

void setEnd(json::Value& output, const ExecutionRecord& record)
{
    if (record.output) {
        output.set("output", *record.output);
        output.set("outputDetails", included());
    }
    if (record.error)
        output.set("error", *record.error);
    if (record.cause)
        output.set("cause", *record.cause);
}

json::Value summaryOf(const ExecutionSummary& summary, const std::string& machineArn)
{
    json::Value value = json::Value::object();
    value.set("executionArn", summary.arn);
    value.set("stateMachineArn", machineArn);
    value.set("name", summary.name);
    value.set("status", toString(summary.status));
    value.set("startDate", epochSeconds(summary.startDate));
    if (summary.stopDate)
        value.set("stopDate", epochSeconds(*summary.stopDate));
    value.set("redriveCount", 0);
    return value;
}

} // namespace

// The checks and the beginning that StartExecution and StartSyncExecution share.
tl::expected<StatesHost::RunPtr, ApiError> StatesApi::begin(const KnownMachine& machine, const json::Value& input)
{
    if (!machine.machine)
        return refuse("InvalidDefinition", "Invalid State Machine Definition: '" + machine.problem + "'");
    const std::string text(input["input"].toString("{}"));
    if (text.size() > mostPayloadBytes)
        return refuse("ValidationException", "1 validation error detected: Value at 'input' failed to satisfy "
                                             "constraint: Member must have length less than or equal to 262144");
    const Result<json::Value> data = json::readJson(text, {mostPayloadBytes, mostDataDepth});
    if (!data)
        return refuse("InvalidExecutionInput", "Invalid State Machine Execution Input: '" + data.error().message + "'");
    std::string name(input["name"].toString());
    if (name.empty())
        name = newRequestId(m_host.services());
    if (!isStateMachineName(name))
        return refuse("InvalidName", "Invalid Name: '" + name + "'");
    const bool isExpress = machine.type == StateMachineType::Express;
    const std::string id = isExpress ? ":" + newRequestId(m_host.services()).str() : "";
    std::string arn = m_host.account().arn(isExpress ? "express" : "execution", machine.name + ":" + name + id);
    if (const auto before = m_host.log().record(arn)) {
        const StatesHost::RunPtr run = m_host.running(arn);
        if (run && before->input == text) // asked for twice
            return run;
        return refuse("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
    }
    StatesHost::RunPtr run =
        m_host.start(machine, std::move(arn), std::move(name), text, std::string(input["traceHeader"].toString()));
    if (!run)
        return refuse("ExecutionLimitExceeded", "Too many executions run at once.");
    return run;
}

ApiResult StatesApi::startExecution(const json::Value& input)
{
    const auto machine = machineOf(input);
    if (!machine)
        return tl::unexpected(machine.error());
    const auto run = begin(*machine, input);
    if (!run)
        return tl::unexpected(run.error());
    json::Value output = json::Value::object();
    output.set("executionArn", (*run)->record.summary.arn);
    output.set("startDate", epochSeconds((*run)->record.summary.startDate));
    return output;
}

Task<ApiResult> StatesApi::startSyncExecution(json::Value input)
{
    const auto machine = machineOf(input);
    if (!machine)
        co_return tl::unexpected(machine.error());
    if (machine->type != StateMachineType::Express)
        co_return refuse("StateMachineTypeNotSupported",
                         "This operation is not supported by this type of state machine");
    const auto begun = begin(*machine, input);
    if (!begun)
        co_return tl::unexpected(begun.error());
    const StatesHost::RunPtr run = *begun;
    while (!run->execution->hasEnded() || run->record.summary.status == ExecutionStatus::Running)
        co_await run->ended.wait(std::chrono::steady_clock::time_point::max());
    const ExecutionRecord& record = run->record;
    json::Value output = summaryOf(record.summary, record.stateMachineArn);
    output.remove("redriveCount");
    output.set("input", record.input);
    output.set("inputDetails", included());
    output.set("outputDetails", included());
    setEnd(output, record);
    if (!record.traceHeader.empty())
        output.set("traceHeader", record.traceHeader);
    const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(
        record.summary.stopDate.value_or(record.summary.startDate) - record.summary.startDate);
    constexpr std::int64_t unit = 100;
    json::Value billing = json::Value::object();
    billing.set("billedMemoryUsedInMB", 64);
    billing.set("billedDurationInMilliseconds", (taken.count() / unit + 1) * unit);
    output.set("billingDetails", std::move(billing));
    co_return output;
}

// Express executions have no describing and no history: their ARN is of another kind.
tl::expected<std::shared_ptr<const ExecutionRecord>, ApiError> StatesApi::standardRecord(const json::Value& input)
{
    const std::string arn(input["executionArn"].toString());
    constexpr std::size_t kindPart = 5;
    const std::string kind = arnPart(arn, kindPart);
    if (!arn.starts_with("arn:") || kind.empty())
        return refuse("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
    if (kind != "execution")
        return refuse("InvalidArn", "Invalid Arn: 'Resource type not valid in this context: " + kind + "'");
    auto record = m_host.log().record(arn);
    if (!record)
        return noExecution(arn);
    return record;
}

ApiResult StatesApi::describeExecution(const json::Value& input)
{
    const auto found = standardRecord(input);
    if (!found)
        return tl::unexpected(found.error());
    const ExecutionRecord& record = **found;
    json::Value output = summaryOf(record.summary, record.stateMachineArn);
    output.set("input", record.input);
    output.set("inputDetails", included());
    setEnd(output, record);
    if (!record.traceHeader.empty())
        output.set("traceHeader", record.traceHeader);
    setRedrive(output, record.summary.status);
    return output;
}

ApiResult StatesApi::stopExecution(const json::Value& input)
{
    const auto found = standardRecord(input);
    if (!found)
        return tl::unexpected(found.error());
    const auto text = [&](const char* name) {
        return input[name].isString() ? std::optional<std::string>(input[name].asString()) : std::nullopt;
    };
    json::Value output = json::Value::object();
    if (const StatesHost::RunPtr run = m_host.running((*found)->summary.arn)) {
        m_host.stopExecution(*run, text("error"), text("cause"));
        output.set("stopDate", epochSeconds(run->record.summary.stopDate.value_or(m_host.services().wallClock())));
    } else {
        output.set("stopDate", epochSeconds((*found)->summary.stopDate.value_or((*found)->summary.startDate)));
    }
    return output;
}

ApiResult StatesApi::executionHistory(const json::Value& input)
{
    const auto found = standardRecord(input);
    if (!found)
        return tl::unexpected(found.error());
    const auto page = pageOf(input, 100, 1000);
    if (!page)
        return tl::unexpected(page.error());
    std::vector<HistoryEvent> events = m_host.log().events((*found)->summary.arn, 0);
    if (input["reverseOrder"].toBool())
        std::reverse(events.begin(), events.end());
    const ExecutionData data =
        input["includeExecutionData"].toBool(true) ? ExecutionData::Included : ExecutionData::LeftOut;
    json::Array items;
    for (std::size_t i = page->begin; i < events.size() && items.size() < page->size; ++i)
        items.push_back(toJson(events[i], data));
    json::Value output = json::Value::object();
    output.set("events", std::move(items));
    setNextToken(output, *page, events.size());
    return output;
}

ApiResult StatesApi::listExecutions(const json::Value& input)
{
    const auto machine = machineOf(input);
    if (!machine)
        return tl::unexpected(machine.error());
    if (machine->type == StateMachineType::Express)
        return refuse("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
    const auto page = pageOf(input, 100, 1000);
    if (!page)
        return tl::unexpected(page.error());
    const auto status = executionStatusFrom(input["statusFilter"].toString());
    if (input["statusFilter"].isString() && !status)
        return refuse("ValidationException", "1 validation error detected: Value at 'statusFilter' is no status.");
    std::vector<ExecutionSummary> all = m_host.log().summaries(static_cast<std::size_t>(-1));
    std::erase_if(all, [&](const ExecutionSummary& summary) {
        return summary.stateMachine != machine->name || summary.type != machine->type ||
               (status && summary.status != *status);
    });
    json::Array items;
    for (std::size_t i = page->begin; i < all.size() && items.size() < page->size; ++i)
        items.push_back(summaryOf(all[i], machine->arn));
    json::Value output = json::Value::object();
    output.set("executions", std::move(items));
    setNextToken(output, *page, all.size());
    return output;
}

ApiResult StatesApi::describeMachineForExecution(const json::Value& input)
{
    const auto found = standardRecord(input);
    if (!found)
        return tl::unexpected(found.error());
    const ExecutionRecord& record = **found;
    json::Value output = json::Value::object();
    output.set("stateMachineArn", record.stateMachineArn);
    output.set("name", record.summary.stateMachine);
    output.set("definition", record.definition ? *record.definition : std::string());
    output.set("roleArn", "arn:aws:iam::" + m_host.account().id + ":role/" + record.summary.stateMachine);
    output.set("updateDate", epochSeconds(record.summary.startDate));
    return output;
}

} // namespace gw::engine::states
