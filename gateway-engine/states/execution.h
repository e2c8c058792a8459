// Execution: one run of a machine, as a state machine over its tasks (reference 4.2). It does no input or output: what
// it wants done is taken from it (takeTasks), what came of it is told to it, and time and randomness are Services'. So
// a test or `gatewright eval asl` runs it on a clock of its own.
//
// An execution is a tree of branches. One branch runs until it waits, then the next; the history's order follows.
#pragma once

#include "core/api/state_machine.h"
#include "gateway-engine/services.h"
#include "gateway-engine/states/execution_record.h"
#include "gateway-engine/states/history_event.h"
#include "gateway-engine/states/machine.h"
#include "gateway-engine/states/query_engine.h"
#include "gateway-engine/states/task_request.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine::states {

struct Branch;

struct ExecutionStart
{
    StateMachineType type = StateMachineType::Standard;
    std::string arn;
    std::string name;
    std::string stateMachineArn;
    std::string stateMachineName;
    std::string roleArn;
    std::string region;
    std::string input = "{}"; // JSON text, which is valid
};

class Execution
{
public:
    Execution(std::shared_ptr<const Machine> machine, ExecutionStart start, Services& services, QueryEngine* queries);
    ~Execution();
    Execution(const Execution&) = delete;
    Execution& operator=(const Execution&) = delete;

    // Goes on until everything waits for a time, a task or nothing any more; at most so many steps. True: there is
    // more.
    bool run(std::size_t steps = 1'000);
    [[nodiscard]] std::optional<Time> due() const; // when run() has something to do without an answer from outside

    [[nodiscard]] std::vector<TaskRequest> takeTasks();
    [[nodiscard]] std::vector<TaskId> takeCancelled(); // nobody waits for them any more
    [[nodiscard]] std::vector<HistoryEvent> takeEvents();

    // What came of a task. Of one nobody waits for any more: nothing happens, and false.
    bool taskStarted(TaskId id, const std::string& worker = {});
    bool taskSubmitted(TaskId id, const json::Value& output); // .sync and .waitForTaskToken: the call was made
    bool taskSucceeded(TaskId id, json::Value output);
    bool taskFailed(TaskId id, Failure failure);
    bool taskBeat(TaskId id);

    void stop(std::optional<std::string> error, std::optional<std::string> cause); // ABORTED

    [[nodiscard]] bool hasEnded() const { return m_status != ExecutionStatus::Running; }
    [[nodiscard]] ExecutionStatus status() const { return m_status; }
    [[nodiscard]] const ExecutionStart& start() const { return m_start; }
    [[nodiscard]] Time startDate() const { return m_startDate; }
    [[nodiscard]] std::optional<Time> stopDate() const { return m_stopDate; }
    [[nodiscard]] const std::optional<std::string>& output() const { return m_output; } // JSON text
    [[nodiscard]] const std::optional<std::string>& error() const { return m_error; }
    [[nodiscard]] const std::optional<std::string>& cause() const { return m_cause; }
    [[nodiscard]] std::int64_t eventCount() const { return m_lastEvent; }

private:
    using NewVariables = std::vector<Variables::Variable>;

    // execution.cpp: branches, time, the end
    void begin();
    void enter(Branch& branch);
    bool countSilentStep(Branch& branch);
    void work(Branch& branch); // the state's own work, again after each retry
    void leave(Branch& branch, json::Value output, const std::optional<std::size_t>& next, NewVariables assigned);
    void finish(Branch& branch);
    void wake(Branch& branch);
    void sleepUntil(Branch& branch, Time due);
    void eraseTimer(Branch& branch);
    void rest(Branch& branch); // takes it out of timers, tasks and the queue
    void drop(Branch& branch); // the same for all below it as well, which are gone then
    void dropChildren(Branch& branch);
    void end(ExecutionStatus status, EventType type, std::int64_t previous, json::Value details);
    void endFailed(std::int64_t previous, const Failure& failure);
    bool checkTimeouts();

    // execution_events.cpp
    std::int64_t add(EventType type, std::int64_t previous, json::Value details = {}, const std::string& state = {});
    void addTo(Branch& branch, EventType type, json::Value details = {}); // and it becomes the branch's last
    void addAborted(Branch& branch, std::int64_t previous);               // of the states it stands in

    // execution_states.cpp: Pass, Choice, Wait, Succeed, Fail, and the flow of data
    void workPass(Branch& branch);
    void workChoice(Branch& branch);
    void workWait(Branch& branch);
    void workFail(Branch& branch);
    Outcome<Time> waitEnd(Branch& branch, const WaitState& wait, const Scope& scope);
    void complete(Branch& branch,
                  const json::Value& result); // Task, Parallel, Map: the way from a result to the next state
    void passOn(Branch& branch, const json::Value& effective, const std::optional<std::size_t>& next,
                const std::optional<Template>& assign, const std::optional<Template>& output);

    Scope scopeOf(Branch& branch, const json::Value& input) const;
    const json::Value& contextOf(Branch& branch) const;
    Outcome<json::Value> effectiveInput(Branch& branch) const;
    Outcome<json::Value> effectiveParameters(Branch& branch) const;
    Outcome<json::Value> withResult(const json::Value& raw, json::Value result, const ResultPathField& path) const;
    Outcome<json::Value> throughOutputPath(Branch& branch, json::Value output) const;
    Outcome<NewVariables> assigned(Branch& branch, const std::optional<Template>& assign, const Scope& scope) const;
    Outcome<std::optional<double>> amount(const Amount& amount, const Scope& scope, bool isWhole) const;
    Outcome<std::optional<std::string>> words(const Words& words, const Scope& scope) const;

    // execution_tasks.cpp
    void workTask(Branch& branch);
    Outcome<TaskRequest> prepareTask(Branch& branch);
    void schedule(Branch& branch, TaskRequest request);
    void addScheduled(Branch& branch, const TaskRequest& request);
    Branch* waitingFor(TaskId id);
    void endTask(Branch& branch, EventType function, EventType activity, EventType integration, json::Value details);
    void noteTimeOut(Branch& branch);
    void timeOutTasks(Time now);

    // execution_children.cpp: Parallel and Map
    void workParallel(Branch& branch);
    void workMap(Branch& branch);
    Outcome<json::Value> mapItems(Branch& branch, const MapState& map);
    std::optional<Failure> prepareMap(Branch& branch, const MapState& map);
    std::optional<Failure> makeBatches(Branch& branch, const MapState& map);
    std::string mapRunArn(const std::string& label);
    bool startIteration(Branch& branch, std::int64_t previous, std::size_t place);
    Outcome<json::Value> iterationInput(Branch& branch, Branch& child);
    Branch& addChild(Branch& branch, const Flow& flow, std::size_t index, json::Value input, std::int64_t lastEvent);
    void childSucceeded(Branch& parent, Branch& child);
    void childFailed(Branch& parent, Branch& child, Failure failure);
    void itemFailed(Branch& parent, Branch& child);
    void addChildrenEnded(Branch& parent, const Branch& failed);
    void childrenDone(Branch& parent, std::int64_t previous);

    // execution_failures.cpp: Retry and Catch
    void fail(Branch& branch, Failure failure);
    void failUncaught(Branch& branch, Failure failure);
    void describe(Branch& branch, Failure& failure);
    bool retry(Branch& branch, const Failure& failure);
    bool catchFailure(Branch& branch, const Failure& failure);
    Failure noteFailure(Branch& branch, Failure failure);

    std::shared_ptr<const Machine> m_machine;
    ExecutionStart m_start;
    Services& m_services;
    QueryEngine* m_queries;
    json::Value m_input;

    ExecutionStatus m_status = ExecutionStatus::Running;
    Time m_startDate;
    Time m_deadline;
    std::optional<Time> m_stopDate;
    std::optional<std::string> m_output;
    std::optional<std::string> m_error;
    std::optional<std::string> m_cause;

    std::unique_ptr<Branch> m_root;
    std::deque<Branch*> m_ready; // the front runs next
    struct Timer
    {
        Time due;
        std::uint64_t order; // of its branch: what is due at one time happens in one order
        Branch* branch;
        auto operator<=>(const Timer&) const = default;
    };
    std::set<Timer> m_timers;
    std::uint64_t m_branches = 0;
    std::map<TaskId, Branch*> m_waiting;
    std::vector<TaskRequest> m_newTasks;
    std::vector<TaskId> m_cancelled;
    TaskId m_lastTask = 0;

    std::vector<HistoryEvent> m_events; // not yet taken
    std::int64_t m_lastEvent = 0;
    std::size_t m_historyBytes = 0;
    std::size_t m_silentSteps = 0; // of distributed Maps' children: bounded, since they have no history here
};

} // namespace gw::engine::states
