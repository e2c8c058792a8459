#include "core/edit/route_key.h"

#include "core/api/resource_tree.h"
#include "core/edit/path_variables.h"
#include "core/edit/resource_rules.h"
#include "core/in_quotes.h"

#include <vector>

namespace gw {

namespace {

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

Result<void> checkPath(std::string_view path)
{
    if (!path.starts_with('/'))
        return fail("The path of a route begins with a slash.", "Write a route key as GET /pets/{petId}.");
    if (path.size() > 1 && path.ends_with('/'))
        return fail("The path " + inQuotes(path) + " ends with a slash, which no route of an HTTP API may.",
                    "Leave the last slash out. A request with it does not match the route without it.");
    if (path.find("//") != std::string_view::npos)
        return fail("The path " + inQuotes(path) + " has an empty part.", "Take out one of the slashes.");
    const std::vector<std::string> parts = pathParts(path);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (auto valid = checkPathPart(parts[i]); !valid)
            return valid;
        if (isGreedyPart(parts[i]) && i + 1 < parts.size())
            return fail("Nothing can stand behind " + inQuotes(parts[i]) + ", which takes the rest of the path.",
                        "Put it last, or make it a plain variable without +.");
    }
    return checkVariables(path);
}

} // namespace

Result<RouteKey> routeKeyFrom(std::string_view text)
{
    text = trimmed(text);
    if (text == defaultRouteKey)
        return RouteKey{HttpVerb::Any, std::string(defaultRoutePath)};
    const auto space = text.find_first_of(" \t");
    const auto verb = httpVerbFrom(text.substr(0, space));
    if (text.empty() || space == std::string_view::npos || !verb)
        return fail(inQuotes(text) + " is no route key.",
                    "Write a method and a path, such as GET /pets/{petId}, ANY /{proxy+}, or $default.");
    RouteKey key{*verb, std::string(trimmed(text.substr(space)))};
    if (auto valid = checkPath(key.path); !valid)
        return fail(std::move(valid.error()));
    return key;
}

} // namespace gw
