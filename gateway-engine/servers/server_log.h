// ServerLog: what an application printed last: a ring bounded in lines and bytes, with a number for each line.
// Thread-safe.
#pragma once

#include "gateway-engine/servers/server_status.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>

namespace gw::engine {

class ServerLog
{
public:
    struct Limits
    {
        std::size_t lines = 10'000;
        std::size_t bytes = 4 * 1024 * 1024; // of text
    };

    ServerLog() : ServerLog(Limits()) {}
    explicit ServerLog(const Limits& limits) : m_limits(limits) {}

    void add(ServerLogLine line); // gives it its number
    [[nodiscard]] ServerLogPage page(std::uint64_t after, std::size_t most) const;

private:
    const Limits m_limits;
    mutable std::mutex m_mutex;
    std::deque<ServerLogLine> m_lines;
    std::size_t m_bytes = 0;
    std::uint64_t m_last = 0;
};

} // namespace gw::engine
