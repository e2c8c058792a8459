#include "core/json/yaml_schema.h"

#include "core/json/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace gw::json {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view takeDigits(std::string_view& text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
    const auto count = static_cast<std::size_t>(end - text.begin());
    const std::string_view digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
}

std::string_view withoutLeadingZeros(std::string_view digits)
{
    const auto first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? "0" : digits.substr(first);
}

// 0o… and 0x…, unsigned as the schema has them. Beyond 64 bits they stay strings.
std::optional<std::string> basedInteger(std::string_view text)
{
    const int base = text.starts_with("0o") ? 8 : text.starts_with("0x") ? 16 : 0;
    if (base == 0 || text.size() == 2)
        return std::nullopt;
    std::uint64_t n = 0;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), n, base);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return std::to_string(n);
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?   as JSON writes it
std::optional<std::string> decimal(std::string_view text)
{
    std::string number;
    if (text.starts_with('-') || text.starts_with('+')) {
        if (text.front() == '-')
            number = "-";
        text.remove_prefix(1);
    }
    const std::string_view whole = takeDigits(text);
    std::string_view fraction;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        fraction = takeDigits(text);
    }
    if (whole.empty() && fraction.empty())
        return std::nullopt;
    number += withoutLeadingZeros(whole);
    if (!fraction.empty())
        number.append(".").append(fraction);
    if (text.empty())
        return number;
    if (text.front() != 'e' && text.front() != 'E')
        return std::nullopt;
    number += text.front();
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) {
        number += text.front();
        text.remove_prefix(1);
    }
    const std::string_view exponent = takeDigits(text);
    if (exponent.empty() || !text.empty())
        return std::nullopt;
    number += exponent;
    return hasReadableExponent(number) ? std::optional(number) : std::nullopt;
}

template <std::size_t N>
bool isOneOf(std::string_view text, const std::array<std::string_view, N>& words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr std::array<std::string_view, 5> nulls = {"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 3> trues = {"true", "True", "TRUE"};
constexpr std::array<std::string_view, 3> falses = {"false", "False", "FALSE"};
constexpr std::array<std::string_view, 16> oldBooleans = {"y",  "Y",  "yes", "Yes", "YES", "n",   "N",   "no",
                                                          "No", "NO", "on",  "On",  "ON",  "off", "Off", "OFF"};

// Version 1.1 has more numbers and dates: 1_000, 0b1, 190:20:30, 2001-12-14, .inf. All begin like a number does.
bool looksNumeric(std::string_view text)
{
    if (text.starts_with('-') || text.starts_with('+'))
        text.remove_prefix(1);
    if (text.starts_with('.'))
        text.remove_prefix(1);
    if (text.empty())
        return false;
    if (isOneOf<9>(text, {"inf", "Inf", "INF", "nan", "NaN", "NAN", "Nan", "iNF", "NAn"}))
        return true;
    if (!isDigit(text.front()))
        return false;
    const bool based = text.starts_with("0x") || text.starts_with("0b") || text.starts_with("0o");
    const bool version = std::count(text.begin(), text.end(), '.') > 1;
    return based || (!version && text.find_first_not_of("0123456789_.:+-eETtZz ") == std::string_view::npos);
}

} // namespace

Value resolvePlainScalar(std::string_view text)
{
    if (isOneOf(text, nulls))
        return {};
    if (isOneOf(text, trues))
        return true;
    if (isOneOf(text, falses))
        return false;
    if (auto number = basedInteger(text))
        return Number{*number};
    if (auto number = decimal(text))
        return Number{*number};
    return text;
}

bool readsAsOtherThanString(std::string_view text)
{
    return !resolvePlainScalar(text).isString() || isOneOf(text, oldBooleans) || looksNumeric(text);
}

} // namespace gw::json
