// Callers: who may call the APIs of one project: its identities and their policies, its user pools and their keys, its
// own issuer, and what authorizers have decided lately (reference 1.25). Follows the design; programs hold it.
#pragma once

#include "core/api/project.h"
#include "core/api/secrets.h"
#include "core/diagnostic.h"
#include "gateway-engine/services.h"

#include <filesystem>

namespace gw::engine {

class Clock;

class Callers
{
public:
    // `services` and `clock` outlive this.
    Callers(Services& services, const Clock& clock, std::filesystem::path projectFolder)
        : m_services(services), m_clock(clock), m_projectFolder(std::move(projectFolder))
    {
    }

    // Tells what cannot be asked.
    Diagnostics follow(const Project& project, const Secrets& secrets);

private:
    Services& m_services;
    const Clock& m_clock;
    std::filesystem::path m_projectFolder;
};

} // namespace gw::engine
