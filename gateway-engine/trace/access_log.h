// Access logs (reference 1.34): one line a request, made from its finished trace.
#pragma once

#include "gateway-engine/trace/stage_logging.h"
#include "gateway-engine/trace/trace.h"

#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

// `name` without "$context."; nothing where the variable has no value here.
[[nodiscard]] std::optional<std::string> accessLogValue(const StageLogging& logging, const Trace& trace,
                                                        std::string_view name);

// Without its line end. A missing value is written as "-"; control characters become blanks, so that no request can
// write a line of its own.
[[nodiscard]] std::string accessLogLine(const StageLogging& logging, const Trace& trace);

// What a stage's execution log holds of a request, as much as its method's level asks for: lines that begin with the
// time and the request's id, each at most 1024 bytes. Empty: nothing.
[[nodiscard]] std::string executionLogLines(const StageLogging& logging, const Trace& trace);

} // namespace gw::engine
