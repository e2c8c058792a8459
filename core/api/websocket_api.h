// WebSocket API: routes chosen by an expression over each message. Field names are those of the public v2 API model.
#pragma once

#include "core/api/integration.h"

#include <optional>
#include <string>
#include <vector>

namespace gw {

struct WebSocketRoute {
    std::string routeKey; // "$connect", "$disconnect", "$default" or a custom key
    std::optional<Integration> integration;
    bool operator==(const WebSocketRoute&) const = default;
};

struct WebSocketApi {
    std::string routeSelectionExpression = "$request.body.action";
    std::vector<WebSocketRoute> routes;
    bool operator==(const WebSocketApi&) const = default;
};

} // namespace gw
