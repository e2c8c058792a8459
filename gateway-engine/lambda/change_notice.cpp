#include "gateway-engine/lambda/change_notice.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {
constexpr std::chrono::milliseconds interval{100};
} // namespace

ChangeNotice::ChangeNotice(asio::io_context& context, std::function<void(What)> tell)
    : m_tell(std::move(tell)), m_timer(context, Timer::time_point{})
{
}

void ChangeNotice::statusChanged()
{
    m_gathered.status = true;
    schedule();
}

void ChangeNotice::logGrew()
{
    m_gathered.log = true;
    schedule();
}

void ChangeNotice::stop()
{
    m_isStopped = true;
    m_timer.cancel();
}

// After a quiet time the first change is told at once (in the next turn of the thread), the others together.
void ChangeNotice::schedule()
{
    if (m_isStopped || std::exchange(m_isScheduled, true))
        return;
    const auto now = Timer::clock_type::now();
    m_timer.expires_at(std::max(now, m_timer.expiry() + interval));
    m_timer.async_wait([this](const error_code& error) {
        m_isScheduled = false;
        if (!error && !m_isStopped)
            m_tell(std::exchange(m_gathered, {}));
    });
}

} // namespace gw::engine
