#include "core/edit/edits_websocket_settings.h"

#include "core/edit/websocket_rules.h"

namespace gw {

WebSocketSettings settingsOf(const WebSocketApi& api)
{
    return {api.description, api.version, api.disableExecuteApiEndpoint, api.disableSchemaValidation};
}

Result<Project> setWebSocketSettings(Project project, ApiId id, const WebSocketSettings& settings)
{
    const Result<WebSocketApi*> api = editWebSocket(project, id);
    if (!api)
        return fail(api.error());
    WebSocketApi* definition = *api;
    definition->description = settings.description;
    definition->version = settings.version;
    definition->disableExecuteApiEndpoint = settings.disableExecuteApiEndpoint;
    definition->disableSchemaValidation = settings.disableSchemaValidation;
    return project;
}

} // namespace gw
