// VirtualRun: an execution on a clock of its own, which jumps to whatever is due next: waits and back-offs take no
// time. For `gatewright eval asl` and for tests (reference 4.2).
#pragma once

#include "gateway-engine/states/execution.h"

#include <functional>
#include <optional>
#include <vector>

namespace gw::engine::states {

// What a stand-in answers to a task.
struct TaskAnswer
{
    std::optional<json::Value> submitted; // .sync and .waitForTaskToken
    std::optional<json::Value> output;
    std::optional<Failure> failure;
    // Neither output nor failure: nobody ever answers.
};

class VirtualClock final : public Services
{
public:
    explicit VirtualClock(Time start) : m_now(start) {}
    [[nodiscard]] std::chrono::steady_clock::time_point now() const override;
    [[nodiscard]] Time wallClock() const override { return m_now; }
    [[nodiscard]] std::uint64_t random() override;
    void jumpTo(Time time);

private:
    Time m_now;
    std::uint64_t m_random = 1;
};

struct VirtualOutcome
{
    std::unique_ptr<Execution> execution;
    std::vector<HistoryEvent> events;
};

// Runs to the end, or until nothing is left that could happen.
[[nodiscard]] VirtualOutcome runVirtually(std::shared_ptr<const Machine> machine, ExecutionStart start,
                                          VirtualClock& clock, QueryEngine* queries,
                                          const std::function<TaskAnswer(const TaskRequest&)>& answer);

} // namespace gw::engine::states
