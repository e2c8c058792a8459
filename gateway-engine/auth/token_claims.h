// The claims of a token that decide about it (RFC 7519 4.1, reference 1.25, 2.7). Each check gives what is wrong, or
// nothing; `said`, where it is given, takes what was found.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/auth/token_fault.h"
#include "gateway-engine/auth/token_verifier.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace gw::engine::auth {

// What a token may do, as "scope" says it or, without one, "scp".
[[nodiscard]] std::vector<std::string> scopesOf(const json::Value& claims);

struct ClaimCheck
{
    const json::Value& claims;
    const TokenRules& rules;
    std::chrono::system_clock::time_point now;
    std::string* said = nullptr;

    [[nodiscard]] std::optional<TokenFailure> issuer() const;
    [[nodiscard]] std::optional<TokenFailure> audience() const;
    [[nodiscard]] std::optional<TokenFailure> expiry() const;
    [[nodiscard]] std::optional<TokenFailure> notBefore() const { return startsBeforeNow("nbf"); }
    [[nodiscard]] std::optional<TokenFailure> issuedAt() const { return startsBeforeNow("iat"); }
    [[nodiscard]] std::optional<TokenFailure> use() const;
    [[nodiscard]] std::optional<TokenFailure> scope() const;

private:
    [[nodiscard]] std::optional<TokenFailure> startsBeforeNow(const char* claim) const;
    void say(std::string text) const;
};

} // namespace gw::engine::auth
