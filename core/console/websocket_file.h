// Saved WebSocket requests as YAML text, in the family of the HTTP ones: writing patches the text that was read, so
// comments, order and keys this version does not know survive.
//
//   type: websocket
//   url: "{{baseUrl}}"
//   headers:
//     - { name: Authorization, value: "Bearer {{token}}" }
//   subprotocols: [chat]
//   message: { json: '{"action": "join"}' }        # or text, hex, base64, file
//   messages:
//     - { name: Join, json: '{"action": "join"}' }
//   autoReplies:
//     - when: { path: $.type, equals: ping }        # or contains, matches
//       reply: { json: '{"type": "pong"}' }
//   reconnect: { attempts: 5, delay: 500 }          # milliseconds
//   script: |                                       # conversation.h; a mapping is read as well
#pragma once

#include "core/console/websocket_request.h"
#include "core/json/value.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace gw::console {

[[nodiscard]] bool isWebSocketFile(const json::Value& tree); // whatever else it says

// `fileName` is only named in errors.
[[nodiscard]] Result<WebSocketRequest> readWebSocket(std::string_view text, const std::string& fileName);
// `text` is what the file holds now; empty for a new file.
[[nodiscard]] Result<std::string> writeWebSocket(std::string_view text, const WebSocketRequest& request);

} // namespace gw::console
