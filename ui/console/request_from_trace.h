// "Send again": the request a trace recorded, ready to be sent.
#pragma once

#include "core/console/request.h"
#include "gateway-engine/trace/trace.h"

namespace gw::ui {

// `baseUrl`: where the trace's API and stage answer now; empty: taken from the trace's Host header. Values that were
// masked when they were recorded come as rows that are switched off.
[[nodiscard]] console::ConsoleRequest requestFromTrace(const engine::Trace& trace, const QString& baseUrl);

} // namespace gw::ui
