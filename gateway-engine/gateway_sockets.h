// GatewaySockets: the WebSocket APIs of a gateway as one listener offers them (reference 0.1, 1.33, 3.1): finds the
// program for a handshake as requests find theirs, by port, Host, /restapis/… or custom domain.
#pragma once

#include "gateway-engine/gateway.h"
#include "gateway-engine/websocket/socket_client.h"
#include "gateway-engine/websocket/socket_handler.h"

#include <functional>

namespace gw::engine {

class GatewaySockets final : public SocketHandler, private ExchangeSink
{
public:
    // What the listener serves may change while it is open; `upstream` is its thread's. All outlive this.
    GatewaySockets(Gateway& gateway, std::function<const ListenerScope&()> scope, UpstreamClient& upstream);

    [[nodiscard]] bool owns(const Request& request) const override;
    Task<Handshake> connect(Request&& request, std::shared_ptr<Connection> connection) override;

private:
    void finished(Exchange& x) override;

    Gateway& m_gateway;
    std::function<const ListenerScope&()> m_scope;
    SocketSurroundings m_surroundings;
};

} // namespace gw::engine
