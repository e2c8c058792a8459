// Rules about stages and their variables: reference 1.2 and 1.28.
#include "core/edit/stage_rules.h"
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"
#include "core/lint/uri_text.h"

#include <algorithm>
#include <set>

namespace gw::lint_rules {

namespace {

// Every stage variable an integration reads.
std::set<std::string> variablesOf(const Integration& integration)
{
    std::set<std::string> names;
    const auto gather = [&names](std::string_view text) {
        for (std::string& name : stageVariablesIn(text))
            names.insert(std::move(name));
    };
    gather(integration.uri);
    gather(integration.connectionId);
    gather(integration.credentials);
    constexpr std::string_view source = "stageVariables.";
    for (const auto& [target, from] : integration.requestParameters)
        if (from.starts_with(source))
            names.insert(from.substr(source.size()));
    return names;
}

std::string stagesWithout(const std::vector<Stage>& stages, const std::string& variable)
{
    std::string names;
    for (const Stage& stage : stages)
        if (!findIn(stage.variables, variable))
            names += (names.empty() ? "" : ", ") + inQuotes(stage.name);
    return names;
}

} // namespace

void stageName(LintScope& scope)
{
    std::set<std::string> known;
    for (const Stage& stage : scope.api().stages) {
        if (!isStageName(stage.name, scope.api().kind()))
            scope.report(stage, {Severity::Error,
                                 inQuotes(stage.name) + " of the API " + inQuotes(scope.api().name) +
                                     " is not a valid stage name.",
                                 "Use 1 to 128 letters, digits, underscores and hyphens."});
        if (!known.insert(stage.name).second)
            scope.report(
                stage, {Severity::Error,
                        "The API " + inQuotes(scope.api().name) + " has two stages named " + inQuotes(stage.name) + ".",
                        "Rename one of them."});
    }
}

void stageReserved(LintScope& scope)
{
    for (const Stage& stage : scope.api().stages)
        if (stage.name == "ping" || stage.name == "sping")
            scope.report(stage, {Severity::Warning,
                                 "The service keeps the path /" + stage.name +
                                     " for its own health checks: no request reaches a stage of that name there.",
                                 "Rename the stage."});
}

void stageVariableName(LintScope& scope)
{
    for (const Stage& stage : scope.api().stages) {
        if (stage.variables.size() > maxStageVariables)
            scope.report(stage, {Severity::Error, "The stage " + inQuotes(stage.name) + " has more than 100 variables.",
                                 "Remove variables that are not used."});
        for (const auto& [name, value] : stage.variables)
            if (!isStageVariableName(name))
                scope.report(stage, {Severity::Error,
                                     inQuotes(name) + " on the stage " + inQuotes(stage.name) +
                                         " is not a valid stage variable name.",
                                     "Use 1 to 64 letters, digits and underscores."});
    }
}

void stageVariableValue(LintScope& scope)
{
    for (const Stage& stage : scope.api().stages)
        for (const auto& [name, value] : stage.variables)
            if (!isStageVariableValue(value))
                scope.report(stage, {Severity::Error,
                                     "The value of the stage variable " + inQuotes(name) + " on the stage " +
                                         inQuotes(stage.name) + " is not valid.",
                                     "Use at most 512 letters, digits and - . _ ~ : / ? # & = , characters."});
}

void stageVariableUndefined(LintScope& scope)
{
    for (const LintedMethod& method : scope.methods()) {
        if (!method.method->integration)
            continue;
        for (const std::string& name : variablesOf(*method.method->integration)) {
            const std::string stages = stagesWithout(scope.api().stages, name);
            if (!stages.empty())
                scope.report(method,
                             {Severity::Warning,
                              inQuotes(method.label()) + " uses the stage variable " + inQuotes(name) +
                                  ", which is not set on the stage " + stages + ".",
                              "Set it there; a variable that is not set is replaced by nothing."},
                             {integrationKey, "uri"});
        }
    }
}

} // namespace gw::lint_rules
