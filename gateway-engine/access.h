// Access: who may call the APIs of one project, how often and from where. Lives beside the Engine and Backends and
// follows the same project.
//
// Order of a life: construct, follow(), surround() what is compiled; Engine::stop() comes before its end.
#pragma once

#include "core/api/project.h"
#include "core/api/secrets.h"
#include "core/diagnostic.h"
#include "gateway-engine/access/callers.h"
#include "gateway-engine/access/traffic.h"
#include "gateway-engine/compile/surroundings.h"
#include "gateway-engine/services.h"
#include "gateway-engine/traffic/clock.h"

#include <filesystem>
#include <memory>

namespace gw::engine {

struct AccessOptions
{
    std::filesystem::path projectFolder; // what files of keys are relative to
    std::filesystem::path stateFolder;   // ".gatewright": usage; empty: it is kept in memory
};

class Access
{
public:
    explicit Access(const AccessOptions& options, Services& services = systemServices());

    // The project as it stands now, for every request from here on. Tells what cannot work.
    Diagnostics follow(const Project& project, const Secrets& secrets);
    // For compile(). Programs keep what they need of it, longer than this if need be.
    void surround(Surroundings& surroundings) const;

    [[nodiscard]] Clock& clock() { return *m_clock; }
    [[nodiscard]] Callers& callers() { return *m_callers; }
    [[nodiscard]] Traffic& traffic() { return *m_traffic; }

private:
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<Callers> m_callers;
    std::shared_ptr<Traffic> m_traffic;
};

} // namespace gw::engine
