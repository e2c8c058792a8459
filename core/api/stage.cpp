// What the settings of all methods and of one come to (reference 1.28 and 1.30).
#include "core/api/stage.h"

#include "core/letter_case.h"

#include <algorithm>
#include <iterator>

namespace gw {

namespace {

constexpr UnauthorizedCacheControl allStrategies[] = {UnauthorizedCacheControl::FailWith403,
                                                      UnauthorizedCacheControl::SucceedWithResponseHeader,
                                                      UnauthorizedCacheControl::SucceedWithoutResponseHeader};
constexpr std::string_view cacheSizes[] = {"0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"};

template <typename T>
void inheritWhereUnset(std::optional<T>& own, const std::optional<T>& inherited)
{
    if (!own)
        own = inherited;
}

void inheritFrom(const MethodSettings& entry, MethodSettings& settings)
{
    settings.throttling = inherit(settings.throttling, entry.throttling);
    inheritWhereUnset(settings.caching.enabled, entry.caching.enabled);
    inheritWhereUnset(settings.caching.ttlInSeconds, entry.caching.ttlInSeconds);
    inheritWhereUnset(settings.caching.dataEncrypted, entry.caching.dataEncrypted);
    inheritWhereUnset(settings.caching.requireAuthorizationForCacheControl,
                      entry.caching.requireAuthorizationForCacheControl);
    inheritWhereUnset(settings.caching.unauthorizedCacheControlHeaderStrategy,
                      entry.caching.unauthorizedCacheControlHeaderStrategy);
}

const MethodSettings* entryOf(const Stage& stage, std::string_view methodPath)
{
    const auto found = std::find_if(stage.methodSettings.begin(), stage.methodSettings.end(),
                                    [&](const MethodSettings& each) { return each.methodPath == methodPath; });
    return found == stage.methodSettings.end() ? nullptr : &*found;
}

} // namespace

std::string_view toString(UnauthorizedCacheControl strategy)
{
    switch (strategy) {
    case UnauthorizedCacheControl::FailWith403:
        return "FAIL_WITH_403";
    case UnauthorizedCacheControl::SucceedWithResponseHeader:
        return "SUCCEED_WITH_RESPONSE_HEADER";
    case UnauthorizedCacheControl::SucceedWithoutResponseHeader:
        return "SUCCEED_WITHOUT_RESPONSE_HEADER";
    }
    return {};
}

std::optional<UnauthorizedCacheControl> unauthorizedCacheControlFrom(std::string_view text)
{
    for (const UnauthorizedCacheControl strategy : allStrategies)
        if (equalsIgnoringCase(text, toString(strategy)))
            return strategy;
    return std::nullopt;
}

std::span<const std::string_view> cacheClusterSizes()
{
    return cacheSizes;
}

bool isCacheClusterSize(std::string_view text)
{
    return std::find(std::begin(cacheSizes), std::end(cacheSizes), text) != std::end(cacheSizes);
}

MethodSettings settingsOf(const Stage& stage, std::string_view resourcePath, HttpVerb verb)
{
    if (resourcePath.starts_with('/'))
        resourcePath.remove_prefix(1);
    MethodSettings settings;
    settings.methodPath = std::string(resourcePath) + "/" + std::string(toString(verb));
    for (const std::string& path : {settings.methodPath, std::string(resourcePath) + "/*",
                                    "*/" + std::string(toString(verb)), std::string("*/*")})
        if (const MethodSettings* entry = entryOf(stage, path))
            inheritFrom(*entry, settings);
    return settings;
}

std::vector<RouteSettings> routeSettingsOf(const Stage& stage)
{
    std::vector<RouteSettings> all{stage.defaultRouteSettings};
    all.insert(all.end(), stage.routeSettings.begin(), stage.routeSettings.end());
    return all;
}

RouteSettings settingsOfRoute(const Stage& stage, std::string_view routeKey)
{
    const auto found = std::find_if(stage.routeSettings.begin(), stage.routeSettings.end(),
                                    [&](const RouteSettings& each) { return each.routeKey == routeKey; });
    RouteSettings settings = found == stage.routeSettings.end() ? RouteSettings{} : *found;
    const RouteSettings& ofAll = stage.defaultRouteSettings;
    settings.routeKey = routeKey;
    inheritWhereUnset(settings.dataTraceEnabled, ofAll.dataTraceEnabled);
    inheritWhereUnset(settings.detailedMetricsEnabled, ofAll.detailedMetricsEnabled);
    if (settings.loggingLevel.empty())
        settings.loggingLevel = ofAll.loggingLevel;
    settings.throttling = inherit(settings.throttling, ofAll.throttling);
    return settings;
}

} // namespace gw
