// Edits of routes and of what a WebSocket API says as a whole.
#include "core/edit/edits_websocket.h"

#include "core/api/route_limits.h"
#include "core/api/selection_expression.h"
#include "core/edit/access_uses.h"
#include "core/edit/lookup.h"
#include "core/edit/websocket_rules.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw {

namespace {

struct RoutePlace
{
    Api* api;
    WebSocketApi* definition;
    WebSocketRoute* route;
};

// Each unshared once: what is edited a second time is another copy.
Result<RoutePlace> editRoute(Project& project, ApiId id, RouteId route)
{
    const Result<WebSocketApi*> definition = editWebSocket(project, id);
    if (!definition)
        return fail(definition.error());
    if (!(*definition)->find(route))
        return fail("This route is no longer in the API.", "Choose another one, or undo its removal.",
                    nodeOf(id, route));
    Api* api = project.edit(id);
    auto& own = std::get<WebSocketApi>(api->definition);
    return RoutePlace{api, &own, own.edit(route)};
}

Result<void> requireFreeKey(const WebSocketApi& api, ApiId id, const std::string& routeKey)
{
    if (const std::string fault = faultOfRouteKey(routeKey); !fault.empty())
        return fail(inQuotes(routeKey) + " is no route key: " + fault,
                    "Use $connect, $disconnect, $default, or a key of your own.", NodeRef{id, {}, {}, {}});
    if (api.findRoute(routeKey))
        return fail("The API already has a route " + inQuotes(routeKey) + ".", "Choose another key.",
                    NodeRef{id, {}, {}, {}});
    if (api.routes.size() >= mostRoutes)
        return fail("An API has at most " + std::to_string(mostRoutes) + " routes.", "Delete one first.",
                    NodeRef{id, {}, {}, {}});
    return {};
}

void renameSettings(std::vector<Stage>& stages, const std::string& from, const std::string& to)
{
    for (Stage& stage : stages)
        for (RouteSettings& settings : stage.routeSettings)
            if (settings.routeKey == from)
                settings.routeKey = to;
}

std::string copyKey(const WebSocketApi& api, const std::string& routeKey)
{
    const std::string stem = routeKey.starts_with('$') ? routeKey.substr(1) : routeKey;
    for (int n = 1;; ++n) {
        std::string candidate = stem + (n == 1 ? "-copy" : "-copy-" + std::to_string(n));
        if (!api.findRoute(candidate))
            return candidate;
    }
}

// What only handshakes have means nothing to a route of another key.
void fitToKey(WebSocketRoute& route)
{
    if (route.routeKey == connectKey)
        return;
    route.authorizationType.clear();
    route.authorizer.clear();
    route.apiKeyRequired = false;
    route.requestParameters.clear();
}

Result<void> checkExpression(const std::string& expression, ApiId api)
{
    const auto parts = selectionParts(expression);
    if (parts)
        return {};
    return fail(parts.error().message, parts.error().hint, NodeRef{api, {}, {}, {}});
}

} // namespace

Result<WebSocketApi*> editWebSocket(Project& project, ApiId id)
{
    const Result<Api*> api = editApi(project, id);
    if (!api)
        return fail(api.error());
    if (auto* definition = std::get_if<WebSocketApi>(&(*api)->definition))
        return definition;
    return fail(inQuotes((*api)->name) + " is no WebSocket API: it has resources and methods, not such routes.",
                "Choose a WebSocket API.", NodeRef{id, {}, {}, {}});
}

Result<Project> createSocketRoute(Project project, ApiId id, const std::string& routeKey)
{
    const Result<WebSocketApi*> api = editWebSocket(project, id);
    if (!api)
        return fail(api.error());
    if (const auto isFree = requireFreeKey(**api, id, routeKey); !isFree)
        return fail(isFree.error());
    WebSocketRoute route;
    route.id = newRouteId(**api, id, routeKey);
    route.routeKey = routeKey;
    (*api)->routes.emplace_back(std::move(route));
    return project;
}

Result<Project> renameRoute(Project project, ApiId id, RouteId routeId, const std::string& routeKey)
{
    const Result<RoutePlace> place = editRoute(project, id, routeId);
    if (!place)
        return fail(place.error());
    const std::string before = place->route->routeKey;
    if (before == routeKey)
        return project;
    if (const auto isFree = requireFreeKey(*place->definition, id, routeKey); !isFree)
        return fail(isFree.error());
    WebSocketRoute& route = *place->route;
    route.routeKey = routeKey;
    fitToKey(route);
    renameSettings(place->api->stages, before, routeKey);
    return project;
}

Result<Project> duplicateRoute(Project project, ApiId id, RouteId routeId)
{
    const Result<RoutePlace> place = editRoute(project, id, routeId);
    if (!place)
        return fail(place.error());
    WebSocketRoute copy = *place->route;
    copy.routeKey = copyKey(*place->definition, copy.routeKey);
    if (const auto isFree = requireFreeKey(*place->definition, id, copy.routeKey); !isFree)
        return fail(isFree.error());
    copy.id = newRouteId(*place->definition, id, copy.routeKey);
    fitToKey(copy);
    auto& routes = place->definition->routes;
    const auto original =
        std::find_if(routes.begin(), routes.end(), [routeId](const auto& route) { return route->id == routeId; });
    routes.insert(original + 1, std::move(copy));
    return project;
}

Result<Project> deleteRoute(Project project, ApiId id, RouteId routeId)
{
    const Result<RoutePlace> place = editRoute(project, id, routeId);
    if (!place)
        return fail(place.error());
    const std::string key = place->route->routeKey;
    std::erase_if(place->definition->routes, [routeId](const auto& route) { return route->id == routeId; });
    dropRouteSettings(place->api->stages, key);
    return project;
}

Result<Project> setRoute(Project project, ApiId id, WebSocketRoute route)
{
    const Result<RoutePlace> place = editRoute(project, id, route.id);
    if (!place)
        return fail(place.error());
    route.routeKey = place->route->routeKey;
    *place->route = std::move(route);
    return project;
}

Result<Project> setRouteIntegration(Project project, ApiId id, RouteId routeId, std::optional<Integration> integration)
{
    const Result<RoutePlace> place = editRoute(project, id, routeId);
    if (!place)
        return fail(place.error());
    place->route->integration = std::move(integration);
    return project;
}

Result<Project> setTwoWay(Project project, ApiId id, RouteId routeId, bool isTwoWay)
{
    const Result<RoutePlace> place = editRoute(project, id, routeId);
    if (!place)
        return fail(place.error());
    WebSocketRoute& route = *place->route;
    if (route.routeKey == connectKey || route.routeKey == disconnectKey)
        return fail("Replies of " + inQuotes(route.routeKey) + " never go to the client.",
                    "Make a route of messages two-way.", nodeOf(id, routeId));
    route.routeResponseSelectionExpression = isTwoWay ? defaultKey : "";
    if (!isTwoWay)
        route.routeResponses.clear();
    else if (!route.isTwoWay())
        route.routeResponses.emplace_back();
    return project;
}

Result<Project> setRouteAuthorization(Project project, ApiId id, RouteId routeId, const std::string& authorizationType,
                                      const std::string& authorizer)
{
    const Result<RoutePlace> place = editRoute(project, id, routeId);
    if (!place)
        return fail(place.error());
    WebSocketRoute& route = *place->route;
    const bool isOpen = authorizationType.empty() || authorizationType == "NONE";
    if (!isOpen && route.routeKey != connectKey)
        return fail("Only handshakes are authorized, and " + inQuotes(route.routeKey) + " is no $connect.",
                    "Set the authorization of $connect.", nodeOf(id, routeId));
    if (!authorizer.empty() && !place->definition->findAuthorizer(authorizer))
        return fail("The API has no authorizer " + inQuotes(authorizer) + ".", "Create it first, or choose another.",
                    nodeOf(id, routeId));
    route.authorizationType = isOpen ? "" : authorizationType;
    route.authorizer = authorizationType == "CUSTOM" ? authorizer : "";
    return project;
}

Result<Project> setRouteSelectionExpression(Project project, ApiId id, const std::string& expression)
{
    const Result<WebSocketApi*> api = editWebSocket(project, id);
    if (!api)
        return fail(api.error());
    if (const auto readable = checkExpression(expression, id); !readable)
        return fail(readable.error());
    (*api)->routeSelectionExpression = expression;
    return project;
}

Result<Project> setApiKeySelectionExpression(Project project, ApiId id, const std::string& expression)
{
    const Result<WebSocketApi*> api = editWebSocket(project, id);
    if (!api)
        return fail(api.error());
    if (expression != apiKeyInHeader && expression != apiKeyOfAuthorizer)
        return fail(inQuotes(expression) + " is no place where API keys come from.",
                    std::string("Use ") + apiKeyInHeader + " or " + apiKeyOfAuthorizer + ".", NodeRef{id, {}, {}, {}});
    (*api)->apiKeySelectionExpression = expression;
    return project;
}

} // namespace gw
