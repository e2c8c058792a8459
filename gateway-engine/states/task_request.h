// TaskRequest: a task that an execution wants done, and how its end is told (reference 4.2).
#pragma once

#include "gateway-engine/states/failure.h"
#include "gateway-engine/states/machine.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace gw::engine::states {

using TaskId = std::uint64_t; // of one execution, from 1

inline constexpr std::size_t taskTokenBytes = 72; // two UUIDs

struct TaskRequest
{
    TaskId id = 0;
    Resource resource;
    json::Value parameters; // after Parameters or Arguments
    std::string token;      // for SendTaskSuccess and its kin; "" when nobody is to send it
    std::string state;      // the Task's name
    std::string roleArn;    // of Credentials; "": the machine's own
    double timeoutSeconds = 99'999'999;
};

} // namespace gw::engine::states
