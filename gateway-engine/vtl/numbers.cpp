#include "gateway-engine/vtl/numbers.h"

#include "gateway-engine/vtl/big_number.h"
#include "gateway-engine/vtl/java_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace gw::engine::vtl {

namespace {

using boost::multiprecision::cpp_int;
constexpr std::size_t mostBits = 20'000; // some 6,000 digits
constexpr int mostScale = 2'000;

enum class Base { Long, BigInteger, Float, Double, BigDecimal };

const BigNumber* big(const Value& value)
{
    const auto* number = std::get_if<std::shared_ptr<const BigNumber>>(&value.data());
    return number ? number->get() : nullptr;
}

bool isWhole(const Value& value)
{
    const BigNumber* number = big(value);
    return value.integer() || (number && !number->decimal);
}

Base baseOf(const Value& left, const Value& right)
{
    const bool whole = isWhole(left) && isWhole(right);
    const BigNumber* l = big(left);
    const BigNumber* r = big(right);
    if ((l && l->decimal) || (r && r->decimal) || (!whole && (l || r)))
        return Base::BigDecimal;
    if (whole)
        return l || r ? Base::BigInteger : Base::Long;
    const bool wide = std::holds_alternative<double>(left.data()) || std::holds_alternative<double>(right.data());
    return wide ? Base::Double : Base::Float;
}

cpp_int powerOfTen(int exponent)
{
    return boost::multiprecision::pow(cpp_int(10), unsigned(exponent));
}

BigNumber parseDecimal(std::string_view text)
{
    BigNumber number;
    number.decimal = true;
    std::string digits;
    int exponent = 0;
    bool fraction = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '.') {
            fraction = true;
        } else if (text[i] == 'e' || text[i] == 'E') {
            std::string_view rest = text.substr(i + 1);
            if (!rest.empty() && rest[0] == '+')
                rest.remove_prefix(1);
            std::from_chars(rest.data(), rest.data() + rest.size(), exponent);
            break;
        } else if (text[i] != '-' && text[i] != '+') {
            digits += text[i];
            number.scale += fraction ? 1 : 0;
        }
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    number.unscaled = cpp_int(digits.substr(0, mostScale * 3));
    if (text.starts_with('-'))
        number.unscaled = -number.unscaled;
    exponent = std::clamp(exponent, -mostScale, mostScale);
    number.scale -= exponent;
    if (number.scale < 0) {
        number.unscaled *= powerOfTen(std::min(-number.scale, mostScale));
        number.scale = 0;
    }
    return number;
}

BigNumber toBig(const Value& value)
{
    if (const BigNumber* number = big(value))
        return *number;
    if (const auto whole = value.integer())
        return {cpp_int(*whole), 0, false};
    return parseDecimal(doubleText(toDouble(value)));
}

Value keep(BigNumber number)
{
    if (number.scale > mostScale || (number.unscaled != 0 && msb(abs(number.unscaled)) > mostBits))
        return {};
    return Value(std::make_shared<const BigNumber>(std::move(number)));
}

// A result keeps the wider of the two classes, and widens when it does not fit.
Value wrap(std::int64_t result, const Value& left, const Value& right)
{
    const bool wide =
        std::holds_alternative<std::int64_t>(left.data()) || std::holds_alternative<std::int64_t>(right.data());
    if (wide || result > std::numeric_limits<std::int32_t>::max() || result < std::numeric_limits<std::int32_t>::min())
        return Value(result);
    return Value(std::int32_t(result));
}

void align(BigNumber& left, BigNumber& right)
{
    const int scale = std::max(left.scale, right.scale);
    left.unscaled *= powerOfTen(scale - left.scale);
    right.unscaled *= powerOfTen(scale - right.scale);
    left.scale = right.scale = scale;
}

// BigDecimal.divide(other, ROUND_HALF_DOWN): keeps the scale of the left side.
Value divideDecimals(BigNumber left, const BigNumber& right)
{
    cpp_int above = left.unscaled * powerOfTen(right.scale);
    const cpp_int& below = right.unscaled;
    cpp_int quotient = above / below;
    const cpp_int rest = abs(above % below) * 2;
    if (rest > abs(below))
        quotient += (above < 0) != (below < 0) ? -1 : 1;
    left.unscaled = quotient;
    return keep(std::move(left));
}

Value calculateBig(Arithmetic operation, BigNumber left, BigNumber right, bool decimal)
{
    left.decimal = right.decimal = decimal;
    switch (operation) {
    case Arithmetic::Add:
        align(left, right);
        left.unscaled += right.unscaled;
        return keep(std::move(left));
    case Arithmetic::Subtract:
        align(left, right);
        left.unscaled -= right.unscaled;
        return keep(std::move(left));
    case Arithmetic::Multiply:
        left.unscaled *= right.unscaled;
        left.scale += right.scale;
        return keep(std::move(left));
    case Arithmetic::Divide:
        if (decimal)
            return divideDecimals(std::move(left), right);
        left.unscaled /= right.unscaled;
        return keep(std::move(left));
    case Arithmetic::Remainder:
        if (decimal)
            return {};
        left.unscaled %= right.unscaled;
        return keep(std::move(left));
    }
    return {};
}

Value calculateWhole(Arithmetic operation, const Value& left, const Value& right)
{
    const std::int64_t l = *left.integer();
    const std::int64_t r = *right.integer();
    std::int64_t result = 0;
    bool overflow = false;
    switch (operation) {
    case Arithmetic::Add:
        overflow = __builtin_add_overflow(l, r, &result);
        break;
    case Arithmetic::Subtract:
        overflow = __builtin_sub_overflow(l, r, &result);
        break;
    case Arithmetic::Multiply:
        overflow = __builtin_mul_overflow(l, r, &result);
        break;
    case Arithmetic::Divide:
        overflow = l == std::numeric_limits<std::int64_t>::min() && r == -1;
        result = overflow ? 0 : l / r;
        break;
    case Arithmetic::Remainder:
        result = r == -1 ? 0 : l % r;
        break;
    }
    return overflow ? calculateBig(operation, toBig(left), toBig(right), false) : wrap(result, left, right);
}

template <typename Number>
Number calculateFloating(Arithmetic operation, Number left, Number right)
{
    switch (operation) {
    case Arithmetic::Add:
        return left + right;
    case Arithmetic::Subtract:
        return left - right;
    case Arithmetic::Multiply:
        return left * right;
    case Arithmetic::Divide:
        return left / right;
    case Arithmetic::Remainder:
        return std::fmod(left, right);
    }
    return left;
}

template <typename Number>
Number saturated(double number)
{
    if (std::isnan(number))
        return 0;
    if (number >= double(std::numeric_limits<Number>::max()))
        return std::numeric_limits<Number>::max();
    if (number <= double(std::numeric_limits<Number>::min()))
        return std::numeric_limits<Number>::min();
    return Number(number);
}

} // namespace

Value calculate(Arithmetic operation, const Value& left, const Value& right)
{
    const bool divides = operation == Arithmetic::Divide || operation == Arithmetic::Remainder;
    if (divides && isZero(right))
        return {};
    switch (baseOf(left, right)) {
    case Base::Long:
        return calculateWhole(operation, left, right);
    case Base::BigInteger:
        return calculateBig(operation, toBig(left), toBig(right), false);
    case Base::Float:
        return Value(calculateFloating(operation, float(toDouble(left)), float(toDouble(right))));
    case Base::Double:
        return Value(calculateFloating(operation, toDouble(left), toDouble(right)));
    case Base::BigDecimal:
        break;
    }
    return calculateBig(operation, toBig(left), toBig(right), true);
}

int compareNumbers(const Value& left, const Value& right)
{
    switch (baseOf(left, right)) {
    case Base::Long:
        return *left.integer() < *right.integer() ? -1 : *left.integer() > *right.integer();
    case Base::Float:
    case Base::Double:
        return toDouble(left) < toDouble(right) ? -1 : toDouble(left) > toDouble(right);
    case Base::BigInteger:
    case Base::BigDecimal:
        break;
    }
    BigNumber l = toBig(left);
    BigNumber r = toBig(right);
    align(l, r);
    return l.unscaled < r.unscaled ? -1 : l.unscaled > r.unscaled;
}

bool isZero(const Value& number)
{
    if (const BigNumber* value = big(number))
        return value->unscaled == 0;
    return toDouble(number) == 0;
}

Value numberFromText(std::string_view text)
{
    if (text.find_first_of(".eE") == std::string_view::npos) {
        if (const auto whole = parseInteger(text)) {
            if (*whole >= std::numeric_limits<std::int32_t>::min() &&
                *whole <= std::numeric_limits<std::int32_t>::max())
                return Value(std::int32_t(*whole));
            return Value(*whole);
        }
        BigNumber number = parseDecimal(text);
        number.decimal = false;
        return keep(std::move(number));
    }
    if (const auto number = parseDouble(text); number && std::isfinite(*number))
        return Value(*number);
    return keep(parseDecimal(text));
}

std::optional<std::int64_t> parseInteger(std::string_view text, int radix)
{
    if (text.size() > 1 && text[0] == '+' && text[1] != '-')
        text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, radix);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::optional<double> parseDouble(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return std::nullopt;
    text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-')
        text.remove_prefix(1);
    if (text.size() > 1 && std::string_view("dDfF").find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    if (text.empty() || text.find_first_not_of("0123456789.eE+-") != std::string_view::npos)
        return std::nullopt;
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range)
        return text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos
                   ? 0.0
                   : std::copysign(std::numeric_limits<double>::infinity(), text[0] == '-' ? -1.0 : 1.0);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::int64_t toLong(const Value& number)
{
    if (const auto whole = number.integer())
        return *whole;
    if (const BigNumber* value = big(number)) {
        const cpp_int cut = value->unscaled / powerOfTen(value->scale);
        const cpp_int low = abs(cut) & cpp_int(std::numeric_limits<std::uint64_t>::max());
        const std::uint64_t bits = low.convert_to<std::uint64_t>();
        return std::int64_t(cut < 0 ? 0 - bits : bits);
    }
    return saturated<std::int64_t>(toDouble(number));
}

std::int32_t toInt(const Value& number)
{
    if (number.integer() || big(number))
        return std::int32_t(std::uint32_t(std::uint64_t(toLong(number))));
    return saturated<std::int32_t>(toDouble(number));
}

double toDouble(const Value& number)
{
    if (const auto* value = std::get_if<double>(&number.data()))
        return *value;
    if (const auto* value = std::get_if<float>(&number.data()))
        return double(*value);
    if (const BigNumber* value = big(number))
        return value->toDouble();
    return double(number.integer().value_or(0));
}

std::string bigText(const BigNumber& number)
{
    return number.text();
}

bool bigEquals(const BigNumber& left, const BigNumber& right)
{
    return left.decimal == right.decimal && left.scale == right.scale && left.unscaled == right.unscaled;
}

std::string BigNumber::text() const
{
    std::string digits = boost::multiprecision::cpp_int(abs(unscaled)).str();
    if (scale > 0) {
        if (digits.size() <= std::size_t(scale))
            digits.insert(0, std::size_t(scale) + 1 - digits.size(), '0');
        digits.insert(digits.size() - std::size_t(scale), ".");
    }
    return unscaled < 0 ? "-" + digits : digits;
}

double BigNumber::toDouble() const
{
    return parseDouble(text()).value_or(0);
}

} // namespace gw::engine::vtl
