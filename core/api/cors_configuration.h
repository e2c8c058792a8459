// CorsConfiguration: what pages of other origins may do with an HTTP API (reference 2.6). Field names are those of the
// service's Api.corsConfiguration entity; in a file it is x-amazon-apigateway-cors.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gw {

struct CorsConfiguration
{
    std::vector<std::string> allowOrigins;  // "https://example.com", "https://*", "http://*", "*"
    std::vector<std::string> allowMethods;  // verbs, or "*"
    std::vector<std::string> allowHeaders;  // names, or "*"
    std::vector<std::string> exposeHeaders; // names, or "*"
    bool allowCredentials = false;          // not together with the origin "*"
    std::optional<int> maxAge;              // seconds a preflight answer is good for; -1: not kept; unset: not said
    bool operator==(const CorsConfiguration&) const = default;
};

inline constexpr int leastCorsMaxAge = -1;
inline constexpr int mostCorsMaxAge = 86'400;

} // namespace gw
