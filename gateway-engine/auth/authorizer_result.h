// What a Lambda authorizer of a REST API says of a caller (reference 1.25): a principal, a policy, and a flat context
// whose values are texts from here on.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/auth/policy.h"

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace gw::engine::auth {

struct AuthorizerResult
{
    std::string principalId;
    Policy policy;
    std::string policyText;         // the document, which the policy's ranges speak of
    json::Value context;            // an object of texts; members that were null are left out
    std::string usageIdentifierKey; // empty: it gives none
};

// Of the function's payload. The error says what breaks the contract, in a sentence.
[[nodiscard]] tl::expected<AuthorizerResult, std::string> readAuthorizerResult(std::string_view payload);

} // namespace gw::engine::auth
