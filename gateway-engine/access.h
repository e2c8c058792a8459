// Access: who may call the APIs of one project, how often and from where. Lives beside the Engine and Backends and
// follows the same project.
//
// Order of a life: construct, follow(), surround() what is compiled; Engine::stop() comes before its end.
#pragma once

#include "core/api/project.h"
#include "core/api/secrets.h"
#include "core/diagnostic.h"
#include "gateway-engine/access/callers.h"
#include "gateway-engine/access/client_identities.h"
#include "gateway-engine/access/traffic.h"
#include "gateway-engine/compile/surroundings.h"
#include "gateway-engine/services.h"
#include "gateway-engine/traffic/clock.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace gw::engine {

struct AccessOptions
{
    std::filesystem::path projectFolder; // what files of keys are relative to
    std::filesystem::path stateFolder;   // ".gatewright": usage; empty: it is kept in memory
    TrafficOptions traffic = {};
};

class Access
{
public:
    explicit Access(const AccessOptions& options, Services& services = systemServices());

    // The project as it stands now, for every request from here on. Tells what cannot work.
    Diagnostics follow(const Project& project, const Secrets& secrets);
    // For compile(). Programs keep what they need of it, longer than this if need be.
    void surround(Surroundings& surroundings) const;

    // Changes with what follow() has changed for programs already compiled: they are to be compiled anew. Everything
    // else reaches them as they are.
    [[nodiscard]] int version() const { return m_version; }

    [[nodiscard]] Clock& clock() { return *m_clock; }
    [[nodiscard]] Callers& callers() { return *m_callers; }
    [[nodiscard]] Traffic& traffic() { return *m_traffic; }

private:
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<Callers> m_callers;
    std::shared_ptr<Traffic> m_traffic;
    void followIdentities(const Project& project, const Secrets& secrets, Diagnostics& told);

    std::filesystem::path m_projectFolder;
    std::shared_ptr<const ClientIdentities> m_identities = std::make_shared<ClientIdentities>();
    std::vector<Cow<ClientCertificate>> m_certificates; // as read last
    Secrets m_secrets;                                  // the same
    Diagnostics m_identityProblems;
    int m_version = 0;
};

} // namespace gw::engine
