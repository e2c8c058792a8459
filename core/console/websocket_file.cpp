// The text of the file to the request and back; websocket_read.cpp and websocket_write.cpp know its keys.
#include "core/console/websocket_file.h"

#include "core/console/request_file_parts.h"
#include "core/console/websocket_parts.h"

namespace gw::console {

bool isWebSocketFile(const json::Value& tree)
{
    return tree["type"].toString() == "websocket";
}

Result<WebSocketRequest> readWebSocket(std::string_view text, const std::string& fileName)
{
    return readRequestFile<WebSocketRequest>(text, fileName, webSocketFromTree);
}

Result<std::string> writeWebSocket(std::string_view text, const WebSocketRequest& request)
{
    return writeRequestFile(text, [&](json::Value& tree) { putWebSocket(tree, request); });
}

} // namespace gw::console
