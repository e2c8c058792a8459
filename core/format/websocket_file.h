// WebSocket API files: YAML with the field names of the public v2 API model.
//
//   routeSelectionExpression: $request.body.action
//   routes:
//     - routeKey: $connect
//       integration: { integrationType: HTTP_PROXY, integrationMethod: POST, integrationUri: "http://…" }
#pragma once

#include "core/format/openapi_source.h"
#include "core/result.h"

namespace gw {

struct WebSocketReading
{
    WebSocketApi definition;
    std::shared_ptr<const ApiSource> source; // null when the text could not be read
    Diagnostics diagnostics;
};

[[nodiscard]] WebSocketReading readWebSocket(std::string text, const std::string& fileName);
[[nodiscard]] Result<std::string> writeWebSocket(const Api& api);

} // namespace gw
