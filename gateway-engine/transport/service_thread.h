// ServiceThread: a thread with an io_context of its own, for what does not belong to any one engine thread: functions,
// state machines, health checks. Engine threads hand work over and get the result back on their own thread (run_on.h).
// Order of ending: stop() this first, then end the io_contexts of callers.
#pragma once

#include "gateway-engine/transport/run_on.h"

#include <boost/asio/executor_work_guard.hpp>

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

    // Runs `work` on this thread and gives its result on the caller's. Not to be awaited once stop() was called.
    template <typename T>
    [[nodiscard]] Task<T> run(Task<T> work)
    {
        return runOn(m_context, std::move(work));
    }

    // Ends what runs and joins; idempotent, from any other thread.
    void stop();

private:
    asio::io_context m_context{1};
    asio::executor_work_guard<Executor> m_work;
    std::thread m_thread;
};

} // namespace gw::engine
