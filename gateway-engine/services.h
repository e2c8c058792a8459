// What the engine takes from the world: time and randomness. Tests own them; everything else uses systemServices().
#pragma once

#include <chrono>
#include <cstdint>

namespace gw::engine {

class Services
{
public:
    virtual ~Services() = default;
    [[nodiscard]] virtual std::chrono::steady_clock::time_point now() const = 0;
    [[nodiscard]] virtual std::chrono::system_clock::time_point wallClock() const = 0;
    [[nodiscard]] virtual std::uint64_t random() = 0; // uniform 64 bits; called from every engine thread
};

[[nodiscard]] Services& systemServices();

} // namespace gw::engine
