// Numbers as JSON spells them, compared and divided exactly: no double in between, whatever their size (draft 4, 5.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

// digits × 10^exponent; digits without zeros at either end, empty for zero.
class ExactNumber
{
public:
    ExactNumber() = default;
    explicit ExactNumber(std::string_view json); // a valid JSON number whose exponent has at most nine digits

    [[nodiscard]] bool isNegative() const { return m_isNegative; }
    [[nodiscard]] bool isZero() const { return m_digits.empty(); }
    [[nodiscard]] bool isMultipleOf(const ExactNumber& divisor) const; // the divisor is not zero
    [[nodiscard]] std::size_t digitCount() const { return m_digits.size(); }
    [[nodiscard]] std::string canonical() const; // equal numbers, equal text

    friend int compare(const ExactNumber& a, const ExactNumber& b); // < 0, 0, > 0

private:
    bool m_isNegative = false;
    std::string m_digits;
    std::int64_t m_exponent = 0;
};

// Of a JSON number that is a whole one and fits.
[[nodiscard]] std::optional<std::int64_t> machineWord(std::string_view json);

// Of JSON numbers by their text; whole numbers of a machine word take a short cut.
[[nodiscard]] int compareNumbers(std::string_view a, std::string_view b);

// Draft 4's integer: no fraction and no exponent is written. 1.0 is a number only.
[[nodiscard]] inline bool isInteger(std::string_view json)
{
    for (const char c : json)
        if (c == '.' || c == 'e' || c == 'E')
            return false;
    return true;
}

} // namespace gw::engine
