// The positions are the reader's. A text that was not edited has been read already.
#include "core/format/source_place.h"

#include "core/format/openapi_source.h"

#include <algorithm>

namespace gw {

namespace {

const json::Member* memberOf(const json::Value* object, std::string_view key)
{
    if (!object || !object->isObject())
        return nullptr;
    const json::Object& members = object->asObject();
    const auto found =
        std::find_if(members.begin(), members.end(), [key](const json::Member& m) { return m.key == key; });
    return found == members.end() ? nullptr : &*found;
}

const json::Member* methodOf(const json::Value& path, HttpVerb verb)
{
    if (!path.isObject())
        return nullptr;
    const json::Object& members = path.asObject();
    const auto found = std::find_if(members.begin(), members.end(),
                                    [verb](const json::Member& m) { return httpVerbFrom(m.key) == verb; });
    return found == members.end() ? nullptr : &*found;
}

const json::Member* memberFor(const json::Value& tree, const Api& api, const NodeRef& node)
{
    const OpenApiDefinition* definition = api.openApi();
    if (!definition)
        return nullptr;
    const Method* method = node.method ? definition->find(node.method) : nullptr;
    const Resource* resource = method ? definition->resourceOf(method->id) : definition->find(node.resource);
    if (!resource)
        return nullptr;
    const json::Member* path = memberOf(tree.find("paths"), resource->path);
    return path && method ? methodOf(path->value, method->verb) : path;
}

LineRange linesOf(std::string_view text, std::size_t begin, std::size_t end)
{
    // A block ends where the next begins: the white space before that is not part of it.
    end = std::min(end, text.size());
    while (end > begin && std::string_view(" \t\r\n").find(text[end - 1]) != std::string_view::npos)
        --end;
    const int first = json::positionOf(text, begin).line;
    return {first, std::max(first, json::positionOf(text, end).line)};
}

LineRange linesOf(std::string_view text, const json::Member& member)
{
    return linesOf(text, member.keyRange.begin, std::max(member.value.range().end, member.keyRange.end));
}

// A route of a WebSocket API is an entry of the list of routes.
const json::Value* routeFor(const json::Value& tree, const Api& api, RouteId id)
{
    const auto* definition = std::get_if<WebSocketApi>(&api.definition);
    const WebSocketRoute* route = definition ? definition->find(id) : nullptr;
    const json::Value* routes = tree.find("routes");
    if (!route || !routes || !routes->isArray())
        return nullptr;
    for (const json::Value& entry : routes->asArray())
        if (entry["routeKey"].scalarText() == route->routeKey)
            return &entry;
    return nullptr;
}

} // namespace

std::optional<LineRange> placeInSource(const Api& api, std::string_view text, const NodeRef& node)
{
    if (!node.resource && !node.method && !node.route)
        return std::nullopt;
    const bool isRead = api.source && api.source->text == text;
    const Result<json::Value> fresh =
        isRead ? Result<json::Value>(json::Value()) : json::read(text, json::detectSyntax(text));
    if (!fresh)
        return std::nullopt;
    return placeInSource(api, text, isRead ? api.source->tree : *fresh, node);
}

std::optional<LineRange> placeInSource(const Api& api, std::string_view text, const json::Value& tree,
                                       const NodeRef& node)
{
    if (node.route) {
        const json::Value* route = routeFor(tree, api, node.route);
        return route ? std::optional(linesOf(text, route->range().begin, route->range().end)) : std::nullopt;
    }
    const json::Member* member = node.resource || node.method ? memberFor(tree, api, node) : nullptr;
    return member ? std::optional(linesOf(text, *member)) : std::nullopt;
}

} // namespace gw
