// AuthorizeJwt: routes of authorization type JWT (reference 2.7): a token of one issuer, signed by RSA, for one of the
// authorizer's audiences and with one of the route's scopes. What is wrong with it is told in WWW-Authenticate.
#pragma once

#include "gateway-engine/access/key_source.h"
#include "gateway-engine/auth/token_verifier.h"
#include "gateway-engine/pipeline/authorization.h"
#include "gateway-engine/pipeline/caller_tables.h"
#include "gateway-engine/pipeline/identity_place.h"

#include <memory>
#include <string>
#include <vector>

namespace gw::engine {

struct JwtAuthorizer
{
    std::string name;
    IdentityPlace token; // a header or a query string parameter
    std::string issuer;
    std::vector<std::string> audiences;
    std::vector<std::string> scopes; // the route's
    std::shared_ptr<KeySource> keys; // the issuer's
};

// What a token has to be.
[[nodiscard]] auth::TokenRules tokenRulesOf(const JwtAuthorizer& design);
// "Bearer scope="pets/read" error="invalid_token" error_description="the token has expired""
[[nodiscard]] std::string challenge(const std::vector<std::string>& scopes, const char* error, const char* description);

class AuthorizeJwt final : public WaitingStage
{
public:
    AuthorizeJwt(std::shared_ptr<CallerTables> tables, JwtAuthorizer design)
        : m_tables(std::move(tables)), m_design(std::move(design)), m_rules(tokenRulesOf(m_design))
    {
    }
    [[nodiscard]] const char* name() const override { return "authorize_jwt"; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    Task<std::optional<Fault>> wait(Exchange& x) const override;

private:
    using Keys = Result<std::shared_ptr<const auth::JwkSet>>;

    [[nodiscard]] Task<std::optional<Fault>> authorize(Exchange& x, std::string token) const;
    [[nodiscard]] Task<Keys> keysFor(std::string keyId) const;
    [[nodiscard]] Fault refuse(const auth::TokenFailure& failure) const;
    void accept(Exchange& x, const auth::VerifiedToken& token) const;

    std::shared_ptr<CallerTables> m_tables;
    JwtAuthorizer m_design;
    auth::TokenRules m_rules;
};

} // namespace gw::engine
