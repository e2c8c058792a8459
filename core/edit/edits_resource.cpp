// Edits of the resource tree. A path may stand for a resource of its own or be implied by longer ones; both are
// renamed, moved, copied and deleted by prefix, and the parent that was left behind stays in the tree.
#include "core/api/resource_tree.h"
#include "core/edit/access_uses.h"
#include "core/edit/edits.h"
#include "core/edit/lookup.h"
#include "core/edit/operation_names.h"
#include "core/edit/path_variables.h"
#include "core/edit/resource_rules.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw {

namespace {

struct Subtree
{
    OpenApiDefinition* definition;
    std::string path;   // without a slash at its end
    std::string parent; // "/" or without a slash at its end
    std::string part;
};

// Where a subtree comes from and where it goes.
struct Relocation
{
    std::string from;
    std::string to;

    [[nodiscard]] std::string apply(const std::string& path) const { return to + path.substr(from.size()); }
    [[nodiscard]] bool isRename() const { return parentPath(from) == parentPath(to); }
};

Result<Subtree> editSubtree(Project& project, ApiId api, std::string path, const char* verb)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    if (const auto exists = requirePath(**definition, path); !exists)
        return fail(exists.error());
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    if (path == "/")
        return fail(std::string("The root resource \"/\" cannot be ") + verb + ".", "Choose a resource below it.");
    return Subtree{*definition, path, parentPath(path), pathParts(path).back()};
}

void addResource(OpenApiDefinition& definition, ApiId api, const std::string& path, std::size_t place)
{
    Resource resource;
    resource.id = newResourceId(definition, api, path);
    resource.path = path;
    definition.resources.insert(definition.resources.begin() + static_cast<std::ptrdiff_t>(place), resource);
}

// Behind the last resource of the parent's subtree, so that neighbours in the tree are neighbours in the file.
std::size_t placeBelow(const OpenApiDefinition& definition, const std::string& parentPath)
{
    const auto isBelow = [&](const Cow<Resource>& resource) { return isInSubtree(resource->path, parentPath); };
    const auto last = std::find_if(definition.resources.rbegin(), definition.resources.rend(), isBelow);
    return static_cast<std::size_t>(definition.resources.rend() - last);
}

// A parent that only longer paths implied does not vanish with the last of them.
void keepPath(OpenApiDefinition& definition, ApiId api, const std::string& path, std::size_t place)
{
    if (!path.empty() && !hasPath(definition, path))
        addResource(definition, api, path, std::min(place, definition.resources.size()));
}

std::size_t firstOf(const OpenApiDefinition& definition, const std::string& path)
{
    const auto first = std::find_if(definition.resources.begin(), definition.resources.end(),
                                    [&](const Cow<Resource>& resource) { return isInSubtree(resource->path, path); });
    return static_cast<std::size_t>(first - definition.resources.begin());
}

bool hasDescendants(const OpenApiDefinition& definition, const std::string& path)
{
    const std::size_t depth = pathParts(path).size();
    return std::any_of(definition.resources.begin(), definition.resources.end(), [&](const Cow<Resource>& resource) {
        return isInSubtree(resource->path, path) && pathParts(resource->path).size() > depth;
    });
}

Result<void> checkSubtreeVariables(const OpenApiDefinition& definition, const Relocation& relocation)
{
    for (const Cow<Resource>& resource : definition.resources)
        if (isInSubtree(resource->path, relocation.from))
            if (const auto distinct = checkVariables(relocation.apply(resource->path)); !distinct)
                return distinct;
    return {};
}

void relocate(OpenApiDefinition& definition, const Relocation& relocation)
{
    const std::string oldVariable = variableName(pathParts(relocation.from).back());
    const std::string newVariable = variableName(pathParts(relocation.to).back());
    const bool renames = relocation.isRename() && !oldVariable.empty() && !newVariable.empty();
    for (Cow<Resource>& cow : definition.resources) {
        if (!isInSubtree(cow->path, relocation.from))
            continue;
        Resource& resource = cow.edit();
        const std::string oldPath = std::exchange(resource.path, relocation.apply(resource.path));
        for (Cow<Method>& shared : resource.methods) {
            Method method = *shared;
            if (renames)
                renameVariable(method, oldVariable, newVariable);
            fitPathParameters(method, oldPath, resource.path);
            if (!(method == *shared))
                shared = std::move(method);
        }
    }
}

// "pets-copy", "pets-copy2", …: the first that no sibling has.
std::string copyName(const OpenApiDefinition& definition, const std::string& parent, const std::string& part)
{
    std::string name = part + "-copy";
    for (int i = 2; hasPath(definition, joinPath(parent, name)); ++i)
        name = part + "-copy" + std::to_string(i);
    return name;
}

void copySubtree(OpenApiDefinition& definition, ApiId api, const Relocation& relocation)
{
    std::vector<Resource> copies;
    for (const Cow<Resource>& resource : definition.resources)
        if (isInSubtree(resource->path, relocation.from))
            copies.push_back(*resource);
    auto place = static_cast<std::ptrdiff_t>(placeBelow(definition, relocation.from));
    OperationNames names(definition);
    for (Resource& copy : copies) {
        copy.path = relocation.apply(copy.path);
        copy.id = newResourceId(definition, api, copy.path);
        for (Cow<Method>& cow : copy.methods) {
            Method& method = cow.edit();
            method.id = newMethodId(definition, copy.id, method.verb);
            method.operationName = names.copyOf(method.operationName);
        }
        definition.resources.insert(definition.resources.begin() + place++, std::move(copy));
    }
}

} // namespace

Result<Project> createResource(Project project, ApiId api, const std::string& parentPath, const std::string& pathPart)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    if (const auto exists = requirePath(**definition, parentPath); !exists)
        return fail(exists.error());
    const std::string path = joinPath(parentPath, pathPart);
    const bool isImplied = checkPathPart(pathPart) && hasPath(**definition, path) && !(*definition)->findPath(path);
    if (!isImplied)
        if (const auto allowed = checkNewChild(**definition, project.find(api)->kind(), {parentPath, pathPart, {}});
            !allowed)
            return fail(allowed.error());
    addResource(**definition, api, path, placeBelow(**definition, isImplied ? path : parentPath));
    return project;
}

Result<Project> renameResource(Project project, ApiId api, const std::string& path, const std::string& newPathPart)
{
    const Result<Subtree> subtree = editSubtree(project, api, path, "renamed");
    if (!subtree)
        return fail(subtree.error());
    if (subtree->part == newPathPart)
        return project;
    OpenApiDefinition& definition = *subtree->definition;
    const Relocation relocation{subtree->path, joinPath(subtree->parent, newPathPart)};
    const NewChild child{subtree->parent, newPathPart, subtree->path};
    if (const auto allowed = checkNewChild(definition, project.find(api)->kind(), child); !allowed)
        return fail(allowed.error());
    if (isGreedyPart(newPathPart) && hasDescendants(definition, subtree->path))
        return fail("The resource " + inQuotes(subtree->path) +
                        " has resources below it, and nothing can stand below the greedy "
                        "variable " +
                        inQuotes(newPathPart) + ".",
                    "Move or delete them first, or use a plain variable.");
    if (const auto distinct = checkSubtreeVariables(definition, relocation); !distinct)
        return fail(distinct.error());
    relocate(definition, relocation);
    followPath(project, api, relocation.from, relocation.to);
    return project;
}

Result<Project> moveResource(Project project, ApiId api, const std::string& path, const std::string& newParentPath)
{
    const Result<Subtree> subtree = editSubtree(project, api, path, "moved");
    if (!subtree)
        return fail(subtree.error());
    OpenApiDefinition& definition = *subtree->definition;
    if (const auto exists = requirePath(definition, newParentPath); !exists)
        return fail(exists.error());
    if (isInSubtree(newParentPath, subtree->path))
        return fail("The resource " + inQuotes(subtree->path) + " cannot be moved below itself.",
                    "Choose another parent.");
    const Relocation relocation{subtree->path, joinPath(newParentPath, subtree->part)};
    if (relocation.from == relocation.to)
        return project;
    const NewChild child{newParentPath, subtree->part, subtree->path};
    if (const auto allowed = checkNewChild(definition, project.find(api)->kind(), child); !allowed)
        return fail(allowed.error());
    if (const auto distinct = checkSubtreeVariables(definition, relocation); !distinct)
        return fail(distinct.error());
    const std::size_t place = firstOf(definition, subtree->path);
    relocate(definition, relocation);
    keepPath(definition, api, subtree->parent, place);
    followPath(project, api, relocation.from, relocation.to);
    return project;
}

Result<Project> duplicateResource(Project project, ApiId api, const std::string& path)
{
    const Result<Subtree> subtree = editSubtree(project, api, path, "duplicated");
    if (!subtree)
        return fail(subtree.error());
    if (isVariablePart(subtree->part))
        return fail("The variable " + inQuotes(path) + " cannot be duplicated: its parent can have only one variable.",
                    "Duplicate its parent, or the methods in it.");
    OpenApiDefinition& definition = *subtree->definition;
    const std::string copy = joinPath(subtree->parent, copyName(definition, subtree->parent, subtree->part));
    copySubtree(definition, api, {subtree->path, copy});
    return project;
}

Result<Project> deleteResource(Project project, ApiId api, const std::string& path)
{
    const Result<Subtree> subtree = editSubtree(project, api, path, "deleted");
    if (!subtree)
        return fail(subtree.error());
    OpenApiDefinition& definition = *subtree->definition;
    const std::size_t place = firstOf(definition, subtree->path);
    std::erase_if(definition.resources,
                  [&](const Cow<Resource>& resource) { return isInSubtree(resource->path, subtree->path); });
    keepPath(definition, api, subtree->parent, place);
    return project;
}

} // namespace gw
