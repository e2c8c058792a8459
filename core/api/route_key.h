// Route keys (reference 2.1, 3.2). Those of HTTP APIs are "GET /pets/{petId}" or "$default": in the model such a route
// is a method on a path, the default route the method for any verb on defaultRoutePath. Those of WebSocket APIs are
// texts. What the service accepts as a new one is decided in core/edit.
#pragma once

#include "core/api/rest_api.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct Api;

inline constexpr std::string_view defaultRouteKey = "$default";

struct RouteKey
{
    HttpVerb verb = HttpVerb::Any;
    std::string path; // defaultRoutePath for the default route
    [[nodiscard]] bool isDefault() const { return path == defaultRoutePath; }
    bool operator==(const RouteKey&) const = default;
};

[[nodiscard]] std::string toString(const RouteKey& key);
[[nodiscard]] std::string routeKeyOf(std::string_view path, HttpVerb verb);
// As files write it: a verb in upper case, one space, a path with its slash. Nothing when the text is no such key.
[[nodiscard]] std::optional<RouteKey> writtenRouteKey(std::string_view text);
// Of all routes of an HTTP or WebSocket API, in their order.
[[nodiscard]] std::vector<std::string> routeKeysOf(const Api& api);

} // namespace gw
