// Conversation: what a WebSocket API makes of one open connection (reference 3.2, 3.3): each message finds its route,
// whose reply or error goes back over the connection; the end is told to $disconnect once.
#pragma once

#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/websocket/socket_client.h"
#include "gateway-engine/websocket/socket_handler.h"

#include <memory>
#include <string>

namespace gw::engine {

class Conversation final : public SocketConversation
{
public:
    explicit Conversation(std::shared_ptr<const SocketClient> client) : m_client(std::move(client)) {}

    [[nodiscard]] SocketLimits limits() const override;
    Task<void> message(std::string payload, bool isBinary) override;
    Task<void> ended(CloseCode code, std::string reason) override;

private:
    std::shared_ptr<const SocketClient> m_client; // shared with messages that outlive this
};

} // namespace gw::engine
