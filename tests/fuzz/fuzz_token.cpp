// Tokens and key sets: no text crashes them, refusals have reasons, a report agrees with the verdict; nothing but what
// a key has signed is believed, and what a key has signed is never refused for its signature. The input is a token, or
// a header, a line break and claims; its whole is tried as a key set, too.
#include "core/json/text.h"
#include "gateway-engine/auth/claim_texts.h"
#include "gateway-engine/auth/token_verifier.h"
#include "gateway-engine/http/base64url.h"
#include "tests/fuzz/check.h"

#include <algorithm>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::auth;

namespace {

const std::chrono::system_clock::time_point now{std::chrono::seconds(1'772'619'072)};

const JoseKey& pair()
{
    static const JoseKey key = JoseKey::create(JoseAlgorithm::ES256).value();
    return key;
}

const JwkSet& keys()
{
    static const JwkSet set = [] {
        json::Value jwk = json::readJson(pair().publicJwk()).value();
        jwk.set("kid", "k");
        json::Value document = json::Value::object();
        document.set("keys", json::Array{std::move(jwk)});
        return JwkSet::fromJson(document).value();
    }();
    return set;
}

tl::expected<VerifiedToken, TokenFailure> verified(std::string_view token)
{
    TokenRules rules;
    rules.audiences = {"app"};
    rules.scopes = {"read"};
    auto verdict = verifyToken(token, keys(), rules, now);
    const TokenReport report = inspectToken(token, keys(), rules, now);
    fuzz::demand(report.isValid == verdict.has_value(), "a report agrees with the verdict");
    fuzz::demand(verdict || !verdict.error().reason.empty(), "a refusal has a reason");
    for (const TokenStep& step : report.steps)
        fuzz::demand(step.outcome != StepOutcome::Failed || !step.text.empty(), "a step that fails says why");
    for (const ClaimStyle style : {ClaimStyle::RestApi, ClaimStyle::HttpApi})
        (void)claimTexts(report.claims, style);
    return verdict;
}

void demandSignatureCounts(std::string_view claims)
{
    const auto token = pair().sign(claims, JoseAlgorithm::ES256, "k", "JWT");
    fuzz::demand(token.has_value(), "anything can be signed");
    const auto verdict = verified(*token);
    fuzz::demand(verdict || (verdict.error().fault != TokenFault::BadSignature &&
                             verdict.error().fault != TokenFault::UnknownKey),
                 "what a key has signed is verified by it");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t mostThatFits = 10'000;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    fuzz::demand(!verified(text), "nobody else can sign");
    const auto end = std::min(text.find('\n'), size);
    const std::string_view claims = end < size ? text.substr(end + 1) : text;
    const std::string head = base64UrlEncoded(text.substr(0, end)) + "." + base64UrlEncoded(claims) + ".";
    fuzz::demand(!verified(head + base64UrlEncoded(std::string(64, '\x01'))), "nobody else can sign");
    if (size <= mostThatFits)
        demandSignatureCounts(claims);
    const auto set = JwkSet::read(text);
    fuzz::demand(set || !set.error().message.empty(), "a key set that is none says why");
    if (set)
        for (const SkippedJwk& skipped : set->skipped())
            fuzz::demand(!skipped.reason.empty(), "a key that is left out says why");
    return 0;
}
