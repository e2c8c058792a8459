// What a client is told over its connection when the gateway could not handle its message (reference 3.2). The
// service's own spacing: a blank behind the first colon, none behind the others.
#pragma once

#include "gateway-engine/pipeline/fault.h"

#include <string>
#include <string_view>

namespace gw::engine {

// {"message": "Forbidden", "connectionId":"R1kmxc2VNjMCFIA=", "requestId":"Q1="}
[[nodiscard]] std::string errorFrameText(std::string_view message, std::string_view connectionId,
                                         std::string_view requestId);

// The words of a fault over a connection: endpoints that fail are "Internal server error", however they failed.
[[nodiscard]] std::string_view socketMessage(const Fault& fault);

// How a refused handshake is answered: endpoints that cannot be reached are 502.
[[nodiscard]] int handshakeStatus(const Fault& fault);

} // namespace gw::engine
