// SocketRoutes: the routes of a WebSocket API's program, how a message finds one (reference 3.2), and who may manage
// its connections (3.6).
#pragma once

#include "gateway-engine/routing/selection.h"
#include "gateway-engine/websocket/management.h"
#include "gateway-engine/websocket/socket_handler.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace gw::engine {

struct SocketRoutes
{
    static constexpr int none = -1; // the API has no such route

    Selection selection; // over messages
    int connect = none;  // indices into Program::methods
    int disconnect = none;
    int fallback = none; // $default
    std::unordered_map<std::string, int> custom{};
    ManagementAccess management{}; // who may send to its connections
    SocketLimits limits{};         // of each of them
};

struct ChosenRoute
{
    int index = SocketRoutes::none;
    std::string selected;    // what the selection expression gave
    bool isBodyJson = true;  // where the expression looks into the body
    bool isFallback = false; // $default answers, or would
};

// `body`: the message as JSON; null: it is none.
[[nodiscard]] ChosenRoute chooseRoute(const SocketRoutes& routes, const json::Value* body);

// Why, for traces: `$request.body.action gives "say"`.
[[nodiscard]] std::string routeReason(const SocketRoutes& routes, const ChosenRoute& chosen);

} // namespace gw::engine
