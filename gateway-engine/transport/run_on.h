// runOn: hands work over to another thread's io_context and gets the result back on one's own.
//
// A coroutine always ends on the thread it lives on: the caller waits on its own io_context, the work runs on the
// other, and only the result crosses.
#pragma once

#include "gateway-engine/task.h"
#include "gateway-engine/transport/asio_types.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace gw::engine {

// Written on the working thread, then read on the caller's: the post between them orders the two.
template <typename T>
struct Mailbox
{
    std::optional<T> result;
    std::exception_ptr failure;
    bool isFilled = false;    // of the caller's thread
    Timer* arrival = nullptr; // of the caller's thread; null when nobody waits any more
};

template <typename T>
class WaitingAt
{
public:
    WaitingAt(Mailbox<T>& mailbox, Timer& arrival) : m_mailbox(mailbox) { mailbox.arrival = &arrival; }
    ~WaitingAt() { m_mailbox.arrival = nullptr; }
    WaitingAt(const WaitingAt&) = delete;
    WaitingAt& operator=(const WaitingAt&) = delete;

private:
    Mailbox<T>& m_mailbox;
};

template <typename T>
Task<void> deliverTo(Executor caller, Task<T> work, std::shared_ptr<Mailbox<T>> mailbox)
{
    try {
        mailbox->result.emplace(co_await std::move(work));
    } catch (...) { // handed to the caller
        mailbox->failure = std::current_exception();
    }
    asio::post(caller, [mailbox = std::move(mailbox)] {
        mailbox->isFilled = true;
        if (mailbox->arrival)
            mailbox->arrival->cancel();
    });
}

// Runs `work` on the thread of `there`. It owns all it needs: it goes on when the caller is gone. Not to be awaited
// once `there` was stopped.
template <typename T>
[[nodiscard]] Task<T> runOn(asio::io_context& there, Task<T> work)
{
    const Executor caller = co_await asio::this_coro::executor;
    auto mailbox = std::make_shared<Mailbox<T>>();
    Timer arrival(caller, Timer::time_point::max());
    const WaitingAt<T> waiting(*mailbox, arrival);
    asio::co_spawn(there, deliverTo(caller, std::move(work), mailbox), asio::detached);
    while (!mailbox->isFilled)
        co_await arrival.async_wait(asTask);
    if (mailbox->failure)
        std::rethrow_exception(mailbox->failure);
    co_return *std::move(mailbox->result);
}

} // namespace gw::engine
