// The execution log of one request in the service's wording (reference 1.34, 1.35), written from its trace.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <string>

namespace gw::engine {

// "Execution log for request …", then a line a step with its time; ends with a newline.
[[nodiscard]] std::string executionLog(const Trace& trace);

} // namespace gw::engine
