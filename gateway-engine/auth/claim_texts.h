// Claims of a verified token as APIs see them: $context.authorizer.claims.* and requestContext.authorizer of events,
// where every value is a text (reference 1.25, 2.7).
#pragma once

#include "core/json/value.h"

#include <string>
#include <utility>
#include <vector>

namespace gw::engine::auth {

// How the two kinds of APIs write a claim that is no text. Numbers and booleans are their JSON in both, but for exp and
// iat in REST APIs: "Fri Jul 29 18:52:53 UTC 2016". Lists are "a,b" in REST APIs and "[a b]" in HTTP APIs. Objects are
// JSON.
enum class ClaimStyle { RestApi, HttpApi };

using ClaimTexts = std::vector<std::pair<std::string, std::string>>; // in the token's order

[[nodiscard]] ClaimTexts claimTexts(const json::Value& claims, ClaimStyle style);

} // namespace gw::engine::auth
