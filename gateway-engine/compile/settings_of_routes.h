// The settings of routes as settings of methods, which is what throttles and execution logs ask for (reference 2.8,
// 3.5): those of all routes are those of "*/*", those of one are those of its method.
#pragma once

#include "core/api/project.h"

namespace gw::engine {

// A stage of an HTTP or WebSocket API so translated; one of a REST API as it is.
[[nodiscard]] gw::Stage withSettingsOfMethods(const gw::Stage& stage, ApiKind kind);

} // namespace gw::engine
