// Rules about paths and verbs: reference 1.3 (what the tree allows) and 1.4 (how requests are matched).
#include "core/api/resource_tree.h"
#include "core/edit/path_variables.h"
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace gw::lint_rules {

namespace {

std::string joined(const std::vector<std::string>& parts)
{
    std::string path;
    for (const std::string& part : parts)
        path += "/" + part;
    return path.empty() ? "/" : path;
}

// The path without the names of its variables: what decides which requests it matches.
std::string shapeOf(const std::vector<std::string>& parts)
{
    std::string shape;
    for (const std::string& part : parts)
        shape += "/" + (!isVariablePart(part) ? part : isGreedyPart(part) ? "{+}" : "{}");
    return shape;
}

bool isMadeOf(std::string_view text, std::string_view others)
{
    return std::all_of(text.begin(), text.end(), [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    });
}

// Characters that a request's raw path never has: clients send them percent-encoded, or they end the path.
bool isNeverSent(char c)
{
    return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f ||
           std::string_view("\"<>\\^`|?#").find(c) != std::string_view::npos;
}

void reportUnsendable(LintScope& scope)
{
    for (const LintedResource& resource : scope.resources()) {
        const std::string& path = resource.resource->path;
        const auto found = std::find_if(path.begin(), path.end(), isNeverSent);
        if (found == path.end() || resource.resource->methods.empty())
            continue;
        const bool endsPath = *found == '?' || *found == '#';
        scope.report(resource, {Severity::Error,
                                "No request can reach " + inQuotes(path) + ": " +
                                    (endsPath ? "a path ends before \"" + std::string(1, *found) + "\"."
                                              : "clients send this path percent-encoded."),
                                endsPath ? "Declare query parameters at the method, not in the path."
                                         : "Write the character percent-encoded, as it is sent."});
    }
}

void reportShadowedAny(LintScope& scope)
{
    for (const LintedMethod& method : scope.methods()) {
        if (method.method->verb != HttpVerb::Any)
            continue;
        std::set<HttpVerb> verbs;
        for (const Cow<Method>& sibling : method.place->resource->methods)
            verbs.insert(sibling->verb);
        if (verbs.size() == std::size(allHttpVerbs))
            scope.report(method, {Severity::Warning,
                                  inQuotes(method.label()) + " never answers: every verb has a method of its own.",
                                  "Delete it."});
    }
}

} // namespace

void routeDuplicate(LintScope& scope)
{
    std::unordered_map<std::string, const LintedMethod*> known;
    for (const LintedMethod& method : scope.methods()) {
        const std::string key = std::string(toString(method.method->verb)) + " " + joined(method.place->parts);
        const auto [first, isNew] = known.emplace(key, &method);
        if (!isNew)
            scope.report(method, {Severity::Error,
                                  inQuotes(method.label()) + " is the same route as " +
                                      inQuotes(first->second->label()) + "; only the first answers.",
                                  "Delete one of them, or change its path or method."});
    }
}

void routeUnreachable(LintScope& scope)
{
    std::unordered_map<std::string, const LintedMethod*> known;
    for (const LintedMethod& method : scope.methods()) {
        const std::string key = std::string(toString(method.method->verb)) + " " + shapeOf(method.place->parts);
        const auto [first, isNew] = known.emplace(key, &method);
        // Same variables as well: a duplicate, which is another rule's finding.
        if (!isNew && method.place->parts != first->second->place->parts)
            scope.report(method, {Severity::Error,
                                  inQuotes(method.label()) + " is never reached: " + inQuotes(first->second->label()) +
                                      " matches the same requests.",
                                  "Give both the same variable names and keep one, or change the path."});
    }
    reportShadowedAny(scope);
    reportUnsendable(scope);
}

void routeGreedyNotLast(LintScope& scope)
{
    for (const LintedResource& resource : scope.resources()) {
        const auto& parts = resource.parts;
        const auto greedy = std::find_if(parts.begin(), parts.end(), isGreedyPart);
        if (greedy != parts.end() && greedy + 1 != parts.end())
            scope.report(resource, {Severity::Error,
                                    "In " + inQuotes(resource.resource->path) + " the greedy variable " +
                                        inQuotes(*greedy) + " is not the last part.",
                                    "Put it last, or make it a plain variable without +."});
    }
}

void routeBadPathPart(LintScope& scope)
{
    std::unordered_set<std::string> told; // a part is told where it first appears
    for (const LintedResource& resource : scope.resources()) {
        if (resource.resource->path == defaultRoutePath && scope.api().kind() == ApiKind::Http)
            continue; // the default route's
        std::string prefix;
        for (const std::string& part : resource.parts) {
            prefix += "/" + part;
            const bool hasBraces = part.find_first_of("{}") != std::string::npos;
            const std::string name = variableName(part);
            if (hasBraces && (name.empty() || !isMadeOf(name, "._-:")) && told.insert(prefix).second)
                scope.report(resource, {Severity::Error,
                                        "The path part " + inQuotes(part) + " of " + inQuotes(resource.resource->path) +
                                            " is not a valid variable.",
                                        "A variable must be a whole path part, such as {id} or {proxy+}."});
            else if (!hasBraces && !isMadeOf(part, "._-:,") && told.insert(prefix).second)
                scope.report(resource, {Severity::Warning,
                                        "Amazon API Gateway refuses the path part " + inQuotes(part) + " of " +
                                            inQuotes(resource.resource->path) + ".",
                                        "Use letters, digits and . _ - : , only."});
        }
    }
}

void routeRepeatedVariable(LintScope& scope)
{
    for (const LintedResource& resource : scope.resources()) {
        std::set<std::string> names;
        for (const std::string& part : resource.parts)
            if (const std::string name = variableName(part); !name.empty() && !names.insert(name).second)
                scope.report(resource, {Severity::Warning,
                                        "The path " + inQuotes(resource.resource->path) + " has two variables named " +
                                            inQuotes(name) + ".",
                                        "Rename one of them; a method can read only one value by that name."});
    }
}

void routeSiblingVariables(LintScope& scope)
{
    if (scope.api().kind() != ApiKind::Rest)
        return;
    std::unordered_map<std::string, std::vector<std::string>> variablesBelow;
    for (const LintedResource& resource : scope.resources()) {
        std::string parent;
        for (const std::string& part : resource.parts) {
            if (isVariablePart(part)) {
                std::vector<std::string>& known = variablesBelow[parent];
                const bool isKnown = std::find(known.begin(), known.end(), part) != known.end();
                if (!known.empty() && !isKnown)
                    scope.report(resource, {Severity::Warning,
                                            "Amazon API Gateway refuses " + inQuotes(part) + " below " +
                                                inQuotes(parent.empty() ? "/" : parent) +
                                                ", which already has the variable " + inQuotes(known.front()) + ".",
                                            "Use the same variable in all paths below this resource."});
                if (!isKnown)
                    known.push_back(part);
            }
            parent += "/" + part;
        }
    }
}

void operationIdDuplicate(LintScope& scope)
{
    std::unordered_map<std::string_view, const LintedMethod*> known;
    for (const LintedMethod& method : scope.methods()) {
        const std::string& name = method.method->operationName;
        if (name.empty())
            continue;
        const auto [first, isNew] = known.emplace(name, &method);
        if (!isNew)
            scope.report(method,
                         {Severity::Warning,
                          "The operationId " + inQuotes(name) + " of " + inQuotes(method.label()) +
                              " is already that of " + inQuotes(first->second->label()) + ".",
                          "Choose another one."},
                         {"operationId"});
    }
}

} // namespace gw::lint_rules
