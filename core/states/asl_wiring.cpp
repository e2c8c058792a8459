// Transitions of a flow, changed in the tree (reference 4.2).
#include "core/states/asl_wiring.h"

#include "core/format/tree_edit.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw::asl {

namespace {

constexpr std::string_view fieldOrder[] = {"Type",
                                           "Comment",
                                           "QueryLanguage",
                                           "Resource",
                                           "Credentials",
                                           "Result",
                                           "Seconds",
                                           "SecondsPath",
                                           "Timestamp",
                                           "TimestampPath",
                                           "Error",
                                           "ErrorPath",
                                           "Cause",
                                           "CausePath",
                                           "InputPath",
                                           "Parameters",
                                           "Arguments",
                                           "ItemReader",
                                           "ItemsPath",
                                           "Items",
                                           "ItemSelector",
                                           "ItemBatcher",
                                           "MaxConcurrency",
                                           "MaxConcurrencyPath",
                                           "ItemProcessor",
                                           "Iterator",
                                           "Branches",
                                           "ResultWriter",
                                           "Label",
                                           "ToleratedFailureCount",
                                           "ToleratedFailureCountPath",
                                           "ToleratedFailurePercentage",
                                           "ToleratedFailurePercentagePath",
                                           "ResultSelector",
                                           "ResultPath",
                                           "OutputPath",
                                           "Output",
                                           "Assign",
                                           "TimeoutSeconds",
                                           "TimeoutSecondsPath",
                                           "HeartbeatSeconds",
                                           "HeartbeatSecondsPath",
                                           "Retry",
                                           "Catch",
                                           "Choices",
                                           "Default",
                                           "StartAt",
                                           "States",
                                           "Version",
                                           "Next",
                                           "End"};

bool namesTarget(const json::Value& holder, std::string_view key, const std::string& name)
{
    const json::Value* target = holder.find(key);
    return target && target->isString() && target->asString() == name;
}

// Rules or catchers that lead to `name`.
void bypassList(json::Value& state, const char* key, const std::string& name, const std::string& successor)
{
    json::Value* list = state.find(key);
    if (!list || !list->isArray())
        return;
    json::Array& rules = list->asArray();
    const auto leads = [&](const json::Value& rule) { return namesTarget(rule, "Next", name); };
    if (!successor.empty()) {
        for (json::Value& rule : rules)
            if (leads(rule))
                rule.set("Next", successor);
        return;
    }
    const auto erased = std::erase_if(rules, leads);
    if (erased > 0 && rules.empty() && std::string_view(key) == "Catch")
        state.remove(key);
}

void bypassState(json::Value& state, const std::string& name, const std::string& successor)
{
    if (namesTarget(state, "Next", name))
        leadTo(state, successor);
    if (namesTarget(state, "Default", name)) {
        if (successor.empty())
            state.remove("Default");
        else
            state.set("Default", successor);
    }
    bypassList(state, "Choices", name, successor);
    bypassList(state, "Catch", name, successor);
}

bool catchesAll(const json::Value& catcher)
{
    const json::Value& errors = catcher["ErrorEquals"];
    return errors.isArray() && std::any_of(errors.asArray().begin(), errors.asArray().end(),
                                           [](const json::Value& error) { return error.toString() == "States.ALL"; });
}

// A state that is put in goes on to what came there before; one that ends does not.
void goOnTo(json::Value& state, const std::string& next)
{
    const StateType type = typeOf(state);
    if (mayHaveNext(type))
        leadTo(state, next);
    else if (type == StateType::Choice && !next.empty() && !state.find("Default"))
        putField(state, "Default", next);
}

} // namespace

void putField(json::Value& state, std::string_view key, json::Value value)
{
    put(state, key, std::move(value), fieldOrder);
}

StateType typeOf(const json::Value& state)
{
    return stateTypeFrom(state["Type"].toString());
}

json::Value* stateIn(json::Value& flow, std::string_view name)
{
    json::Value* states = flow.find("States");
    json::Value* state = states ? states->find(name) : nullptr;
    return state && state->isObject() ? state : nullptr;
}

std::string successorOf(const json::Value& state)
{
    for (const char* key : {"Next", "Default"})
        if (const json::Value* target = state.find(key); target && target->isString())
            return target->asString();
    const json::Value& rules = state["Choices"];
    if (rules.isArray() && !rules.asArray().empty())
        return std::string(rules.asArray().front()["Next"].toString());
    return {};
}

void leadTo(json::Value& state, const std::string& to)
{
    if (to.empty()) {
        state.remove("Next");
        if (mayHaveNext(typeOf(state)))
            putField(state, "End", true);
    } else {
        state.remove("End");
        putField(state, "Next", to);
    }
}

void bypass(json::Value& flow, const std::string& name, const std::string& successor)
{
    json::Value* states = flow.find("States");
    if (!states || !states->isObject())
        return;
    for (json::Member& state : states->asObject())
        if (state.key != name && state.value.isObject())
            bypassState(state.value, name, state.key == successor ? std::string() : successor);
    if (!namesTarget(flow, "StartAt", name))
        return;
    std::string start = successor;
    for (const json::Member& state : states->asObject())
        if (start.empty() && state.key != name)
            start = state.key;
    if (start.empty())
        flow.remove("StartAt");
    else
        flow.set("StartAt", start);
}

std::string insertAfter(json::Value& flow, const std::string& after, const std::string& name, bool isJsonata)
{
    json::Value& state = *stateIn(flow, name);
    const bool isLast = !mayHaveNext(typeOf(state)) && typeOf(state) != StateType::Choice;
    if (after.empty()) {
        const std::string start(flow["StartAt"].toString());
        if (isLast && !start.empty())
            return {}; // nothing leads there yet
        goOnTo(state, start);
        putField(flow, "StartAt", name);
        return {};
    }
    json::Value* before = stateIn(flow, after);
    if (!before)
        return "There is no state " + inQuotes(after) + " here.";
    const StateType type = typeOf(*before);
    if (type == StateType::Choice) {
        goOnTo(state, {});
        if (!before->find("Default"))
            putField(*before, "Default", name);
        else if (json::Value* rules = before->find("Choices"); rules && rules->isArray())
            rules->asArray().push_back(newRule({}, name, isJsonata));
        else
            putField(*before, "Choices", json::Array{newRule({}, name, isJsonata)});
        return {};
    }
    if (!mayHaveNext(type))
        return "Nothing can come after " + inQuotes(after) + ": it ends there.";
    const std::string next((*before)["Next"].toString());
    if (isLast && !next.empty())
        return {};
    goOnTo(state, next);
    leadTo(*before, name);
    return {};
}

json::Value newRule(const std::string& detail, const std::string& to, bool isJsonata)
{
    if (isJsonata)
        return json::Object{{"Condition", "{% " + (detail.empty() ? "true" : detail) + " %}", {}}, {"Next", to, {}}};
    return json::Object{
        {"Variable", detail.empty() ? "$.value" : detail, {}}, {"IsPresent", true, {}}, {"Next", to, {}}};
}

// "States.ALL" stands last: what stands behind it would never be reached.
void addCatcher(json::Value& state, const std::string& error, const std::string& to)
{
    json::Value* list = state.find("Catch");
    if (!list || !list->isArray()) {
        putField(state, "Catch", json::Value::array());
        list = state.find("Catch");
    }
    json::Array& catchers = list->asArray();
    const bool hasAll = !catchers.empty() && catchesAll(catchers.back());
    const std::string caught = !error.empty() ? error : hasAll ? "States.TaskFailed" : "States.ALL";
    json::Value catcher = json::Object{{"ErrorEquals", json::Array{caught}, {}}, {"Next", to, {}}};
    catchers.insert(hasAll ? catchers.end() - 1 : catchers.end(), std::move(catcher));
}

} // namespace gw::asl
