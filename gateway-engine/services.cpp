// The world as it is: the system's clocks, and xoshiro256++ seeded by the operating system, one generator a thread.
#include "gateway-engine/services.h"

#include <array>
#include <bit>
#include <random>

namespace gw::engine {

namespace {

class Generator
{
public:
    Generator()
    {
        std::random_device device;
        for (auto& word : m_state)
            word = (std::uint64_t{device()} << 32U) | device();
        m_state[0] |= 1U; // an all-zero state would stay zero
    }

    std::uint64_t next()
    {
        const std::uint64_t result = std::rotl(m_state[0] + m_state[3], 23) + m_state[0];
        const std::uint64_t shifted = m_state[1] << 17U;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }

private:
    std::array<std::uint64_t, 4> m_state{};
};

class SystemServices final : public Services
{
public:
    std::chrono::steady_clock::time_point now() const override { return std::chrono::steady_clock::now(); }
    std::chrono::system_clock::time_point wallClock() const override { return std::chrono::system_clock::now(); }
    std::uint64_t random() override
    {
        thread_local Generator generator;
        return generator.next();
    }
};

} // namespace

Services& systemServices()
{
    static SystemServices services;
    return services;
}

} // namespace gw::engine
