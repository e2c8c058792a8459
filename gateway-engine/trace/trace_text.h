// A trace as JSON, and back: what the trace file stores and `gatewright traces` prints.
#pragma once

#include "core/json/value.h"
#include "core/result.h"
#include "gateway-engine/trace/trace.h"

#include <string>

namespace gw::engine {

[[nodiscard]] std::string traceToJson(const Trace& trace); // compact text
[[nodiscard]] Result<std::shared_ptr<Trace>> traceFromJson(const json::Value& value);

// 2026-11-22T18:20:00.123456Z
[[nodiscard]] std::string isoTime(std::chrono::system_clock::time_point time);

// Bytes that are no UTF-8 become U+FFFD: JSON and SQLite text hold nothing else.
[[nodiscard]] std::string validUtf8(std::string_view bytes);
[[nodiscard]] bool isUtf8(std::string_view bytes);

} // namespace gw::engine
