// Two passes: what has its place in the former definition takes its id from there; everything else keeps the id that
// its place gives it, or the next one that nothing has.
#include "core/format/keep_ids.h"

#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace gw {

namespace {

using TakenIds = std::unordered_set<std::uint64_t>;

std::unordered_map<std::string_view, const Resource*> byPath(const OpenApiDefinition& definition)
{
    std::unordered_map<std::string_view, const Resource*> resources;
    resources.reserve(definition.resources.size());
    for (const Cow<Resource>& resource : definition.resources)
        resources.emplace(resource->path, &*resource);
    return resources;
}

const Method* methodAt(const Resource& resource, HttpVerb verb)
{
    for (const Cow<Method>& method : resource.methods)
        if (method->verb == verb)
            return &*method;
    return nullptr;
}

class IdKeeper
{
public:
    explicit IdKeeper(const OpenApiDefinition& previous) : m_previous(byPath(previous))
    {
        for (const Cow<Resource>& resource : previous.resources) {
            m_resourceIds.insert(resource->id.value);
            for (const Cow<Method>& method : resource->methods)
                m_methodIds.insert(method->id.value);
        }
    }

    void keep(Cow<Resource>& resource)
    {
        const auto found = m_previous.find(resource->path);
        const Resource* before = found == m_previous.end() ? nullptr : found->second;
        const ResourceId id = chosen(resource->id, before ? before->id : ResourceId{}, m_resourceIds, m_keptResources);
        if (id != resource->id)
            resource.edit().id = id;
        for (std::size_t i = 0; i < resource->methods.size(); ++i) {
            const Method* method = before ? methodAt(*before, resource->methods[i]->verb) : nullptr;
            const MethodId own = resource->methods[i]->id;
            const MethodId chosenId = chosen(own, method ? method->id : MethodId{}, m_methodIds, m_keptMethods);
            if (chosenId != own)
                resource.edit().methods[i].edit().id = chosenId;
        }
    }

private:
    template <typename IdType>
    static IdType chosen(IdType own, IdType before, TakenIds& taken, TakenIds& kept)
    {
        if (before && kept.insert(before.value).second)
            return before;
        while (!own || !taken.insert(own.value).second)
            ++own.value;
        return own;
    }

    std::unordered_map<std::string_view, const Resource*> m_previous;
    TakenIds m_resourceIds; // those of the former definition and those given to what is new
    TakenIds m_methodIds;
    TakenIds m_keptResources; // no id is kept twice, whatever the former definition holds
    TakenIds m_keptMethods;
};

} // namespace

void keepIds(WebSocketApi& next, const WebSocketApi& previous)
{
    TakenIds taken;
    for (const Cow<WebSocketRoute>& route : previous.routes)
        taken.insert(route->id.value);
    for (Cow<WebSocketRoute>& route : next.routes) {
        const WebSocketRoute* before = previous.findRoute(route->routeKey);
        RouteId id = before ? before->id : route->id;
        while (!before && (!id || !taken.insert(id.value).second))
            ++id.value;
        if (id != route->id)
            route.edit().id = id;
    }
}

void keepIds(OpenApiDefinition& next, const OpenApiDefinition& previous)
{
    IdKeeper keeper(previous);
    for (Cow<Resource>& resource : next.resources)
        keeper.keep(resource);
}

void keepIds(Api& next, const Api& previous)
{
    if (next.openApi() && previous.openApi())
        keepIds(*next.openApi(), *previous.openApi());
    auto* routes = std::get_if<WebSocketApi>(&next.definition);
    if (const auto* before = std::get_if<WebSocketApi>(&previous.definition); routes && before)
        keepIds(*routes, *before);
}

} // namespace gw
