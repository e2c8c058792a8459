// Doorbell: coroutines of one thread wait for something to happen, or for a time; whoever changes it rings. All on that
// thread. A ring that nobody hears is not kept: look first, then wait.
#pragma once

#include "gateway-engine/task.h"
#include "gateway-engine/transport/asio_types.h"

#include <chrono>
#include <list>

namespace gw::engine {

class Doorbell
{
public:
    Doorbell() = default;
    Doorbell(const Doorbell&) = delete;
    Doorbell& operator=(const Doorbell&) = delete;

    [[nodiscard]] Task<void> wait(std::chrono::steady_clock::time_point until); // on the awaiting coroutine's thread
    void ring();                                                                // wakes all that wait

private:
    std::list<Timer*> m_waiting;
};

[[nodiscard]] Task<void> sleepFor(std::chrono::steady_clock::duration duration);

} // namespace gw::engine
