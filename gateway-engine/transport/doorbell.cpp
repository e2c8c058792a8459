#include "gateway-engine/transport/doorbell.h"

#include <boost/asio/this_coro.hpp>

namespace gw::engine {

Task<void> Doorbell::wait(std::chrono::steady_clock::time_point until)
{
    Timer timer(co_await asio::this_coro::executor, until);
    m_waiting.push_back(&timer);
    const auto place = std::prev(m_waiting.end());
    struct Leave // also when the coroutine is destroyed as it waits
    {
        std::list<Timer*>& waiting;
        std::list<Timer*>::iterator place;
        ~Leave() { waiting.erase(place); }
    } leave{m_waiting, place};
    co_await timer.async_wait(asTask);
}

void Doorbell::ring()
{
    for (Timer* timer : m_waiting)
        timer->cancel();
}

Task<void> sleepFor(std::chrono::steady_clock::duration duration)
{
    Timer timer(co_await asio::this_coro::executor, duration);
    co_await timer.async_wait(asTask);
}

} // namespace gw::engine
