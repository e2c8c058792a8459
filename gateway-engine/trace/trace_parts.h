// Parts of a trace by what they are called; null or empty where it has none.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <string>
#include <string_view>

namespace gw::engine {

[[nodiscard]] const TraceMessage* messageAt(const Trace& trace, int index);      // Span::in or out
[[nodiscard]] const Span* spanNamed(const Trace& trace, std::string_view stage); // the first
[[nodiscard]] const std::string* findNote(const Span& span, std::string_view name);
[[nodiscard]] std::string noteOf(const Span& span, std::string_view name); // the first

} // namespace gw::engine
