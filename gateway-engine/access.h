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

namespace gw::engine {

class Engine;

struct AccessOptions
{
    std::filesystem::path projectFolder; // what files of keys are relative to
    std::filesystem::path stateFolder;   // ".gatewright": usage; empty: it is kept in memory
    std::string trustedRoots{};          // PEM: authorities that issuers may come from, besides the system's
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

    [[nodiscard]] Clock& clock() { return *m_clock; }
    [[nodiscard]] Callers& callers() { return *m_callers; }
    [[nodiscard]] Traffic& traffic() { return *m_traffic; }
    [[nodiscard]] IssuerService& issuer() { return *m_issuer; }
    [[nodiscard]] KeySets& keySets() { return *m_keySets; }
    [[nodiscard]] Issuers issuers() const { return {m_issuer, m_keySets}; }

private:
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<KeySets> m_keySets;
    std::shared_ptr<IssuerService> m_issuer;
    std::shared_ptr<Callers> m_callers;
    std::shared_ptr<Traffic> m_traffic;
};

} // namespace gw::engine
