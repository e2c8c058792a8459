// What the traces of a WebSocket API tell: what went over one connection, both ways, and how often routes ran.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <QString>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace gw::ui {

// One event of a connection. A message that is answered is two: what came in, and the reply.
struct SocketEventRow
{
    enum class Kind { Connected, Refused, Received, Replied, Error, Pushed, Ended };
    Kind kind = Kind::Received;
    std::chrono::system_clock::time_point time;
    QString route;  // empty: none
    QString text;   // the message; of handshakes and ends what is to be said of them
    QString why;    // why this route
    QString answer; // what the integration answered, in words
    std::chrono::nanoseconds duration{0};
    QString requestId; // of its trace
    bool isFault = false;
    bool operator==(const SocketEventRow&) const = default;
};

[[nodiscard]] bool isOfConnection(const engine::Trace& trace, const std::string& connectionId);
[[nodiscard]] std::vector<SocketEventRow> eventsOf(const engine::Trace& trace); // none: it is no WebSocket's
// By route key, over all of them.
[[nodiscard]] std::map<std::string, int> runsOfRoutes(const std::vector<engine::TracePtr>& traces,
                                                      const std::string& apiId);
[[nodiscard]] QString wordOf(SocketEventRow::Kind kind); // "Connected", "Received" …

} // namespace gw::ui
