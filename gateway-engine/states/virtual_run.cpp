#include "gateway-engine/states/virtual_run.h"

#include <algorithm>
#include <deque>

namespace gw::engine::states {

std::chrono::steady_clock::time_point VirtualClock::now() const
{
    return std::chrono::steady_clock::time_point(m_now.time_since_epoch());
}

std::uint64_t VirtualClock::random()
{
    m_random ^= m_random << 13U; // xorshift: any numbers do, the same in each run
    m_random ^= m_random >> 7U;
    m_random ^= m_random << 17U;
    return m_random;
}

void VirtualClock::jumpTo(Time time)
{
    m_now = std::max(m_now, time);
}

namespace {

// Tasks start in the order they were scheduled, before the first of them ends: as events of the service come.
class Stepper
{
public:
    Stepper(Execution& execution, VirtualClock& clock, const std::function<TaskAnswer(const TaskRequest&)>& answer)
        : m_execution(execution), m_clock(clock), m_answer(answer)
    {
    }

    // False: nothing can happen any more.
    bool step(std::vector<HistoryEvent>& events)
    {
        const bool isBusy = m_execution.run();
        takeAll(events);
        if (isBusy)
            return true;
        for (TaskRequest& request : m_execution.takeTasks()) {
            if (request.resource.kind != Resource::Kind::Activity || m_answer)
                m_execution.taskStarted(request.id);
            m_started.push_back(std::move(request));
        }
        takeAll(events);
        if (!m_started.empty()) {
            const TaskRequest request = std::move(m_started.front());
            m_started.pop_front();
            tell(request);
            takeAll(events);
            return !m_execution.hasEnded();
        }
        const auto due = m_execution.due();
        if (!due)
            return false;
        m_clock.jumpTo(*due);
        return true;
    }

private:
    void takeAll(std::vector<HistoryEvent>& events)
    {
        for (HistoryEvent& event : m_execution.takeEvents())
            events.push_back(std::move(event));
    }
    void tell(const TaskRequest& request)
    {
        TaskAnswer answer = m_answer(request);
        if (answer.submitted)
            m_execution.taskSubmitted(request.id, *answer.submitted);
        if (answer.output)
            m_execution.taskSucceeded(request.id, std::move(*answer.output));
        else if (answer.failure)
            m_execution.taskFailed(request.id, std::move(*answer.failure));
    }

    Execution& m_execution;
    VirtualClock& m_clock;
    const std::function<TaskAnswer(const TaskRequest&)>& m_answer;
    std::deque<TaskRequest> m_started;
};

} // namespace

VirtualOutcome runVirtually(std::shared_ptr<const Machine> machine, ExecutionStart start, VirtualClock& clock,
                            QueryEngine* queries, const std::function<TaskAnswer(const TaskRequest&)>& answer)
{
    VirtualOutcome outcome;
    outcome.execution = std::make_unique<Execution>(std::move(machine), std::move(start), clock, queries);
    Stepper stepper(*outcome.execution, clock, answer);
    while (!outcome.execution->hasEnded() && stepper.step(outcome.events)) {
    }
    for (HistoryEvent& event : outcome.execution->takeEvents())
        outcome.events.push_back(std::move(event));
    return outcome;
}

} // namespace gw::engine::states
