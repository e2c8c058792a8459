// What a list tells of a stored trace, without reading all of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace gw::engine {

struct TraceSummary
{
    std::int64_t rowId = 0; // rises with time
    std::string requestId;
    std::string apiName;
    std::string stage;
    std::string method;
    std::string path;
    std::chrono::system_clock::time_point time;
    std::chrono::nanoseconds duration{0};
    int status = 0;
    std::uint64_t responseBytes = 0;
};

} // namespace gw::engine
