// compile: from the design (which may be half finished) to a Program (which never is). The only part of the engine that
// reads the design.
#pragma once

#include "core/api/project.h"
#include "core/diagnostic.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/compile/surroundings.h"

namespace gw::engine {

struct Compilation
{
    std::shared_ptr<const Program> program; // null when the API cannot be served at all
    Diagnostics diagnostics;                // errors say why; warnings name methods that will answer with a fault
};

// Which deployments of the API a stage serves; nothing set for a draft.
struct StageDeployment
{
    std::string id;
    std::string canaryId;
    const Api* canary = nullptr; // the API as deployed for the stage's canary; null: the same as for the others
};

// A method that cannot work (unreadable integration URI, a kind of integration not served yet) is compiled into a fault
// with the reason and a warning here; the rest of the API serves.
[[nodiscard]] Compilation compile(const Api& api, const gw::Stage& stage, const StageDeployment& deployment = {},
                                  const Surroundings& surroundings = {});

} // namespace gw::engine
