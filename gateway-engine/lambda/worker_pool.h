// WorkerPool: the workers of one function. As in the service, an invocation runs on a worker that is idle, else on one
// that is started for it; when as many run as reservedConcurrentExecutions says, the next is answered 429, or waits
// where queueTimeout says so.
#pragma once

#include "gateway-engine/lambda/concurrency_gate.h"
#include "gateway-engine/lambda/execution_environment.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace gw::engine {

class WorkerPool final : public ExecutionEnvironment::Owner, public std::enable_shared_from_this<WorkerPool>
{
public:
    WorkerPool(LambdaParts& parts, Function function);

    [[nodiscard]] const Function& function() const { return m_function; }
    // Another configuration: new workers for what comes, unless it is only the limit.
    void configure(const Function& function);
    void replaceWorkers(); // for what comes: the sources changed
    // Called whenever a worker is about to start.
    void beforeStart(std::function<void()> callback) { m_beforeStart = std::move(callback); }

    // Nothing: there is room for one more, and invoke() or beginRemote() follows. Else why there is none.
    [[nodiscard]] Task<std::optional<InvocationOutcome>> admit();
    // Its outcome comes through invocation->done.
    void invoke(const std::shared_ptr<Invocation>& invocation);
    // By a remote endpoint: counted like one of our own.
    void beginRemote();
    void endRemote(const InvocationOutcome& outcome);
    void eventDropped();

    void endIdle(std::chrono::milliseconds idleTimeout);
    void retire(); // takes no more; what waits or runs still ends as it would
    void stop();   // ends all workers; what waits or runs is answered with an error
    [[nodiscard]] bool isRetired() const { return m_isRetired || m_isStopped; }
    [[nodiscard]] bool isEmpty() const { return m_environments.empty() && m_gate.isEmpty(); }
    [[nodiscard]] FunctionStatus status() const;

private:
    using Environment = std::shared_ptr<ExecutionEnvironment>;

    void environmentReady(ExecutionEnvironment& environment) override;
    void environmentIsSlow() override { assign(); }
    void invocationFailed(std::string_view words, bool isTimeout) override;
    void initFailed(ExecutionEnvironment& environment, const RuntimeFailure& failure) override;
    void environmentGone(ExecutionEnvironment& environment) override;

    void noteInvocation();
    void assign();
    [[nodiscard]] Environment idleFor(const Invocation& invocation) const;
    [[nodiscard]] std::size_t coming() const;
    [[nodiscard]] bool hasRoom() const;
    bool startOne();
    void failFirst(const RuntimeFailure& failure);
    void noteError(std::string_view words);
    [[nodiscard]] bool isOutdated(const ExecutionEnvironment& environment) const
    {
        return environment.codeVersion() < m_codeVersion;
    }

    LambdaParts& m_parts;
    Function m_function;
    std::function<void()> m_beforeStart;
    std::uint64_t m_codeVersion = 1;
    std::vector<Environment> m_environments; // those that end included
    std::deque<std::shared_ptr<Invocation>> m_waiting;
    ConcurrencyGate m_gate;
    bool m_isRetired = false;
    bool m_isStopped = false;
    bool m_hasFailedToStart = false; // the last start

    FunctionCounts m_counts;
    std::string m_lastError;
    std::chrono::system_clock::time_point m_lastErrorTime;
    std::chrono::system_clock::time_point m_lastInvocation;
};

} // namespace gw::engine
