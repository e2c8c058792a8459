// Branches on their way from state to state, time, and the end.
#include "gateway-engine/states/execution.h"

#include "core/json/text.h"
#include "gateway-engine/states/branch.h"
#include "gateway-engine/states/data_limits.h"
#include "gateway-engine/states/event_details.h"

#include <algorithm>

namespace gw::engine::states {

namespace {

EventType enteredEvent(StateType type)
{
    constexpr EventType events[] = {EventType::PassStateEntered,     EventType::TaskStateEntered,
                                    EventType::ChoiceStateEntered,   EventType::WaitStateEntered,
                                    EventType::SucceedStateEntered,  EventType::FailStateEntered,
                                    EventType::ParallelStateEntered, EventType::MapStateEntered};
    return events[static_cast<std::size_t>(type)];
}

EventType exitedEvent(StateType type)
{
    constexpr EventType events[] = {EventType::PassStateExited,     EventType::TaskStateExited,
                                    EventType::ChoiceStateExited,   EventType::WaitStateExited,
                                    EventType::SucceedStateExited,  EventType::FailStateEntered,
                                    EventType::ParallelStateExited, EventType::MapStateExited};
    return events[static_cast<std::size_t>(type)];
}

json::Value assignedDetails(const std::vector<Variables::Variable>& assigned)
{
    json::Value values = json::Value::object();
    for (const Variables::Variable& variable : assigned)
        values.set(variable.name, json::writeJson(*variable.value));
    return values;
}

Time after(Time time, double seconds)
{
    return time + std::chrono::duration_cast<Time::duration>(std::chrono::duration<double>(seconds));
}

} // namespace

Execution::Execution(std::shared_ptr<const Machine> machine, ExecutionStart start, Services& services,
                     QueryEngine* queries)
    : m_machine(std::move(machine)), m_start(std::move(start)), m_services(services), m_queries(queries),
      m_startDate(services.wallClock())
{
    m_deadline = m_startDate + (m_start.type == StateMachineType::Express
                                    ? std::chrono::duration_cast<Time::duration>(longestExpress)
                                    : std::chrono::duration_cast<Time::duration>(longestStandard));
    if (m_machine->timeoutSeconds)
        m_deadline = std::min(m_deadline, after(m_startDate, *m_machine->timeoutSeconds));
    begin();
}

Execution::~Execution() = default;

void Execution::begin()
{
    const json::ReadLimits limits{mostPayloadBytes, mostDataDepth};
    Result<json::Value> input = json::readJson(m_start.input, limits);
    json::Value details = json::Value::object();
    setData(details, "input", m_start.input);
    details.set("roleArn", m_start.roleArn);
    add(EventType::ExecutionStarted, 0, std::move(details));
    if (!input)
        return endFailed(m_lastEvent,
                         {std::string(error::runtime), "The input is not valid: " + input.error().message});
    m_input = std::move(*input);
    m_root = std::make_unique<Branch>(nullptr, ++m_branches);
    m_root->flow = &m_machine->flow;
    m_root->next = m_machine->flow.startAt;
    m_root->input = m_input;
    m_root->inputText = m_start.input;
    m_ready.push_back(m_root.get());
}

bool Execution::run(std::size_t steps)
{
    while (!hasEnded()) {
        if (checkTimeouts())
            break;
        if (m_ready.empty())
            return false;
        if (steps-- == 0)
            return true;
        Branch& branch = *m_ready.front();
        m_ready.pop_front();
        enter(branch);
    }
    return false;
}

// True: the execution itself is out of time.
bool Execution::checkTimeouts()
{
    const Time now = m_services.wallClock();
    if (now >= m_deadline) {
        json::Value details = json::Value::object();
        if (m_root)
            addAborted(*m_root, m_root->lastEvent);
        end(ExecutionStatus::TimedOut, EventType::ExecutionTimedOut, 0, std::move(details));
        return true;
    }
    timeOutTasks(now);
    while (!hasEnded() && !m_timers.empty() && m_timers.begin()->due <= now)
        wake(*m_timers.begin()->branch);
    return hasEnded();
}

std::optional<Time> Execution::due() const
{
    if (hasEnded())
        return std::nullopt;
    if (!m_ready.empty())
        return m_services.wallClock();
    return m_timers.empty() ? m_deadline : std::min(m_deadline, m_timers.begin()->due);
}

std::vector<TaskRequest> Execution::takeTasks()
{
    return std::exchange(m_newTasks, {});
}

std::vector<TaskId> Execution::takeCancelled()
{
    return std::exchange(m_cancelled, {});
}

std::vector<HistoryEvent> Execution::takeEvents()
{
    return std::exchange(m_events, {});
}

void Execution::enter(Branch& branch)
{
    constexpr std::int64_t kept = 60; // for what ends the branches that still run
    if (m_start.type == StateMachineType::Standard && m_lastEvent >= mostHistoryEvents - kept)
        return endFailed(branch.lastEvent, {std::string(error::runtime),
                                            "The execution reached the maximum number of history events (25000)."});
    if (branch.isSilent && !countSilentStep(branch))
        return;
    branch.state = &branch.flow->states[branch.next];
    branch.context.reset();
    branch.token.clear();
    branch.retryCount = 0;
    branch.retries.assign(branch.state->retry.size(), 0);
    branch.enteredTime = m_services.wallClock();
    branch.beforeEntered = branch.lastEvent;
    json::Value details = json::Value::object();
    details.set("name", branch.state->name);
    setData(details, "input", branch.inputText);
    addTo(branch, enteredEvent(branch.state->type), std::move(details));
    branch.enteredEvent = branch.lastEvent;
    work(branch);
}

// A distributed Map's child has a history of its own, with the same limit. False: it went over it, and has failed.
bool Execution::countSilentStep(Branch& branch)
{
    constexpr std::size_t mostSilentSteps = 1'000'000; // of all children
    constexpr std::int64_t eventsAStep = 2;
    if (++m_silentSteps > mostSilentSteps) {
        endFailed(m_lastEvent, {std::string(error::runtime), "The Map's items took more than 1000000 steps."});
        return false;
    }
    Branch* child = &branch;
    while (!child->executionInput)
        child = child->parent;
    child->childEvents += eventsAStep;
    if (child->childEvents <= mostHistoryEvents)
        return true;
    childFailed(*child->parent, *child,
                {std::string(error::runtime), "The execution reached the maximum number of history events (25000)."});
    return false;
}

void Execution::work(Branch& branch)
{
    branch.context.reset();
    switch (branch.state->type) {
    case StateType::Pass:
        return workPass(branch);
    case StateType::Task:
        return workTask(branch);
    case StateType::Choice:
        return workChoice(branch);
    case StateType::Wait:
        return workWait(branch);
    case StateType::Succeed: {
        Outcome<json::Value> effective = effectiveInput(branch);
        if (!effective)
            return fail(branch, std::move(effective.error()));
        return passOn(branch, *effective, std::nullopt, std::nullopt, branch.state->output);
    }
    case StateType::Fail:
        return workFail(branch);
    case StateType::Parallel:
        return workParallel(branch);
    case StateType::Map:
        return workMap(branch);
    }
}

void Execution::leave(Branch& branch, json::Value output, const std::optional<std::size_t>& next, NewVariables assigned)
{
    Outcome<std::string> text = payloadText(output, branch.state->name);
    if (!text)
        return failUncaught(branch, std::move(text.error()));
    json::Value details = json::Value::object();
    details.set("name", branch.state->name);
    setData(details, "output", *text);
    if (!assigned.empty()) {
        json::Value truncated = json::Value::object();
        truncated.set("truncated", false);
        details.set("assignedVariables", assignedDetails(assigned));
        details.set("assignedVariablesDetails", std::move(truncated));
    }
    rest(branch);
    addTo(branch, exitedEvent(branch.state->type), std::move(details));
    for (Variables::Variable& variable : assigned)
        branch.variables.set(std::move(variable));
    branch.input = std::move(output);
    branch.inputText = std::move(*text);
    branch.effective = {};
    branch.state = nullptr;
    if (!next)
        return finish(branch);
    branch.next = *next;
    m_ready.push_front(&branch);
}

void Execution::finish(Branch& branch)
{
    if (branch.parent)
        return childSucceeded(*branch.parent, branch);
    m_output = branch.inputText;
    json::Value details = json::Value::object();
    setData(details, "output", branch.inputText);
    end(ExecutionStatus::Succeeded, EventType::ExecutionSucceeded, branch.lastEvent, std::move(details));
}

void Execution::wake(Branch& branch)
{
    const Branch::Wait wait = branch.wait;
    rest(branch);
    if (wait == Branch::Wait::Retry)
        return work(branch);
    passOn(branch, json::Value(branch.effective), branch.state->next, branch.state->assign, branch.state->output);
}

void Execution::sleepUntil(Branch& branch, Time due)
{
    eraseTimer(branch);
    branch.due = due;
    m_timers.insert({due, branch.order, &branch});
}

void Execution::eraseTimer(Branch& branch)
{
    if (branch.due)
        m_timers.erase({*branch.due, branch.order, &branch});
}

void Execution::rest(Branch& branch)
{
    eraseTimer(branch);
    if (branch.task)
        m_waiting.erase(branch.task);
    branch.due.reset();
    branch.timeoutAt.reset();
    branch.heartbeatAt.reset();
    branch.timedOut.reset();
    branch.task = 0;
    branch.wait = Branch::Wait::Nothing;
}

void Execution::drop(Branch& branch)
{
    if (branch.task)
        m_cancelled.push_back(branch.task);
    rest(branch);
    m_ready.erase(std::remove(m_ready.begin(), m_ready.end(), &branch), m_ready.end());
    dropChildren(branch);
}

void Execution::dropChildren(Branch& branch)
{
    if (!branch.children)
        return;
    for (const auto& child : branch.children->branches)
        if (child)
            drop(*child);
    branch.children.reset();
}

void Execution::end(ExecutionStatus status, EventType type, std::int64_t previous, json::Value details)
{
    add(type, previous, std::move(details));
    m_status = status;
    m_stopDate = m_services.wallClock();
    if (m_root)
        drop(*m_root);
    m_newTasks.clear();
}

void Execution::endFailed(std::int64_t previous, const Failure& failure)
{
    m_error = failure.name;
    m_cause = failure.cause;
    end(ExecutionStatus::Failed, EventType::ExecutionFailed, previous, failureDetails(failure));
}

void Execution::stop(std::optional<std::string> error, std::optional<std::string> cause)
{
    if (hasEnded())
        return;
    m_error = std::move(error);
    m_cause = std::move(cause);
    if (m_root)
        addAborted(*m_root, m_root->lastEvent);
    end(ExecutionStatus::Aborted, EventType::ExecutionAborted, 0, failureDetails({m_error, m_cause}));
}

} // namespace gw::engine::states
