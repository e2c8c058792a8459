// Whether a token is to be believed (reference 1.25 Cognito user pools, 2.7 JWT authorizers): its algorithm, its key,
// its signature, then its claims, each a step of its own. A step that fails ends the verification on the request path;
// the report of all of them is for people to read (the studio's authorizer lab).
//
// Which algorithm verifies is said by the key, never by the token alone: "none", HS* and a curve other than the key's
// are refused before any signature is looked at. Cost: JSON of the token, and one public-key operation.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/auth/json_web_token.h"
#include "gateway-engine/auth/jwk_set.h"
#include "gateway-engine/auth/token_fault.h"
#include "gateway-engine/auth/verification_step.h"
#include "gateway-engine/crypto/jose_key.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace gw::engine::auth {

struct TokenRules
{
    std::string issuer;                    // "iss" exactly; empty: any
    std::vector<std::string> audiences;    // one of them in "aud" or, without one, as "client_id"; empty: not asked for
    std::vector<JoseAlgorithm> algorithms; // accepted; empty: all
    std::string tokenUse;                  // "token_use": "id" or "access"; empty: not asked for
    std::vector<std::string> scopes;       // one of them in "scope" or "scp"; empty: not asked for
    std::chrono::seconds leeway{0};        // for exp, nbf and iat
};

struct VerifiedToken
{
    json::Value header;
    json::Value claims;
};

// `token` without "Bearer"; `now` is the wall clock's.
[[nodiscard]] tl::expected<VerifiedToken, TokenFailure> verifyToken(std::string_view token, const JwkSet& keys,
                                                                    const TokenRules& rules,
                                                                    std::chrono::system_clock::time_point now);

// "Form", "Algorithm", "Key", "Signature", "iss", "aud", "exp", "nbf", "iat", "token_use", "scope".
using TokenStep = VerificationStep;

struct TokenReport
{
    std::vector<TokenStep> steps; // all of them, in order; claims are looked at even where the signature is wrong
    json::Value header;           // null where it could not be read
    json::Value claims;
    bool isValid = false;
};

[[nodiscard]] TokenReport inspectToken(std::string_view token, const JwkSet& keys, const TokenRules& rules,
                                       std::chrono::system_clock::time_point now);

} // namespace gw::engine::auth
