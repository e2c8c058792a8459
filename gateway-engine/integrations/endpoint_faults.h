// What calls to endpoints leave in a trace, and what their failures mean for the client (reference 1.18): the same for
// HTTP endpoints and AWS services.
#pragma once

#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/pipeline/fault.h"

#include <string>
#include <string_view>

namespace gw::engine {

[[nodiscard]] std::string endpointUrl(const UpstreamRequest& request); // query values masked, as traces show it
void noteConnection(Exchange& x, const UpstreamResponse& answer);
[[nodiscard]] Fault endpointFault(const UpstreamFailure& failure);

// What a service says of a request it refuses: {"message": "…"}, in either letter case; empty: nothing, or no JSON.
[[nodiscard]] std::string refusalText(const Response& answer);

// A fault of the execution: "Execution failed due to " and what, with the detail behind it.
[[nodiscard]] Fault executionFault(GatewayResponseType type, std::string_view what, std::string_view detail);

} // namespace gw::engine
