// Traffic: how often the APIs of one project may be called, and what is remembered of their answers: API keys and usage
// plans, throttles, stage caches, web ACLs (reference 1.27, 1.30 and 1.36). Follows the design; programs hold it.
#pragma once

#include "core/api/project.h"
#include "core/api/secrets.h"
#include "core/diagnostic.h"
#include "gateway-engine/traffic/clock.h"

#include <filesystem>

namespace gw::engine {

class Traffic
{
public:
    // `clock` outlives this. Usage is kept in the state folder; in memory only when that is empty.
    Traffic(Clock& clock, std::filesystem::path stateFolder) : m_clock(clock), m_stateFolder(std::move(stateFolder)) {}

    Diagnostics follow(const Project& project, const Secrets& secrets);

private:
    Clock& m_clock;
    std::filesystem::path m_stateFolder;
};

} // namespace gw::engine
