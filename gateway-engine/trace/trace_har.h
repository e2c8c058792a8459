// Traces as HTTP Archive (HAR 1.2): what browsers, proxies and API tools open.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/trace/trace.h"

#include <string>
#include <vector>

namespace gw::engine {

// `version` is that of the program.
[[nodiscard]] json::Value toHar(const std::vector<TracePtr>& traces, const std::string& version);

} // namespace gw::engine
