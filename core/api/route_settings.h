// RouteSettings: what a stage of an HTTP or WebSocket API says of one route, or of all (reference 0.4, 2.8, 3.5).
// Logging and data trace are of WebSocket APIs alone.
#pragma once

#include "core/api/throttle.h"

#include <optional>
#include <string>

namespace gw {

struct RouteSettings
{
    std::string routeKey;                 // "$connect", "GET /pets"; empty: the stage's defaultRouteSettings
    std::optional<bool> dataTraceEnabled; // unset: inherited, in the end false
    std::optional<bool> detailedMetricsEnabled;
    std::string loggingLevel; // "OFF", "ERROR", "INFO"; empty: inherited, in the end "OFF"
    ThrottleSettings throttling;
    bool operator==(const RouteSettings&) const = default;
};

} // namespace gw
