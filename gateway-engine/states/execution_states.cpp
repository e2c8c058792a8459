// The states that need nobody else, and the flow of data through all states: InputPath, Parameters, ResultSelector,
// ResultPath, OutputPath; Arguments, Output; Assign (reference 4.2).
#include "core/json/text.h"
#include "gateway-engine/states/branch.h"
#include "gateway-engine/states/data_limits.h"
#include "gateway-engine/states/execution.h"
#include "gateway-engine/states/timestamp.h"

#include <algorithm>
#include <cmath>

namespace gw::engine::states {

namespace {

std::string milliseconds(Time time)
{
    return formatTimestamp(std::chrono::floor<std::chrono::milliseconds>(time));
}

const Branch* iterationAround(const Branch* branch)
{
    while (branch && !branch->mapItem)
        branch = branch->parent;
    return branch;
}

const json::Value* childInputAround(const Branch* branch)
{
    while (branch && !branch->executionInput)
        branch = branch->parent;
    return branch ? branch->executionInput : nullptr;
}

const Path* pathOf(const Amount& amount)
{
    const auto* query = std::get_if<Query>(&amount);
    return query ? std::get_if<Path>(&query->what) : nullptr;
}

} // namespace

const json::Value& Execution::contextOf(Branch& branch) const
{
    if (branch.context)
        return *branch.context;
    const json::Value* childInput = childInputAround(&branch);
    json::Value execution = json::Value::object();
    execution.set("Id", m_start.arn);
    execution.set("Input", childInput ? *childInput : m_input);
    execution.set("StartTime", milliseconds(m_startDate));
    execution.set("Name", m_start.name);
    execution.set("RoleArn", m_start.roleArn);
    if (m_start.type == StateMachineType::Standard)
        execution.set("RedriveCount", 0);
    json::Value machine = json::Value::object();
    machine.set("Id", m_start.stateMachineArn);
    machine.set("Name", m_start.stateMachineName);
    json::Value state = json::Value::object();
    state.set("Name", branch.state->name);
    state.set("EnteredTime", milliseconds(branch.enteredTime));
    if (branch.state->type == StateType::Task)
        state.set("RetryCount", branch.retryCount);
    json::Value context = json::Value::object();
    context.set("Execution", std::move(execution));
    context.set("StateMachine", std::move(machine));
    context.set("State", std::move(state));
    if (!branch.token.empty()) {
        json::Value task = json::Value::object();
        task.set("Token", branch.token);
        context.set("Task", std::move(task));
    }
    if (const Branch* iteration = iterationAround(&branch)) {
        json::Value map = json::Value::object();
        map.set("Item", *iteration->mapItem);
        context.set("Map", std::move(map));
    }
    branch.context = std::move(context);
    return *branch.context;
}

Scope Execution::scopeOf(Branch& branch, const json::Value& input) const
{
    Scope scope;
    scope.input = &input;
    scope.context = [this, &branch]() -> const json::Value& { return contextOf(branch); };
    scope.variables = &branch.variables;
    scope.services = &m_services;
    scope.queries = m_queries;
    return scope;
}

Outcome<json::Value> Execution::effectiveInput(Branch& branch) const
{
    if (branch.state->inputPath.isNull)
        return json::Value::object();
    if (!branch.state->inputPath.path)
        return branch.input;
    return branch.state->inputPath.path->require(scopeOf(branch, branch.input));
}

Outcome<json::Value> Execution::effectiveParameters(Branch& branch) const
{
    Outcome<json::Value> input = effectiveInput(branch);
    if (!input || !branch.state->parameters)
        return input;
    return branch.state->parameters->evaluate(scopeOf(branch, *input));
}

Outcome<json::Value> Execution::withResult(const json::Value& raw, json::Value result,
                                           const ResultPathField& path) const
{
    if (path.isNull)
        return raw;
    if (!path.path)
        return result;
    return path.path->put(raw, std::move(result));
}

Outcome<json::Value> Execution::throughOutputPath(Branch& branch, json::Value output) const
{
    if (branch.state->outputPath.isNull)
        return json::Value::object();
    if (!branch.state->outputPath.path)
        return output;
    return branch.state->outputPath.path->require(scopeOf(branch, output));
}

Outcome<Execution::NewVariables> Execution::assigned(Branch& branch, const std::optional<Template>& assign,
                                                     const Scope& scope) const
{
    NewVariables variables;
    if (!assign)
        return variables;
    Outcome<json::Value> values = assign->evaluate(scope);
    if (!values)
        return tl::unexpected(std::move(values.error()));
    if (!values->isObject())
        return runtimeFailure("The Assign field must give an object.");
    std::size_t sum = 0;
    for (json::Member& member : values->asObject()) {
        const Outcome<std::string> text = payloadText(member.value, branch.state->name);
        if (!text)
            return tl::unexpected(text.error());
        sum += text->size();
        variables.push_back({member.key, std::make_shared<const json::Value>(std::move(member.value)), text->size()});
    }
    if (sum > mostPayloadBytes || branch.variables.bytes() + sum > mostVariableBytes)
        return tl::unexpected(dataLimitExceeded(branch.state->name));
    return variables;
}

// JSONata's Output and JSONPath's OutputPath, with Assign from the same values: Choice, Wait, Succeed, JSONata's Pass.
void Execution::passOn(Branch& branch, const json::Value& effective, const std::optional<std::size_t>& next,
                       const std::optional<Template>& assign, const std::optional<Template>& output)
{
    const Scope scope = scopeOf(branch, effective);
    Outcome<json::Value> passed = output ? output->evaluate(scope) : throughOutputPath(branch, json::Value(effective));
    if (!passed)
        return fail(branch, std::move(passed.error()));
    Outcome<NewVariables> variables = assigned(branch, assign, scope);
    if (!variables)
        return fail(branch, std::move(variables.error()));
    leave(branch, std::move(*passed), next, std::move(*variables));
}

void Execution::workPass(Branch& branch)
{
    const State& state = *branch.state;
    if (state.language == QueryLanguage::Jsonata)
        return passOn(branch, json::Value(branch.input), state.next, state.assign, state.output);
    Outcome<json::Value> effective = effectiveParameters(branch);
    if (!effective)
        return fail(branch, std::move(effective.error()));
    const auto& result = std::get<PassState>(state.kind).result;
    const json::Value value = result ? *result : std::move(*effective);
    Outcome<NewVariables> variables = assigned(branch, state.assign, scopeOf(branch, value));
    if (!variables)
        return fail(branch, std::move(variables.error()));
    Outcome<json::Value> output = withResult(branch.input, value, state.resultPath);
    if (output)
        output = throughOutputPath(branch, std::move(*output));
    if (!output)
        return fail(branch, std::move(output.error()));
    leave(branch, std::move(*output), state.next, std::move(*variables));
}

void Execution::workChoice(Branch& branch)
{
    const State& state = *branch.state;
    const auto& choice = std::get<ChoiceState>(state.kind);
    const Outcome<json::Value> effective = effectiveInput(branch);
    if (!effective)
        return fail(branch, effective.error());
    const Scope scope = scopeOf(branch, *effective);
    for (const ChoiceRule& rule : choice.rules) {
        const Outcome<bool> holds = rule.condition.holds(scope);
        if (!holds)
            return fail(branch, holds.error());
        if (*holds)
            return passOn(branch, *effective, rule.next, rule.assign, rule.output ? rule.output : state.output);
    }
    if (choice.defaultState)
        return passOn(branch, *effective, choice.defaultState, state.assign, state.output);
    fail(branch, {std::string(error::noChoiceMatched),
                  "No rule of the state holds and it has no Default: failed to transition out of the state.",
                  true,
                  {}});
}

Outcome<std::optional<double>> Execution::amount(const Amount& amount, const Scope& scope, bool isWhole) const
{
    if (const double* literal = std::get_if<double>(&amount))
        return *literal;
    const auto* query = std::get_if<Query>(&amount);
    if (!query)
        return std::nullopt;
    const Path* path = pathOf(amount);
    const Outcome<json::Value> value = path ? path->require(scope) : query->evaluate(scope);
    if (!value)
        return tl::unexpected(value.error());
    const double number = value->toDouble(std::nan(""));
    if (value->isNumber() && (!isWhole || std::floor(number) == number))
        return number;
    if (!path)
        return unexpectedKind(*query, isWhole ? "integer" : "number", *value);
    const std::string shown = value->isString() ? value->asString() : json::writeJson(*value);
    return runtimeFailure("The " + query->field + " field refers to value \"" + shown + "\" which is not a valid " +
                          (isWhole ? "integer" : "float") + ": " + path->text());
}

Outcome<std::optional<std::string>> Execution::words(const Words& words, const Scope& scope) const
{
    if (const auto* literal = std::get_if<std::string>(&words))
        return *literal;
    const auto* query = std::get_if<Query>(&words);
    if (!query)
        return std::nullopt;
    const Outcome<json::Value> value = query->evaluate(scope);
    if (!value)
        return tl::unexpected(value.error());
    if (value->isString())
        return value->asString();
    if (std::holds_alternative<Jsonata>(query->what))
        return unexpectedKind(*query, "string", *value);
    return runtimeFailure("The " + query->field +
                          " field refers to a value that is no string: " + json::writeJson(*value));
}

void Execution::workFail(Branch& branch)
{
    const auto& kind = std::get<FailState>(branch.state->kind);
    const Outcome<json::Value> effective = effectiveInput(branch);
    if (!effective)
        return fail(branch, effective.error());
    const Scope scope = scopeOf(branch, *effective);
    const auto name = words(kind.error, scope);
    if (!name)
        return fail(branch, name.error());
    const auto cause = words(kind.cause, scope);
    if (!cause)
        return fail(branch, cause.error());
    failUncaught(branch, {*name, *cause, false, {}});
}

void Execution::workWait(Branch& branch)
{
    Outcome<json::Value> effective = effectiveInput(branch);
    if (!effective)
        return fail(branch, std::move(effective.error()));
    branch.effective = std::move(*effective);
    Outcome<Time> until = waitEnd(branch, std::get<WaitState>(branch.state->kind), scopeOf(branch, branch.effective));
    if (!until)
        return fail(branch, std::move(until.error()));
    branch.wait = Branch::Wait::Time;
    sleepUntil(branch, *until);
}

Outcome<Time> Execution::waitEnd(Branch& branch, const WaitState& wait, const Scope& scope)
{
    constexpr double longest = 99'999'999;
    if (!std::holds_alternative<std::monostate>(wait.seconds)) {
        const auto seconds = amount(wait.seconds, scope, true);
        if (!seconds)
            return tl::unexpected(seconds.error());
        if (**seconds < 0 || **seconds > longest)
            return runtimeFailure("The number of seconds to wait must be from 0 to 99999999.");
        return branch.enteredTime + std::chrono::seconds(static_cast<std::int64_t>(**seconds));
    }
    const auto text = words(wait.timestamp, scope);
    if (!text)
        return tl::unexpected(text.error());
    if (const auto time = parseTimestamp(**text))
        return *time;
    const auto* query = std::get_if<Query>(&wait.timestamp);
    if (const Path* path = query ? std::get_if<Path>(&query->what) : nullptr)
        return runtimeFailure("The TimestampPath parameter does not reference a valid ISO-8601 extended offset "
                              "date-time format string: " +
                              path->text() + " == " + **text);
    auto failure = queryFailure(
        "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: " + **text,
        "Timestamp");
    failure.value().isLate = true;
    return failure;
}

void Execution::complete(Branch& branch, const json::Value& result)
{
    const State& state = *branch.state;
    const bool isJsonata = state.language == QueryLanguage::Jsonata;
    Scope scope = scopeOf(branch, isJsonata ? branch.input : result);
    if (isJsonata)
        scope.result = &result;
    Outcome<NewVariables> variables = assigned(branch, state.assign, scope);
    if (!variables)
        return fail(branch, std::move(variables.error()));
    Outcome<json::Value> output = result;
    if (isJsonata && state.output) {
        output = state.output->evaluate(scope);
    } else if (!isJsonata) {
        if (state.resultSelector)
            output = state.resultSelector->evaluate(scope);
        if (output)
            output = withResult(branch.input, std::move(*output), state.resultPath);
        if (output)
            output = throughOutputPath(branch, std::move(*output));
    }
    if (!output)
        return fail(branch, std::move(output.error()));
    leave(branch, std::move(*output), state.next, std::move(*variables));
}

} // namespace gw::engine::states
