// Rules about path variables on their way into the integration: reference 1.7, 1.9, 1.10.
#include "core/edit/path_variables.h"
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"
#include "core/lint/uri_text.h"

#include <algorithm>

namespace gw::lint_rules {

namespace {

constexpr std::string_view methodPathPrefix = "method.request.path.";

bool contains(const std::vector<std::string>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Exports write a greedy variable's parameter as "proxy" or "proxy+".
std::vector<std::string> declaredPathParameters(const Method& method)
{
    std::vector<std::string> names;
    for (const Parameter& parameter : method.requestParameters)
        if (parameter.location == ParameterLocation::Path)
            names.push_back(parameter.name.ends_with('+') ? parameter.name.substr(0, parameter.name.size() - 1)
                                                          : parameter.name);
    return names;
}

void checkMappings(LintScope& scope, const LintedMethod& method, const std::vector<std::string>& variables)
{
    if (!method.method->integration)
        return;
    for (const auto& [target, source] : method.method->integration->requestParameters)
        if (source.starts_with(methodPathPrefix) && !contains(variables, source.substr(methodPathPrefix.size())))
            scope.report(
                method,
                {Severity::Warning,
                 inQuotes(method.label()) + " maps " + inQuotes(source) + ", but its path has no such variable.",
                 "Map a variable of the path, or remove the mapping."},
                {integrationKey, "requestParameters", target});
}

bool overridesRequest(const Integration& integration)
{
    return std::any_of(integration.requestTemplates.begin(), integration.requestTemplates.end(),
                       [](const auto& each) { return each.second.find("requestOverride") != std::string::npos; });
}

} // namespace

void pathParameterUndeclared(LintScope& scope)
{
    for (const LintedMethod& method : scope.methods()) {
        std::vector<std::string> variables;
        for (const std::string& part : method.place->parts)
            if (std::string name = variableName(part); !name.empty())
                variables.push_back(std::move(name));
        const std::vector<std::string> declared = declaredPathParameters(*method.method);
        for (const std::string& name : variables)
            if (!contains(declared, name))
                scope.report(method,
                             {Severity::Warning,
                              inQuotes(method.label()) + " does not declare the path parameter " + inQuotes(name) + ".",
                              "Add it to the method request as a required path parameter."},
                             {"parameters"});
        for (const std::string& name : declared)
            if (!contains(variables, name))
                scope.report(method,
                             {Severity::Warning,
                              inQuotes(method.label()) + " declares the path parameter " + inQuotes(name) +
                                  ", but its path has no such variable.",
                              "Remove the parameter, or add {" + name + "} to the path."},
                             {"parameters"});
        checkMappings(scope, method, variables);
    }
}

void pathParameterUnmapped(LintScope& scope)
{
    if (scope.api().kind() != ApiKind::Rest) // HTTP APIs fill the variables of a URI by name
        return;
    for (const LintedMethod& method : scope.methods()) {
        const auto& integration = method.method->integration;
        if (!integration ||
            (integration->type != IntegrationType::Http && integration->type != IntegrationType::HttpProxy))
            continue;
        if (overridesRequest(*integration)) // which parameters, is known when the template runs
            continue;
        for (const std::string& name : uriVariables(integration->uri))
            if (!findIn(integration->requestParameters, "integration.request.path." + name))
                scope.report(method,
                             {Severity::Error,
                              "The integration URI of " + inQuotes(method.label()) + " has {" + name +
                                  "}, but no mapping fills it.",
                              "Map integration.request.path." + name + " from method.request.path." + name + "."},
                             {integrationKey, "uri"});
    }
}

} // namespace gw::lint_rules
