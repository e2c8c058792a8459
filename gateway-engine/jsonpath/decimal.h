// A number of any size by its decimal digits, compared exactly as Java's BigDecimal does: 1.0 equals 1.00 and 1e0.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine::jsonpath {

class Decimal
{
public:
    // Digits with an optional sign, point and exponent of at most nine digits; ".5" and "5." are numbers too.
    [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

    [[nodiscard]] std::strong_ordering operator<=>(const Decimal& other) const;
    bool operator==(const Decimal& other) const { return (*this <=> other) == 0; }

private:
    bool m_negative = false;
    std::string m_digits;        // without zeros at either end; empty: zero
    std::int64_t m_exponent = 0; // the number is 0.digits × 10^exponent
};

} // namespace gw::engine::jsonpath
