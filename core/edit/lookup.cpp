// Look-ups for edits. Ids are probed upwards from the hash of the place until one is free.
#include "core/edit/lookup.h"

#include "core/format/manifest_backend.h"
#include "core/format/manifest_function.h"
#include "core/format/manifest_state_machine.h"

namespace gw {

namespace {

template <typename IdType, typename IsTaken>
IdType firstFree(std::uint64_t hash, IsTaken isTaken)
{
    IdType id{hash};
    while (id.value == 0 || isTaken(id))
        ++id.value;
    return id;
}

} // namespace

Result<Api*> editApi(Project& project, ApiId id)
{
    if (Api* api = project.edit(id))
        return api;
    return fail("This API is no longer in the project.", "Choose another one, or undo its removal.",
                NodeRef{id, {}, {}, {}});
}

Result<OpenApiDefinition*> editDefinition(Project& project, ApiId id)
{
    const Result<Api*> api = editApi(project, id);
    if (!api)
        return fail(api.error());
    if (OpenApiDefinition* definition = (*api)->openApi())
        return definition;
    return fail("\"" + (*api)->name + "\" is a WebSocket API: it has routes, not resources and methods.",
                "Choose a REST or HTTP API.", NodeRef{id, {}, {}, {}});
}

Result<MethodPlace> editMethod(Project& project, ApiId api, MethodId id)
{
    const Result<OpenApiDefinition*> definition = editDefinition(project, api);
    if (!definition)
        return fail(definition.error());
    const Resource* owner = (*definition)->resourceOf(id);
    if (!owner)
        return fail("This method is no longer in the API.", "Choose another one, or undo its removal.",
                    NodeRef{api, {}, id, {}});
    Resource* resource = (*definition)->edit(owner->id);
    for (Cow<Method>& method : resource->methods)
        if (method->id == id)
            return MethodPlace{*definition, resource, &method.edit()};
    return fail("This method is no longer in the API.", {}, NodeRef{api, {}, id, {}});
}

ResourceId newResourceId(const OpenApiDefinition& definition, ApiId api, const std::string& path)
{
    return firstFree<ResourceId>(stableHash(path, stableHash("resource", api.value)),
                                 [&](ResourceId id) { return definition.find(id) != nullptr; });
}

MethodId newMethodId(const OpenApiDefinition& definition, ResourceId resource, HttpVerb verb)
{
    return firstFree<MethodId>(stableHash(toString(verb), stableHash("method", resource.value)),
                               [&](MethodId id) { return definition.find(id) != nullptr; });
}

RouteId newRouteId(const WebSocketApi& definition, ApiId api, const std::string& routeKey)
{
    return firstFree<RouteId>(routeIdOf(api, routeKey).value,
                              [&](RouteId id) { return definition.find(id) != nullptr; });
}

StageId newStageId(const Api& api, const std::string& name)
{
    return firstFree<StageId>(stableHash(name, stableHash("stage", api.id.value)),
                              [&](StageId id) { return api.findStage(id) != nullptr; });
}

ApiId newApiId(const Project& project, const std::string& file)
{
    return firstFree<ApiId>(stableHash(file, stableHash("api")), [&](ApiId id) { return project.find(id) != nullptr; });
}

FunctionId newFunctionId(const Project& project, const std::string& name)
{
    return firstFree<FunctionId>(functionIdOf(name).value, [&](FunctionId id) { return project.find(id) != nullptr; });
}

StateMachineId newStateMachineId(const Project& project, const std::string& name)
{
    return firstFree<StateMachineId>(stateMachineIdOf(name).value,
                                     [&](StateMachineId id) { return project.find(id) != nullptr; });
}

BackendId newBackendId(const Project& project, const std::string& name)
{
    return firstFree<BackendId>(backendIdOf(name).value, [&](BackendId id) { return project.find(id) != nullptr; });
}

} // namespace gw
