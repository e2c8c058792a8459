// Deadlines: coarse time-outs of one thread. A timer an operation would cost more than the operation; here setting a
// deadline is one store, and one ticking timer looks through all of them. It rests while there are none.
#pragma once

#include "gateway-engine/transport/asio_types.h"

#include <cstdint>
#include <optional>

namespace gw::engine {

class Deadlines;

// Something that may expire. Lives on its thread; counted from construction to destruction.
class Expiring
{
public:
    explicit Expiring(Deadlines& deadlines);
    Expiring(const Expiring&) = delete;
    Expiring& operator=(const Expiring&) = delete;

    void expireAfter(std::chrono::milliseconds duration); // at the earliest; up to two ticks later
    void expireNever() { m_tick = never; }

protected:
    virtual ~Expiring();
    // Called once for a deadline. Must not destroy anything that expires: it closes or cancels a socket.
    virtual void onExpired() = 0;

private:
    friend class Deadlines;
    static constexpr std::uint64_t never = ~std::uint64_t{0};
    Deadlines& m_deadlines;
    Expiring* m_previous = nullptr;
    Expiring* m_next = nullptr;
    std::uint64_t m_tick = never;
};

class Deadlines
{
public:
    explicit Deadlines(std::chrono::milliseconds tick) : m_resolution(tick) {}

    // The timer lives from open() to close(), and must be gone before the io_context is.
    void open(asio::io_context& context) { m_timer.emplace(context); }
    void close() { m_timer.reset(); }
    void expireAll(); // now, whatever time they have left

private:
    friend class Expiring;
    void link(Expiring& item);
    void unlink(Expiring& item);
    void readClock();
    void schedule();
    void tick();

    std::chrono::milliseconds m_resolution;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    std::optional<Timer> m_timer;
    Expiring* m_first = nullptr;
    std::uint64_t m_now = 0; // ticks since m_start when last looked at
    int m_emptyTicks = 0;
    bool m_isTicking = false;
};

} // namespace gw::engine
