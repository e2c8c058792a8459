// What becomes of a failure: Retry, Catch, the branch's end, the execution's end (reference 4.2).
#include "gateway-engine/states/branch.h"
#include "gateway-engine/states/event_details.h"
#include "gateway-engine/states/execution.h"

#include "core/json/text.h"

#include <algorithm>
#include <cmath>

namespace gw::engine::states {

namespace {

// Neither retried nor caught: the machine itself is at fault.
bool isTerminal(const Failure& failure)
{
    return failure.is(error::runtime);
}

bool matches(const std::vector<std::string>& errors, const Failure& failure)
{
    return std::any_of(errors.begin(), errors.end(), [&](const std::string& name) {
        if (name == error::all)
            return true;
        const bool isTimeout = failure.is(error::timeout) || failure.is(error::heartbeatTimeout);
        if (name == error::taskFailed)
            return !isTimeout;
        if (name == error::timeout)
            return isTimeout;
        return failure.is(name);
    });
}

json::Value textOrNull(const std::optional<std::string>& text)
{
    return text ? json::Value(*text) : json::Value();
}

json::Value errorOutput(const Failure& failure)
{
    json::Value output = json::Value::object();
    output.set("Error", textOrNull(failure.name));
    output.set("Cause", textOrNull(failure.cause));
    return output;
}

} // namespace

void Execution::describe(Branch& branch, Failure& failure)
{
    if (!failure.namesState)
        return;
    failure.namesState = false;
    failure.cause = "An error occurred while executing the state '" + branch.state->name +
                    "' (entered at the event id #" + std::to_string(branch.enteredEvent) + "). " +
                    failure.cause.value_or("");
}

// The failure in full, and a failed query's event. A query that failed before anything happened in the state follows
// what the state itself follows.
Failure Execution::noteFailure(Branch& branch, Failure failure)
{
    describe(branch, failure);
    if (!failure.is(error::queryEvaluationError) || failure.location.empty() || branch.isSilent)
        return failure;
    json::Value details = failureDetails(failure);
    details.set("location", failure.location);
    details.set("state", branch.state->name);
    const bool isAtEntry = branch.lastEvent == branch.enteredEvent && !failure.isLate;
    branch.lastEvent = add(EventType::EvaluationFailed, isAtEntry ? branch.beforeEntered : branch.lastEvent,
                           std::move(details), branch.state->name);
    failure.location.clear();
    return failure;
}

void Execution::fail(Branch& branch, Failure failure)
{
    rest(branch);
    dropChildren(branch);
    failure = noteFailure(branch, std::move(failure));
    if (isTerminal(failure))
        return failUncaught(branch, std::move(failure));
    if (retry(branch, failure))
        return;
    if (branch.state->type == StateType::Parallel)
        addTo(branch, EventType::ParallelStateFailed);
    if (branch.state->type == StateType::Map)
        addTo(branch, EventType::MapStateFailed);
    if (catchFailure(branch, failure))
        return;
    failUncaught(branch, std::move(failure));
}

void Execution::failUncaught(Branch& branch, Failure failure)
{
    rest(branch);
    failure = noteFailure(branch, std::move(failure));
    const bool isOwnExecution = branch.isSilent; // a distributed Map's child fails alone
    if (!branch.parent || (isTerminal(failure) && !isOwnExecution))
        return endFailed(branch.lastEvent, failure);
    childFailed(*branch.parent, branch, std::move(failure));
}

bool Execution::retry(Branch& branch, const Failure& failure)
{
    const std::vector<Retrier>& retriers = branch.state->retry;
    const auto found = std::find_if(retriers.begin(), retriers.end(),
                                    [&](const Retrier& retrier) { return matches(retrier.errors, failure); });
    if (found == retriers.end())
        return false;
    std::int64_t& attempts = branch.retries[static_cast<std::size_t>(found - retriers.begin())];
    if (attempts >= found->maxAttempts)
        return false;
    constexpr double longest = 31'622'400;
    double delay = found->intervalSeconds * std::pow(found->backoffRate, static_cast<double>(attempts));
    delay = std::min({delay, found->maxDelaySeconds.value_or(longest), longest});
    if (found->hasFullJitter)
        delay *= static_cast<double>(m_services.random() >> 11U) * 0x1.0p-53;
    ++attempts;
    ++branch.retryCount;
    branch.wait = Branch::Wait::Retry;
    sleepUntil(branch, m_services.wallClock() + std::chrono::milliseconds(std::llround(delay * 1000)));
    return true;
}

bool Execution::catchFailure(Branch& branch, const Failure& failure)
{
    const std::vector<Catcher>& catchers = branch.state->catchers;
    const auto found = std::find_if(catchers.begin(), catchers.end(),
                                    [&](const Catcher& catcher) { return matches(catcher.errors, failure); });
    if (found == catchers.end())
        return false;
    const json::Value caught = errorOutput(failure);
    const bool isJsonata = branch.state->language == QueryLanguage::Jsonata;
    Scope scope = scopeOf(branch, isJsonata ? branch.input : caught);
    scope.errorOutput = &caught;
    Outcome<NewVariables> variables = assigned(branch, found->assign, scope);
    Outcome<json::Value> output = caught;
    if (isJsonata && found->output)
        output = found->output->evaluate(scope);
    else if (!isJsonata)
        output = withResult(branch.input, caught, found->resultPath);
    if (!variables || !output)
        failUncaught(branch, std::move(variables ? output.error() : variables.error()));
    else
        leave(branch, std::move(*output), found->next, std::move(*variables));
    return true;
}

} // namespace gw::engine::states
