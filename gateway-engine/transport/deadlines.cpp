// Coarse time-outs: one list, one timer, see deadlines.h.
#include "gateway-engine/transport/deadlines.h"

namespace gw::engine {

namespace {
// The timer rests only after so many ticks without any deadline, so that a run of single requests does not start and
// stop it each time.
constexpr int ticksBeforeRest = 50;
} // namespace

Expiring::Expiring(Deadlines& deadlines) : m_deadlines(deadlines)
{
    m_deadlines.link(*this);
}

Expiring::~Expiring()
{
    m_deadlines.unlink(*this);
}

void Expiring::expireAfter(std::chrono::milliseconds duration)
{
    const auto resolution = m_deadlines.m_resolution.count();
    m_tick = m_deadlines.m_now + static_cast<std::uint64_t>((duration.count() + resolution - 1) / resolution) + 1;
}

void Deadlines::expireAll()
{
    for (Expiring* item = m_first; item;) {
        Expiring* next = item->m_next;
        if (item->m_tick != Expiring::never) {
            item->expireNever();
            item->onExpired();
        }
        item = next;
    }
}

void Deadlines::link(Expiring& item)
{
    item.m_next = m_first;
    if (m_first)
        m_first->m_previous = &item;
    m_first = &item;
    if (!m_isTicking && m_timer) {
        readClock();
        schedule();
    }
}

void Deadlines::unlink(Expiring& item)
{
    (item.m_previous ? item.m_previous->m_next : m_first) = item.m_next;
    if (item.m_next)
        item.m_next->m_previous = item.m_previous;
}

void Deadlines::readClock()
{
    m_now = static_cast<std::uint64_t>((std::chrono::steady_clock::now() - m_start) / m_resolution);
}

void Deadlines::schedule()
{
    m_isTicking = true;
    m_timer->expires_after(m_resolution);
    m_timer->async_wait([this](error_code error) {
        if (!error)
            tick();
    });
}

void Deadlines::tick()
{
    readClock();
    for (Expiring* item = m_first; item;) {
        Expiring* next = item->m_next;
        if (item->m_tick <= m_now) {
            item->expireNever();
            item->onExpired();
        }
        item = next;
    }
    m_emptyTicks = m_first ? 0 : m_emptyTicks + 1;
    m_isTicking = m_emptyTicks < ticksBeforeRest;
    if (m_isTicking)
        schedule();
    else
        m_emptyTicks = 0;
}

} // namespace gw::engine
