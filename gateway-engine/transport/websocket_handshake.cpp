#include "gateway-engine/transport/websocket_handshake.h"

#include "gateway-engine/crypto/digest.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/transport/field_lines.h"

namespace gw::engine {

namespace {

constexpr std::string_view version = "13";
constexpr std::size_t keyBytes = 16;

Response refusal(int status, std::string_view message)
{
    Response response;
    response.status = status;
    response.headers.add("Content-Type", "application/json");
    response.body = R"({"message":")" + std::string(message) + R"("})";
    return response;
}

Response wrongVersion()
{
    Response response = refusal(426, "Upgrade Required: the version of WebSocket spoken here is 13");
    response.headers.add("Sec-WebSocket-Version", version);
    response.headers.add("Upgrade", "websocket");
    return response;
}

bool isKey(const std::optional<std::string_view>& key)
{
    const auto bytes = key ? base64Decoded(*key) : std::nullopt;
    return bytes && bytes->size() == keyBytes;
}

// The handshake's own; a handler's are left out, and so are those that would give the 101 a body.
bool isOwnField(std::string_view name)
{
    static constexpr std::string_view own[] = {"Connection",
                                               "Upgrade",
                                               "Date",
                                               "Content-Length",
                                               "Transfer-Encoding",
                                               "Sec-WebSocket-Accept",
                                               "Sec-WebSocket-Protocol",
                                               "Sec-WebSocket-Extensions"};
    for (const std::string_view field : own)
        if (equalsIgnoreCase(name, field))
            return true;
    return false;
}

} // namespace

std::optional<Response> handshakeRefusal(const Request& request)
{
    if (request.method != "GET")
        return refusal(400, "Bad Request: a WebSocket handshake is a GET");
    if (request.versionMinor < 1)
        return refusal(400, "Bad Request: a WebSocket handshake needs HTTP/1.1");
    if (!request.headers.hasToken("Connection", "Upgrade"))
        return refusal(400, "Bad Request: the Connection header of a WebSocket handshake holds Upgrade");
    const auto asked = request.headers.find("Sec-WebSocket-Version");
    if (!asked)
        return refusal(400, "Bad Request: the Sec-WebSocket-Version header is missing");
    if (*asked != version)
        return wrongVersion();
    if (!isKey(request.headers.find("Sec-WebSocket-Key")))
        return refusal(400, "Bad Request: Sec-WebSocket-Key must be 16 bytes in base64");
    return std::nullopt;
}

std::string acceptKey(std::string_view key)
{
    const std::string joined = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    return base64Encoded(digestBytes("SHA-1", joined).value_or(std::string()));
}

std::string switchingHead(std::string_view accept, const Handshake& handshake, std::string_view date)
{
    std::string head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
    appendField(head, "Sec-WebSocket-Accept", accept);
    if (!handshake.subprotocol.empty())
        appendField(head, "Sec-WebSocket-Protocol", handshake.subprotocol);
    appendFields(head, handshake.headers, isOwnField);
    head += "Date: ";
    head += date;
    head += "\r\n\r\n";
    return head;
}

} // namespace gw::engine
