// Edits of functions.
#include "core/edit/edits.h"
#include "core/edit/element_uses.h"
#include "core/edit/lookup.h"
#include "core/format/project_paths.h"
#include "core/in_quotes.h"

namespace gw {

namespace {

constexpr std::size_t longestName = 64;

NodeRef nodeOf(FunctionId id)
{
    return {{}, {}, {}, {}, id, {}, {}};
}

tl::unexpected<Diagnostic> noSuchFunction(FunctionId id)
{
    return fail("This function is no longer in the project.", "Choose another one, or undo its removal.", nodeOf(id));
}

Result<void> checkName(const Project& project, const std::string& name)
{
    if (!isFunctionName(name))
        return fail(inQuotes(name) + " is not a valid function name.",
                    "Use 1 to 64 letters, digits, hyphens and underscores.");
    if (project.findFunction(name))
        return fail("A function is called " + inQuotes(name) + " already.", "Choose another name.");
    return {};
}

// What a file could not hold.
Result<void> checkSettings(const Function& function, const Function& known)
{
    if (function.codeUri != known.codeUri && !isInsideProject(function.codeUri))
        return fail("The code folder " + inQuotes(function.codeUri) + " is not inside the project folder.",
                    "Use a path relative to the project folder, such as " + defaultCodeUri(function.name) + ".",
                    nodeOf(function.id));
    for (const auto& [key, value] : function.environment) {
        const auto isSame = [&key = key](const auto& other) { return other.first == key; };
        if (std::count_if(function.environment.begin(), function.environment.end(), isSame) > 1)
            return fail("The function has a variable " + inQuotes(key) + " already.", "Choose another name.",
                        nodeOf(function.id));
    }
    return {};
}

} // namespace

Result<Project> createFunction(Project project, Function function)
{
    if (const auto valid = checkName(project, function.name); !valid)
        return fail(valid.error());
    if (function.codeUri.empty())
        function.codeUri = defaultCodeUri(function.name);
    if (const auto valid = checkSettings(function, {}); !valid)
        return fail(valid.error());
    function.id = newFunctionId(project, function.name);
    project.functions.emplace_back(std::move(function));
    return project;
}

Result<Project> setFunction(Project project, Function function)
{
    const Function* known = project.find(function.id);
    if (!known)
        return noSuchFunction(function.id);
    if (const auto valid = checkSettings(function, *known); !valid)
        return fail(valid.error());
    function.name = known->name;
    *project.edit(function.id) = std::move(function);
    return project;
}

Result<Project> renameFunction(Project project, FunctionId id, const std::string& name, CodeFolder folder)
{
    const Function* known = project.find(id);
    if (!known)
        return noSuchFunction(id);
    if (known->name == name)
        return project;
    if (const auto valid = checkName(project, name); !valid)
        return fail(valid.error());
    renameUses(project, Function(*known), name);
    Function& renamed = *project.edit(id);
    if (folder == CodeFolder::FollowsName && renamed.codeUri == defaultCodeUri(renamed.name))
        renamed.codeUri = defaultCodeUri(name);
    renamed.name = name;
    return project;
}

Result<Project> duplicateFunction(Project project, FunctionId id)
{
    const Function* known = project.find(id);
    if (!known)
        return noSuchFunction(id);
    Function copy = *known;
    copy.name = copyName(project.functions, known->name, longestName);
    copy.id = newFunctionId(project, copy.name);
    insertAfter(project.functions, id, std::move(copy));
    return project;
}

Result<Project> deleteFunction(Project project, FunctionId id)
{
    const Function* known = project.find(id);
    if (!known)
        return noSuchFunction(id);
    if (const ElementUses uses = usesOf(project, *known); !uses.empty())
        return fail("The function " + inQuotes(known->name) + " is used by " + listed(uses) + ".",
                    "Choose another function there first.", uses.front().node);
    std::erase_if(project.functions, [id](const Cow<Function>& function) { return function->id == id; });
    return project;
}

} // namespace gw
