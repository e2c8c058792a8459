// The one limit on the text of a number: an exponent of at most nine digits, since JSON readers give up beyond it.
#pragma once

#include <algorithm>
#include <string_view>

namespace gw::json {

// `number` is a valid JSON number.
[[nodiscard]] inline bool hasReadableExponent(std::string_view number)
{
    constexpr std::size_t mostDigits = 9;
    const auto mark = number.find_first_of("eE");
    if (mark == std::string_view::npos)
        return true;
    const std::string_view exponent = number.substr(mark + 1);
    const auto first = std::min(exponent.find_first_not_of("+-0"), exponent.size());
    return exponent.size() - first <= mostDigits;
}

} // namespace gw::json
