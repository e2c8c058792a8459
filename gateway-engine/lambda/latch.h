// Latch: coroutines of one thread wait until something has happened once.
#pragma once

#include "gateway-engine/task.h"
#include "gateway-engine/transport/asio_types.h"

namespace gw::engine {

class Latch
{
public:
    explicit Latch(asio::io_context& context) : m_timer(context, Timer::time_point::max()) {}

    void open()
    {
        m_isOpen = true;
        m_timer.cancel();
    }
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    Task<void> wait()
    {
        while (!m_isOpen)
            co_await m_timer.async_wait(asTask);
    }

private:
    Timer m_timer;
    bool m_isOpen = false;
};

} // namespace gw::engine
