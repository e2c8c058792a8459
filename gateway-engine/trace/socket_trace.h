// SocketTrace: what the trace of a handshake, a message, a push or a disconnect tells beside what HTTP has (reference
// 3.7): the connection, which way the message went, and which route answered and why.
#pragma once

#include "core/json/value.h"

#include <chrono>
#include <memory>
#include <string>

namespace gw::engine {

struct SocketTrace
{
    std::string connectionId;
    std::string eventType;        // "CONNECT", "MESSAGE", "DISCONNECT"; of pushes "MESSAGE"
    std::string messageDirection; // "IN"; "OUT" of what was pushed to the client
    std::string routeKey;         // empty: none answered, or nobody asked
    std::string routeReason;      // why that route: `$request.body.action gives "say".`
    std::string messageId;
    std::string userAgent;
    std::chrono::system_clock::time_point connectedAt;
    int disconnectStatusCode = 0;
    std::string disconnectReason;
    bool operator==(const SocketTrace&) const = default;
};

[[nodiscard]] json::Value toJson(const SocketTrace& trace);
[[nodiscard]] std::shared_ptr<const SocketTrace> socketTraceFromJson(const json::Value& value); // null: it is none

} // namespace gw::engine
