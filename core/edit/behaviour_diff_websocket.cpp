// What clients of a WebSocket API notice. Routes are paired by their keys: that is what messages choose.
#include "core/edit/behaviour_diff.h"
#include "core/edit/websocket_diff.h"

namespace gw {

namespace {

using Kind = BehaviourChange::Kind;

std::string sentence(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text + ".";
}

std::string subjectOf(const WebSocketRoute& route)
{
    return "Route " + route.routeKey;
}

bool isAuthorized(const WebSocketRoute& route)
{
    return route.apiKeyRequired || (!route.authorizationType.empty() && route.authorizationType != "NONE");
}

// Clients that worked before no longer do.
bool asksMore(const WebSocketRoute& before, const WebSocketRoute& after)
{
    return (before.isTwoWay() && !after.isTwoWay()) || (!isAuthorized(before) && isAuthorized(after));
}

void compareRoutes(const WebSocketApi& before, const WebSocketApi& after, ApiId api, BehaviourChanges& changes)
{
    for (const Cow<WebSocketRoute>& route : after.routes) {
        const NodeRef node = nodeOf(api, route->id);
        const WebSocketRoute* old = before.findRoute(route->routeKey);
        if (!old) {
            changes.push_back({Kind::Added, Behaviour::Route, subjectOf(*route), "The route is new.", false, node});
            continue;
        }
        if (const std::string text = describeChange(*old, *route); !text.empty())
            changes.push_back(
                {Kind::Changed, Behaviour::Route, subjectOf(*route), sentence(text), asksMore(*old, *route), node});
    }
    for (const Cow<WebSocketRoute>& route : before.routes)
        if (!after.findRoute(route->routeKey))
            changes.push_back({Kind::Removed, Behaviour::Route, subjectOf(*route), "The route is no longer there.",
                               route->routeKey != disconnectKey, nodeOf(api, route->id)});
}

} // namespace

BehaviourChanges behaviourDiff(const WebSocketApi& before, const WebSocketApi& after, ApiId api)
{
    BehaviourChanges changes;
    NodeRef node;
    node.api = api;
    if (const std::string text = describeChange(before, after); !text.empty())
        changes.push_back({Kind::Changed, Behaviour::Description, "API", sentence(text),
                           before.routeSelectionExpression != after.routeSelectionExpression, node});
    compareRoutes(before, after, api, changes);
    return changes;
}

} // namespace gw
