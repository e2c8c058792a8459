// Look-ups in a WebSocket API and the spelling of its keys.
#include "core/api/websocket_api.h"

#include <algorithm>

namespace gw {

namespace {

constexpr std::string_view ofRoute = "route.request.";
constexpr std::string_view ofMethod = "method.request.";

template <typename T>
const T* named(const std::vector<T>& list, std::string_view name)
{
    const auto it = std::find_if(list.begin(), list.end(), [&](const T& each) { return each.name == name; });
    return it == list.end() ? nullptr : &*it;
}

} // namespace

bool WebSocketRoute::isPredefined() const
{
    return routeKey == connectKey || routeKey == disconnectKey || routeKey == defaultKey;
}

bool WebSocketRoute::isTwoWay() const
{
    return routeKey != connectKey && routeKey != disconnectKey && routeResponseSelectionExpression == defaultKey &&
           std::any_of(routeResponses.begin(), routeResponses.end(),
                       [](const RouteResponse& response) { return response.routeResponseKey == defaultKey; });
}

const WebSocketRoute* WebSocketApi::find(RouteId id) const
{
    const auto it = std::find_if(routes.begin(), routes.end(), [id](const auto& route) { return route->id == id; });
    return it == routes.end() ? nullptr : &**it;
}

const WebSocketRoute* WebSocketApi::findRoute(std::string_view routeKey) const
{
    const auto it = std::find_if(routes.begin(), routes.end(),
                                 [routeKey](const auto& route) { return route->routeKey == routeKey; });
    return it == routes.end() ? nullptr : &**it;
}

WebSocketRoute* WebSocketApi::edit(RouteId id)
{
    const auto it = std::find_if(routes.begin(), routes.end(), [id](const auto& route) { return route->id == id; });
    return it == routes.end() ? nullptr : &it->edit();
}

const Authorizer* WebSocketApi::findAuthorizer(std::string_view name) const
{
    return named(authorizers, name);
}

const WebSocketModel* WebSocketApi::findModel(std::string_view name) const
{
    return named(models, name);
}

RouteId routeIdOf(ApiId api, std::string_view routeKey)
{
    return {stableHash(routeKey, stableHash("route", api.value))};
}

std::string integrationResponseKey(const IntegrationResponse& response)
{
    return response.selectionPattern.empty() ? std::string(defaultKey) : "/" + response.selectionPattern + "/";
}

std::optional<std::string> patternOfResponseKey(std::string_view key)
{
    if (key == defaultKey)
        return std::string();
    const bool isPattern = key.size() > 2 && key.front() == '/' && key.back() == '/';
    return isPattern ? std::optional(std::string(key.substr(1, key.size() - 2))) : std::nullopt;
}

std::optional<IdentitySource> routeIdentitySourceFrom(std::string_view text)
{
    if (text.starts_with(ofMethod))
        return std::nullopt;
    const bool isOfRequest = text.starts_with(ofRoute);
    return identitySourceFrom(
        isOfRequest ? std::string(ofMethod) + std::string(text.substr(ofRoute.size())) : std::string(text), false);
}

} // namespace gw
