// What of a stage an HTTP API has: its variables, its access log, and what its methods are throttled by as settings of
// routes (reference 2.8).
#include "core/edit/rest_to_http_parts.h"

#include "core/api/route_key.h"

#include <algorithm>
#include <utility>

namespace gw::conversion {

namespace {

bool isFor(const MethodSettings& settings, const Resource& resource, HttpVerb verb)
{
    const std::size_t slash = settings.methodPath.rfind('/');
    if (slash == std::string::npos)
        return false;
    const std::string_view path = std::string_view(settings.methodPath).substr(0, slash);
    const std::string_view method = std::string_view(settings.methodPath).substr(slash + 1);
    return (path == "*" || "/" + std::string(path) == resource.path) && (method == "*" || method == toString(verb));
}

// What entries for one method, or for some by "*", say of it: routes are named one by one.
RouteSettings routeSettingsFrom(const Stage& ofSome, const Resource& resource, HttpVerb verb)
{
    RouteSettings settings;
    settings.routeKey = routeKeyOf(resource.path, verb);
    settings.throttling = settingsOf(ofSome, resource.path, verb).throttling;
    for (const MethodSettings& each : ofSome.methodSettings)
        if (each.metricsEnabled && isFor(each, resource, verb))
            settings.detailedMetricsEnabled = true;
    return settings;
}

void convertSettings(const OpenApiDefinition& definition, const Stage& from, Stage& to)
{
    const auto isOfAll = [](const MethodSettings& settings) { return settings.methodPath == "*/*"; };
    for (const MethodSettings& settings : from.methodSettings)
        if (isOfAll(settings)) {
            to.defaultRouteSettings.throttling = settings.throttling;
            to.defaultRouteSettings.detailedMetricsEnabled =
                settings.metricsEnabled ? std::optional(true) : std::nullopt;
        }
    Stage ofSome = from;
    std::erase_if(ofSome.methodSettings, isOfAll);
    for (const Cow<Resource>& resource : definition.resources)
        for (const Cow<Method>& method : resource->methods) {
            RouteSettings settings = routeSettingsFrom(ofSome, *resource, method->verb);
            if (!isPreflight(*method) && (settings.throttling.isSet() || settings.detailedMetricsEnabled.has_value()))
                to.routeSettings.push_back(std::move(settings));
        }
}

} // namespace

Stage convertStage(const OpenApiDefinition& definition, const Stage& from, Notes& notes)
{
    Stage to = from;
    to.id = {};
    if (std::exchange(to.canary, std::nullopt))
        notes.lost("The canary cannot be carried.", "Use a second stage and routing rules of a custom domain.");
    if (std::exchange(to.cacheClusterEnabled, false))
        notes.lost("The cache cannot be carried: HTTP APIs have none.", "Cache in front of the API.");
    to.cacheClusterSize.clear();
    if (!std::exchange(to.webAcl, {}).empty())
        notes.lost("The web ACL cannot be carried: AWS WAF does not protect HTTP APIs.",
                   "Put a CloudFront distribution with the web ACL in front.");
    if (!std::exchange(to.clientCertificate, {}).empty())
        notes.lost("No client certificate is shown to endpoints.", "Let the endpoint check a header or a signature.");
    const auto isLogged = [](const MethodSettings& settings) {
        return settings.loggingLevel != "OFF" || settings.dataTraceEnabled;
    };
    if (std::any_of(from.methodSettings.begin(), from.methodSettings.end(), isLogged))
        notes.lost("There is no execution log.", "Use the access log, which has $context.integration.error.");
    to.methodSettings.clear();
    convertSettings(definition, from, to);
    if (notes.isEmpty())
        notes.carried("Variables, throttling and the access log stay.");
    return to;
}

} // namespace gw::conversion
