// The handshake of a connection (reference 3.1, 3.5): $connect's authorization, key and integration run while the
// client waits; what they say decides whether there is a connection at all.
#pragma once

#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/websocket/socket_client.h"
#include "gateway-engine/websocket/socket_handler.h"

#include <memory>

namespace gw::engine {

// `x` holds the request and the program of the API it is for.
[[nodiscard]] Task<Handshake> shakeHands(Exchange& x, std::shared_ptr<Connection> connection,
                                         const SocketSurroundings& surroundings);

} // namespace gw::engine
