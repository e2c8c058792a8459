// $context, as far as it has a meaning on this machine (reference 1.22): one table for parameter mappings, mapping
// templates and gateway responses. Access logs have theirs, made of traces (trace/access_log.cpp).
#pragma once

#include "core/api/ids.h"
#include "core/json/value.h"
#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/pipeline/fault.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine {

// `name` without "context.": "requestId", "identity.sourceIp", "error.message". `fault` gives the error.* ones; null
// while there is none. Nothing when there is no such variable or it has no value.
[[nodiscard]] std::optional<std::string> contextVariable(const Exchange& x, std::string_view name,
                                                         const Fault* fault = nullptr);
// The whole table but for error.*, as templates see it: {"identity":{"sourceIp":"…"},…}.
[[nodiscard]] json::Value contextObject(const Exchange& x);
[[nodiscard]] json::Value contextObject(const Exchange& x, std::span<const std::string> members); // of these alone
// requestContext.authorizer of events, and $context.authorizer: {…, "principalId": …, "integrationLatency": …} or
// {"claims": …}; null when nobody was asked.
[[nodiscard]] json::Value authorizerObject(const Exchange& x);
// What $context says of who called and who authorized it, for access logs: "identity.user", "authorizer.principalId",
// "authorize.status".
[[nodiscard]] std::vector<std::pair<std::string, std::string>> callerVariables(const Exchange& x);
[[nodiscard]] std::string resourceIdText(ResourceId id); // six characters, as the service's resource ids are
[[nodiscard]] std::optional<std::string> stageVariable(const Exchange& x, std::string_view name);

// The account every local API belongs to.
inline constexpr std::string_view localAccountId = "000000000000";

// The stage of requests that the Test tab runs (reference 1.35).
inline constexpr std::string_view testStageName = "test-invoke-stage";

[[nodiscard]] std::string jsonQuoted(std::string_view text); // with the quotes

} // namespace gw::engine
