// Connection: one client's open WebSocket connection as everything above the transport sees it (reference 3.1, 3.6).
// Any thread may hold one and send through it; the transport carries the frames on the connection's own thread.
#pragma once

#include "gateway-engine/websocket/frame.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gw::engine {

// Close codes the service uses (reference 3.1; RFC 6455, 7.4.1).
enum class CloseCode : std::uint16_t {
    Normal = 1000,
    GoingAway = 1001, // idle too long, or open too long
    ProtocolError = 1002,
    UnsupportedData = 1003, // a binary frame
    NoStatus = 1005,        // never sent: the client's close frame had none
    Abnormal = 1006,        // never sent: the connection ended without a close frame
    InvalidPayload = 1007,
    PolicyViolation = 1008, // too many requests
    TooBig = 1009,
    ServerError = 1011,
    Restart = 1012,
};

// What is known of a connection whatever its API makes of it. What the handshake tells (API, stage, principal,
// sub-protocol) stands here once it was accepted; the rest from the beginning.
struct ConnectionFacts
{
    std::string connectionId; // "R1kmxc2VNjMCFIA="
    std::string apiId;
    std::string stageName;
    std::string sourceIp;
    std::string userAgent;
    std::string principalId; // who the client is to the API; empty: nobody in particular
    std::string subprotocol; // what the handshake agreed on; empty: none
    std::chrono::system_clock::time_point connectedAt;
    std::chrono::seconds idleLimit{}; // it ends when nothing was sent either way for so long; zero: never
    std::chrono::seconds longestDuration{};
};

enum class Sending : std::uint8_t {
    Taken,      // queued; frames go out in the order they were taken
    Gone,       // the connection is closed, or closing
    Overflowing // the client reads too slowly: its queue was full, and the connection is being closed
};

class Connection
{
public:
    virtual ~Connection() = default;

    [[nodiscard]] virtual const ConnectionFacts& facts() const = 0;
    [[nodiscard]] virtual std::chrono::system_clock::time_point lastActiveAt() const = 0;
    // The frame is shared by all connections it goes to: nothing is copied for each.
    virtual Sending send(std::shared_ptr<const Frame> frame) = 0;
    // What was queued before is sent first. `reason` holds at most 123 bytes of UTF-8.
    virtual void close(CloseCode code, std::string_view reason) = 0;
};

} // namespace gw::engine
