#include "gateway-engine/jsonpath/decimal.h"

#include <charconv>

namespace gw::engine::jsonpath {

namespace {

bool takeSign(std::string_view& text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    return negative;
}

// The exponent behind 'e', or 0 when there is none; nothing when it is malformed.
std::optional<std::int64_t> takeExponent(std::string_view& text)
{
    const auto mark = text.find_first_of("eE");
    if (mark == std::string_view::npos)
        return 0;
    std::string_view digits = text.substr(mark + 1);
    text = text.substr(0, mark);
    const bool negative = takeSign(digits);
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.size() > 9 || error != std::errc{} || end != digits.data() + digits.size())
        return std::nullopt;
    return negative ? -std::int64_t{value} : std::int64_t{value};
}

} // namespace

std::optional<Decimal> Decimal::parse(std::string_view text)
{
    Decimal number;
    number.m_negative = takeSign(text);
    const auto exponent = takeExponent(text);
    if (!exponent)
        return std::nullopt;
    const auto point = std::min(text.find('.'), text.size());
    number.m_digits.append(text.substr(0, point));
    if (point < text.size())
        number.m_digits.append(text.substr(point + 1));
    if (number.m_digits.empty() || number.m_digits.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    const auto first = number.m_digits.find_first_not_of('0');
    if (first == std::string::npos)
        return Decimal();
    number.m_exponent = *exponent + static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
    number.m_digits.erase(0, first);
    number.m_digits.erase(number.m_digits.find_last_not_of('0') + 1);
    return number;
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const
{
    const int sign = m_digits.empty() ? 0 : m_negative ? -1 : 1;
    const int otherSign = other.m_digits.empty() ? 0 : other.m_negative ? -1 : 1;
    if (sign != otherSign || sign == 0)
        return sign <=> otherSign;
    const auto size =
        m_exponent != other.m_exponent ? m_exponent <=> other.m_exponent : m_digits.compare(other.m_digits) <=> 0;
    return sign > 0 ? size : 0 <=> size;
}

} // namespace gw::engine::jsonpath
