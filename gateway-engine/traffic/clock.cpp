#include "gateway-engine/traffic/clock.h"

#include "gateway-engine/services.h"

#include <cstdint>

namespace gw::engine {

namespace {

using namespace std::chrono;

constexpr int mostMonths = 12 * 10;

// Adds when the sum stays within the limit.
bool addWithin(std::atomic<std::int64_t>& sum, std::int64_t what, nanoseconds limit)
{
    std::int64_t before = sum.load();
    do {
        if (what > limit.count() - before)
            return false;
    } while (!sum.compare_exchange_weak(before, before + what));
    return true;
}

system_clock::time_point monthsLater(system_clock::time_point time, int count)
{
    const sys_days day = floor<days>(time);
    const year_month_day date = year_month_day(day) + months(count);
    const sys_days later = date.ok() ? sys_days(date) : sys_days(date.year() / date.month() / last);
    return later + (time - day);
}

} // namespace

steady_clock::time_point Clock::now() const
{
    return m_services.now() + nanoseconds(m_moved.load());
}

system_clock::time_point Clock::wallClock() const
{
    return m_services.wallClock() + duration_cast<system_clock::duration>(nanoseconds(m_ahead.load()));
}

system_clock::time_point Clock::worldTime() const
{
    return m_services.wallClock();
}

sys_days Clock::today() const
{
    return floor<days>(wallClock());
}

Result<void> Clock::advance(nanoseconds by)
{
    if (by < nanoseconds::zero())
        return fail("The clock cannot be moved back.", "Reset it to the present time instead.");
    if (!addWithin(m_ahead, by.count(), mostAhead))
        return fail("The clock cannot be moved more than ten years ahead.", "Reset it to the present time first.");
    if (!addWithin(m_moved, by.count(), mostMoved)) {
        m_ahead -= by.count();
        return fail("The clock has been moved by a hundred years since the gateway was started.",
                    "Start the gateway again to move it further.");
    }
    return {};
}

Result<void> Clock::advanceMonths(int months)
{
    if (months < 0 || months > mostMonths)
        return advance(months < 0 ? nanoseconds(-1) : nanoseconds(mostAhead) + nanoseconds(1));
    const auto time = wallClock();
    return advance(monthsLater(time, months) - time);
}

void Clock::reset()
{
    m_ahead = 0;
}

nanoseconds Clock::ahead() const
{
    return nanoseconds(m_ahead.load());
}

} // namespace gw::engine
