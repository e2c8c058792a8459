// What the events of integrations and of authorizers tell of a request alike (reference 1.16, 1.25, appendix A.1 and
// A.2).
#pragma once

#include "gateway-engine/integrations/event_writer.h"
#include "gateway-engine/pipeline/exchange.h"

#include <string>

namespace gw::engine {

// "resource" to "requestContext", in which `operationName` is left out when it is empty.
void writeRequest(EventWriter& event, Exchange& x, const std::string& operationName);

// The client's headers that reach functions, with the gateway's own; its query.
[[nodiscard]] EventFields eventHeaders(Exchange& x);
[[nodiscard]] EventFields eventQuery(const Request& client);

} // namespace gw::engine
