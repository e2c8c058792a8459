// ServiceThread: a thread with an io_context of its own, for what does not belong to any one engine thread: functions,
// state machines, health checks. Engine threads hand work over and get the result back on their own thread.
//
// A coroutine always ends on the thread it lives on: the caller waits on its own io_context, the work runs on this one,
// and only the result crosses. Order of ending: stop() this first, then end the io_contexts of callers.
#pragma once

#include "gateway-engine/task.h"
#include "gateway-engine/transport/asio_types.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace gw::engine {

class ServiceThread
{
public:
    ServiceThread(); // runs at once
    ~ServiceThread();
    ServiceThread(const ServiceThread&) = delete;
    ServiceThread& operator=(const ServiceThread&) = delete;

    [[nodiscard]] asio::io_context& context() { return m_context; }
    [[nodiscard]] Executor executor() { return m_context.get_executor(); }

    // Runs `work` on this thread and gives its result on the caller's. `work` owns all it needs: it goes on when the
    // caller is gone. Not to be awaited once stop() was called.
    template <typename T>
    [[nodiscard]] Task<T> run(Task<T> work)
    {
        const Executor caller = co_await asio::this_coro::executor;
        auto mailbox = std::make_shared<Mailbox<T>>();
        Timer arrival(caller, Timer::time_point::max());
        const Waiting<T> waiting(*mailbox, arrival);
        asio::co_spawn(m_context, deliver(std::move(work), mailbox, caller), asio::detached);
        while (!mailbox->isFilled)
            co_await arrival.async_wait(asTask);
        if (mailbox->failure)
            std::rethrow_exception(mailbox->failure);
        co_return *std::move(mailbox->result);
    }

    // Ends what runs and joins; idempotent, from any other thread.
    void stop();

private:
    // Written on the service's thread, then read on the caller's: the post between them orders the two.
    template <typename T>
    struct Mailbox
    {
        std::optional<T> result;
        std::exception_ptr failure;
        bool isFilled = false;    // of the caller's thread
        Timer* arrival = nullptr; // of the caller's thread; null when nobody waits any more
    };

    template <typename T>
    class Waiting
    {
    public:
        Waiting(Mailbox<T>& mailbox, Timer& arrival) : m_mailbox(mailbox) { mailbox.arrival = &arrival; }
        ~Waiting() { m_mailbox.arrival = nullptr; }
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;

    private:
        Mailbox<T>& m_mailbox;
    };

    template <typename T>
    static Task<void> deliver(Task<T> work, std::shared_ptr<Mailbox<T>> mailbox, Executor caller)
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

    asio::io_context m_context{1};
    asio::executor_work_guard<Executor> m_work;
    std::thread m_thread;
};

} // namespace gw::engine
