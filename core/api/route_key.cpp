// Route keys as texts.
#include "core/api/route_key.h"

#include "core/api/project.h"

namespace gw {

std::string toString(const RouteKey& key)
{
    return routeKeyOf(key.path, key.verb);
}

std::string routeKeyOf(std::string_view path, HttpVerb verb)
{
    if (path == defaultRoutePath && verb == HttpVerb::Any)
        return std::string(defaultRouteKey);
    return std::string(toString(verb)) + " " + std::string(path);
}

std::optional<RouteKey> writtenRouteKey(std::string_view text)
{
    if (text == defaultRouteKey)
        return RouteKey{HttpVerb::Any, std::string(defaultRoutePath)};
    const auto space = text.find(' ');
    if (space == std::string_view::npos || !text.substr(space + 1).starts_with('/'))
        return std::nullopt;
    const auto verb = httpVerbFrom(text.substr(0, space));
    if (!verb || toString(*verb) != text.substr(0, space))
        return std::nullopt;
    return RouteKey{*verb, std::string(text.substr(space + 1))};
}

std::vector<std::string> routeKeysOf(const Api& api)
{
    std::vector<std::string> keys;
    if (const auto* webSocket = std::get_if<WebSocketApi>(&api.definition))
        for (const Cow<WebSocketRoute>& route : webSocket->routes)
            keys.push_back(route->routeKey);
    if (const OpenApiDefinition* definition = api.openApi())
        for (const Cow<Resource>& resource : definition->resources)
            for (const Cow<Method>& method : resource->methods)
                keys.push_back(routeKeyOf(resource->path, method->verb));
    return keys;
}

} // namespace gw
