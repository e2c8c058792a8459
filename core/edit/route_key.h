// Route keys of HTTP APIs (reference 2.1): "GET /pets/{petId}" or "$default". In the model a route is a method on a
// path; the default route is the method for any verb on defaultRoutePath.
#pragma once

#include "core/api/rest_api.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace gw {

inline constexpr std::string_view defaultRouteKey = "$default";

struct RouteKey
{
    HttpVerb verb = HttpVerb::Any;
    std::string path; // defaultRoutePath for the default route
    [[nodiscard]] bool isDefault() const { return path == defaultRoutePath; }
    bool operator==(const RouteKey&) const = default;
};

// As the service creates it: a verb in any letter case, a path that begins with a slash and ends with none, variables
// that are whole parts, {name+} last.
[[nodiscard]] Result<RouteKey> routeKeyFrom(std::string_view text);
[[nodiscard]] std::string toString(const RouteKey& key);
[[nodiscard]] std::string routeKeyOf(std::string_view path, HttpVerb verb);
// Of the settings of one method of a stage: "pets/{id}/GET", "$default/ANY". Empty when the text names no method.
[[nodiscard]] std::string routeKeyOfSettings(std::string_view methodPath);

} // namespace gw
