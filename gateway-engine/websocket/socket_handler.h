// SocketHandler: what stands behind the WebSocket connections of a listener. The transport reads and writes frames and
// keeps the time limits; what a handshake, a message and an end mean is told here (reference 3.1).
#pragma once

#include "gateway-engine/http/message.h"
#include "gateway-engine/task.h"
#include "gateway-engine/websocket/connection.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace gw::engine {

// How far a connection may go (reference 3.1, 5); a stage may lift them all ("no limits").
struct SocketLimits
{
    std::chrono::milliseconds idle = std::chrono::minutes(10); // without a data frame either way; zero: for ever
    std::chrono::milliseconds duration = std::chrono::hours(2);
    std::size_t messageSize = 128 * 1024;
    std::size_t frameSize = 32 * 1024;
    bool takesBinary = false; // the service closes with 1003
};

// What one API makes of one connection; it lives as long as the connection does.
class SocketConversation
{
public:
    virtual ~SocketConversation() = default;
    [[nodiscard]] virtual SocketLimits limits() const = 0;
    // One whole message. Those of one connection may overlap: the next may come while this one waits for an endpoint.
    // The transport bounds how many.
    virtual Task<void> message(std::string payload, bool isBinary) = 0;
    // Once, after the last message was taken: why the connection ended, as the client or the server said.
    virtual Task<void> ended(CloseCode code, std::string reason) = 0;
};

// The answer to a handshake: a conversation, or a response that refuses it.
struct Handshake
{
    std::unique_ptr<SocketConversation> conversation; // null: refused
    std::string apiId;                                // with stageName: whose connection it is from now on
    std::string stageName;
    std::string principalId; // who the client is to the API, for lists of connections
    std::string subprotocol; // echoed as Sec-WebSocket-Protocol; empty: the header is absent
    Headers headers;         // further headers of the 101
    Response refusal;        // where there is no conversation
};

class SocketHandler
{
public:
    virtual ~SocketHandler() = default;
    // Does this request, which asks for an upgrade, belong to a WebSocket API? Quick; otherwise it is an HTTP request.
    [[nodiscard]] virtual bool owns(const Request& request) const = 0;
    // Runs while the handshake is pending. `connection` takes no frame before the 101 is out: send() says Gone until
    // then (reference 3.6: 410 before $connect finished).
    virtual Task<Handshake> connect(Request&& request, std::shared_ptr<Connection> connection) = 0;
};

} // namespace gw::engine
