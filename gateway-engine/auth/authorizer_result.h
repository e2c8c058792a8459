// What a Lambda authorizer says of a caller (reference 1.25, 2.7): a principal, a policy and a context; of HTTP APIs a
// mere yes or no, which is kept as the policy that says it of every route.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/auth/policy.h"

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace gw::engine::auth {

struct AuthorizerResult
{
    std::string principalId; // empty of a simple response
    Policy policy;
    std::string policyText;         // the document, which the policy's ranges speak of; empty of a simple response
    json::Value context;            // an object: of texts, where members that were null are left out, or as it came
    std::string usageIdentifierKey; // empty: it gives none
    bool isSimple = false;          // {isAuthorized, context}
};

// Which contract the function is held to.
struct AuthorizerContract
{
    bool isSimple = false;          // enableSimpleResponses
    bool keepsContextTypes = false; // payload format 2.0; else a flat context whose values are texts from here on
};

// Of the function's payload. The error says what breaks the contract, in a sentence.
[[nodiscard]] tl::expected<AuthorizerResult, std::string> readAuthorizerResult(std::string_view payload,
                                                                               const AuthorizerContract& contract = {});

} // namespace gw::engine::auth
