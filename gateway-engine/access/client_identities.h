// What the gateway shows to endpoints that ask who calls (reference 1.14): the client certificates of the project with
// their private keys, which stand among its secrets.
#pragma once

#include "core/api/project.h"
#include "core/api/secrets.h"
#include "core/diagnostic.h"
#include "gateway-engine/pipeline/upstream.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace gw::engine {

using ClientIdentities = std::map<std::string, std::shared_ptr<const ClientIdentity>>; // by name of the certificate

// One that cannot be read is left out, and told. What says the same as one of `former` is that very object: connections
// are kept by it.
[[nodiscard]] std::shared_ptr<const ClientIdentities> clientIdentities(const Project& project, const Secrets& secrets,
                                                                       const std::filesystem::path& projectFolder,
                                                                       const ClientIdentities& former,
                                                                       Diagnostics& diagnostics);

} // namespace gw::engine
