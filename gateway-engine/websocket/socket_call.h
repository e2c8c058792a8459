// SocketCall: what an exchange of a WebSocket API has beside what HTTP has (reference 3.1, 3.4, 3.7): the connection it
// belongs to, what happened on it, and which route answers.
#pragma once

#include "gateway-engine/websocket/connection.h"

#include <cstdint>
#include <memory>
#include <string>

namespace gw::engine {

enum class SocketEvent : std::uint8_t { Connect, Message, Disconnect };

[[nodiscard]] constexpr const char* toString(SocketEvent event)
{
    return event == SocketEvent::Connect ? "CONNECT" : event == SocketEvent::Message ? "MESSAGE" : "DISCONNECT";
}

struct SocketCall
{
    SocketEvent event = SocketEvent::Connect;
    std::shared_ptr<const ConnectionFacts> facts; // of the connection, as the handshake found them
    std::string routeKey;                         // the route that answers; empty: none
    std::string messageId;                        // of messages
    int disconnectStatusCode = 0;                 // of disconnects, as the reason is
    std::string disconnectReason;
};

} // namespace gw::engine
