// What the 2.0 events of functions and of authorizers of HTTP APIs tell of a request alike (reference 2.4, 2.7): header
// names in small letters, values of one name joined by commas, cookies apart, and nothing of what is empty.
#pragma once

#include "gateway-engine/integrations/event_writer.h"
#include "gateway-engine/pipeline/exchange.h"

namespace gw::engine {

enum class Cookies { Apart, AmongHeaders };
// Of the client, and the gateway's own behind them. All events of HTTP APIs tell the length of the body.
[[nodiscard]] EventFields routeHeaders(Exchange& x, Cookies cookies);

// "routeKey" to "stageVariables".
void writeRoute(EventWriter& event, Exchange& x);

} // namespace gw::engine
