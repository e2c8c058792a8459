// Client invalidation of cached answers (reference 1.30): who may ask for a fresh one, and what becomes of those who
// may not.
#pragma once

#include "gateway-engine/http/headers.h"

namespace gw::engine {

// unauthorizedCacheControlHeaderStrategy
enum class UnauthorizedCacheControl { FailWith403, SucceedWithResponseHeader, SucceedWithoutResponseHeader };

struct CacheControlSettings
{
    bool requiresAuthorization = true; // requireAuthorizationForCacheControl
    UnauthorizedCacheControl strategy = UnauthorizedCacheControl::SucceedWithResponseHeader;
    bool operator==(const CacheControlSettings&) const = default;
};

enum class CacheControlOutcome {
    Serve,            // from the cache, as ever
    Refresh,          // past the cache, and the answer is stored anew
    ServeWithWarning, // from the cache, with cacheControlWarning in a Warning header
    Refuse            // 403
};

inline constexpr const char* cacheControlWarning =
    "199 Cache-control headers were ignored because the caller was unauthorized.";

// Cache-Control: max-age=0 or no-cache, among other directives and in any letter case.
[[nodiscard]] bool asksForFreshAnswer(const Headers& request);

// `isAuthorized`: the caller is signed in and allowed execute-api:InvalidateCache on the method.
[[nodiscard]] CacheControlOutcome cacheControlOutcome(bool asksForFresh, bool isAuthorized,
                                                      const CacheControlSettings& settings);

} // namespace gw::engine
