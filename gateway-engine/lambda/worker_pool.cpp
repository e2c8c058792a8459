#include "gateway-engine/lambda/worker_pool.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace gw::engine {

using Kind = InvocationOutcome::Kind;

namespace {

constexpr std::string_view stopped = "The functions of this project have been stopped.";

// What decides how a worker runs; the rest can change under it.
bool runsAlike(Function a, const Function& b)
{
    a.id = b.id;
    a.description = b.description;
    a.reservedConcurrentExecutions = b.reservedConcurrentExecutions;
    a.queueTimeout = b.queueTimeout;
    return a == b;
}

} // namespace

WorkerPool::WorkerPool(LambdaParts& parts, Function function)
    : m_parts(parts), m_function(std::move(function)),
      m_gate(parts.thread.context, m_function.reservedConcurrentExecutions)
{
}

void WorkerPool::configure(const Function& function)
{
    const bool isNew = !runsAlike(function, m_function);
    m_function = function;
    if (isNew)
        replaceWorkers();
    m_gate.setLimit(function.reservedConcurrentExecutions);
    m_parts.changes.statusChanged();
}

// Those that start or run end when they next ask for work and none is left that came before the change.
void WorkerPool::replaceWorkers()
{
    ++m_codeVersion;
    m_hasFailedToStart = false;
    m_parts.changes.statusChanged();
    for (const auto& environment : m_environments)
        if (environment->isIdle())
            environment->end();
}

Task<std::optional<InvocationOutcome>> WorkerPool::admit()
{
    if (m_isStopped || m_isRetired)
        co_return InvocationOutcome{Kind::ServiceError, "The function is no longer served here.", {}};
    if (m_gate.tryEnter())
        co_return std::nullopt;
    const std::chrono::seconds patience(m_function.queueTimeout);
    if (patience.count() > 0 && co_await m_gate.waitToEnter(patience))
        co_return std::nullopt;
    if (m_isStopped)
        co_return InvocationOutcome{Kind::ServiceError, std::string(stopped), {}};
    ++m_counts.throttles;
    m_parts.changes.statusChanged();
    co_return InvocationOutcome{Kind::Throttled, {}, {}};
}

void WorkerPool::noteInvocation()
{
    ++m_counts.invocations;
    m_lastInvocation = m_parts.services.wallClock();
}

void WorkerPool::invoke(const std::shared_ptr<Invocation>& invocation)
{
    invocation->whenComplete = [self = shared_from_this()] { self->m_gate.leave(); };
    if (m_isStopped)
        return invocation->complete(Kind::ServiceError, std::string(stopped));
    noteInvocation();
    invocation->codeVersion = m_codeVersion;
    m_waiting.push_back(invocation);
    assign();
}

// Gives what waits to workers that are idle, and starts one for each that none is coming for.
void WorkerPool::assign()
{
    std::size_t unserved = 0;
    for (auto place = m_waiting.begin(); place != m_waiting.end();) {
        if (const auto environment = idleFor(**place)) {
            const auto invocation = std::move(*place);
            place = m_waiting.erase(place);
            environment->deliver(invocation);
            continue;
        }
        ++unserved;
        ++place;
    }
    while (unserved > coming() && hasRoom() && startOne()) {
    }
}

// The one used last: the others may come to their end.
WorkerPool::Environment WorkerPool::idleFor(const Invocation& invocation) const
{
    Environment best;
    for (const auto& environment : m_environments)
        if (environment->isIdle() && environment->codeVersion() >= invocation.codeVersion &&
            (!best || environment->idleSince() > best->idleSince()))
            best = environment;
    return best;
}

// Workers that will ask for work in a moment, and may be given what came last.
std::size_t WorkerPool::coming() const
{
    return static_cast<std::size_t>(
        std::count_if(m_environments.begin(), m_environments.end(), [this](const auto& environment) {
            const bool comes = environment->isStarting() || (environment->hasAnswered() && !environment->isSlow());
            return comes && !isOutdated(*environment);
        }));
}

bool WorkerPool::hasRoom() const
{
    const auto present = std::count_if(m_environments.begin(), m_environments.end(), [this](const auto& environment) {
        return !environment->isEnding() && !isOutdated(*environment);
    });
    return present < m_function.reservedConcurrentExecutions;
}

// False when it cannot be: what waits for it has its answer then.
bool WorkerPool::startOne()
{
    if (m_beforeStart)
        m_beforeStart();
    const bool isSecondTry = !m_waiting.empty() && m_waiting.front()->failedInits > 0;
    const auto environment =
        std::make_shared<ExecutionEnvironment>(m_parts, shared_from_this(), m_function, m_codeVersion);
    // Reference 4.1: an init that failed is tried again as part of the invocation, within the function's own time-out.
    const auto limit =
        isSecondTry ? std::chrono::milliseconds(std::chrono::seconds(m_function.timeout)) : m_parts.options.initTimeout;
    if (const auto failure = environment->start(limit)) {
        m_hasFailedToStart = true;
        while (!m_waiting.empty())
            failFirst(*failure);
        return false;
    }
    ++m_counts.coldStarts;
    m_environments.push_back(environment);
    return true;
}

void WorkerPool::environmentReady(ExecutionEnvironment& environment)
{
    m_hasFailedToStart = false;
    assign();
    if (environment.isIdle() && (isOutdated(environment) || m_isRetired || m_isStopped))
        environment.end();
}

void WorkerPool::initFailed(ExecutionEnvironment& environment, const RuntimeFailure& failure)
{
    m_hasFailedToStart = true;
    noteError(failure.payload.empty() ? failure.errorMessage : failure.payload);
    if (!m_waiting.empty() && m_waiting.front()->codeVersion <= environment.codeVersion() &&
        ++m_waiting.front()->failedInits >= 2)
        failFirst(failure);
    assign();
}

void WorkerPool::failFirst(const RuntimeFailure& failure)
{
    const auto invocation = std::move(m_waiting.front());
    m_waiting.pop_front();
    std::string payload = failure.payload;
    if (payload.empty())
        payload = sandboxError(failure.errorType, invocation->request.requestId, failure.errorMessage);
    ++m_counts.errors;
    noteError(failure.payload.empty() ? failure.errorMessage : failure.payload);
    invocation->complete(Kind::FunctionError, std::move(payload));
}

void WorkerPool::invocationFailed(std::string_view words, bool isTimeout)
{
    ++m_counts.errors;
    m_counts.timeouts += isTimeout ? 1 : 0;
    noteError(words);
}

void WorkerPool::environmentGone(ExecutionEnvironment& environment)
{
    std::erase_if(m_environments, [&](const auto& one) { return one.get() == &environment; });
    m_parts.changes.statusChanged();
    if (!m_isStopped)
        assign();
}

void WorkerPool::noteError(std::string_view words)
{
    m_lastError = errorWords(words);
    m_lastErrorTime = m_parts.services.wallClock();
    m_parts.changes.statusChanged();
}

void WorkerPool::beginRemote()
{
    m_parts.changes.statusChanged();
    noteInvocation();
}

void WorkerPool::endRemote(const InvocationOutcome& outcome)
{
    m_gate.leave();
    m_parts.changes.statusChanged();
    if (outcome.kind == Kind::FunctionError || outcome.kind == Kind::ServiceError)
        invocationFailed(outcome.payload, false);
}

void WorkerPool::eventDropped()
{
    ++m_counts.asyncDropped;
    m_parts.changes.statusChanged();
}

void WorkerPool::endIdle(std::chrono::milliseconds idleTimeout)
{
    const auto now = m_parts.services.now();
    for (const auto& environment : m_environments)
        if (environment->isIdle() && now - environment->idleSince() >= idleTimeout)
            environment->end();
}

void WorkerPool::retire()
{
    m_isRetired = true;
    for (const auto& environment : m_environments)
        if (environment->isIdle())
            environment->end();
}

void WorkerPool::stop()
{
    if (std::exchange(m_isStopped, true))
        return;
    m_gate.close();
    for (const auto& invocation : std::exchange(m_waiting, {}))
        invocation->complete(Kind::ServiceError, std::string(stopped));
    for (const auto& environment : m_environments)
        environment->stop();
}

FunctionStatus WorkerPool::status() const
{
    FunctionStatus status;
    status.name = m_function.name;
    status.lastError = m_lastError;
    status.lastErrorTime = m_lastErrorTime;
    status.lastInvocation = m_lastInvocation;
    status.inFlight = m_gate.inside();
    status.limit = m_function.reservedConcurrentExecutions;
    status.codeVersion = m_codeVersion;
    status.counts = m_counts;
    for (const auto& environment : m_environments) {
        status.workers.push_back(environment->status());
        status.workers.back().isOutdated = isOutdated(*environment);
    }
    if (!m_function.endpoint.empty())
        status.state = FunctionStatus::State::Remote;
    else if (m_hasFailedToStart)
        status.state = FunctionStatus::State::Failed;
    else if (!m_environments.empty())
        status.state = FunctionStatus::State::Active;
    return status;
}

} // namespace gw::engine
