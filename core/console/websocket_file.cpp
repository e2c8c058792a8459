// The text of the file to the request and back; websocket_read.cpp and websocket_write.cpp know its keys.
#include "core/console/websocket_file.h"

#include "core/console/request_file_parts.h"
#include "core/console/websocket_parts.h"
#include "core/json/patch.h"
#include "core/json/text.h"

namespace gw::console {

bool isWebSocketFile(const json::Value& tree)
{
    return tree["type"].toString() == "websocket";
}

Result<WebSocketRequest> readWebSocket(std::string_view text, const std::string& fileName)
{
    json::ReadLimits limits;
    limits.maxBytes = maxRequestBytes;
    Result<json::Value> tree = json::readYaml(text, limits);
    Result<WebSocketRequest> request =
        tree ? webSocketFromTree(*tree) : Result<WebSocketRequest>(fail(std::move(tree.error())));
    if (!request)
        request.error().file = fileName;
    return request;
}

Result<std::string> writeWebSocket(std::string_view text, const WebSocketRequest& request)
{
    if (text.empty()) {
        json::Value tree = json::Value::object();
        putWebSocket(tree, request);
        return json::writeYaml(tree);
    }
    const Result<json::Value> loaded = json::readYaml(text);
    if (!loaded)
        return fail(loaded.error());
    json::Value wanted = *loaded;
    putWebSocket(wanted, request);
    if (wanted == *loaded)
        return std::string(text);
    return json::patchText(text, json::Syntax::Yaml, *loaded, wanted);
}

} // namespace gw::console
