// Time as the tests of traffic control own it: it stands still unless moved.
#pragma once

#include "gateway-engine/services.h"

#include <atomic>
#include <chrono>

namespace gw::engine::test {

class TestWorld final : public Services
{
public:
    explicit TestWorld(std::chrono::sys_seconds begin = std::chrono::sys_days(std::chrono::year(2026) / 3 / 10))
        : m_begin(begin)
    {
    }

    std::chrono::steady_clock::time_point now() const override
    {
        return std::chrono::steady_clock::time_point(std::chrono::nanoseconds(m_passed.load()));
    }
    std::chrono::system_clock::time_point wallClock() const override
    {
        return m_begin + std::chrono::nanoseconds(m_passed.load());
    }
    std::uint64_t random() override { return 0x9E3779B97F4A7C15ull * ++m_count; }

    void pass(std::chrono::nanoseconds time) { m_passed += time.count(); }

private:
    std::chrono::sys_seconds m_begin;
    std::atomic<std::int64_t> m_passed{0};
    std::atomic<std::uint64_t> m_count{0};
};

} // namespace gw::engine::test
