// Long division where numbers are longer than a machine word is Boost.Multiprecision's.
#include "gateway-engine/schema/exact_number.h"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace gw::engine {

namespace {

using boost::multiprecision::cpp_int;

// `digits` mod `divisor`, a word's worth of digits at a time: never the whole number at once.
cpp_int remainderOf(std::string_view digits, const cpp_int& divisor)
{
    constexpr std::size_t most = 18;
    cpp_int remainder = 0;
    while (!digits.empty()) {
        const std::string_view part = digits.substr(0, most);
        std::uint64_t value = 0;
        std::uint64_t scale = 1;
        std::from_chars(part.data(), part.data() + part.size(), value);
        for (std::size_t i = 0; i < part.size(); ++i)
            scale *= 10;
        remainder = (remainder * scale + value) % divisor;
        digits.remove_prefix(part.size());
    }
    return remainder;
}

} // namespace

ExactNumber::ExactNumber(std::string_view json)
{
    m_isNegative = json.starts_with('-');
    json.remove_prefix(m_isNegative ? 1 : 0);
    const auto mark = std::min(json.find_first_of("eE"), json.size());
    if (mark < json.size()) {
        std::string_view exponent = json.substr(mark + 1);
        exponent.remove_prefix(exponent.starts_with('+') ? 1 : 0);
        std::from_chars(exponent.data(), exponent.data() + exponent.size(), m_exponent);
    }
    const std::string_view mantissa = json.substr(0, mark);
    const auto point = mantissa.find('.');
    m_digits = mantissa.substr(0, point);
    if (point != std::string_view::npos) {
        m_digits += mantissa.substr(point + 1);
        m_exponent -= static_cast<std::int64_t>(mantissa.size() - point - 1);
    }
    const auto last = m_digits.find_last_not_of('0');
    m_exponent += static_cast<std::int64_t>(m_digits.size() - (last + 1)); // npos + 1 is 0: nothing but zeros
    m_digits.resize(last + 1);
    m_digits.erase(0, std::min(m_digits.find_first_not_of('0'), m_digits.size()));
    if (m_digits.empty()) {
        m_isNegative = false;
        m_exponent = 0;
    }
}

bool ExactNumber::isMultipleOf(const ExactNumber& divisor) const
{
    if (isZero() || divisor.isZero())
        return isZero();
    // No zeros stand at our end, so nothing more can be divided by ten.
    if (m_exponent < divisor.m_exponent)
        return false;
    if (divisor.m_digits == "1")
        return true;
    const cpp_int whole(divisor.m_digits);
    const cpp_int shift = powm(cpp_int(10), cpp_int(m_exponent - divisor.m_exponent), whole);
    return remainderOf(m_digits, whole) * shift % whole == 0;
}

std::string ExactNumber::canonical() const
{
    return (m_isNegative ? "-" : "") + m_digits + "e" + std::to_string(m_exponent);
}

int compare(const ExactNumber& a, const ExactNumber& b)
{
    if (a.m_isNegative != b.m_isNegative)
        return a.m_isNegative ? -1 : 1;
    const int sign = a.m_isNegative ? -1 : 1;
    if (a.isZero() || b.isZero())
        return (a.isZero() ? 0 : sign) - (b.isZero() ? 0 : sign);
    const auto magnitude = [](const ExactNumber& n) {
        return n.m_exponent + static_cast<std::int64_t>(n.m_digits.size());
    };
    if (magnitude(a) != magnitude(b))
        return magnitude(a) < magnitude(b) ? -sign : sign;
    const int order = a.m_digits.compare(b.m_digits); // both begin at the same power of ten
    return order == 0 ? 0 : (order < 0 ? -sign : sign);
}

std::optional<std::int64_t> machineWord(std::string_view json)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(json.data(), json.data() + json.size(), value);
    return error == std::errc{} && end == json.data() + json.size() ? std::optional(value) : std::nullopt;
}

int compareNumbers(std::string_view a, std::string_view b)
{
    const auto left = machineWord(a);
    const auto right = left ? machineWord(b) : std::nullopt;
    if (right)
        return *left < *right ? -1 : (*left > *right ? 1 : 0);
    return compare(ExactNumber(a), ExactNumber(b));
}

} // namespace gw::engine
