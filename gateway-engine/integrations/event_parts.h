// What the events of integrations and of authorizers tell of a request alike (reference 1.16, 1.25, appendix A.1 and
// A.2).
#pragma once

#include "gateway-engine/integrations/event_writer.h"
#include "gateway-engine/pipeline/exchange.h"

#include <string>
#include <string_view>

namespace gw::engine {

[[nodiscard]] EventFields eventHeaders(Exchange& x); // with the gateway's own
[[nodiscard]] EventFields eventQuery(const Request& client);
[[nodiscard]] std::string_view eventPath(const Exchange& x); // with the base path of a custom domain, without the stage
// requestContext, in which `operationName` is left out when it is empty.
void writeRequestContext(EventWriter& event, const Exchange& x, const std::string& operationName);

} // namespace gw::engine
