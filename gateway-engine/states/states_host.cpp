#include "gateway-engine/states/states_host.h"

#include "core/json/text.h"
#include "gateway-engine/states/task_request.h"
#include "gateway-engine/transport/start_task.h"

#include <algorithm>

namespace gw::engine::states {

namespace {
constexpr std::size_t mostRunning = 5'000;
}

std::string Account::arn(std::string_view kind, std::string_view name) const
{
    return "arn:aws:states:" + region + ":" + id + ":" + std::string(kind) + ":" + std::string(name);
}

StatesHost::StatesHost(Services& services, AwsServices& aws, ExecutionLog& log)
    : m_services(services), m_log(log), m_runner(aws, m_remote, services), m_jsonata(JsonataEngine::ifThere(services))
{
}

StatesHost::~StatesHost()
{
    stop();
}

void StatesHost::setMachines(std::vector<KnownMachine> machines)
{
    const std::lock_guard lock(m_mutex);
    m_machines = std::move(machines);
    for (KnownMachine& machine : m_machines)
        machine.arn = m_account.arn("stateMachine", machine.name);
}

void StatesHost::setAccount(Account account)
{
    const std::lock_guard lock(m_mutex);
    m_account = std::move(account);
    for (KnownMachine& machine : m_machines)
        machine.arn = m_account.arn("stateMachine", machine.name);
}

std::vector<KnownMachine> StatesHost::machines() const
{
    const std::lock_guard lock(m_mutex);
    return m_machines;
}

Account StatesHost::account() const
{
    const std::lock_guard lock(m_mutex);
    return m_account;
}

// What runs is told to end on its own thread, so that its history says so; then the thread ends.
void StatesHost::stop()
{
    m_thread.stop();
    m_remote.stop();
    for (const auto& [arn, run] : std::exchange(m_running, {})) {
        run->execution->stop("Gatewright.Stopped", "Gatewright ended while the execution ran.");
        publish(*run);
    }
}

StatesHost::RunPtr StatesHost::start(const KnownMachine& machine, std::string arn, std::string name, std::string input,
                                     std::string traceHeader)
{
    if (m_running.size() >= mostRunning)
        return nullptr;
    const Account where = account();
    ExecutionStart start;
    start.type = machine.type;
    start.arn = std::move(arn);
    start.name = std::move(name);
    start.stateMachineArn = machine.arn;
    start.stateMachineName = machine.name;
    start.roleArn = "arn:aws:iam::" + where.id + ":role/" + machine.name;
    start.region = where.region;
    start.input = std::move(input);
    auto run = std::make_shared<Run>();
    run->execution = std::make_unique<Execution>(machine.machine, std::move(start), m_services, m_jsonata.get());
    ExecutionRecord& record = run->record;
    record.summary.arn = run->execution->start().arn;
    record.summary.name = run->execution->start().name;
    record.summary.stateMachine = machine.name;
    record.summary.type = machine.type;
    record.summary.startDate = run->execution->startDate();
    record.stateMachineArn = machine.arn;
    record.input = run->execution->start().input;
    record.traceHeader = std::move(traceHeader);
    record.definition = machine.definition;
    m_running[record.summary.arn] = run;
    m_log.put(record);
    startTask(m_thread.context(), drive(run));
    return run;
}

StatesHost::RunPtr StatesHost::running(const std::string& arn) const
{
    const auto found = m_running.find(arn);
    return found == m_running.end() ? nullptr : found->second;
}

Task<void> StatesHost::drive(RunPtr run)
{
    Execution& execution = *run->execution;
    constexpr std::chrono::hours longestWait{1}; // then it looks at the clock again
    while (!execution.hasEnded()) {
        const bool hasMore = execution.run();
        publish(*run);
        for (TaskRequest& request : execution.takeTasks())
            startTask(m_thread.context(), perform(run, std::move(request)));
        if (execution.hasEnded())
            break;
        const auto due = execution.due();
        const auto rest = due ? *due - m_services.wallClock() : Time::duration(longestWait);
        const auto pause = hasMore ? Time::duration(0) : std::min<Time::duration>(rest, longestWait);
        co_await run->bell.wait(std::chrono::steady_clock::now() +
                                std::chrono::duration_cast<std::chrono::steady_clock::duration>(pause));
    }
    finish(run);
}

Task<void> StatesHost::perform(RunPtr run, TaskRequest request)
{
    Execution& execution = *run->execution;
    if (!request.token.empty())
        m_tokens[request.token] = {run, request.id};
    if (request.resource.kind == Resource::Kind::Activity) {
        Activity& queue = activity(request.resource.arn);
        queue.waiting.push_back(
            {run->record.summary.arn, request.id, request.token, json::writeJson(request.parameters)});
        queue.bell->ring();
        co_return;
    }
    execution.taskStarted(request.id);
    publish(*run);
    TaskRunner::Result result = co_await m_runner.call(request);
    if (!result.failure && request.resource.pattern != Resource::Pattern::RequestResponse) {
        execution.taskSubmitted(request.id, result.output);
        publish(*run);
        if (request.resource.pattern == Resource::Pattern::WaitForTaskToken)
            co_return;
        result = co_await m_runner.waitFor(request, result.output);
    }
    if (result.failure)
        execution.taskFailed(request.id, std::move(*result.failure));
    else
        execution.taskSucceeded(request.id, std::move(result.output));
    run->bell.ring();
}

void StatesHost::publish(Run& run)
{
    Execution& execution = *run.execution;
    const std::vector<TaskId> cancelled = execution.takeCancelled();
    if (!cancelled.empty())
        forget(run, cancelled);
    std::vector<HistoryEvent> events = execution.takeEvents();
    if (!events.empty())
        m_log.append(run.record.summary.arn, std::move(events));
    if (!execution.hasEnded() || run.record.summary.status != ExecutionStatus::Running)
        return;
    run.record.summary.status = execution.status();
    run.record.summary.stopDate = execution.stopDate();
    run.record.summary.events = execution.eventCount();
    run.record.output = execution.output();
    run.record.error = execution.error();
    run.record.cause = execution.cause();
    m_log.put(run.record);
}

void StatesHost::forget(const Run& run, const std::vector<TaskId>& tasks)
{
    std::erase_if(m_tokens, [&](const auto& entry) {
        const RunPtr owner = entry.second.run.lock();
        return owner.get() == &run && std::find(tasks.begin(), tasks.end(), entry.second.task) != tasks.end();
    });
    for (auto& [arn, activity] : m_activities)
        std::erase_if(activity.waiting, [&](const Activity::Waiting& waiting) {
            return waiting.execution == run.record.summary.arn &&
                   std::find(tasks.begin(), tasks.end(), waiting.task) != tasks.end();
        });
}

void StatesHost::finish(const RunPtr& run)
{
    publish(*run);
    m_running.erase(run->record.summary.arn);
    std::erase_if(m_tokens, [&](const auto& entry) { return entry.second.run.lock() == run; });
    run->ended.ring();
}

void StatesHost::stopExecution(Run& run, std::optional<std::string> error, std::optional<std::string> cause)
{
    run.execution->stop(std::move(error), std::move(cause));
    publish(run);
    run.bell.ring();
}

// Gone: the task was there once, and is over. What is over is forgotten, but its token is told by its form.
template <typename Tell>
StatesHost::TokenState StatesHost::tell(const std::string& token, Tell tellIt)
{
    const auto found = m_tokens.find(token);
    if (found == m_tokens.end())
        return token.size() == taskTokenBytes ? TokenState::Gone : TokenState::Unknown;
    const RunPtr run = found->second.run.lock();
    if (!run || !tellIt(*run->execution, found->second.task))
        return TokenState::Gone;
    publish(*run);
    run->bell.ring();
    return TokenState::Told;
}

StatesHost::TokenState StatesHost::succeed(const std::string& token, json::Value output)
{
    const TokenState state = tell(
        token, [&](Execution& execution, TaskId task) { return execution.taskSucceeded(task, std::move(output)); });
    m_tokens.erase(token);
    return state;
}

StatesHost::TokenState StatesHost::failTask(const std::string& token, Failure failure)
{
    const TokenState state =
        tell(token, [&](Execution& execution, TaskId task) { return execution.taskFailed(task, std::move(failure)); });
    m_tokens.erase(token);
    return state;
}

StatesHost::TokenState StatesHost::beat(const std::string& token)
{
    return tell(token, [](Execution& execution, TaskId task) { return execution.taskBeat(task); });
}

Activity& StatesHost::activity(const std::string& arn)
{
    const auto [place, isNew] = m_activities.try_emplace(arn);
    if (isNew) {
        place->second.arn = arn;
        place->second.name = arn.substr(arn.rfind(':') + 1);
        place->second.created = m_services.wallClock();
    }
    return place->second;
}

std::optional<Activity::Waiting> StatesHost::take(Activity& activity, const std::string& worker)
{
    while (!activity.waiting.empty()) {
        Activity::Waiting task = std::move(activity.waiting.front());
        activity.waiting.pop_front();
        const RunPtr run = running(task.execution);
        if (!run || !run->execution->taskStarted(task.task, worker))
            continue;
        publish(*run);
        run->bell.ring(); // its heartbeat counts from now on
        return task;
    }
    return std::nullopt;
}

} // namespace gw::engine::states
