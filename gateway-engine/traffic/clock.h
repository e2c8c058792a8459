// Clock: the time throttles, quotas, caches and authorizers go by. It is the world's (Services), and the user may move
// it ahead: "a day later", "a month later". Only what is limited by time sees that; timeouts, traces and logs keep the
// world's time.
#pragma once

#include "core/result.h"

#include <atomic>
#include <chrono>
#include <cstdint>

namespace gw::engine {

class Services;

class Clock
{
public:
    static constexpr std::chrono::hours mostAhead{10 * 366 * 24};  // of the world's time
    static constexpr std::chrono::hours mostMoved{100 * 366 * 24}; // all moves together, those taken back included

    explicit Clock(const Services& services) : m_services(services) {}

    // Never goes back, reset() or not: for tokens and times to live.
    [[nodiscard]] std::chrono::steady_clock::time_point now() const;
    // The world's plus what it was moved by: for days and periods.
    [[nodiscard]] std::chrono::system_clock::time_point wallClock() const;
    [[nodiscard]] std::chrono::sys_days today() const; // of wallClock(), in UTC
    // Not moved: for signatures, whose date is that of the client's machine.
    [[nodiscard]] std::chrono::system_clock::time_point worldTime() const;

    // From any thread. Refused when `by` is negative or leads beyond the limits above.
    [[nodiscard]] Result<void> advance(std::chrono::nanoseconds by);
    // To the same time of a day so many months later; from the 31st to the last of a shorter month.
    [[nodiscard]] Result<void> advanceMonths(int months);
    void reset();                                         // wallClock() is the world's again; now() stays ahead
    [[nodiscard]] std::chrono::nanoseconds ahead() const; // of the world's wall clock

private:
    const Services& m_services;
    std::atomic<std::int64_t> m_ahead{0}; // nanoseconds, both
    std::atomic<std::int64_t> m_moved{0};
};

} // namespace gw::engine
