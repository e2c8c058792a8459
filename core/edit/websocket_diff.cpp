// Compares routes, authorizers and models.
#include "core/edit/websocket_diff.h"

#include "core/edit/change_aspects.h"
#include "core/edit/change_text.h"
#include "core/edit/pairing.h"
#include "core/in_quotes.h"

#include <functional>

namespace gw {

std::string describeChange(const WebSocketRoute& before, const WebSocketRoute& after)
{
    Aspects aspects;
    if (before.routeKey != after.routeKey)
        aspects.say("renamed to " + inQuotes(after.routeKey));
    aspects.compare("operation name", before.operationName, after.operationName);
    aspects.compare("authorization", before.authorizationType, after.authorizationType);
    aspects.compare("authorizer", before.authorizer, after.authorizer);
    aspects.compare("API key requirement", before.apiKeyRequired, after.apiKeyRequired);
    aspects.compare("model selection", before.modelSelectionExpression, after.modelSelectionExpression);
    aspects.compareNamed(before.requestModels, after.requestModels, labelled("request model "));
    aspects.compareNamed(before.requestParameters, after.requestParameters,
                         [](const RouteParameter& each) { return "parameter " + each.name; });
    compareIntegrations(aspects, before.integration, after.integration);
    if (before.isTwoWay() != after.isTwoWay())
        aspects.say(after.isTwoWay() ? "is now two-way" : "is now one-way");
    else {
        aspects.compare("route response selection", before.routeResponseSelectionExpression,
                        after.routeResponseSelectionExpression);
        aspects.compareNamed(before.routeResponses, after.routeResponses,
                             [](const RouteResponse& each) { return "route response " + each.routeResponseKey; });
    }
    return aspects.text();
}

std::string describeChange(const WebSocketApi& before, const WebSocketApi& after)
{
    Aspects aspects;
    aspects.compare("description", before.description, after.description);
    aspects.compare("version", before.version, after.version);
    aspects.compare("route selection", before.routeSelectionExpression, after.routeSelectionExpression);
    aspects.compare("API key selection", before.apiKeySelectionExpression, after.apiKeySelectionExpression);
    aspects.compare("default endpoint", before.disableExecuteApiEndpoint, after.disableExecuteApiEndpoint);
    aspects.compare("schema validation", before.disableSchemaValidation, after.disableSchemaValidation);
    aspects.compareNamed(before.authorizers, after.authorizers,
                         [](const Authorizer& each) { return "authorizer " + each.name; });
    aspects.compareNamed(before.models, after.models, [](const WebSocketModel& each) { return "model " + each.name; });
    return aspects.text();
}

void diffRoutes(const WebSocketApi& before, const WebSocketApi& after, ApiId api, Changes& changes)
{
    const auto idOf = [](const Cow<WebSocketRoute>& route) { return route->id; };
    const auto routes = pairById(before.routes, after.routes, idOf, std::equal_to<Cow<WebSocketRoute>>());
    const auto say = [&](ChangeKind kind, const WebSocketRoute& route, const std::string& what) {
        changes.push_back({kind, nodeOf(api, route.id), "Route " + inQuotes(route.routeKey) + what});
    };
    for (const auto* route : routes.removed)
        say(ChangeKind::Removed, **route, " removed");
    for (const auto* route : routes.added)
        say(ChangeKind::Added, **route, " added");
    for (const auto& [old, now] : routes.changed) {
        const std::string text = describeChange(**old, **now);
        say(ChangeKind::Changed, **old, text.empty() ? ": order of its settings changed" : ": " + text);
    }
    for (const auto& [old, now] : routes.reordered)
        if (*old == *now)
            say(ChangeKind::Moved, **now, " put in another place");
}

} // namespace gw
