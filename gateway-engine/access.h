// Access: who may call the APIs of one project, how often and from where. Lives beside the Engine and Backends and
// follows the same project.
//
// Order of a life: construct, follow(), joinTo(engine), surround() what is compiled; Engine::stop() comes before its
// end.
#pragma once

#include "core/api/project.h"
#include "core/api/secrets.h"
#include "core/diagnostic.h"
#include "gateway-engine/access/callers.h"
#include "gateway-engine/access/client_identities.h"
#include "gateway-engine/access/issuer/issuer_service.h"
#include "gateway-engine/access/issuers.h"
#include "gateway-engine/access/key_sets.h"
#include "gateway-engine/access/traffic.h"
#include "gateway-engine/compile/surroundings.h"
#include "gateway-engine/services.h"
#include "gateway-engine/traffic/clock.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace gw::engine {

class Engine;

struct AccessOptions
{
    std::filesystem::path projectFolder; // what files of keys are relative to
    std::filesystem::path stateFolder;   // ".gatewright": usage; empty: it is kept in memory
    std::string trustedRoots{};          // PEM: authorities that issuers may come from, besides the system's
    TrafficOptions traffic{};
};

class Access
{
public:
    explicit Access(const AccessOptions& options, Services& services = systemServices());
    ~Access(); // stop()
    Access(const Access&) = delete;
    Access& operator=(const Access&) = delete;

    // The project as it stands now, for every request from here on. Tells what cannot work.
    Diagnostics follow(const Project& project, const Secrets& secrets);
    // For compile(). Programs keep what they need of it, longer than this if need be.
    void surround(Surroundings& surroundings) const;
    // The project's port answers for the project's own issuer as well, and the engine's stop() ends this.
    void joinTo(Engine& engine);
    // Ends what is fetched and signed; idempotent.
    void stop();

    // Changes with what follow() has changed for programs already compiled: they are to be compiled anew. Everything
    // else reaches them as they are.
    [[nodiscard]] int version() const { return m_version; }

    [[nodiscard]] Clock& clock() { return *m_clock; }
    [[nodiscard]] Callers& callers() { return *m_callers; }
    [[nodiscard]] Traffic& traffic() { return *m_traffic; }
    [[nodiscard]] IssuerService& issuer() { return *m_issuer; }
    [[nodiscard]] KeySets& keySets() { return *m_keySets; }
    [[nodiscard]] Issuers issuers() const { return {m_issuer, m_keySets}; }

private:
    void followIdentities(const Project& project, const Secrets& secrets, Diagnostics& told);

    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<KeySets> m_keySets;
    std::shared_ptr<IssuerService> m_issuer;
    std::shared_ptr<Callers> m_callers;
    std::shared_ptr<Traffic> m_traffic;
    std::filesystem::path m_projectFolder;
    std::shared_ptr<const ClientIdentities> m_identities = std::make_shared<ClientIdentities>();
    std::vector<Cow<ClientCertificate>> m_certificates; // as read last
    Secrets m_secrets;                                  // the same
    Diagnostics m_identityProblems;
    int m_version = 0;
};

} // namespace gw::engine
