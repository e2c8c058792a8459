// The engine's side of a stage: what it logs, and its canary (reference 1.28, 1.29 and 1.34).
#pragma once

#include "core/api/project.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/services.h"
#include "gateway-engine/trace/stage_logging.h"

#include <memory>

namespace gw::engine {

// Null when the stage logs nothing. `isCanary`: for the program that gets the canary's share.
[[nodiscard]] std::shared_ptr<const StageLogging> stageLogging(const Api& api, const gw::Stage& stage,
                                                               const std::string& deploymentId, bool isCanary);

// The stage as the canary's requests see it: its variables with the canary's own over them.
[[nodiscard]] gw::Stage canaryStage(const gw::Stage& stage);

// The program of one request: the canary's with the probability of its share, drawn for each request anew.
[[nodiscard]] const Program& drawn(const Program& program, Services& services);

} // namespace gw::engine
