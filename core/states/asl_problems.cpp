// The checks behind the graph's marks and lint's findings (reference 4.2). A text that cannot be read whole is told of
// by its syntax error alone: half of a definition leads nowhere by nature.
#include "core/states/asl_problems.h"

#include "core/api/state_machine.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace gw::asl {

namespace {

constexpr ProblemRule rules[] = {
    {"asl-syntax", "The definition of a state machine cannot be read."},
    {"asl-too-large", "The definition is larger than the service accepts."},
    {"asl-no-states", "A state machine, branch or processor has no states."},
    {"asl-start-missing", "StartAt is missing or names no state."},
    {"asl-type-unknown", "A state has no Type or one that does not exist."},
    {"asl-name-invalid", "A state's name is empty or longer than 80 characters."},
    {"asl-name-duplicate", "Two states of a machine have the same name."},
    {"asl-next-unknown", "A transition leads to a state that is not there."},
    {"asl-no-transition", "A state neither says what comes next nor ends."},
    {"asl-two-transitions", "A state says both Next and End."},
    {"asl-unreachable", "No way leads to this state."},
    {"asl-no-end", "No way through the states ever ends."},
    {"asl-field-missing", "A state lacks what its type needs."},
};

class Checks
{
public:
    Checks(Outline& outline, const json::Value& definition) : m_outline(outline), m_definition(definition) {}

    void run() { checkFlow(m_outline.root, m_definition, nullptr); }

private:
    void report(const char* rule, Severity severity, json::TextRange range, const std::string& state,
                std::string message, std::string hint)
    {
        if (m_outline.problems.size() >= mostProblems)
            return;
        Problem problem{brokenRule(rule, std::move(message), std::move(hint)), state, range.begin};
        problem.diagnostic.severity = severity;
        m_outline.problems.push_back(std::move(problem));
    }
    void error(const char* rule, const State& state, json::TextRange range, std::string message, std::string hint)
    {
        report(rule, Severity::Error, range, state.pointer, std::move(message), std::move(hint));
    }

    void checkFlow(const Flow& flow, const json::Value& value, const State* owner);
    void checkStart(const Flow& flow, const std::string& where);
    void checkState(const State& state, const json::Value& value);
    void checkName(const State& state);
    void checkTransitions(const State& state, const json::Value& value);
    void checkFields(const State& state, const json::Value& value);
    void checkReach(const Flow& flow);

    Outline& m_outline;
    const json::Value& m_definition;
    std::unordered_map<std::string_view, int> m_names;         // in all flows
    std::unordered_map<std::string_view, const State*> m_here; // of the flow at hand
};

// The object that was read as the state's flow of this index.
const json::Value& flowValue(const State& state, const json::Value& value, std::size_t index)
{
    if (state.type == StateType::Parallel)
        return value["Branches"].asArray()[index];
    const json::Value* processor = value.find("ItemProcessor");
    return processor ? *processor : value["Iterator"];
}

void Checks::checkFlow(const Flow& flow, const json::Value& value, const State* owner)
{
    const std::string where = owner ? "A flow inside " + inQuotes(owner->name) : "The state machine";
    if (flow.states.empty())
        return report("asl-no-states", Severity::Error, flow.range, owner ? owner->pointer : "",
                      where + " has no states.", "Add a state under \"States\".");
    m_here.clear();
    for (const State& state : flow.states)
        m_here.emplace(state.name, &state);
    checkStart(flow, where);
    const json::Object& members = value["States"].asObject();
    for (std::size_t i = 0; i < flow.states.size(); ++i)
        checkState(flow.states[i], members[i].value);
    checkReach(flow);
    for (std::size_t i = 0; i < flow.states.size(); ++i)
        for (std::size_t k = 0; k < flow.states[i].flows.size(); ++k)
            checkFlow(flow.states[i].flows[k], flowValue(flow.states[i], members[i].value, k), &flow.states[i]);
}

void Checks::checkStart(const Flow& flow, const std::string& where)
{
    if (flow.startAt.empty())
        report("asl-start-missing", Severity::Error, flow.range, "", where + " does not say where it starts.",
               "Set \"StartAt\" to the name of a state, such as " + inQuotes(flow.states.front().name) + ".");
    else if (!m_here.count(flow.startAt))
        report("asl-start-missing", Severity::Error, flow.startRange, "",
               "StartAt names " + inQuotes(flow.startAt) + ", which is no state here.",
               "Name one of the states beside it, such as " + inQuotes(flow.states.front().name) + ".");
}

void Checks::checkState(const State& state, const json::Value& value)
{
    checkName(state);
    if (state.type == StateType::Unknown)
        return error("asl-type-unknown", state, state.nameRange,
                     state.typeText.empty() ? "State " + inQuotes(state.name) + " has no Type."
                                            : "State " + inQuotes(state.name) + " has the Type " +
                                                  inQuotes(state.typeText) + ", which does not exist.",
                     "Use Task, Pass, Choice, Wait, Succeed, Fail, Parallel or Map.");
    checkTransitions(state, value);
    checkFields(state, value);
}

std::size_t codePoints(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void Checks::checkName(const State& state)
{
    if (state.name.empty() || codePoints(state.name) > longestStateName)
        error("asl-name-invalid", state, state.nameRange, "A state's name has 1 to 80 characters.",
              "Give " + inQuotes(state.name.substr(0, 40)) + " a shorter name.");
    if (++m_names[state.name] == 2)
        error("asl-name-duplicate", state, state.nameRange,
              "Another state of this machine is already called " + inQuotes(state.name) + ".",
              "Names are unique in a state machine, branches and processors included. Rename one of them.");
}

void Checks::checkTransitions(const State& state, const json::Value& value)
{
    for (const Transition& transition : state.transitions)
        if (!m_here.count(transition.target))
            error("asl-next-unknown", state, transition.range,
                  inQuotes(state.name) + " leads to " + inQuotes(transition.target) + ", which is no state here.",
                  "A transition leads to a state of the same flow. Create it, or choose another one.");
    const bool hasNext = value.find("Next") != nullptr;
    if (mayHaveNext(state.type) && hasNext && value["End"].toBool())
        error("asl-two-transitions", state, state.nameRange, inQuotes(state.name) + " has both Next and End.",
              "Take one of the two away.");
    if (mayHaveNext(state.type) && !hasNext && !state.ends)
        error("asl-no-transition", state, state.nameRange, inQuotes(state.name) + " does not say what comes next.",
              "Add \"Next\", or \"End\": true.");
}

void Checks::checkFields(const State& state, const json::Value& value)
{
    const auto lacks = [&](const char* what, const char* hint) {
        error("asl-field-missing", state, state.nameRange, inQuotes(state.name) + " has no " + what + ".", hint);
    };
    const auto isFilled = [&](const char* field) { return value[field].isArray() && !value[field].asArray().empty(); };
    const auto hasOneOf = [&](std::initializer_list<const char*> fields) {
        return std::any_of(fields.begin(), fields.end(), [&](const char* field) { return value.find(field); });
    };
    if (state.type == StateType::Task && value["Resource"].toString().empty())
        lacks("Resource", "Set it to the ARN of a function or of a service's action.");
    if (state.type == StateType::Choice && !isFilled("Choices"))
        lacks("rules", "Add a rule under \"Choices\".");
    if (state.type == StateType::Wait && !hasOneOf({"Seconds", "SecondsPath", "Timestamp", "TimestampPath"}))
        lacks("time to wait", "Set Seconds, SecondsPath, Timestamp or TimestampPath.");
    if (state.type == StateType::Parallel && !isFilled("Branches"))
        lacks("branches", "Add a flow under \"Branches\".");
    if (state.type == StateType::Map && !hasOneOf({"ItemProcessor", "Iterator"}))
        lacks("ItemProcessor", "Say under \"ItemProcessor\" what is done with each item.");
}

void Checks::checkReach(const Flow& flow)
{
    const auto start = m_here.find(flow.startAt);
    if (start == m_here.end())
        return;
    std::unordered_set<const State*> reached{start->second};
    std::vector<const State*> open{start->second};
    bool ends = false;
    while (!open.empty()) {
        const State* state = open.back();
        open.pop_back();
        ends = ends || state->ends || state->type == StateType::Unknown;
        for (const Transition& transition : state->transitions)
            if (const auto next = m_here.find(transition.target);
                next != m_here.end() && reached.insert(next->second).second)
                open.push_back(next->second);
    }
    for (const State& state : flow.states)
        if (!reached.count(&state))
            report("asl-unreachable", Severity::Warning, state.nameRange, state.pointer,
                   "No way leads to " + inQuotes(state.name) + ".", "Lead a transition to it, or delete it.");
    if (!ends)
        report("asl-no-end", Severity::Warning, start->second->nameRange, start->second->pointer,
               "From " + inQuotes(start->second->name) + " on no way ever ends.",
               "Let a state end with \"End\": true, Succeed or Fail.");
}

// Positions of all problems in one walk over the text.
void placeProblems(std::vector<Problem>& problems, std::string_view text)
{
    std::stable_sort(problems.begin(), problems.end(),
                     [](const Problem& a, const Problem& b) { return a.offset < b.offset; });
    SourcePosition at{1, 1};
    std::size_t from = 0;
    for (Problem& problem : problems) {
        if (problem.diagnostic.position.line > 0)
            continue;
        const std::size_t offset = std::clamp(problem.offset, from, text.size());
        const SourcePosition step = json::positionOf(text.substr(from), offset - from);
        at = {at.line + step.line - 1, step.line == 1 ? at.column + step.column - 1 : step.column};
        from = offset;
        problem.diagnostic.position = at;
    }
}

} // namespace

std::span<const ProblemRule> problemRules()
{
    return rules;
}

void findProblems(Outline& outline, std::string_view text, const json::Value* definition)
{
    if (text.size() > mostDefinitionBytes) {
        Problem problem{brokenRule("asl-too-large", "The definition has more than 1 MB.",
                                   "The service refuses it. Split the machine: one may start another."),
                        "", 0};
        outline.problems.push_back(std::move(problem));
    }
    if (definition)
        Checks(outline, *definition).run();
    placeProblems(outline.problems, text);
}

} // namespace gw::asl
