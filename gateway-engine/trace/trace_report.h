// A whole trace as JSON for people and their tools: each span holds its messages, times are in milliseconds.
// (What the trace file stores is traceToJson() of trace_text.h.)
#pragma once

#include "core/json/value.h"
#include "gateway-engine/trace/trace.h"

namespace gw::engine {

[[nodiscard]] json::Value traceReport(const Trace& trace);

[[nodiscard]] double milliseconds(std::chrono::nanoseconds duration);

// The client's request and the answer it got; nullptr when the trace does not hold them.
[[nodiscard]] const TraceMessage* clientRequest(const Trace& trace);
[[nodiscard]] const TraceMessage* clientResponse(const Trace& trace);

} // namespace gw::engine
