// State machines: what core/states finds in a definition, and functions that are called but not there (reference 4.2).
#include "core/lint/rules_state_machine.h"

#include "core/in_quotes.h"
#include "core/states/asl_problems.h"

#include <algorithm>
#include <functional>

namespace gw {

namespace {

constexpr LintRule functionUnknown{"asl-function-unknown",
                                   "A state calls a Lambda function that the project does not have.", nullptr};

void eachState(const asl::Flow& flow, const std::function<void(const asl::State&)>& see)
{
    for (const asl::State& state : flow.states) {
        see(state);
        for (const asl::Flow& inner : state.flows)
            eachState(inner, see);
    }
}

Diagnostic unknownFunction(const asl::State& state, std::string_view definition)
{
    Diagnostic d = brokenRule(functionUnknown.id,
                              inQuotes(state.name) + " calls the function " + inQuotes(state.function) +
                                  ", which this project does not have.",
                              "Create the function, or choose another one.");
    d.severity = Severity::Warning;
    d.position = json::positionOf(definition, state.functionRange.begin);
    return d;
}

bool standsBefore(const Diagnostic& a, const Diagnostic& b)
{
    return a.position.line != b.position.line ? a.position.line < b.position.line
                                              : a.position.column < b.position.column;
}

} // namespace

std::vector<LintRule> stateMachineRules()
{
    std::vector<LintRule> rules;
    for (const asl::ProblemRule& rule : asl::problemRules())
        rules.push_back({rule.id, rule.description, nullptr});
    rules.push_back(functionUnknown);
    return rules;
}

Diagnostics lint(const StateMachine& machine, const Project& project)
{
    Diagnostics findings;
    const asl::Outline outline = asl::readOutline(machine.definition);
    for (const asl::Problem& problem : outline.problems)
        findings.push_back(problem.diagnostic);
    eachState(outline.root, [&](const asl::State& state) {
        const bool isKnown = state.function.empty() || project.findFunction(state.function);
        if (!isKnown && findings.size() < asl::mostProblems)
            findings.push_back(unknownFunction(state, machine.definition));
    });
    std::stable_sort(findings.begin(), findings.end(), standsBefore);
    for (Diagnostic& finding : findings) {
        finding.file = machine.definitionUri;
        finding.node.stateMachine = machine.id;
    }
    return findings;
}

} // namespace gw
