// What selection expressions look at in an exchange (reference 3.2): its message, its handshake, $context, stage
// variables and, once it is there, the integration's response.
#pragma once

#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/routing/selection.h"

#include <string>

namespace gw::engine {

[[nodiscard]] std::string selected(const Selection& selection, Exchange& x);

// The body as JSON, read once for all that look into it; null: it is none.
[[nodiscard]] const json::Value* messageJson(Exchange& x);

} // namespace gw::engine
