// Gateway responses: what a client gets when the gateway ends a request itself (reference 1.24). The one place where
// faults become statuses.
#pragma once

#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/pipeline/fault.h"
#include "gateway-engine/pipeline/substitution.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine {

inline constexpr std::size_t gatewayResponseTypeCount = 21;

// The service's own table.
[[nodiscard]] std::string_view responseTypeName(GatewayResponseType type); // "MISSING_AUTHENTICATION_TOKEN"
[[nodiscard]] std::optional<GatewayResponseType> responseTypeFrom(std::string_view name);
[[nodiscard]] int defaultStatus(GatewayResponseType type);
[[nodiscard]] std::string_view defaultMessage(GatewayResponseType type);
[[nodiscard]] std::string_view errorType(GatewayResponseType type); // x-amzn-ErrorType
[[nodiscard]] std::string_view faultMessage(const Fault& fault);    // its own message, else the type's

// What a design says of one type; nothing set: the service's own answer.
struct GatewayResponse
{
    std::optional<int> status;
    std::vector<std::pair<std::string, ValueSource>> headers;
    std::vector<std::pair<std::string, Substitution>> templates; // by content type
    bool isCustomised = false;
};

struct GatewayResponses
{
    std::array<GatewayResponse, gatewayResponseTypeCount> byType;
    // The default bodies, ready to send: before execution and (with a space) during it.
    std::array<std::shared_ptr<const std::string>, gatewayResponseTypeCount> plainBodies;
    std::array<std::shared_ptr<const std::string>, gatewayResponseTypeCount> spacedBodies;

    GatewayResponses();
    // The answer to customise for a type; unset types take DEFAULT_4XX or DEFAULT_5XX.
    [[nodiscard]] GatewayResponse& of(GatewayResponseType type) { return byType[static_cast<std::size_t>(type)]; }
    [[nodiscard]] const GatewayResponse& effective(GatewayResponseType type) const;
};

// The response to a fault, but for the headers that every response has.
[[nodiscard]] Response gatewayResponse(const Exchange& x, const Fault& fault);

// 403 Forbidden of the platform itself: no API or no stage answers at this address (reference 1.2).
[[nodiscard]] Response forbiddenResponse();

} // namespace gw::engine
