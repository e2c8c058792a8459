// AuthorizeCognito: methods of authorization type COGNITO_USER_POOLS (reference 1.25): an ID token of one of the pools
// or, where the method has scopes, an access token with one of them. What the API's own policy says comes after it.
#pragma once

#include "gateway-engine/auth/token_verifier.h"
#include "gateway-engine/pipeline/authorization.h"
#include "gateway-engine/pipeline/caller_tables.h"
#include "gateway-engine/pipeline/pattern.h"

#include <string>
#include <vector>

namespace gw::engine {

struct UserPoolAuthorizer
{
    std::string name;
    std::string header;              // that bears the token
    std::vector<std::string> pools;  // ARNs
    std::vector<std::string> scopes; // the method's
    std::optional<Pattern> audience; // of "aud"
};

// What a token has to be, of that pool.
[[nodiscard]] auth::TokenRules tokenRulesOf(const UserPoolKeys& pool, const std::vector<std::string>& scopes);
// The pool a token says it is of, among those with these ARNs; nullptr: it is of none.
[[nodiscard]] const UserPoolKeys* poolOf(const UserPools& pools, const std::vector<std::string>& arns,
                                         std::string_view issuer);

class AuthorizeCognito final : public WaitingStage
{
public:
    AuthorizeCognito(std::shared_ptr<CallerTables> tables, UserPoolAuthorizer design)
        : m_tables(std::move(tables)), m_design(std::move(design))
    {
    }
    [[nodiscard]] const char* name() const override { return "authorize_cognito"; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    Task<std::optional<Fault>> wait(Exchange& x) const override;

private:
    [[nodiscard]] Task<std::optional<Fault>> authorize(Exchange& x, std::string token) const;
    [[nodiscard]] std::optional<Fault> accept(Exchange& x, const auth::VerifiedToken& token) const;

    std::shared_ptr<CallerTables> m_tables;
    UserPoolAuthorizer m_design;
};

} // namespace gw::engine
