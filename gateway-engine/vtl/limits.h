// What one rendering may use. A template that wants more ends with an error that says which limit it met.
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>

namespace gw::engine::vtl {

struct Limits
{
    std::uint64_t fuel = 2'000'000;             // steps: nodes rendered, values made, characters searched (by 64)
    std::size_t outputBytes = 10 * 1024 * 1024; // of the whole output, and of any one text made on the way
    int macroDepth = 20;                        // calls within calls, as Velocity's velocimacro.max.depth
    int nesting = 400;               // lists within lists, expressions within expressions, #evaluate in #evaluate
    std::uint64_t loopRounds = 1000; // of one #foreach (reference 1.21); 0: no limit of its own
    bool operator==(const Limits&) const = default;
};

// A step that failed: the words, until somebody who knows the place makes an error of it.
struct Trouble
{
    std::string message;
    std::string hint;
};

// What is left of the limits. One per rendering; handed to whatever may take long.
class Budget
{
public:
    explicit Budget(const Limits& limits) : m_limits(limits), m_fuel(limits.fuel) {}

    // False when the fuel is used up; then the rendering ends.
    [[nodiscard]] bool spend(std::uint64_t steps)
    {
        if (steps > m_fuel) {
            m_fuel = 0;
            return false;
        }
        m_fuel -= steps;
        return true;
    }
    [[nodiscard]] const Limits& limits() const { return m_limits; }
    [[nodiscard]] std::uint64_t fuelLeft() const { return m_fuel; }

private:
    Limits m_limits;
    std::uint64_t m_fuel;
};

} // namespace gw::engine::vtl
