// RestartDelay: how long a process that ended by itself stays down: longer from time to time, up to a limit, and as
// short as at first once one stayed up for a while.
#pragma once

#include <algorithm>
#include <chrono>

namespace gw::engine {

class RestartDelay
{
public:
    using Milliseconds = std::chrono::milliseconds;

    RestartDelay(Milliseconds first, Milliseconds longest, Milliseconds stable)
        : m_first(first), m_longest(longest), m_stable(stable), m_next(first)
    {
    }

    [[nodiscard]] Milliseconds afterRunning(std::chrono::steady_clock::duration up)
    {
        if (up >= m_stable)
            m_next = m_first;
        const Milliseconds delay = std::min(m_next, m_longest);
        m_next = std::min(2 * m_next, m_longest);
        return delay;
    }
    void reset() { m_next = m_first; }

private:
    Milliseconds m_first;
    Milliseconds m_longest;
    Milliseconds m_stable;
    Milliseconds m_next;
};

} // namespace gw::engine
