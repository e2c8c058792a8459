// The events of WebSocket APIs (reference 3.4, 3.5, appendix A.4), as functions and authorizers get them: keys that
// have nothing to say are left out.
#pragma once

#include "gateway-engine/integrations/event_writer.h"
#include "gateway-engine/pipeline/exchange.h"

#include <string>

namespace gw::engine {

// Of AWS_PROXY integrations: a handshake has headers and no body, a message a body and no headers, a disconnect the
// few headers the service gives it.
[[nodiscard]] std::string socketEvent(Exchange& x);

// What an authorizer of $connect is told beside its type and the ARN: headers to requestContext.
void writeHandshake(EventWriter& event, Exchange& x);

} // namespace gw::engine
