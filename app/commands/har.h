// Traces as HTTP Archive (HAR 1.2): what browsers, proxies and API tools open.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/trace/trace.h"

#include <vector>

namespace gw::cli {

[[nodiscard]] json::Value toHar(const std::vector<engine::TracePtr>& traces);

} // namespace gw::cli
