// What differs between two definitions of a WebSocket API: routes by id, the rest in words.
#pragma once

#include "core/edit/diff.h"

#include <string>

namespace gw {

void diffRoutes(const WebSocketApi& before, const WebSocketApi& after, ApiId api, Changes& changes);
[[nodiscard]] std::string describeChange(const WebSocketRoute& before, const WebSocketRoute& after);
[[nodiscard]] std::string describeChange(const WebSocketApi& before, const WebSocketApi& after); // but its routes

} // namespace gw
