#include "gateway-engine/access.h"

#include "gateway-engine/engine.h"

#include <iterator>
#include <utility>

namespace gw::engine {

namespace {

// What is shared lives as long as the clock it goes by, and the other way round.
template <typename T, typename... Parts>
std::shared_ptr<T> withClock(const std::shared_ptr<Clock>& clock, Parts&&... parts)
{
    struct Both
    {
        Both(std::shared_ptr<Clock> time, Parts&&... parts)
            : clock(std::move(time)), part(std::forward<Parts>(parts)...)
        {
        }
        std::shared_ptr<Clock> clock;
        T part;
    };
    const auto both = std::make_shared<Both>(clock, std::forward<Parts>(parts)...);
    return {both, &both->part};
}

} // namespace

Access::Access(const AccessOptions& options, Services& services)
    : m_clock(std::make_shared<Clock>(services)),
      m_keySets(std::make_shared<KeySets>(KeySetsOptions{options.projectFolder, options.trustedRoots}, m_clock)),
      m_issuer(std::make_shared<IssuerService>(m_clock)), m_callers(withClock<Callers>(m_clock, services, *m_clock)),
      m_traffic(withClock<Traffic>(m_clock, *m_clock, options.stateFolder, options.traffic)),
      m_projectFolder(options.projectFolder)
{
    // Nobody else signs with the keys of the project's own issuer: whatever port it had, its tokens are its own.
    m_callers->setTokenIssuers([issuers = issuers(), own = m_issuer](const UserPool& pool) -> Result<TokenIssuer> {
        if (pool.isLocal() && !own->isEnabled())
            return fail("the project's own issuer is switched off.", "Switch it on, or give the pool an issuer.");
        return TokenIssuer{pool.isLocal() ? std::string() : issuers.urlOf(pool), issuers.keysOf(pool)};
    });
    m_callers->setJwtIssuers([issuers = issuers()](const std::string& issuer) { return issuers.keysOf(issuer); });
}

Access::~Access()
{
    stop();
}

Diagnostics Access::follow(const Project& project, const Secrets& secrets)
{
    Diagnostics told = m_issuer->follow(project, secrets); // first: pools ask whether there is one
    const auto tell = [&told](Diagnostics more) {
        told.insert(told.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    };
    tell(m_callers->follow(project, secrets));
    const bool limitedAccount = m_traffic->limitsAccount();
    tell(m_traffic->follow(project, secrets));
    if (m_traffic->limitsAccount() != limitedAccount)
        ++m_version; // methods that nothing else limits have no stage for it
    followIdentities(project, secrets, told);
    return told;
}

// Files are read again only when something else is said about them, or a key has come.
void Access::followIdentities(const Project& project, const Secrets& secrets, Diagnostics& told)
{
    const bool isNew = project.clientCertificates != m_certificates ||
                       (!project.clientCertificates.empty() && !(secrets == m_secrets));
    if (isNew || !m_identityProblems.empty()) {
        m_identityProblems.clear();
        auto identities = clientIdentities(project, secrets, m_projectFolder, *m_identities, m_identityProblems);
        m_certificates = project.clientCertificates;
        m_secrets = project.clientCertificates.empty() ? Secrets() : secrets;
        if (*identities != *m_identities) {
            m_identities = std::move(identities);
            ++m_version;
        }
    }
    told.insert(told.end(), m_identityProblems.begin(), m_identityProblems.end());
}

void Access::surround(Surroundings& surroundings) const
{
    surroundings.callers = m_callers;
    surroundings.traffic = m_traffic;
    surroundings.identities = m_identities;
}

void Access::joinTo(Engine& engine)
{
    engine.serve({m_issuer}, [this] { stop(); });
}

void Access::stop()
{
    m_issuer->stop();
    m_keySets->stop();
}

} // namespace gw::engine
