// How many routes an HTTP or WebSocket API has, unless the service's quota is raised (reference 5).
#pragma once

#include <cstddef>

namespace gw {

inline constexpr std::size_t mostRoutes = 300;

} // namespace gw
