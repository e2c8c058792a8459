#include "gateway-engine/access/callers.h"

#include "core/in_quotes.h"
#include "gateway-engine/access/identities_design.h"

#include <cstdint>
#include <utility>

namespace gw::engine {

namespace {

// What the digests of identities are keyed with: of this run, and known to nobody.
std::string digestKey(Services& services)
{
    std::string key;
    for (int i = 0; i < 4; ++i) {
        const std::uint64_t bits = services.random();
        key.append(reinterpret_cast<const char*>(&bits), sizeof bits);
    }
    return key;
}

Diagnostic warning(const UserPool& pool, const Diagnostic& problem)
{
    Diagnostic d = brokenRule(
        "user-pool-keys", "Tokens of the user pool " + inQuotes(pool.name) + " cannot be verified: " + problem.message,
        problem.hint);
    d.severity = Severity::Warning;
    d.node = nodeOf(pool.id);
    return d;
}

} // namespace

Callers::Callers(Services& services, const Clock& clock) : m_tables(clock, digestKey(services)) {}

Result<TokenIssuer> Callers::issuerOf(const UserPool& pool) const
{
    if (m_issuers)
        return m_issuers(pool);
    return fail("nothing here finds its keys.", "Open it as part of a project.");
}

Diagnostics Callers::follow(const Project& project, const Secrets& secrets)
{
    followIdentities(project, secrets);
    Diagnostics told = m_identityProblems;
    followPools(project, told);
    return told;
}

// Every edit of the project comes here: policies are read again only when something else is said about who calls.
void Callers::followIdentities(const Project& project, const Secrets& secrets)
{
    const bool hasSecrets = !project.identities.empty();
    if (project.identities == m_identities && project.aws == m_aws && (!hasSecrets || secrets == m_secrets))
        return;
    m_identityProblems.clear();
    m_tables.identities.set(
        std::make_shared<const auth::Identities>(identitiesOf(project, secrets, m_identityProblems)));
    m_identities = project.identities;
    m_aws = project.aws;
    m_secrets = hasSecrets ? secrets : Secrets();
}

void Callers::followPools(const Project& project, Diagnostics& told)
{
    auto pools = std::make_shared<UserPools>();
    for (const Cow<UserPool>& pool : project.userPools) {
        UserPoolKeys& known =
            pools->emplace_back(UserPoolKeys{pool->id, pool->arn, pool->name, pool->issuer, nullptr, {}});
        auto issuer = issuerOf(*pool);
        if (issuer) {
            known.issuer = std::move(issuer->url);
            known.keys = std::move(issuer->keys);
        } else {
            Diagnostic problem = warning(*pool, issuer.error());
            known.problem = problem.message;
            told.push_back(std::move(problem));
        }
    }
    m_tables.pools.set(std::move(pools));
}

std::size_t Callers::flushStage(std::string_view apiId, std::string_view stage)
{
    return m_tables.authorizerResults.flushStage(apiId, stage);
}

std::size_t Callers::flushAuthorizer(std::string_view apiId, std::string_view authorizer)
{
    return m_tables.authorizerResults.flushAuthorizer(apiId, authorizer);
}

} // namespace gw::engine
