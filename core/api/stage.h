// Stage: a named place where an API is served, with its variables. A stage with autoDeploy serves every edit; one
// without serves the deployment (an immutable snapshot) that was last made to it.
#pragma once

#include "core/api/connection_limits.h"
#include "core/api/ids.h"
#include "core/api/integration.h"
#include "core/api/method.h"
#include "core/api/route_settings.h"
#include "core/api/throttle.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

// Where and how each request is logged, one line a request ($context variables in the format).
struct AccessLogSettings
{
    std::string destination; // a file, relative to the project folder; empty: no access log
    std::string format;
    bool operator==(const AccessLogSettings&) const = default;
};

// What becomes of "Cache-Control: max-age=0" from callers who may not invalidate the cache (reference 1.30).
enum class UnauthorizedCacheControl { FailWith403, SucceedWithResponseHeader, SucceedWithoutResponseHeader };
[[nodiscard]] std::string_view toString(UnauthorizedCacheControl strategy); // "FAIL_WITH_403", …
[[nodiscard]] std::optional<UnauthorizedCacheControl> unauthorizedCacheControlFrom(std::string_view text);

// How the answers of methods are cached; unset: inherited, in the end from the service's defaults.
struct MethodCacheSettings
{
    std::optional<bool> enabled;     // of the service: GET methods alone, once the stage has a cache
    std::optional<int> ttlInSeconds; // 0 … 3600; 300
    std::optional<bool> dataEncrypted;
    std::optional<bool> requireAuthorizationForCacheControl;                        // true
    std::optional<UnauthorizedCacheControl> unauthorizedCacheControlHeaderStrategy; // SUCCEED_WITH_RESPONSE_HEADER
    bool operator==(const MethodCacheSettings&) const = default;
};

inline constexpr int defaultCacheTtl = 300;
inline constexpr int mostCacheTtl = 3'600;

// Settings of all methods ("*/*") or one ("pets/{petId}/GET": the resource path without its slash, and the verb).
struct MethodSettings
{
    std::string methodPath = "*/*";
    std::string loggingLevel = "OFF"; // "OFF", "ERROR", "INFO"
    bool dataTraceEnabled = false;    // whole requests and responses in the execution log
    bool metricsEnabled = false;
    ThrottleSettings throttling{};
    MethodCacheSettings caching{};
    bool operator==(const MethodSettings&) const = default;
};

// A share of the requests goes to another deployment (reference 1.29).
struct CanarySettings
{
    double percentTraffic = 0; // 0 … 100
    std::string deploymentId;  // of the deployment store; empty: the stage's own
    StringMap stageVariableOverrides;
    bool useStageCache = false;
    bool operator==(const CanarySettings&) const = default;
};

struct Stage
{
    StageId id;
    std::string name = "dev"; // [A-Za-z0-9_-], at most 128 characters
    std::string description;
    bool autoDeploy = true;
    StringMap variables; // at most 100; key [A-Za-z0-9_] up to 64, value up to 512 characters
    AccessLogSettings accessLog;
    std::vector<MethodSettings> methodSettings; // of REST APIs
    std::optional<CanarySettings> canary;
    bool cacheClusterEnabled = false;
    std::string cacheClusterSize;         // GB, one of cacheClusterSizes(); empty: the smallest
    std::string webAcl;                   // name of one of the project; empty: none
    std::string clientCertificate;        // name of the one shown to endpoints; empty: none
    RouteSettings defaultRouteSettings{}; // of HTTP and WebSocket APIs, as are those of single routes
    std::vector<RouteSettings> routeSettings{};
    ConnectionLimits connectionLimits{}; // of WebSocket APIs
    bool operator==(const Stage&) const = default;
};

[[nodiscard]] std::span<const std::string_view> cacheClusterSizes(); // "0.5" … "237"
[[nodiscard]] bool isCacheClusterSize(std::string_view text);

// Throttling and caching of one method: what "*/*" and narrower entries say together. Logging is not filled in.
[[nodiscard]] MethodSettings settingsOf(const Stage& stage, std::string_view resourcePath, HttpVerb verb);
// Those of all routes, which have no key, and then each route's own.
[[nodiscard]] std::vector<RouteSettings> routeSettingsOf(const Stage& stage);
// All settings of one route: what its entry leaves unset is the stage's default.
[[nodiscard]] RouteSettings settingsOfRoute(const Stage& stage, std::string_view routeKey);

} // namespace gw
