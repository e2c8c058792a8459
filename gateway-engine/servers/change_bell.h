// ChangeBell: rung when something people look at has changed. Shared by all that may ring it, some of which outlive the
// one that listens.
#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace gw::engine {

class ChangeBell
{
public:
    void ring()
    {
        const std::lock_guard lock(m_mutex);
        if (m_listener)
            m_listener();
    }
    // Returns when the former listener is not called any more. A listener calls nothing that rings.
    void listen(std::function<void()> listener)
    {
        const std::lock_guard lock(m_mutex);
        m_listener = std::move(listener);
    }

private:
    std::mutex m_mutex;
    std::function<void()> m_listener;
};

} // namespace gw::engine
