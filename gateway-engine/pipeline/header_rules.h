// Which headers pass between client and endpoint, which are dropped, which renamed (reference 1.11).
#pragma once

#include "gateway-engine/http/headers.h"

#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

// A header of the client's request that goes to an HTTP_PROXY endpoint, unless the Connection header names it.
[[nodiscard]] bool passesToEndpoint(const HeaderField& field);

// A header of the client's request that stands in the event of a function. The gateway's own are added to it.
[[nodiscard]] bool passesToFunction(std::string_view name);

enum class ResponseHeaderRule { Pass, Drop, Remap };
[[nodiscard]] ResponseHeaderRule proxyResponseRule(std::string_view name); // HTTP_PROXY
inline constexpr std::string_view remappedPrefix = "x-amzn-Remapped-";     // x-amzn-Remapped-Date
// HTTP, MOCK: the name a header goes out by that the design maps; nothing when it does not go out at all.
[[nodiscard]] std::optional<std::string> nameWhenMapped(std::string_view name);

// Destinations a request mapping may not have, of AWS and AWS_PROXY integrations a few more; such a method answers 500
// (reference 1.10).
[[nodiscard]] bool isIllegalDestination(std::string_view header, bool isOfService);
// Headers of the client's request that are for the connection: neither mappings nor templates see them (1.11).
[[nodiscard]] bool isKeptFromDesign(std::string_view name);

// Of HTTP APIs (reference 2.3). Headers of one connection, hop-by-hop as RFC 9110 7.6.1 says; neither side's pass.
[[nodiscard]] bool isOfConnection(std::string_view name);
// A header of the client's request that goes to an HTTP_PROXY endpoint as it is.
[[nodiscard]] bool isForwarded(std::string_view name);

[[nodiscard]] bool isFieldName(std::string_view name); // RFC 9110 token
// A value taken from elsewhere as one line: control characters are left out, so that no value can add a header.
[[nodiscard]] std::string fieldValue(std::string value);

} // namespace gw::engine
