// Chooses the route of a message.
#include "gateway-engine/websocket/socket_routes.h"

#include "core/in_quotes.h"

namespace gw::engine {

ChosenRoute chooseRoute(const SocketRoutes& routes, const json::Value* body)
{
    ChosenRoute chosen;
    chosen.isBodyJson = body || !routes.selection.reads(Selection::Place::RequestBody);
    if (chosen.isBodyJson)
        chosen.selected =
            routes.selection.evaluate([body](const Selection::Part& part) { return selectedFrom(body, part); });
    if (const auto found = routes.custom.find(chosen.selected); found != routes.custom.end()) {
        chosen.index = found->second;
        return chosen;
    }
    chosen.index = routes.fallback;
    chosen.isFallback = true;
    return chosen;
}

std::string routeReason(const SocketRoutes& routes, const ChosenRoute& chosen)
{
    constexpr std::size_t shown = 200;
    const std::string& expression = routes.selection.text();
    if (!chosen.isBodyJson)
        return "The message is no JSON, so " + expression + " gives nothing.";
    std::string reason = expression + " gives " + inQuotes(chosen.selected.substr(0, shown));
    if (chosen.isFallback && chosen.selected != "$default")
        reason += ", which is no route's key";
    return reason + ".";
}

} // namespace gw::engine
