#include "core/edit/edits_route.h"

#include "core/api/elements.h"
#include "core/api/resource_tree.h"
#include "core/edit/access_uses.h"
#include "core/edit/element_uses.h"
#include "core/edit/integration_targets.h"
#include "core/edit/lookup.h"
#include "core/edit/operation_names.h"
#include "core/edit/path_variables.h"
#include "core/edit/route_key.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <utility>

namespace gw {

namespace {

bool hasRoute(const OpenApiDefinition& definition, const RouteKey& key)
{
    const Resource* resource = definition.findPath(key.path);
    return resource && std::any_of(resource->methods.begin(), resource->methods.end(),
                                   [&](const Cow<Method>& method) { return method->verb == key.verb; });
}

Result<RouteKey> freeKey(const OpenApiDefinition& definition, const std::string& text)
{
    Result<RouteKey> key = routeKeyFrom(text);
    if (key && hasRoute(definition, *key))
        return fail("This API already has a route " + inQuotes(toString(*key)) + ".",
                    "Choose another method or path, or delete that route first.");
    return key;
}

Result<OpenApiDefinition*> editRoutes(Project& project, ApiId api)
{
    Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (definition && project.find(api)->kind() != ApiKind::Http)
        return fail(inQuotes(project.find(api)->name) + " is no HTTP API: it has resources with methods, not routes.",
                    "Create a method on one of its resources.", NodeRef{api, {}, {}, {}});
    return definition;
}

// Each edit of a definition makes the pointers of the one before useless, so a route is looked up by one edit alone.
Result<MethodPlace> editRoute(Project& project, ApiId api, MethodId route)
{
    if (const auto isHttp = editRoutes(project, api); !isHttp)
        return fail(isHttp.error());
    return editMethod(project, api, route);
}

// The entry of a path, made where there is none: before what is below it, as files are read best.
Resource& resourceOf(OpenApiDefinition& definition, ApiId api, const std::string& path)
{
    if (const Resource* known = definition.findPath(path))
        return *definition.edit(known->id);
    Resource resource;
    resource.id = newResourceId(definition, api, path);
    resource.path = path;
    const auto below = std::find_if(definition.resources.begin(), definition.resources.end(),
                                    [&](const Cow<Resource>& r) { return path != "/" && isInSubtree(r->path, path); });
    return definition.resources.insert(below, std::move(resource))->edit();
}

Method& addRoute(OpenApiDefinition& definition, ApiId api, const RouteKey& key)
{
    Resource& resource = resourceOf(definition, api, key.path);
    Method method;
    method.id = newMethodId(definition, resource.id, key.verb);
    method.verb = key.verb;
    fitPathParameters(method, {}, key.path);
    MethodResponse response;
    response.statusCode = "200";
    response.description = "200 response";
    method.responses.push_back(std::move(response));
    return resource.methods.emplace_back(std::move(method)).edit();
}

void takeOut(OpenApiDefinition& definition, ResourceId resource, MethodId route)
{
    Resource* from = definition.edit(resource);
    std::erase_if(from->methods, [route](const Cow<Method>& method) { return method->id == route; });
    if (from->methods.empty())
        std::erase_if(definition.resources, [resource](const Cow<Resource>& r) { return r->id == resource; });
}

// A verb that is free at the same path, or the path with a number behind its last literal part.
RouteKey copyOf(const OpenApiDefinition& definition, const RouteKey& key)
{
    for (const HttpVerb verb : allHttpVerbs)
        if (!key.isDefault() && verb != HttpVerb::Any && !hasRoute(definition, {verb, key.path}))
            return {verb, key.path};
    const std::string base = key.isDefault() ? "/default" : key.path == "/" ? "/copy" : key.path;
    std::vector<std::string> parts = pathParts(base);
    const auto literal = std::find_if(parts.rbegin(), parts.rend(), [](const auto& p) { return !isVariablePart(p); });
    for (int n = 1;; ++n) {
        std::vector<std::string> copy = parts;
        const std::string suffix = n == 1 ? "-copy" : "-copy" + std::to_string(n);
        if (literal == parts.rend())
            copy.insert(copy.begin(), suffix.substr(1));
        else
            copy[std::size_t(parts.rend() - literal) - 1] += suffix;
        RouteKey candidate{key.verb, {}};
        for (const std::string& part : copy)
            candidate.path += "/" + part;
        if (!hasRoute(definition, candidate))
            return candidate;
    }
}

Result<Integration> integrationFor(const Project& project, const std::string& target)
{
    Integration integration;
    const std::string_view named = functionNameIn(target);
    const std::string function = named.empty() ? target : std::string(named);
    if (project.findFunction(function)) {
        integration.type = IntegrationType::AwsProxy;
        integration.httpMethod = "POST";
        integration.payloadFormatVersion = "2.0";
        aimAtFunction(integration, project.aws, function);
        return integration;
    }
    if (target.starts_with("arn:") && !named.empty()) {
        integration.type = IntegrationType::AwsProxy;
        integration.httpMethod = "POST";
        integration.payloadFormatVersion = "2.0";
        integration.uri = target;
        return integration;
    }
    if (!target.starts_with("http://") && !target.starts_with("https://"))
        return fail(inQuotes(target) + " is neither a URL nor a function of this project.",
                    "Enter an address such as https://example.com, or the name of a function.");
    integration.httpMethod = "ANY";
    integration.uri = target;
    integration.payloadFormatVersion = "1.0";
    return integration;
}

} // namespace

Result<Project> createRoute(Project project, ApiId api, const std::string& routeKey)
{
    const Result<OpenApiDefinition*> definition = editRoutes(project, api);
    if (!definition)
        return fail(definition.error());
    const Result<RouteKey> key = freeKey(**definition, routeKey);
    if (!key)
        return fail(key.error());
    addRoute(**definition, api, *key);
    return project;
}

Result<Project> renameRoute(Project project, ApiId api, MethodId id, const std::string& routeKey)
{
    const Result<MethodPlace> place = editRoute(project, api, id);
    if (!place)
        return fail(place.error());
    OpenApiDefinition& definition = *place->definition;
    const RouteKey former{place->method->verb, place->resource->path};
    if (const auto same = routeKeyFrom(routeKey); same && *same == former)
        return project;
    const Result<RouteKey> key = freeKey(definition, routeKey);
    if (!key)
        return fail(key.error());
    Method route = *place->method;
    route.verb = key->verb;
    if (key->path == former.path) {
        *place->method = std::move(route);
    } else {
        fitPathParameters(route, former.path, key->path);
        takeOut(definition, place->resource->id, id);
        resourceOf(definition, api, key->path).methods.emplace_back(std::move(route));
    }
    followMethod(project, api, {former.path, std::string(toString(former.verb))},
                 {key->path, std::string(toString(key->verb))});
    return project;
}

Result<Project> duplicateRoute(Project project, ApiId api, MethodId id)
{
    const Result<MethodPlace> place = editRoute(project, api, id);
    if (!place)
        return fail(place.error());
    OpenApiDefinition& definition = *place->definition;
    const RouteKey former{place->method->verb, place->resource->path};
    const RouteKey key = copyOf(definition, former);
    Method copy = *place->method;
    copy.verb = key.verb;
    copy.operationName = OperationNames(definition).copyOf(copy.operationName);
    fitPathParameters(copy, former.path, key.path);
    Method& made = addRoute(definition, api, key);
    copy.id = made.id;
    made = std::move(copy);
    return project;
}

Result<Project> deleteRoute(Project project, ApiId api, MethodId id)
{
    const Result<MethodPlace> place = editRoute(project, api, id);
    if (!place)
        return fail(place.error());
    const std::string key = routeKeyOf(place->resource->path, place->method->verb);
    takeOut(*place->definition, place->resource->id, id);
    dropRouteSettings(project.edit(api)->stages, key);
    return project;
}

Result<Project> createDefaultRoute(Project project, ApiId api, const std::string& target)
{
    Result<Integration> integration = integrationFor(project, target);
    if (!integration)
        return fail(std::move(integration.error()));
    const Result<OpenApiDefinition*> definition = editRoutes(project, api);
    if (!definition)
        return fail(definition.error());
    const Result<RouteKey> key = freeKey(**definition, std::string(defaultRouteKey));
    if (!key)
        return fail(key.error());
    addRoute(**definition, api, *key).integration = std::move(*integration);
    return project;
}

} // namespace gw
