// A WebSocket API and a stage of it in the shape REST APIs have, so that what both do alike is compiled by the same
// code: each route becomes the one method of a resource that is called as the route is, with $connect's authorization,
// its integration and its parameters; authorizers and models stand where a document has them; settings of routes are
// settings of methods (settings_of_routes.h).
#pragma once

#include "core/api/project.h"

namespace gw::engine {

[[nodiscard]] Api restShapeOf(const Api& webSocketApi);
[[nodiscard]] gw::Stage restShapeOf(const gw::Stage& stage);

} // namespace gw::engine
