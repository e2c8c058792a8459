// A trace in words for copying: its status line, its request as a curl command, and all of it as JSON.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <QString>

namespace gw::ui {

[[nodiscard]] QString statusText(const engine::Trace& trace); // "200 OK"
[[nodiscard]] QString jsonText(const engine::Trace& trace);   // indented

} // namespace gw::ui
