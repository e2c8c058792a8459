#include "gateway-engine/auth/token_verifier.h"

#include "core/in_quotes.h"
#include "gateway-engine/auth/token_claims.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace gw::engine::auth {

namespace {

using Problem = std::optional<TokenFailure>;

struct Verification
{
    std::string_view compact;
    const JsonWebToken& token;
    const JwkSet& keys;
    const TokenRules& rules;
    std::chrono::system_clock::time_point now;

    [[nodiscard]] std::optional<JoseAlgorithm> algorithm() const { return joseAlgorithm(token.algorithm()); }
    [[nodiscard]] const Jwk* key() const
    {
        const auto named = algorithm();
        return named && token.header.find("kid") ? keys.find(token.keyId(), *named) : nullptr;
    }
};

void say(std::string* said, std::string text)
{
    if (said)
        *said = std::move(text);
}

Problem checkAlgorithm(const Verification& v, std::string* said)
{
    const auto algorithm = v.algorithm();
    const std::string name(v.token.algorithm());
    if (!algorithm)
        return TokenFailure{
            TokenFault::UnsupportedAlgorithm,
            "The token is signed by " + inQuotes(name) +
                (name == "none" ? ", which is no signature." : "; only RS*, PS* and ES* are verified.")};
    const auto& accepted = v.rules.algorithms;
    if (!accepted.empty() && std::find(accepted.begin(), accepted.end(), *algorithm) == accepted.end())
        return TokenFailure{TokenFault::UnsupportedAlgorithm, inQuotes(name) + " is not accepted here."};
    say(said, name + ".");
    return std::nullopt;
}

Problem checkKey(const Verification& v, std::string* said)
{
    if (!v.token.header.find("kid"))
        return TokenFailure{TokenFault::UnknownKey, "The token does not say which key it is signed with (\"kid\")."};
    const std::string id = inQuotes(v.token.keyId());
    if (!v.keys.has(v.token.keyId()))
        return TokenFailure{TokenFault::UnknownKey, "The issuer publishes no usable key " + id + "."};
    if (!v.key())
        return TokenFailure{TokenFault::UnknownKey,
                            "The key " + id + " is not for " + std::string(v.token.algorithm()) + "."};
    say(said, id + " is published by the issuer.");
    return std::nullopt;
}

Problem checkSignature(const Verification& v, std::string* said)
{
    const Jwk* key = v.key();
    if (!key)
        return TokenFailure{TokenFault::UnknownKey, "There is no key to verify it with."};
    const auto algorithm = v.algorithm();
    const std::size_t size = signatureSize(*algorithm, key->key.bits());
    if (v.token.signatureBytes != size)
        return TokenFailure{TokenFault::BadSignature, "The signature has " + std::to_string(v.token.signatureBytes) +
                                                          " bytes where the key makes " + std::to_string(size) + "."};
    if (!key->key.verify(v.compact, *algorithm))
        return TokenFailure{TokenFault::BadSignature, "The signature is not of this header and payload by this key."};
    say(said, "It is of this header and payload.");
    return std::nullopt;
}

template <Problem (ClaimCheck::*check)() const>
Problem checkClaim(const Verification& v, std::string* said)
{
    return (ClaimCheck{v.token.claims, v.rules, v.now, said}.*check)();
}

struct Step
{
    const char* name;
    Problem (*check)(const Verification&, std::string*);
};

constexpr std::array<Step, 10> steps{{{"Algorithm", checkAlgorithm},
                                      {"Key", checkKey},
                                      {"Signature", checkSignature},
                                      {"iss", checkClaim<&ClaimCheck::issuer>},
                                      {"aud", checkClaim<&ClaimCheck::audience>},
                                      {"exp", checkClaim<&ClaimCheck::expiry>},
                                      {"nbf", checkClaim<&ClaimCheck::notBefore>},
                                      {"iat", checkClaim<&ClaimCheck::issuedAt>},
                                      {"token_use", checkClaim<&ClaimCheck::use>},
                                      {"scope", checkClaim<&ClaimCheck::scope>}}};

TokenReport unreadable(std::string reason)
{
    TokenReport report;
    report.steps.push_back({"Form", StepOutcome::Failed, std::move(reason)});
    for (const Step& step : steps)
        report.steps.push_back({step.name, StepOutcome::NotReached, {}});
    return report;
}

} // namespace

tl::expected<VerifiedToken, TokenFailure> verifyToken(std::string_view token, const JwkSet& keys,
                                                      const TokenRules& rules,
                                                      std::chrono::system_clock::time_point now)
{
    auto read = JsonWebToken::read(token);
    if (!read)
        return tl::unexpected(std::move(read.error()));
    const Verification verification{token, *read, keys, rules, now};
    for (const Step& step : steps)
        if (auto problem = step.check(verification, nullptr))
            return tl::unexpected(*std::move(problem));
    return VerifiedToken{std::move(read->header), std::move(read->claims)};
}

TokenReport inspectToken(std::string_view token, const JwkSet& keys, const TokenRules& rules,
                         std::chrono::system_clock::time_point now)
{
    auto read = JsonWebToken::read(token);
    if (!read)
        return unreadable(std::move(read.error().reason));
    TokenReport report;
    report.isValid = true;
    report.steps.push_back({"Form", StepOutcome::Passed, "A signed token in compact form."});
    const Verification verification{token, *read, keys, rules, now};
    for (const Step& step : steps) {
        std::string said;
        auto problem = step.check(verification, &said);
        report.isValid = report.isValid && !problem;
        report.steps.push_back({step.name, problem ? StepOutcome::Failed : StepOutcome::Passed,
                                problem ? std::move(problem->reason) : std::move(said)});
    }
    report.header = std::move(read->header);
    report.claims = std::move(read->claims);
    return report;
}

} // namespace gw::engine::auth
