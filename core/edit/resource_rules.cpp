// The rules of the resource tree, each with its message.
#include "core/edit/resource_rules.h"

#include "core/api/resource_tree.h"
#include "core/edit/path_variables.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <set>

namespace gw {

namespace {

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isMadeOf(std::string_view text, std::string_view others)
{
    return std::all_of(text.begin(), text.end(),
                       [others](char c) { return isLetterOrDigit(c) || others.find(c) != std::string_view::npos; });
}

// The parts that stand directly below `parentPath`.
std::set<std::string> childParts(const OpenApiDefinition& definition, const NewChild& child)
{
    const std::size_t depth = pathParts(child.parentPath).size();
    std::set<std::string> children;
    for (const Cow<Resource>& resource : definition.resources) {
        const bool leaves = !child.replaced.empty() && isInSubtree(resource->path, child.replaced);
        if (leaves || !isInSubtree(resource->path, child.parentPath))
            continue;
        const std::vector<std::string> parts = pathParts(resource->path);
        if (parts.size() > depth)
            children.insert(parts[depth]);
    }
    return children;
}

} // namespace

bool hasPath(const OpenApiDefinition& definition, std::string_view path)
{
    return path == "/" || std::any_of(definition.resources.begin(), definition.resources.end(),
                                      [path](const Cow<Resource>& r) { return isInSubtree(r->path, path); });
}

Result<void> requirePath(const OpenApiDefinition& definition, std::string_view path)
{
    if (path.starts_with("/") && hasPath(definition, path))
        return {};
    return fail("There is no resource " + inQuotes(path) + " in this API.", "Create it first, or choose another one.");
}

Result<void> checkPathPart(const std::string& part)
{
    if (part.empty())
        return fail("A path part cannot be empty.", "Enter a name such as pets, or a variable such as {petId}.");
    if (part.find('/') != std::string::npos)
        return fail(inQuotes(part) + " is more than one path part.", "Create one resource for each part.");
    const bool hasBraces = part.find_first_of("{}") != std::string::npos;
    const std::string name = variableName(part);
    const bool valid = hasBraces ? !name.empty() && isMadeOf(name, "._-:") : isMadeOf(part, "._-:,");
    if (valid)
        return {};
    if (hasBraces)
        return fail(inQuotes(part) + " is not a valid path variable.",
                    "A variable is a whole path part: {name}, or {name+} for the rest of the path, with letters, "
                    "digits and . _ - : in the name.");
    return fail(inQuotes(part) + " is not a valid path part.",
                "Use letters, digits and . _ - : , or a variable such as {petId}.");
}

Result<void> checkNewChild(const OpenApiDefinition& definition, ApiKind kind, const NewChild& child)
{
    if (const auto valid = checkPathPart(child.part); !valid)
        return valid;
    const std::vector<std::string> parentParts = pathParts(child.parentPath);
    if (!parentParts.empty() && isGreedyPart(parentParts.back()))
        return fail("Nothing can stand below " + inQuotes(child.parentPath) + ": the greedy variable " +
                        inQuotes(parentParts.back()) + " takes the rest of the path.",
                    "Choose another parent, or make it a plain variable.");
    const std::set<std::string> siblings = childParts(definition, child);
    if (siblings.count(child.part) > 0)
        return fail("Another resource below " + inQuotes(child.parentPath) + " already has the name " +
                        inQuotes(child.part) + ".",
                    "Choose another name.");
    const auto variable = std::find_if(siblings.begin(), siblings.end(), isVariablePart);
    // HTTP APIs match whole routes, so each route may name its variable as it likes.
    if (kind == ApiKind::Rest && isVariablePart(child.part) && variable != siblings.end())
        return fail(inQuotes(child.parentPath) + " already has the variable " + inQuotes(*variable) +
                        "; only one is allowed.",
                    "Use " + inQuotes(*variable) + ", or choose a name without braces.");
    return checkVariables(joinPath(child.parentPath, child.part));
}

Result<void> checkVariables(std::string_view path)
{
    std::set<std::string> names;
    for (const std::string& name : variableNames(path))
        if (!names.insert(name).second)
            return fail("The path " + inQuotes(path) + " would have two variables named " + inQuotes(name) + ".",
                        "Choose another name.");
    return {};
}

} // namespace gw
