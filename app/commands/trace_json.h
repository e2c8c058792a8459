// A whole trace as JSON: `gatewright traces show --json`.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/trace/trace.h"

namespace gw::cli {

[[nodiscard]] json::Value toJson(const engine::Trace& trace);

// "2026-03-04T10:11:12.345Z"
[[nodiscard]] std::string isoTime(std::chrono::system_clock::time_point time);
[[nodiscard]] double milliseconds(std::chrono::nanoseconds duration);

// The client's request and the answer it got; nullptr when the trace does not hold them.
[[nodiscard]] const engine::TraceMessage* clientRequest(const engine::Trace& trace);
[[nodiscard]] const engine::TraceMessage* clientResponse(const engine::Trace& trace);

} // namespace gw::cli
