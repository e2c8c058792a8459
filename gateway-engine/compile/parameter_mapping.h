// Parameter mappings as the design writes them, "integration.request.header.X" from "method.request.path.id", become
// what the stages of a method run (reference 1.10, 1.19).
#pragma once

#include "core/result.h"
#include "gateway-engine/pipeline/map_request.h"

#include <string>
#include <utility>

namespace gw::engine {

[[nodiscard]] Result<void> addRequestParameter(RequestMapping& mapping, const std::string& to, const std::string& from);
// The header's name, and where its value comes from.
[[nodiscard]] Result<std::pair<std::string, ValueSource>> responseHeader(const std::string& to,
                                                                         const std::string& from);

} // namespace gw::engine
