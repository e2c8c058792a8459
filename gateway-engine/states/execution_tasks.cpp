// Task states: what is scheduled, what comes back, and time-outs (reference 4.2).
#include "core/json/text.h"
#include "gateway-engine/pipeline/request_id.h"
#include "gateway-engine/states/branch.h"
#include "gateway-engine/states/data_limits.h"
#include "gateway-engine/states/event_details.h"
#include "gateway-engine/states/execution.h"

#include <algorithm>

namespace gw::engine::states {

namespace {

constexpr double unlimited = 99'999'999;

json::Value resourceDetails(const Resource& resource)
{
    json::Value details = json::Value::object();
    details.set("resource", resource.resource());
    details.set("resourceType", resource.service);
    return details;
}

const Resource& resourceOf(const Branch& branch)
{
    return std::get<TaskState>(branch.state->kind).resource;
}

// What a size limit calls the task.
std::string taskName(const Resource& resource)
{
    return resource.kind == Resource::Kind::Integration ? resource.service : resource.arn;
}

Time after(Time time, double seconds)
{
    return time + std::chrono::milliseconds(static_cast<std::int64_t>(std::min(seconds, unlimited) * 1000));
}

} // namespace

void Execution::workTask(Branch& branch)
{
    Outcome<TaskRequest> request = prepareTask(branch);
    if (!request)
        return fail(branch, std::move(request.error()));
    schedule(branch, std::move(*request));
}

Outcome<TaskRequest> Execution::prepareTask(Branch& branch)
{
    const auto& task = std::get<TaskState>(branch.state->kind);
    TaskRequest request;
    request.resource = task.resource;
    request.state = branch.state->name;
    const bool needsToken =
        task.resource.kind == Resource::Kind::Activity || task.resource.pattern == Resource::Pattern::WaitForTaskToken;
    if (needsToken)
        request.token = newRequestId(m_services).str() + newRequestId(m_services).str();
    branch.token = request.token;
    branch.context.reset();
    Outcome<json::Value> parameters = effectiveParameters(branch);
    if (!parameters)
        return tl::unexpected(std::move(parameters.error()));
    request.parameters = std::move(*parameters);
    const Scope scope = scopeOf(branch, branch.input);
    const auto timeout = amount(task.timeoutSeconds, scope, true);
    if (!timeout)
        return tl::unexpected(timeout.error());
    const auto heartbeat = amount(task.heartbeatSeconds, scope, true);
    if (!heartbeat)
        return tl::unexpected(heartbeat.error());
    for (const auto& seconds : {*timeout, *heartbeat})
        if (seconds && (*seconds < 1 || *seconds > unlimited))
            return runtimeFailure("TimeoutSeconds and HeartbeatSeconds must be from 1 to 99999999.");
    if (task.credentials) {
        const Outcome<json::Value> credentials = task.credentials->evaluate(scope);
        if (!credentials)
            return tl::unexpected(credentials.error());
        request.roleArn = (*credentials)["RoleArn"].toString();
    }
    request.timeoutSeconds = timeout->value_or(unlimited);
    branch.heartbeatSeconds = heartbeat->value_or(0);
    return request;
}

void Execution::schedule(Branch& branch, TaskRequest request)
{
    request.id = ++m_lastTask;
    addScheduled(branch, request);
    const Time now = m_services.wallClock();
    branch.wait = Branch::Wait::Task;
    branch.task = request.id;
    m_waiting[request.id] = &branch;
    branch.timeoutAt = after(now, request.timeoutSeconds);
    if (branch.heartbeatSeconds > 0 && request.resource.kind != Resource::Kind::Activity)
        branch.heartbeatAt = after(now, branch.heartbeatSeconds);
    sleepUntil(branch, branch.heartbeatAt ? std::min(*branch.timeoutAt, *branch.heartbeatAt) : *branch.timeoutAt);
    m_newTasks.push_back(std::move(request));
}

void Execution::addScheduled(Branch& branch, const TaskRequest& request)
{
    const auto& task = std::get<TaskState>(branch.state->kind);
    const bool isIntegration = request.resource.kind == Resource::Kind::Integration;
    json::Value details = json::Value::object();
    if (isIntegration) {
        details = resourceDetails(request.resource);
        details.set("region", m_start.region);
        details.set("parameters", json::writeJson(request.parameters));
    } else {
        details.set("resource", request.resource.arn);
        setData(details, "input", json::writeJson(request.parameters));
    }
    if (!std::holds_alternative<std::monostate>(task.timeoutSeconds))
        details.set("timeoutInSeconds", static_cast<std::int64_t>(request.timeoutSeconds));
    if (branch.heartbeatSeconds > 0)
        details.set("heartbeatInSeconds", static_cast<std::int64_t>(branch.heartbeatSeconds));
    if (task.credentials) {
        json::Value role = json::Value::object();
        role.set("roleArn", request.roleArn);
        details.set("taskCredentials", std::move(role));
    }
    constexpr EventType events[] = {EventType::LambdaFunctionScheduled, EventType::ActivityScheduled,
                                    EventType::TaskScheduled};
    addTo(branch, events[static_cast<std::size_t>(request.resource.kind)], std::move(details));
}

Branch* Execution::waitingFor(TaskId id)
{
    const auto found = m_waiting.find(id);
    return hasEnded() || found == m_waiting.end() ? nullptr : found->second;
}

bool Execution::taskStarted(TaskId id, const std::string& worker)
{
    Branch* branch = waitingFor(id);
    if (!branch)
        return false;
    const Resource& resource = resourceOf(*branch);
    if (resource.kind == Resource::Kind::Function)
        addTo(*branch, EventType::LambdaFunctionStarted);
    else if (resource.kind == Resource::Kind::Integration)
        addTo(*branch, EventType::TaskStarted, resourceDetails(resource));
    else {
        json::Value details = json::Value::object();
        if (!worker.empty())
            details.set("workerName", worker);
        addTo(*branch, EventType::ActivityStarted, std::move(details));
        if (branch->heartbeatSeconds > 0)
            branch->heartbeatAt = after(m_services.wallClock(), branch->heartbeatSeconds);
        if (branch->heartbeatAt)
            sleepUntil(*branch, std::min(*branch->timeoutAt, *branch->heartbeatAt));
    }
    return true;
}

bool Execution::taskSubmitted(TaskId id, const json::Value& output)
{
    Branch* branch = waitingFor(id);
    if (!branch)
        return false;
    const Resource& resource = resourceOf(*branch);
    json::Value details = resourceDetails(resource);
    setData(details, "output", json::writeJson(output));
    addTo(*branch, EventType::TaskSubmitted, std::move(details));
    return true;
}

bool Execution::taskBeat(TaskId id)
{
    Branch* branch = waitingFor(id);
    if (!branch)
        return false;
    if (branch->heartbeatAt) {
        branch->heartbeatAt = after(m_services.wallClock(), branch->heartbeatSeconds);
        sleepUntil(*branch, std::min(*branch->timeoutAt, *branch->heartbeatAt));
    }
    return true;
}

// The last event of a task: of a function or an activity it says what happened, of an integration where as well.
void Execution::endTask(Branch& branch, EventType function, EventType activity, EventType integration,
                        json::Value details)
{
    const Resource& resource = resourceOf(branch);
    const EventType events[] = {function, activity, integration};
    if (resource.kind == Resource::Kind::Integration) {
        details.set("resource", resource.resource());
        details.set("resourceType", resource.service);
    }
    rest(branch);
    addTo(branch, events[static_cast<std::size_t>(resource.kind)], std::move(details));
}

bool Execution::taskSucceeded(TaskId id, json::Value output)
{
    Branch* branch = waitingFor(id);
    if (!branch)
        return false;
    Outcome<std::string> text = payloadText(output, taskName(resourceOf(*branch)));
    if (!text) {
        text.error().namesState = false;
        return taskFailed(id, std::move(text.error()));
    }
    json::Value details = json::Value::object();
    setData(details, "output", std::move(*text));
    endTask(*branch, EventType::LambdaFunctionSucceeded, EventType::ActivitySucceeded, EventType::TaskSucceeded,
            std::move(details));
    complete(*branch, output);
    return true;
}

bool Execution::taskFailed(TaskId id, Failure failure)
{
    Branch* branch = waitingFor(id);
    if (!branch)
        return false;
    endTask(*branch, EventType::LambdaFunctionFailed, EventType::ActivityFailed, EventType::TaskFailed,
            failureDetails(failure));
    fail(*branch, std::move(failure));
    return true;
}

// Tasks that are out of time together say so together, before any of it has consequences: as the service has it.
void Execution::timeOutTasks(Time now)
{
    std::vector<TaskId> out;
    for (const Timer& timer : m_timers)
        if (timer.due <= now && timer.branch->wait == Branch::Wait::Task)
            out.push_back(timer.branch->task);
    for (const TaskId id : out)
        noteTimeOut(*m_waiting.at(id));
    for (const TaskId id : out)
        if (Branch* branch = waitingFor(id)) { // what came before may have ended it
            Failure failure = *branch->timedOut;
            m_cancelled.push_back(id);
            fail(*branch, std::move(failure));
        }
}

void Execution::noteTimeOut(Branch& branch)
{
    const bool isHeartbeat = branch.heartbeatAt && *branch.heartbeatAt < *branch.timeoutAt;
    branch.timedOut = Failure{std::string(isHeartbeat ? error::heartbeatTimeout : error::timeout), std::nullopt};
    json::Value details = failureDetails(*branch.timedOut);
    const Resource& resource = resourceOf(branch);
    if (resource.kind == Resource::Kind::Integration) {
        details.set("resource", resource.resource());
        details.set("resourceType", resource.service);
    }
    constexpr EventType events[] = {EventType::LambdaFunctionTimedOut, EventType::ActivityTimedOut,
                                    EventType::TaskTimedOut};
    addTo(branch, events[static_cast<std::size_t>(resource.kind)], std::move(details));
}

} // namespace gw::engine::states
