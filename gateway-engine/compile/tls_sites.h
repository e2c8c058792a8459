// What the project's port for TLS shows: a certificate of the local authority for each custom domain that speaks TLS,
// and the truststores of those with mutual TLS (reference 1.33).
#pragma once

#include "core/api/project.h"
#include "core/diagnostic.h"
#include "gateway-engine/crypto/tls_site.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

namespace gw::engine {

struct TlsSites
{
    std::vector<TlsSite> sites; // none: the project has no domain that speaks TLS
    Diagnostics
        diagnostics; // domains that cannot be shown; they are reached without TLS, unless they ask for mutual TLS
    std::optional<std::chrono::system_clock::time_point> renewal; // when a certificate should be asked for again
};

// Makes the authority in `authorityFolder` when a domain needs it and there is none. Reads files: not for a GUI's
// thread.
[[nodiscard]] TlsSites tlsSites(const Project& project, const std::filesystem::path& projectFolder,
                                const std::filesystem::path& authorityFolder,
                                std::chrono::system_clock::time_point now);

} // namespace gw::engine
