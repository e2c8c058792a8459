// One request to the user's own servers: to an instance in its turn, and to the next one when an instance cannot be
// connected to. The service itself never sends a request twice, and neither does this: it goes on only as long as
// nothing of the request has left.
#pragma once

#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/servers/server_group.h"
#include "gateway-engine/task.h"

#include <optional>

namespace gw::engine {

void addBasePath(UpstreamRequest& request, const ServerGroup& servers);

// Sends x.endpointRequest, whose Host header stays. Through a VPC link the URI's host is the TLS name, too; otherwise
// that is the instance's own. The trace says which instance it went to, and why it was not another.
[[nodiscard]] Task<std::optional<UpstreamFailure>> sendToServers(Exchange& x, ServerGroup& servers, bool isVpcLink,
                                                                 UpstreamResponse& answer);

} // namespace gw::engine
