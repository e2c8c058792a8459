// Path variables in methods. A mapping reads method.request.path.{name} and fills integration.request.path.{name},
// which stands as {name} in the integration URI (reference 1.9, 1.10).
#include "core/edit/path_variables.h"

#include "core/api/resource_tree.h"

#include <algorithm>

namespace gw {

namespace {

constexpr const char* methodPrefix = "method.request.path.";
constexpr const char* integrationPrefix = "integration.request.path.";

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

auto findPathParameter(Method& method, const std::string& name)
{
    return std::find_if(method.requestParameters.begin(), method.requestParameters.end(),
                        [&](const Parameter& p) { return p.location == ParameterLocation::Path && p.name == name; });
}

Parameter pathParameter(const std::string& name)
{
    Parameter parameter;
    parameter.name = name;
    parameter.location = ParameterLocation::Path;
    parameter.required = true;
    parameter.schema.set("type", "string");
    return parameter;
}

void replaceAll(std::string& text, const std::string& from, const std::string& to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

// The integration's own name for the value follows when the mapping bears the variable's name and the new one is free.
void renameInUri(Integration& integration, const std::string& from, const std::string& to)
{
    const auto mapping = std::find_if(integration.requestParameters.begin(), integration.requestParameters.end(),
                                      [&](const auto& pair) { return pair.first == integrationPrefix + from; });
    if (mapping != integration.requestParameters.end()) {
        if (findIn(integration.requestParameters, integrationPrefix + to))
            return;
        mapping->first = integrationPrefix + to;
    }
    replaceAll(integration.uri, "{" + from + "}", "{" + to + "}");
    replaceAll(integration.uri, "{" + from + "+}", "{" + to + "+}");
}

} // namespace

std::string variableName(std::string_view part)
{
    if (!isVariablePart(part))
        return {};
    part.remove_prefix(1);
    part.remove_suffix(part[part.size() - 2] == '+' ? 2 : 1);
    return std::string(part);
}

std::vector<std::string> variableNames(std::string_view path)
{
    std::vector<std::string> names;
    for (const std::string& part : pathParts(path))
        if (std::string name = variableName(part); !name.empty())
            names.push_back(std::move(name));
    return names;
}

void fitPathParameters(Method& method, std::string_view oldPath, std::string_view newPath)
{
    const std::vector<std::string> wanted = variableNames(newPath);
    for (const std::string& name : variableNames(oldPath))
        if (!contains(wanted, name))
            if (const auto parameter = findPathParameter(method, name); parameter != method.requestParameters.end())
                method.requestParameters.erase(parameter);
    for (const std::string& name : wanted)
        if (findPathParameter(method, name) == method.requestParameters.end())
            method.requestParameters.push_back(pathParameter(name));
}

void renameVariable(Method& method, const std::string& from, const std::string& to)
{
    if (const auto parameter = findPathParameter(method, from); parameter != method.requestParameters.end()) {
        parameter->name = to;
        parameter->ref.clear(); // a shared parameter keeps its name for its other users
    }
    if (!method.integration)
        return;
    Integration& integration = *method.integration;
    for (auto& [target, source] : integration.requestParameters)
        if (source == methodPrefix + from)
            source = methodPrefix + to;
    for (std::string& key : integration.cacheKeyParameters)
        if (key == methodPrefix + from)
            key = methodPrefix + to;
    renameInUri(integration, from, to);
}

} // namespace gw
