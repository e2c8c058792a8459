// The frame of a definition: the machine, its flows, and how problems are noted.
#include "gateway-engine/states/definition.h"

#include "core/api/state_machine.h"
#include "gateway-engine/states/definition_reader.h"

#include <algorithm>

namespace gw::engine::states {

namespace {
constexpr std::size_t mostProblems = 100;
constexpr std::size_t mostStates = 10'000;
constexpr int mostDefinitionDepth = 150;
} // namespace

std::string_view toString(StateType type)
{
    constexpr std::string_view names[] = {"Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"};
    return names[static_cast<std::size_t>(type)];
}

std::string Resource::resource() const
{
    constexpr std::string_view suffixes[] = {"", ".sync", ".waitForTaskToken"};
    return action + std::string(suffixes[static_cast<std::size_t>(pattern)]) + (parsesOutput ? ":2" : "");
}

Diagnostics Definition::diagnostics() const
{
    Diagnostics diagnostics;
    for (const DefinitionProblem& problem : problems)
        diagnostics.push_back(problem.diagnostic);
    return diagnostics;
}

std::string Definition::firstError() const
{
    for (const DefinitionProblem& problem : problems)
        if (problem.diagnostic.severity == Severity::Error)
            return problem.code + ": " + problem.diagnostic.message + " at " + problem.location;
    return {};
}

Definition readDefinition(std::string_view text)
{
    return DefinitionReader(text).read();
}

Definition DefinitionReader::read()
{
    Definition definition;
    if (m_text.size() > mostDefinitionBytes) {
        note({}, Severity::Error, "SCHEMA_VALIDATION_FAILED",
             "The definition has more than " + std::to_string(mostDefinitionBytes) + " bytes.",
             "Move parts of it to machines of their own, started by states:startExecution.");
        definition.problems = std::move(m_problems);
        return definition;
    }
    const json::ReadLimits limits{mostDefinitionBytes, mostDefinitionDepth, 500'000};
    Result<json::Value> value = json::read(m_text, json::detectSyntax(m_text), limits);
    if (!value) {
        value.error().rule = "asl-syntax";
        definition.problems.push_back({"INVALID_JSON_DESCRIPTION", "/", std::move(value.error())});
        return definition;
    }
    auto machine = std::make_shared<Machine>();
    readMachine(*value, *machine);
    if (!m_hasErrors)
        definition.machine = std::move(machine);
    definition.problems = std::move(m_problems);
    return definition;
}

void DefinitionReader::readMachine(const json::Value& definition, Machine& machine)
{
    if (!definition.isObject())
        return refuseField(definition, "A definition is an object with \"StartAt\" and \"States\".");
    for (const json::Member& member : definition.asObject()) {
        constexpr std::string_view known[] = {"Comment",       "StartAt", "States",         "TimeoutSeconds",
                                              "QueryLanguage", "Version", "ProcessorConfig"};
        const Step step(*this, member.key);
        if (std::find(std::begin(known), std::end(known), member.key) == std::end(known))
            warn(member.value, "is no field of a state machine.");
    }
    if (const json::Value* version = definition.find("Version"); version && version->toString() != "1.0") {
        const Step step(*this, "Version");
        refuseField(*version, "must be \"1.0\".");
    }
    if (const json::Value* language = definition.find("QueryLanguage")) {
        const Step step(*this, "QueryLanguage");
        if (language->toString() == "JSONata")
            machine.language = QueryLanguage::Jsonata;
        else if (language->toString() != "JSONPath")
            refuseField(*language, "must be \"JSONPath\" or \"JSONata\".");
    }
    if (const json::Value* timeout = definition.find("TimeoutSeconds")) {
        const Step step(*this, "TimeoutSeconds");
        machine.timeoutSeconds = readNumber(*timeout, 1, 99'999'999);
    }
    m_language = machine.language;
    machine.flow = readFlow(definition, machine.language, nullptr);
    machine.usesJsonata = m_usesJsonata || machine.language == QueryLanguage::Jsonata;
}

Flow DefinitionReader::readFlow(const json::Value& flow, QueryLanguage language, const FlowNames* outer)
{
    Flow result;
    const json::Value* states = flow.find("States");
    if (!states || !states->isObject() || states->asObject().empty()) {
        refuseField(states ? *states : flow, "needs \"States\", an object with at least one state.");
        return result;
    }
    FlowNames names;
    names.outer = outer;
    for (const json::Member& member : states->asObject())
        if (!names.states.emplace(member.key, names.states.size()).second)
            refuseField(member.value, "has two states called \"" + member.key + "\".");
    collectAssigned(*states, names.assigned);
    readStartAt(flow, result, names);
    const Step step(*this, "States");
    for (const json::Member& member : states->asObject()) {
        const Step inner(*this, member.key);
        if (++m_states > mostStates) {
            refuseField(member.value, "is one state too many: a definition holds " + std::to_string(mostStates) + ".");
            return result;
        }
        result.states.push_back(readState(member.key, member.value, language, names));
    }
    if (!m_hasErrors)
        checkReachable(result, *states);
    return result;
}

void DefinitionReader::readStartAt(const json::Value& flow, Flow& result, const FlowNames& names)
{
    const json::Value* start = flow.find("StartAt");
    if (!start || !start->isString())
        return refuseField(start ? *start : flow, "needs \"StartAt\", the name of its first state.");
    const Step step(*this, "StartAt");
    const auto found = names.states.find(start->asString());
    if (found == names.states.end())
        return refuse(*start, "MISSING_TRANSITION_TARGET",
                      "names \"" + start->asString() + "\", which is no state here.",
                      "Name one of the states beside it.");
    result.startAt = found->second;
}

// What no state leads to never runs: most likely a misspelt Next.
void DefinitionReader::checkReachable(const Flow& flow, const json::Value& states)
{
    std::vector<bool> isReached(flow.states.size(), false);
    std::vector<std::size_t> open{flow.startAt};
    while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        if (isReached[at])
            continue;
        isReached[at] = true;
        const State& state = flow.states[at];
        if (state.next)
            open.push_back(*state.next);
        for (const Catcher& catcher : state.catchers)
            open.push_back(catcher.next);
        if (const auto* choice = std::get_if<ChoiceState>(&state.kind)) {
            for (const ChoiceRule& rule : choice->rules)
                open.push_back(rule.next);
            if (choice->defaultState)
                open.push_back(*choice->defaultState);
        }
    }
    for (std::size_t i = 0; i < flow.states.size(); ++i)
        if (!isReached[i]) {
            const Step step(*this, flow.states[i].name);
            note(states.asObject()[i].value, Severity::Warning, "MISSING_TRANSITION_TARGET",
                 "is reached from no other state.", "Let a Next, a rule or a Catch lead to it, or remove it.");
        }
}

void DefinitionReader::collectAssigned(const json::Value& states, std::set<std::string, std::less<>>& names) const
{
    const auto add = [&](const json::Value& owner) {
        const json::Value* assign = owner.find("Assign");
        if (!assign || !assign->isObject())
            return;
        for (const json::Member& member : assign->asObject()) {
            std::string name = member.key;
            if (name.ends_with(".$"))
                name.resize(name.size() - 2);
            names.insert(std::move(name));
        }
    };
    for (const json::Member& member : states.asObject()) {
        add(member.value);
        for (const char* list : {"Catch", "Choices"})
            if (const json::Value* rules = member.value.find(list); rules && rules->isArray())
                for (const json::Value& rule : rules->asArray())
                    add(rule);
    }
}

std::string DefinitionReader::placeText() const
{
    std::string text;
    for (const std::string& step : m_place)
        text += (text.empty() || step.starts_with('[') ? "" : ".") + step;
    return text;
}

void DefinitionReader::note(const json::Value& at, Severity severity, std::string code, const std::string& message,
                            std::string hint)
{
    m_hasErrors = m_hasErrors || severity == Severity::Error;
    if (m_problems.size() >= mostProblems)
        return;
    DefinitionProblem problem;
    problem.code = std::move(code);
    for (const std::string& step : m_place)
        problem.location += "/" + step;
    if (m_place.empty())
        problem.location = "/";
    problem.diagnostic.severity = severity;
    problem.diagnostic.rule = problem.code == "MISSING_TRANSITION_TARGET" ? "asl-transition" : "asl-schema";
    problem.diagnostic.position = json::positionOf(m_text, at.range().begin);
    problem.diagnostic.message = m_place.empty() ? message : "\"" + placeText() + "\" " + message;
    problem.diagnostic.hint = std::move(hint);
    m_problems.push_back(std::move(problem));
}

void DefinitionReader::refuse(const json::Value& at, std::string code, const std::string& message, std::string hint)
{
    note(at, Severity::Error, std::move(code), message, std::move(hint));
}

void DefinitionReader::refuseField(const json::Value& at, const std::string& message, std::string hint)
{
    refuse(at, "SCHEMA_VALIDATION_FAILED", message, std::move(hint));
}

void DefinitionReader::warn(const json::Value& at, const std::string& message, std::string hint)
{
    note(at, Severity::Warning, "SCHEMA_VALIDATION_FAILED", message, std::move(hint));
}

} // namespace gw::engine::states
