// Callers: who may call the APIs of one project: its identities and their policies, its user pools and their keys, its
// own issuer, and what authorizers have decided lately (reference 1.25). Follows the design; programs hold it.
#pragma once

#include "core/api/project.h"
#include "core/api/secrets.h"
#include "core/diagnostic.h"
#include "core/result.h"
#include "gateway-engine/pipeline/caller_tables.h"
#include "gateway-engine/services.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

class Clock;

// Whose tokens a user pool takes: what is in them as "iss", and the keys that verify them.
struct TokenIssuer
{
    std::string url; // empty: any, as the keys are nobody else's
    std::shared_ptr<KeySource> keys;
};
using TokenIssuers = std::function<Result<TokenIssuer>(const UserPool& pool)>;

// Whose tokens a JWT authorizer takes, by the issuer it names; null: nothing here finds its keys.
using JwtIssuers = std::function<std::shared_ptr<KeySource>(const std::string& issuer)>;

class Callers
{
public:
    // `services` and `clock` outlive this.
    Callers(Services& services, const Clock& clock);

    // Who finds the keys of user pools, from the next follow() on. Without anybody, none has any.
    void setTokenIssuers(TokenIssuers issuers) { m_issuers = std::move(issuers); }

    // Who finds the keys of issuers that JWT authorizers name.
    void setJwtIssuers(JwtIssuers issuers) { m_jwtIssuers = std::move(issuers); }
    [[nodiscard]] std::shared_ptr<KeySource> keysOf(const std::string& issuer) const
    {
        return m_jwtIssuers ? m_jwtIssuers(issuer) : nullptr;
    }

    // For every request from here on. Tells what cannot be asked.
    Diagnostics follow(const Project& project, const Secrets& secrets);

    // What authorizers have decided is forgotten; each gives how many results there were.
    std::size_t flushStage(std::string_view apiId, std::string_view stage);
    std::size_t flushAuthorizer(std::string_view apiId, std::string_view authorizer);

    [[nodiscard]] CallerTables& tables() { return m_tables; } // lives as long as this does
    [[nodiscard]] const Clock& clock() const { return m_tables.clock; }

private:
    void followIdentities(const Project& project, const Secrets& secrets);
    void followPools(const Project& project, Diagnostics& told);
    [[nodiscard]] Result<TokenIssuer> issuerOf(const UserPool& pool) const;

    TokenIssuers m_issuers;
    JwtIssuers m_jwtIssuers;
    std::vector<Cow<Identity>> m_identities; // as read last
    AwsSettings m_aws;                       // the same
    Secrets m_secrets;                       // the same; none where there is no identity
    Diagnostics m_identityProblems;
    CallerTables m_tables;
};

} // namespace gw::engine
