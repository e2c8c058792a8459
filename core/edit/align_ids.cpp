// Ids decide first: within one session an element keeps its id through renames and moves. Path and verb decide for the
// rest, on either side only among elements that found no partner by id.
#include "core/edit/align_ids.h"

#include <unordered_map>
#include <unordered_set>

namespace gw {

namespace {

using Ids = std::unordered_set<std::uint64_t>;

Ids resourceIds(const OpenApiDefinition& definition)
{
    Ids ids;
    for (const Cow<Resource>& resource : definition.resources)
        ids.insert(resource->id.value);
    return ids;
}

Ids methodIds(const OpenApiDefinition& definition)
{
    Ids ids;
    for (const Cow<Resource>& resource : definition.resources)
        for (const Cow<Method>& method : resource->methods)
            ids.insert(method->id.value);
    return ids;
}

void alignResources(OpenApiDefinition& definition, const OpenApiDefinition& model)
{
    const Ids own = resourceIds(definition);
    const Ids known = resourceIds(model);
    std::unordered_map<std::string_view, ResourceId> freeByPath;
    for (const Cow<Resource>& resource : model.resources)
        if (own.count(resource->id.value) == 0)
            freeByPath.emplace(resource->path, resource->id);
    for (Cow<Resource>& resource : definition.resources) {
        const auto found = freeByPath.find(resource->path);
        if (known.count(resource->id.value) == 0 && found != freeByPath.end())
            resource.edit().id = found->second;
    }
}

void alignMethods(Cow<Resource>& resource, const Resource& model, const Ids& own, const Ids& known)
{
    for (std::size_t i = 0; i < resource->methods.size(); ++i) {
        const Method& method = *resource->methods[i];
        if (known.count(method.id.value) > 0)
            continue;
        for (const Cow<Method>& candidate : model.methods)
            if (candidate->verb == method.verb && own.count(candidate->id.value) == 0) {
                resource.edit().methods[i].edit().id = candidate->id;
                break;
            }
    }
}

void alignMethods(OpenApiDefinition& definition, const OpenApiDefinition& model)
{
    const Ids own = methodIds(definition);
    const Ids known = methodIds(model);
    std::unordered_map<std::uint64_t, const Resource*> modelResources;
    for (const Cow<Resource>& resource : model.resources)
        modelResources.emplace(resource->id.value, &*resource);
    for (Cow<Resource>& resource : definition.resources)
        if (const auto found = modelResources.find(resource->id.value); found != modelResources.end())
            alignMethods(resource, *found->second, own, known);
}

void alignRoutes(WebSocketApi& definition, const WebSocketApi& model)
{
    std::unordered_set<std::uint64_t> own;
    for (const Cow<WebSocketRoute>& route : definition.routes)
        own.insert(route->id.value);
    for (Cow<WebSocketRoute>& route : definition.routes) {
        const WebSocketRoute* partner = model.find(route->id) ? nullptr : model.findRoute(route->routeKey);
        if (partner && own.count(partner->id.value) == 0)
            route.edit().id = partner->id;
    }
}

} // namespace

Api withIdsOf(Api api, const Api& model)
{
    api.id = model.id;
    auto* routes = std::get_if<WebSocketApi>(&api.definition);
    if (const auto* known = std::get_if<WebSocketApi>(&model.definition); routes && known)
        alignRoutes(*routes, *known);
    OpenApiDefinition* definition = api.openApi();
    if (!definition || !model.openApi())
        return api;
    alignResources(*definition, *model.openApi());
    alignMethods(*definition, *model.openApi());
    return api;
}

} // namespace gw
