// What the service accepts in WebSocket APIs (reference 3.2, 3.5). Edits refuse what breaks these rules, lint reports
// it in files.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace gw {

// Why a text is no route key, in a sentence; empty when it is one.
[[nodiscard]] std::string faultOfRouteKey(std::string_view routeKey);

// For edits: the definition of a WebSocket API, unshared, or the reason why there is none (edits_websocket.cpp).
[[nodiscard]] Result<WebSocketApi*> editWebSocket(Project& project, ApiId api);

} // namespace gw
