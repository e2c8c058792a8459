// Route keys of HTTP APIs as the service creates them (reference 2.1).
#pragma once

#include "core/api/route_key.h"
#include "core/result.h"

#include <string_view>

namespace gw {

// A verb in any letter case, a path that begins with a slash and ends with none, variables that are whole parts,
// {name+} last.
[[nodiscard]] Result<RouteKey> routeKeyFrom(std::string_view text);

} // namespace gw
