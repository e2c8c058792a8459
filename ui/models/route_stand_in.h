// A route of a WebSocket API as the editors of mappings and templates know methods: its integration, and the message it
// gets as the body. What the editors change goes back into the route (ui/websocket/route_form.h).
#pragma once

#include "core/api/project.h"

#include <QString>

#include <optional>

namespace gw::ui {

struct RouteStandIn
{
    Resource resource;
    Method method; // its operation name is the route's key
};

[[nodiscard]] RouteStandIn standInFor(const WebSocketApi& api, const WebSocketRoute& route);
[[nodiscard]] std::optional<RouteStandIn> standInFor(const Project& project, const NodeRef& ref); // none: no route

// A message that the API's selection expression leads to the route: {"action": "join"}; empty for what is no message.
[[nodiscard]] json::Value exampleMessage(const WebSocketApi& api, const WebSocketRoute& route);

[[nodiscard]] const WebSocketApi* socketApi(const Project& project, ApiId api); // nullptr: it is none, or gone
[[nodiscard]] const WebSocketRoute* socketRoute(const Project& project, const NodeRef& ref);

} // namespace gw::ui
