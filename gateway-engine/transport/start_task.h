// startTask: begins a coroutine on an io_context, from any thread, and lets it go its own way. What it throws ends
// there: a task that nobody waits for has nobody to tell.
#pragma once

#include "gateway-engine/task.h"
#include "gateway-engine/transport/asio_types.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace gw::engine {

inline void startTask(asio::io_context& context, Task<void> task)
{
    asio::co_spawn(context, std::move(task), [](const std::exception_ptr&) {});
}

} // namespace gw::engine
