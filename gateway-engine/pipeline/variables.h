// $context, as far as the gateway knows it (reference 1.22), for parameter mappings and gateway responses.
#pragma once

#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/pipeline/fault.h"

#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

// `name` without "context.": "requestId", "identity.sourceIp", "error.message". `fault` gives the error.* ones; null
// while there is none. Nothing when there is no such variable or it has no value.
[[nodiscard]] std::optional<std::string> contextVariable(const Exchange& x, std::string_view name,
                                                         const Fault* fault = nullptr);
[[nodiscard]] std::optional<std::string> stageVariable(const Exchange& x, std::string_view name);

// The account every local API belongs to.
inline constexpr std::string_view localAccountId = "000000000000";

[[nodiscard]] std::string jsonQuoted(std::string_view text); // with the quotes

} // namespace gw::engine
