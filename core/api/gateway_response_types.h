// The gateway responses of the service (reference 1.24): what each is sent for, with the status and message it has
// while nothing is customised.
#pragma once

#include <span>
#include <string_view>

namespace gw {

struct GatewayResponseKind
{
    std::string_view type;    // "MISSING_AUTHENTICATION_TOKEN"
    int statusCode;           // 0 for DEFAULT_4XX and DEFAULT_5XX, which leave each type its own
    std::string_view message; // what $context.error.message says; empty where there is none
    std::string_view when;    // one sentence for people
};

inline constexpr std::string_view default4xx = "DEFAULT_4XX";
inline constexpr std::string_view default5xx = "DEFAULT_5XX";
inline constexpr std::string_view defaultGatewayTemplate = R"({"message":$context.error.messageString})";

[[nodiscard]] std::span<const GatewayResponseKind> gatewayResponseKinds(); // all 21, alphabetical
[[nodiscard]] const GatewayResponseKind* findGatewayResponseKind(std::string_view type);
// The default that a type falls back to when it is not customised itself; empty for the defaults.
[[nodiscard]] std::string_view fallbackOfGatewayResponse(std::string_view type);

} // namespace gw
