#include "ui/models/socket_route_choice.h"

#include "gateway-engine/websocket/socket_routes.h"
#include "ui/models/json_text.h"

namespace gw::ui {

namespace {

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

RouteChoice routeOf(const WebSocketApi& api, const QString& message)
{
    RouteChoice choice;
    auto selection = engine::Selection::parse(api.routeSelectionExpression);
    if (!selection) {
        choice.isValid = false;
        choice.reason = toQt(selection.error().message + " " + selection.error().hint).trimmed();
        return choice;
    }
    engine::SocketRoutes routes{std::move(*selection)};
    for (std::size_t i = 0; i < api.routes.size(); ++i)
        if (api.routes[i]->routeKey == defaultKey)
            routes.fallback = static_cast<int>(i);
        else if (!api.routes[i]->isPredefined())
            routes.custom.emplace(api.routes[i]->routeKey, static_cast<int>(i));
    const auto body = message.trimmed().isEmpty() ? Result<json::Value>(fail("")) : parseJsonText(message);
    const engine::ChosenRoute chosen = engine::chooseRoute(routes, body ? &*body : nullptr);
    choice.reason = toQt(engine::routeReason(routes, chosen));
    if (chosen.index == engine::SocketRoutes::none)
        return choice;
    const WebSocketRoute& route = *api.routes[static_cast<std::size_t>(chosen.index)];
    choice.route = route.id;
    choice.routeKey = toQt(route.routeKey);
    return choice;
}

} // namespace gw::ui
