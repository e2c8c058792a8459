// Reads the outline from the tree that core/json gives.
#include "core/states/asl_outline.h"

#include "core/api/state_machine.h"
#include "core/states/asl_partial.h"
#include "core/states/asl_problems.h"
#include "core/states/asl_words.h"

#include <algorithm>
#include <array>

namespace gw::asl {

namespace {

constexpr std::array<std::string_view, 8> typeNames{"Task",    "Pass", "Choice",   "Wait",
                                                    "Succeed", "Fail", "Parallel", "Map"};

Flow readFlow(const json::Value& value, std::string pointer);

void addTransition(State& state, Transition::Kind kind, const json::Value* target, std::string words = {},
                   int index = 0)
{
    if (target && target->isString())
        state.transitions.push_back({kind, target->asString(), std::move(words), index, target->range()});
}

void readRules(State& state, const json::Value& value, const char* key, Transition::Kind kind)
{
    const json::Value& list = value[key];
    if (!list.isArray())
        return;
    int index = 0;
    for (const json::Value& rule : list.asArray()) {
        addTransition(state, kind, rule.find("Next"),
                      kind == Transition::Kind::Catch ? errorNames(rule) : ruleInWords(rule), index);
        ++index;
    }
}

void readTransitions(State& state, const json::Value& value)
{
    if (mayHaveNext(state.type) || state.type == StateType::Unknown)
        addTransition(state, Transition::Kind::Next, value.find("Next"));
    if (state.type == StateType::Choice) {
        readRules(state, value, "Choices", Transition::Kind::Choice);
        addTransition(state, Transition::Kind::Default, value.find("Default"));
    }
    if (mayCatch(state.type)) {
        readRules(state, value, "Catch", Transition::Kind::Catch);
        state.retriers = value["Retry"].isArray() ? static_cast<int>(value["Retry"].asArray().size()) : 0;
    }
}

void readFlows(State& state, const json::Value& value)
{
    if (state.type == StateType::Parallel && value["Branches"].isArray()) {
        std::size_t index = 0;
        for (const json::Value& branch : value["Branches"].asArray())
            state.flows.push_back(readFlow(branch, state.pointer + "/Branches/" + std::to_string(index++)));
    }
    if (state.type == StateType::Map)
        for (const char* key : {"ItemProcessor", "Iterator"})
            if (const json::Value* processor = value.find(key)) {
                state.flows.push_back(readFlow(*processor, state.pointer + "/" + key));
                break;
            }
}

State readState(const json::Member& member, const std::string& flowPointer)
{
    const json::Value& value = member.value;
    State state;
    state.pointer = statePointer(flowPointer, member.key);
    state.name = member.key;
    state.nameRange = member.keyRange;
    state.range = {member.keyRange.begin, std::max(member.keyRange.end, value.range().end)};
    state.typeText = value["Type"].toString();
    state.type = stateTypeFrom(state.typeText);
    state.comment = value["Comment"].toString();
    state.summary = summaryOf(state.type, value);
    if (const FunctionMention mention = functionOf(value); state.type == StateType::Task && mention.value) {
        state.function = mention.name;
        state.functionRange = mention.value->range();
    }
    const bool isTerminal = state.type == StateType::Succeed || state.type == StateType::Fail;
    state.ends = isTerminal || (mayHaveNext(state.type) && value["End"].toBool());
    readTransitions(state, value);
    readFlows(state, value);
    return state;
}

Flow readFlow(const json::Value& value, std::string pointer)
{
    Flow flow;
    flow.pointer = std::move(pointer);
    flow.range = value.range();
    if (const json::Value* start = value.find("StartAt"); start && start->isString()) {
        flow.startAt = start->asString();
        flow.startRange = start->range();
    }
    if (const json::Value* states = value.find("States"); states && states->isObject())
        for (const json::Member& member : states->asObject())
            flow.states.push_back(readState(member, flow.pointer));
    return flow;
}

Problem syntaxProblem(Diagnostic error)
{
    error.rule = "asl-syntax";
    return {std::move(error), "", 0};
}

Diagnostic notAnObject()
{
    return brokenRule("asl-syntax", "A definition is an object with \"StartAt\" and \"States\".",
                      "Write one in JSON or YAML, or insert a first state.");
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Gives the deepest state around `offset`.
const State* innermost(const Flow& flow, std::size_t offset)
{
    for (const State& state : flow.states) {
        if (offset < state.range.begin || offset > state.range.end)
            continue;
        for (const Flow& inner : state.flows)
            if (const State* found = innermost(inner, offset))
                return found;
        return &state;
    }
    return nullptr;
}

template <typename Accepts>
const State* search(const Flow& flow, const Accepts& accepts)
{
    for (const State& state : flow.states) {
        if (accepts(state))
            return &state;
        for (const Flow& inner : state.flows)
            if (const State* found = search(inner, accepts))
                return found;
    }
    return nullptr;
}

const Flow* searchFlow(const Flow& flow, std::string_view pointer)
{
    if (flow.pointer == pointer)
        return &flow;
    for (const State& state : flow.states)
        if (pointer.starts_with(state.pointer))
            for (const Flow& inner : state.flows)
                if (const Flow* found = searchFlow(inner, pointer))
                    return found;
    return nullptr;
}

} // namespace

std::string_view toString(StateType type)
{
    return type == StateType::Unknown ? std::string_view{} : typeNames[static_cast<std::size_t>(type)];
}

StateType stateTypeFrom(std::string_view text)
{
    const auto found = std::find(typeNames.begin(), typeNames.end(), text);
    return found == typeNames.end() ? StateType::Unknown : static_cast<StateType>(found - typeNames.begin());
}

bool mayHaveNext(StateType type)
{
    switch (type) {
    case StateType::Task:
    case StateType::Pass:
    case StateType::Wait:
    case StateType::Parallel:
    case StateType::Map:
        return true;
    case StateType::Choice:
    case StateType::Succeed:
    case StateType::Fail:
    case StateType::Unknown:
        break;
    }
    return false;
}

bool mayCatch(StateType type)
{
    return type == StateType::Task || type == StateType::Parallel || type == StateType::Map;
}

std::string statePointer(std::string_view flowPointer, std::string_view name)
{
    return std::string(flowPointer).append("/States/").append(json::pointerToken(name));
}

json::ReadLimits definitionLimits()
{
    return {4 * mostDefinitionBytes, 200, 500'000};
}

std::size_t countStates(const Flow& flow)
{
    std::size_t count = flow.states.size();
    for (const State& state : flow.states)
        for (const Flow& inner : state.flows)
            count += countStates(inner);
    return count;
}

const State* Outline::find(std::string_view pointer) const
{
    return search(root, [&](const State& state) { return state.pointer == pointer; });
}

const State* Outline::findNamed(std::string_view name) const
{
    return search(root, [&](const State& state) { return state.name == name; });
}

const State* Outline::at(std::size_t offset) const
{
    return innermost(root, offset);
}

const Flow* Outline::findFlow(std::string_view pointer) const
{
    return searchFlow(root, pointer);
}

const Flow* Outline::flowOf(std::string_view statePointer) const
{
    const auto end = statePointer.rfind("/States/");
    return end == std::string_view::npos ? nullptr : findFlow(statePointer.substr(0, end));
}

std::size_t Outline::countStates() const
{
    return asl::countStates(root);
}

Outline readOutline(std::string_view text)
{
    Outline outline;
    outline.syntax = json::detectSyntax(text);
    if (isBlank(text)) {
        outline.syntax = json::Syntax::Json;
        const json::Value nothing = json::Value::object();
        findProblems(outline, text, &nothing);
        return outline;
    }
    const Result<json::Value> whole = json::read(text, outline.syntax, definitionLimits());
    std::optional<json::Value> part;
    if (!whole) {
        outline.problems.push_back(syntaxProblem(whole.error()));
        part = readPartially(text, outline.syntax, whole.error());
    } else if (!whole->isObject()) {
        outline.problems.push_back(syntaxProblem(notAnObject()));
    }
    outline.isWhole = whole && whole->isObject();
    const json::Value* tree = outline.isWhole ? &*whole : part ? &*part : nullptr;
    if (tree) {
        outline.root = readFlow(*tree, "");
        outline.comment = (*tree)["Comment"].toString();
        outline.isJsonata = (*tree)["QueryLanguage"].toString() == "JSONata";
    }
    findProblems(outline, text, outline.isWhole ? tree : nullptr);
    return outline;
}

} // namespace gw::asl
