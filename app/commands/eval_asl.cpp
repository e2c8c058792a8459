// eval asl: runs a state machine on a virtual clock, with stand-ins for the functions it calls (reference 4.2).
#include "app/commands/eval_case.h"

#include "core/json/text.h"
#include "gateway-engine/states/definition.h"
#include "gateway-engine/states/jsonata.h"
#include "gateway-engine/states/lambda_result.h"
#include "gateway-engine/states/virtual_run.h"

namespace gw::cli {

namespace {

using namespace engine::states;

constexpr const char* requestId = "00000000-0000-4000-8000-000000000000";

tl::unexpected<BadCase> bad(std::string message, const json::Value& culprit)
{
    return tl::unexpected<BadCase>({std::move(message), culprit.range().begin, {}});
}

// By its ARN, or the name in it, or "function:name".
const json::Value* standIn(const json::Value& functions, std::string_view function)
{
    if (const json::Value* found = functions.find(function))
        return found;
    constexpr std::string_view mark = "function:";
    const std::size_t at = function.find(mark);
    std::string_view name = at == std::string_view::npos ? function : function.substr(at + mark.size());
    name = name.substr(0, name.find(':'));
    if (const json::Value* found = functions.find(name))
        return found;
    if (functions.isObject())
        for (const json::Member& member : functions.asObject())
            if (member.key.ends_with(std::string(":").append(name)))
                return &member.value;
    return nullptr;
}

bool isFailure(const json::Value& answer)
{
    return answer.isObject() && answer.find("error") && answer.asObject().size() <= 2 &&
           (answer.asObject().size() == 1 || answer.find("cause"));
}

Failure failureOf(const json::Value& answer)
{
    const json::Value& cause = answer["cause"];
    Failure failure{std::string(answer["error"].toString()), std::nullopt};
    if (!cause.isNull())
        failure.cause = cause.isString() ? cause.asString() : json::writeJson(cause);
    return failure;
}

TaskAnswer answerOf(const json::Value& functions, const TaskRequest& request)
{
    const bool isInvoke = request.resource.kind == Resource::Kind::Integration &&
                          request.resource.service == "lambda" && request.resource.action == "invoke";
    const json::Value* answer = functions.find(request.resource.arn);
    if (!answer && request.resource.kind == Resource::Kind::Function)
        answer = standIn(functions, request.resource.arn);
    else if (!answer && isInvoke)
        answer = standIn(functions, request.parameters["FunctionName"].toString());
    TaskAnswer result;
    if (!answer && (isInvoke || request.resource.kind == Resource::Kind::Function))
        result.failure = functionNotFound(
            isInvoke ? std::string(request.parameters["FunctionName"].toString()) : request.resource.arn, requestId);
    else if (!answer)
        result.failure = Failure{std::string(error::taskFailed),
                                 "\"functions\" has no stand-in for \"" + request.resource.arn + "\"."};
    else if (isFailure(*answer))
        result.failure = failureOf(*answer);
    else
        result.output = isInvoke && request.resource.pattern == Resource::Pattern::RequestResponse
                            ? invokeResult(*answer, invokeHeaders(json::writeJson(*answer).size(), requestId))
                            : *answer;
    return result;
}

json::Value enteredStates(const std::vector<HistoryEvent>& events)
{
    json::Array names;
    for (const HistoryEvent& event : events)
        if (toString(event.type).ends_with("StateEntered"))
            names.emplace_back(event.details["name"]);
    return json::Value(std::move(names));
}

json::Value outcomeOf(const VirtualOutcome& run)
{
    const Execution& execution = *run.execution;
    json::Value outcome = json::Value::object();
    outcome.set("status", toString(execution.status()));
    if (execution.output())
        if (auto output = json::readJson(*execution.output()))
            outcome.set("output", std::move(*output));
    if (execution.error())
        outcome.set("error", *execution.error());
    if (execution.cause())
        outcome.set("cause", *execution.cause());
    outcome.set("states", enteredStates(run.events));
    return outcome;
}

EvalResult run(const Definition& definition, const json::Value& input)
{
    constexpr std::chrono::sys_days start{std::chrono::year(2026) / 1 / 1};
    VirtualClock clock{start};
    static const std::unique_ptr<JsonataEngine> jsonata = JsonataEngine::ifThere(engine::systemServices());
    if (definition.machine->usesJsonata && !jsonata)
        return bad(std::string(missingJsonata) + " " + missingJsonataHint, input["definition"]);
    const json::Value* data = input.find("input");
    ExecutionStart execution;
    execution.arn = "arn:aws:states:us-east-1:000000000000:execution:machine:eval";
    execution.name = "eval";
    execution.stateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:machine";
    execution.stateMachineName = "machine";
    execution.roleArn = "arn:aws:iam::000000000000:role/states";
    execution.region = "us-east-1";
    execution.input = data ? json::writeJson(*data) : "{}";
    return outcomeOf(runVirtually(definition.machine, std::move(execution), clock, jsonata.get(),
                                  [&](const TaskRequest& request) { return answerOf(input["functions"], request); }));
}

} // namespace

EvalResult evaluateAsl(const json::Value& input)
{
    const json::Value* text = input.find("definition");
    if (!text || !(text->isObject() || text->isString()))
        return bad("\"definition\" must be a state machine: an object, or its text.", text ? *text : input);
    const Definition definition = readDefinition(text->isString() ? text->asString() : json::writeJson(*text));
    if (!definition.machine)
        return bad(definition.firstError(), *text);
    return run(definition, input);
}

} // namespace gw::cli
