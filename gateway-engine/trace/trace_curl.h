// The client's request of a trace as a curl command for a POSIX shell. Secrets are what the trace holds: masked.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <string>

namespace gw::engine {

// `origin` is what stands before the path, "http://127.0.0.1:4780"; empty: taken from the Host header.
[[nodiscard]] std::string toCurl(const Trace& trace, const std::string& origin = {});

} // namespace gw::engine
