// The HTTP side of a WebSocket handshake (RFC 6455, 4.2): what a client must send, and what the server answers.
#pragma once

#include "gateway-engine/http/message.h"
#include "gateway-engine/websocket/socket_handler.h"

#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

[[nodiscard]] std::optional<Response> handshakeRefusal(const Request& request); // nothing: it is a valid one
[[nodiscard]] std::string acceptKey(std::string_view key); // Sec-WebSocket-Accept for Sec-WebSocket-Key
// The head of a 101. Extensions are not spoken, and so never named.
[[nodiscard]] std::string switchingHead(std::string_view accept, const Handshake& handshake, std::string_view date);

} // namespace gw::engine
