// Edits of methods. A verb stands once on a resource; ANY answers the verbs that have no method of their own.
#include "core/api/resource_tree.h"
#include "core/edit/access_uses.h"
#include "core/edit/edits.h"
#include "core/edit/lookup.h"
#include "core/edit/operation_names.h"
#include "core/edit/path_variables.h"
#include "core/edit/resource_rules.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <utility>

namespace gw {

namespace {

const Method* methodWith(const Resource& resource, HttpVerb verb)
{
    for (const Cow<Method>& method : resource.methods)
        if (method->verb == verb)
            return &*method;
    return nullptr;
}

Result<void> requireFreeVerb(const Resource& resource, HttpVerb verb)
{
    if (!methodWith(resource, verb))
        return {};
    return fail("The resource " + inQuotes(resource.path) + " already has a method " +
                    inQuotes(std::string(toString(verb))) + ".",
                "Choose another method, or delete that one first.");
}

// The resource at `path`; one that longer paths only imply gets its own entry.
Result<Resource*> resourceAt(OpenApiDefinition& definition, ApiId api, const std::string& path)
{
    if (const auto exists = requirePath(definition, path); !exists)
        return fail(exists.error());
    if (const Resource* resource = definition.findPath(path))
        return definition.edit(resource->id);
    Resource resource;
    resource.id = newResourceId(definition, api, path);
    resource.path = path;
    const auto below = std::find_if(definition.resources.begin(), definition.resources.end(),
                                    [&](const Cow<Resource>& r) { return isInSubtree(r->path, path); });
    return &definition.resources.insert(below, std::move(resource))->edit();
}

void removeMethod(Resource& resource, MethodId id)
{
    std::erase_if(resource.methods, [id](const Cow<Method>& method) { return method->id == id; });
}

} // namespace

Result<Project> createMethod(Project project, ApiId api, const std::string& path, HttpVerb verb)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    const Result<Resource*> resource = resourceAt(**definition, api, path);
    if (!resource)
        return fail(resource.error());
    if (const auto isFree = requireFreeVerb(**resource, verb); !isFree)
        return fail(isFree.error());
    Method method;
    method.id = newMethodId(**definition, (*resource)->id, verb);
    method.verb = verb;
    fitPathParameters(method, {}, path);
    MethodResponse response;
    response.statusCode = "200";
    response.description = "200 response";
    method.responses.push_back(std::move(response));
    (*resource)->methods.emplace_back(std::move(method));
    return project;
}

Result<Project> changeVerb(Project project, ApiId api, MethodId id, HttpVerb verb)
{
    const Result<MethodPlace> place = editMethod(project, api, id);
    if (!place)
        return fail(place.error());
    if (place->method->verb == verb)
        return project;
    if (const auto isFree = requireFreeVerb(*place->resource, verb); !isFree)
        return fail(isFree.error());
    const std::string path = place->resource->path;
    const std::string formerVerb(toString(std::exchange(place->method->verb, verb)));
    followMethod(project, api, {path, formerVerb}, {path, std::string(toString(verb))});
    return project;
}

Result<Project> moveMethod(Project project, ApiId api, MethodId id, const std::string& newPath)
{
    const Result<MethodPlace> place = editMethod(project, api, id);
    if (!place)
        return fail(place.error());
    const std::string oldPath = place->resource->path;
    if (oldPath == newPath)
        return project;
    Method method = *place->method;
    removeMethod(*place->resource, id);
    const Result<Resource*> target = resourceAt(*place->definition, api, newPath);
    if (!target)
        return fail(target.error());
    if (const auto isFree = requireFreeVerb(**target, method.verb); !isFree)
        return fail(isFree.error());
    fitPathParameters(method, oldPath, newPath);
    const std::string verb(toString(method.verb));
    (*target)->methods.emplace_back(std::move(method));
    followMethod(project, api, {oldPath, verb}, {newPath, verb});
    return project;
}

Result<Project> duplicateMethod(Project project, ApiId api, MethodId id)
{
    const Result<MethodPlace> place = editMethod(project, api, id);
    if (!place)
        return fail(place.error());
    Resource& resource = *place->resource;
    const auto verb = std::find_if(std::begin(allHttpVerbs), std::end(allHttpVerbs),
                                   [&](HttpVerb candidate) { return !methodWith(resource, candidate); });
    if (verb == std::end(allHttpVerbs))
        return fail("The resource " + inQuotes(resource.path) + " already has every method.",
                    "Delete one first, or create the copy on another resource.");
    Method copy = *place->method;
    copy.id = newMethodId(*place->definition, resource.id, *verb);
    copy.verb = *verb;
    copy.operationName = OperationNames(*place->definition).copyOf(copy.operationName);
    const auto original = std::find_if(resource.methods.begin(), resource.methods.end(),
                                       [id](const Cow<Method>& method) { return method->id == id; });
    resource.methods.insert(original + 1, std::move(copy));
    return project;
}

Result<Project> deleteMethod(Project project, ApiId api, MethodId id)
{
    const Result<MethodPlace> place = editMethod(project, api, id);
    if (!place)
        return fail(place.error());
    removeMethod(*place->resource, id);
    return project;
}

Result<Project> setMethod(Project project, ApiId api, Method method)
{
    const Result<MethodPlace> place = editMethod(project, api, method.id);
    if (!place)
        return fail(place.error());
    method.verb = place->method->verb;
    *place->method = std::move(method);
    return project;
}

Result<Project> setIntegration(Project project, ApiId api, MethodId id, std::optional<Integration> integration)
{
    const Result<MethodPlace> place = editMethod(project, api, id);
    if (!place)
        return fail(place.error());
    place->method->integration = std::move(integration);
    return project;
}

} // namespace gw
