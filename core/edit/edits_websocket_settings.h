// What a WebSocket API says of itself beside routes, models and authorizers: its texts, whether messages are checked,
// and how it is reached.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <string>

namespace gw {

struct WebSocketSettings
{
    std::string description;
    std::string version;
    bool disableExecuteApiEndpoint = false;
    bool disableSchemaValidation = false;
    bool operator==(const WebSocketSettings&) const = default;
};

[[nodiscard]] WebSocketSettings settingsOf(const WebSocketApi& api);
[[nodiscard]] Result<Project> setWebSocketSettings(Project project, ApiId api, const WebSocketSettings& settings);

} // namespace gw
