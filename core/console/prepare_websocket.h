// Turns what people composed into a handshake and messages that can be sent: variables filled in, address and headers
// checked, hex and Base64 read, files loaded.
#pragma once

#include "core/console/prepare_request.h"
#include "core/console/websocket_request.h"

namespace gw::console {

struct PreparedConnection
{
    QUrl url; // ws: or wss:
    std::vector<HeaderLine> headers;
    QStringList subprotocols;
};

struct PreparedMessage
{
    QByteArray bytes;
    bool isBinary = false;
    bool operator==(const PreparedMessage&) const = default;
};

inline constexpr qint64 maxMessageBytes = 16 << 20; // either way

// An address that is a path alone stands below {{baseUrl}}; http: means ws:, https: means wss:.
[[nodiscard]] Result<PreparedConnection> prepareConnection(const WebSocketRequest& request, const VariableScope& scope);
// A file is sent as text when it is UTF-8, else as binary. `folder`: what relative files are relative to.
[[nodiscard]] Result<PreparedMessage> prepareMessage(const Message& message, const VariableScope& scope,
                                                     const QString& folder);

} // namespace gw::console
