#include "gateway-engine/pipeline/authorize_cognito.h"

#include "core/in_quotes.h"
#include "gateway-engine/auth/claim_texts.h"
#include "gateway-engine/auth/json_web_token.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/pipeline/gateway_response.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

std::string issuersOf(const UserPools& pools, const std::vector<std::string>& arns)
{
    std::string text;
    for (const UserPoolKeys& pool : pools)
        if (std::find(arns.begin(), arns.end(), pool.arn) != arns.end())
            text += (text.empty() ? "" : ", ") + (pool.issuer.empty() ? "the project's own" : inQuotes(pool.issuer));
    return text;
}

json::Value claimsOf(const auth::VerifiedToken& token)
{
    json::Object claims;
    for (auto& [name, text] : auth::claimTexts(token.claims, auth::ClaimStyle::RestApi))
        claims.push_back({std::move(name), std::move(text)});
    json::Value object = json::Value::object();
    object.set("claims", std::move(claims));
    return object;
}

Fault ofPool(const UserPoolKeys& pool, std::string reason)
{
    Fault fault = authorizerMisconfigured(std::move(reason));
    fault.setting = std::make_shared<const FaultSetting>(FaultSetting{nodeOf(pool.id)});
    return fault;
}

int statusOf(const Fault& fault)
{
    return defaultStatus(fault.type);
}

} // namespace

auth::TokenRules tokenRulesOf(const UserPoolKeys& pool, const std::vector<std::string>& scopes)
{
    auth::TokenRules rules;
    rules.issuer = pool.issuer;
    rules.tokenUse = scopes.empty() ? "id" : "access";
    rules.scopes = scopes;
    return rules;
}

const UserPoolKeys* poolOf(const UserPools& pools, const std::vector<std::string>& arns, std::string_view issuer)
{
    const UserPoolKeys* own = nullptr;
    for (const UserPoolKeys& pool : pools) {
        if (std::find(arns.begin(), arns.end(), pool.arn) == arns.end())
            continue;
        if (!pool.issuer.empty() && pool.issuer == issuer)
            return &pool;
        if (pool.issuer.empty())
            own = &pool;
    }
    return own;
}

Task<std::optional<Fault>> AuthorizeCognito::wait(Exchange& x) const
{
    AuthorizationStep step(x, "authorizer");
    x.trace.note("authorizer", inQuotes(m_design.name) + ", COGNITO_USER_POOLS");
    const std::string token(auth::bareToken(x.request.headers.findLast(m_design.header).value_or(std::string_view())));
    if (x.trace.isOn()) {
        x.trace.secrets().addHeader(m_design.header);
        x.trace.secrets().addText(token);
    }
    std::optional<Fault> fault;
    if (token.empty())
        fault = unauthorized("The request has no header " + inQuotes(m_design.header) +
                             " with a token, which the "
                             "authorizer " +
                             inQuotes(m_design.name) + " asks for.");
    else
        fault = co_await authorize(x, token);
    if (fault && !fault->setting)
        fault->setting = settingOf(x.program->api, m_design.name);
    step.end(fault ? statusOf(*fault) : 200, fault ? faultMessage(*fault) : std::string_view());
    co_return fault;
}

Task<std::optional<Fault>> AuthorizeCognito::authorize(Exchange& x, std::string token) const
{
    const auto pools = m_tables->pools.now();
    const auto read = auth::JsonWebToken::read(token);
    if (!read)
        co_return unauthorized("The token cannot be read: " + read.error().reason);
    const std::string issuer((*read).claims["iss"].toString());
    const UserPoolKeys* pool = poolOf(*pools, m_design.pools, issuer);
    if (!pool) {
        const std::string known = issuersOf(*pools, m_design.pools);
        if (known.empty())
            co_return authorizerMisconfigured("The project has none of the user pools of the authorizer " +
                                              inQuotes(m_design.name) + ".");
        co_return unauthorized("The token's issuer is " + inQuotes(issuer) + "; the pools of the authorizer have " +
                               known + ".");
    }
    x.trace.note("user pool", pool->name + " (" + pool->arn + ")");
    if (!pool->keys)
        co_return ofPool(*pool, pool->problem);
    const auto keys = co_await pool->keys->keys(read->keyId());
    if (!keys)
        co_return ofPool(*pool, "The keys of the user pool " + inQuotes(pool->name) +
                                    " are not to be had: " + keys.error().message);
    const auto verified =
        auth::verifyToken(token, **keys, tokenRulesOf(*pool, m_design.scopes), m_tables->clock.wallClock());
    if (!verified)
        co_return unauthorized(verified.error().reason);
    co_return accept(x, *verified);
}

std::optional<Fault> AuthorizeCognito::accept(Exchange& x, const auth::VerifiedToken& token) const
{
    const std::string audience = token.claims["aud"].scalarText();
    if (m_design.audience && m_design.audience->match(audience) != Pattern::Match::Yes)
        return unauthorized("The token's \"aud\" is " + inQuotes(audience) +
                            ", which the identity validation expression of the authorizer does not match.");
    x.trace.note("token", "valid, of " + inQuotes(token.claims["sub"].scalarText()));
    callerOf(x).authorizer = claimsOf(token);
    return std::nullopt;
}

} // namespace gw::engine
