// Text to a Program, with names that may exist already (those of the template that runs an #evaluate).
#pragma once

#include "core/result.h"
#include "gateway-engine/vtl/tree.h"

namespace gw::engine::vtl {

[[nodiscard]] Result<Program> parseProgram(std::string_view text, std::string_view name, Names names);

} // namespace gw::engine::vtl
