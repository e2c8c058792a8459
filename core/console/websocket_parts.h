// A saved WebSocket request read from the tree of its file, and put into it. Putting changes only what differs, so that
// the patch of the text touches nothing else.
#pragma once

#include "core/console/websocket_request.h"
#include "core/json/value.h"
#include "core/result.h"

namespace gw::console {

[[nodiscard]] Result<WebSocketRequest> webSocketFromTree(const json::Value& tree);
void putWebSocket(json::Value& tree, const WebSocketRequest& request);

} // namespace gw::console
