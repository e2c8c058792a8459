// Compiles a WebSocket API: its routes over the stages REST methods have, and how a message finds one (reference 3).
#pragma once

#include "gateway-engine/compile/compile.h"

namespace gw::engine {

[[nodiscard]] Compilation compileWebSocket(const Api& api, const gw::Stage& stage, const StageDeployment& deployment,
                                           const Surroundings& surroundings);

} // namespace gw::engine
