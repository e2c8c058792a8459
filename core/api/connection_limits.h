// ConnectionLimits: how long the connections of a WebSocket API's stage last, and how much they carry (reference 3.1,
// 5). The limits are the service's own. A stage may lift them all, for tools that have none, or end connections sooner,
// to see what clients make of it; the service itself lets nobody change them.
#pragma once

#include <optional>

namespace gw {

struct ConnectionLimits
{
    static constexpr int longestIdleSeconds = 600;
    static constexpr int longestDurationSeconds = 7200;

    bool none = false;                             // no time ends a connection, messages may be large
    std::optional<int> idleTimeoutInSeconds{};     // 1 … 600; unset: 600
    std::optional<int> maximumDurationInSeconds{}; // 1 … 7200; unset: 7200
    bool operator==(const ConnectionLimits&) const = default;
};

} // namespace gw
