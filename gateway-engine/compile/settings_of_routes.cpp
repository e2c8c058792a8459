#include "gateway-engine/compile/settings_of_routes.h"

#include "core/api/route_key.h"
#include "core/edit/stage_rules.h"

#include <utility>

namespace gw::engine {

namespace {

MethodSettings settingsOfMethod(const RouteSettings& settings, std::string methodPath)
{
    MethodSettings result;
    result.methodPath = std::move(methodPath);
    result.loggingLevel = settings.loggingLevel.empty() ? "OFF" : settings.loggingLevel;
    result.dataTraceEnabled = settings.dataTraceEnabled.value_or(false);
    result.metricsEnabled = settings.detailedMetricsEnabled.value_or(false);
    result.throttling = settings.throttling;
    return result;
}

// "pets/{id}/GET"; a route of a WebSocket API is the one method of a resource (websocket_shape.h). Empty: no route key.
std::string methodPathOf(const std::string& routeKey, ApiKind kind)
{
    if (kind == ApiKind::WebSocket)
        return routeKey + "/*";
    const auto key = writtenRouteKey(routeKey);
    return key ? methodSettingsPath(key->path, key->verb) : std::string();
}

} // namespace

gw::Stage withSettingsOfMethods(const gw::Stage& stage, ApiKind kind)
{
    if (kind == ApiKind::Rest)
        return stage;
    gw::Stage translated = stage;
    translated.methodSettings = {settingsOfMethod(stage.defaultRouteSettings, "*/*")};
    for (const RouteSettings& own : stage.routeSettings)
        if (std::string path = methodPathOf(own.routeKey, kind); !path.empty())
            translated.methodSettings.push_back(
                settingsOfMethod(settingsOfRoute(stage, own.routeKey), std::move(path)));
    return translated;
}

} // namespace gw::engine
