// Which route a message would take, and why: chosen by the very code that chooses when it comes over a connection.
#pragma once

#include "core/api/project.h"

#include <QString>

namespace gw::ui {

struct RouteChoice
{
    RouteId route; // none: the message is refused
    QString routeKey;
    QString reason;
    bool isValid = true; // false: the expression itself is wrong, `reason` says how
    bool operator==(const RouteChoice&) const = default;
};

[[nodiscard]] RouteChoice routeOf(const WebSocketApi& api, const QString& message);

} // namespace gw::ui
