// ExecutionEnvironment: one worker of a function, as the service names it: a process, the address at which its runtime
// asks for invocations, and at most one invocation at a time.
//
//   Starting ──next──▶ Idle ──deliver──▶ Busy ──response──▶ Answered ──next──▶ Idle
//   any ──end, time-out, exit──▶ Ending ──exit──▶ (gone)
#pragma once

#include "core/api/function.h"
#include "gateway-engine/lambda/function_status.h"
#include "gateway-engine/lambda/lambda_parts.h"
#include "gateway-engine/lambda/runtime_command.h"
#include "gateway-engine/lambda/worker_process.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

class ExecutionEnvironment final : public RuntimeSide, public std::enable_shared_from_this<ExecutionEnvironment>
{
public:
    // The pool it belongs to. Called in the course of what a runtime or the kernel reports.
    class Owner
    {
    public:
        virtual ~Owner() = default;
        virtual void environmentReady(ExecutionEnvironment& environment) = 0; // idle; may be given work, or ended
        virtual void environmentIsSlow() = 0; // has answered, but does not ask for more at once
        virtual void invocationFailed(std::string_view words, bool isTimeout) = 0;
        virtual void initFailed(ExecutionEnvironment& environment, const RuntimeFailure& failure) = 0;
        virtual void environmentGone(ExecutionEnvironment& environment) = 0;
    };

    ExecutionEnvironment(LambdaParts& parts, std::shared_ptr<Owner> owner, const Function& function,
                         std::uint64_t codeVersion);
    ~ExecutionEnvironment() override = default;

    // Starts the process; its init may take so long. A failure is one that another try would not mend.
    [[nodiscard]] std::optional<RuntimeFailure> start(std::chrono::milliseconds initLimit);
    void deliver(std::shared_ptr<Invocation> invocation); // when idle
    void end();                                           // SIGTERM first; one that is busy is not spared
    void kill();
    void stop(); // the function is to end: what runs is answered with an error

    [[nodiscard]] bool isStarting() const { return m_state == State::Starting; }
    [[nodiscard]] bool isIdle() const { return m_state == State::Idle; }
    [[nodiscard]] bool isEnding() const { return m_state == State::Ending; }
    [[nodiscard]] bool hasAnswered() const { return m_state == State::Answered; } // idle in a moment
    [[nodiscard]] bool isSlow() const { return m_isSlow; }
    [[nodiscard]] std::uint64_t codeVersion() const { return m_codeVersion; }
    [[nodiscard]] std::chrono::steady_clock::time_point idleSince() const { return m_stateSince; }
    [[nodiscard]] WorkerStatus status() const;

    // RuntimeSide
    Task<std::shared_ptr<Invocation>> next() override;
    [[nodiscard]] std::chrono::system_clock::time_point deadline() const override { return m_deadline; }
    Accepted response(std::string_view requestId, std::string body) override;
    Accepted error(std::string_view requestId, std::string body) override;
    Accepted initError(std::string body) override;
    Accepted tooLarge(std::string_view requestId) override;

private:
    enum class State { Starting, Idle, Busy, Answered, Ending };
    struct Waiting; // a request for the next invocation

    void wroteLine(OutputLine written);
    void exited(const ProcessExit& exit);

    void enter(State state);
    void limitInit(std::chrono::milliseconds limit);
    void limitInvocation();
    void noteSlowness();
    void invocationTimedOut();
    void finishInit();
    [[nodiscard]] RuntimeFailure exitFailure(const ProcessExit& exit) const;
    // Ends the invocation: END and REPORT, then the outcome.
    void answer(InvocationOutcome::Kind kind, std::string payload, std::string_view status);
    Accepted fail(std::string_view requestId, std::string payload);
    [[nodiscard]] Accepted check(std::string_view requestId) const;
    void logPlatform(std::string text);
    void log(LogLine line);

    LambdaParts& m_parts;
    std::shared_ptr<Owner> m_owner; // until it is gone
    const Function m_function;
    const std::uint64_t m_codeVersion;
    RuntimeApi::Port m_port;
    std::unique_ptr<WorkerProcess> m_process;
    Timer m_limit; // of init or of the invocation

    State m_state = State::Starting;
    std::chrono::steady_clock::time_point m_stateSince;
    std::chrono::system_clock::time_point m_stateTime;
    std::shared_ptr<Waiting> m_waiting;
    std::shared_ptr<Invocation> m_invocation;
    std::chrono::system_clock::time_point m_deadline;
    std::chrono::steady_clock::time_point m_delivered;
    std::chrono::nanoseconds m_initDuration{0};  // 0 once it was reported
    std::optional<RuntimeFailure> m_initFailure; // reported by the runtime, which ends then
    bool m_hasTimedOut = false;
    bool m_isSlow = false;
    std::uint64_t m_invocations = 0;
    int m_maxMemoryMb = 0;
};

} // namespace gw::engine
