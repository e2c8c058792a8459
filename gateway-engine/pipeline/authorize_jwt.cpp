#include "gateway-engine/pipeline/authorize_jwt.h"

#include "core/in_quotes.h"
#include "gateway-engine/auth/claim_texts.h"
#include "gateway-engine/auth/json_web_token.h"
#include "gateway-engine/auth/token_claims.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/pipeline/header_rules.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

constexpr char invalidToken[] = "invalid_token";

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : " ").append(word);
    return text;
}

// requestContext.authorizer.jwt, and $context.authorizer: {"claims": …, "scopes": …}.
json::Value objectOf(const auth::VerifiedToken& token, const std::vector<std::string>& scopes)
{
    json::Object claims;
    for (auto& [name, text] : auth::claimTexts(token.claims, auth::ClaimStyle::HttpApi))
        claims.push_back({std::move(name), std::move(text), {}});
    json::Value told = nullptr;
    if (!scopes.empty()) {
        told = json::Array{};
        for (const std::string& scope : auth::scopesOf(token.claims))
            if (std::find(scopes.begin(), scopes.end(), scope) != scopes.end())
                told.asArray().emplace_back(scope);
    }
    json::Value object = json::Value::object();
    object.set("claims", std::move(claims));
    object.set("scopes", std::move(told));
    return object;
}

} // namespace

auth::TokenRules tokenRulesOf(const JwtAuthorizer& design)
{
    using enum JoseAlgorithm;
    auth::TokenRules rules;
    rules.issuer = design.issuer;
    rules.audiences = design.audiences;
    rules.algorithms = {RS256, RS384, RS512, PS256, PS384, PS512}; // the service takes RSA alone
    rules.scopes = design.scopes;
    return rules;
}

std::string challenge(const std::vector<std::string>& scopes, const char* error, const char* description)
{
    std::string text = "Bearer scope=\"" + joined(scopes) + "\" error=\"";
    return fieldValue(text.append(error).append("\" error_description=\"").append(description).append("\""));
}

Task<std::optional<Fault>> AuthorizeJwt::wait(Exchange& x) const
{
    AuthorizationStep step(x, "authorizer");
    x.trace.note("authorizer", inQuotes(m_design.name) + ", JWT");
    const std::string value = valueAt(x, m_design.token);
    hide(x, m_design.token, value);
    const std::string token(auth::bareToken(value));
    if (x.trace.isOn())
        x.trace.secrets().addText(token);
    std::optional<Fault> fault;
    if (token.empty()) {
        fault = unauthorized("The request has no " + nameOf(m_design.token) + " with a token, which the authorizer " +
                             inQuotes(m_design.name) + " asks for.");
        fault->wwwAuthenticate = "Bearer";
    } else {
        fault = co_await authorize(x, token);
    }
    if (fault && !fault->setting)
        fault->setting = settingOf(x.program->api, m_design.name);
    step.end(fault ? fault->status.value_or(defaultStatus(fault->type)) : 200,
             fault ? std::string_view(fault->reason) : std::string_view());
    co_return fault;
}

// Where a user pool of the project has this issuer, its keys may stand in a file.
Task<AuthorizeJwt::Keys> AuthorizeJwt::keysFor(std::string keyId) const
{
    std::shared_ptr<KeySource> keys = m_design.keys;
    const auto pools = m_tables->pools.now();
    for (const UserPoolKeys& pool : *pools)
        if (pool.issuer == m_design.issuer && pool.keys)
            keys = pool.keys;
    co_return co_await keys->keys(keyId);
}

Task<std::optional<Fault>> AuthorizeJwt::authorize(Exchange& x, std::string token) const
{
    const auto read = auth::JsonWebToken::read(token);
    if (!read)
        co_return refuse(read.error());
    const Keys keys = co_await keysFor(std::string(read->keyId()));
    if (!keys) {
        Fault fault = unauthorized("The keys of the issuer " + inQuotes(m_design.issuer) +
                                   " are not to be had: " + keys.error().message);
        fault.wwwAuthenticate = challenge(m_design.scopes, invalidToken, "OIDC discovery endpoint communication error");
        co_return fault;
    }
    const auto verified = auth::verifyToken(token, **keys, m_rules, m_tables->clock.wallClock());
    if (!verified)
        co_return refuse(verified.error());
    accept(x, *verified);
    co_return std::nullopt;
}

Fault AuthorizeJwt::refuse(const auth::TokenFailure& failure) const
{
    const bool isOfScope = failure.fault == auth::TokenFault::InsufficientScope;
    Fault fault = isOfScope ? Fault{GatewayResponseType::AccessDenied} : unauthorized({});
    fault.reason = failure.reason;
    fault.wwwAuthenticate = challenge(m_design.scopes, isOfScope ? "insufficient_scope" : invalidToken,
                                      auth::errorDescription(failure.fault));
    return fault;
}

void AuthorizeJwt::accept(Exchange& x, const auth::VerifiedToken& token) const
{
    if (x.trace.isOn())
        x.trace.note("token", "valid, of " + inQuotes(token.claims["sub"].scalarText()));
    Caller& caller = callerOf(x);
    caller.authorizer = objectOf(token, m_design.scopes);
    caller.authorizerKind = AuthorizerKind::Jwt;
}

} // namespace gw::engine
