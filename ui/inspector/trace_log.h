// A trace in words: its status line and its execution log, the steps in order with their times, notes and reason.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <QString>

namespace gw::ui {

[[nodiscard]] QString statusText(const engine::Trace& trace); // "200 OK"
[[nodiscard]] QString executionLogText(const engine::Trace& trace);

} // namespace gw::ui
