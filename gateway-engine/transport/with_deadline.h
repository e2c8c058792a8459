// withDeadline: the result of some work on this thread, or nothing when it takes longer than it may. The work then goes
// on to its end, and its result is dropped: it owns all it needs.
#pragma once

#include "gateway-engine/task.h"
#include "gateway-engine/transport/asio_types.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace gw::engine {

template <typename T>
[[nodiscard]] Task<std::optional<T>> withDeadline(Task<T> work, std::chrono::milliseconds time)
{
    struct Arrival
    {
        std::optional<T> result;
        std::exception_ptr failure;
        Timer* timer = nullptr; // null when nobody waits any more
    };
    const Executor executor = co_await asio::this_coro::executor;
    const auto arrival = std::make_shared<Arrival>();
    Timer timer(executor, time);
    arrival->timer = &timer;
    asio::co_spawn(executor, std::move(work), [arrival](std::exception_ptr failure, T result) {
        arrival->failure = std::move(failure);
        arrival->result.emplace(std::move(result));
        if (arrival->timer)
            arrival->timer->cancel();
    });
    if (!arrival->result)
        co_await timer.async_wait(asTask);
    arrival->timer = nullptr;
    if (arrival->failure)
        std::rethrow_exception(arrival->failure);
    co_return std::move(arrival->result);
}

} // namespace gw::engine
