// The methods of Integer, Long, Float, Double, BigInteger and BigDecimal, static ones included: $n.parseInt("5") works.
#include "gateway-engine/vtl/java_text.h"
#include "gateway-engine/vtl/methods.h"
#include "gateway-engine/vtl/numbers.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace gw::engine::vtl {

namespace {

bool isInteger(const Value& number)
{
    return std::holds_alternative<std::int32_t>(number.data());
}

bool isLong(const Value& number)
{
    return std::holds_alternative<std::int64_t>(number.data());
}

bool isFloating(const Value& number)
{
    return std::holds_alternative<double>(number.data()) || std::holds_alternative<float>(number.data());
}

tl::unexpected<Diagnostic> noNumber(const std::string& text)
{
    return fail("\"" + text.substr(0, 100) + "\" is no number.", "Check the text with matches() before.");
}

MethodResult parseWhole(const Value& text, const Value& radix, bool wide)
{
    if (!text.isString())
        return text.isNull() ? MethodResult(noNumber("null")) : MethodResult(std::nullopt);
    const auto base = radix.integer().value_or(10);
    const auto number = base < 2 || base > 36 ? std::nullopt : parseInteger(*text.string(), int(base));
    if (!number)
        return noNumber(*text.string());
    if (wide)
        return Value(*number);
    if (*number > std::numeric_limits<std::int32_t>::max() || *number < std::numeric_limits<std::int32_t>::min())
        return noNumber(*text.string());
    return Value(std::int32_t(*number));
}

MethodResult parseFloating(const Value& text)
{
    if (!text.isString())
        return std::nullopt;
    const auto number = parseDouble(*text.string());
    return number ? MethodResult(Value(*number)) : MethodResult(noNumber(*text.string()));
}

MethodResult convert(const Value& number, Method method)
{
    switch (method) {
    case Method::intValue:
        return Value(toInt(number));
    case Method::longValue:
        return Value(toLong(number));
    case Method::shortValue:
        return Value(std::int32_t(std::int16_t(toInt(number))));
    case Method::byteValue:
        return Value(std::int32_t(std::int8_t(toInt(number))));
    case Method::doubleValue:
        return Value(toDouble(number));
    case Method::floatValue:
        return Value(float(toDouble(number)));
    case Method::toString:
        return Value(textOf(number));
    case Method::isNaN:
        return isFloating(number) ? MethodResult(Value(std::isnan(toDouble(number)))) : std::nullopt;
    case Method::isInfinite:
        return isFloating(number) ? MethodResult(Value(std::isinf(toDouble(number)))) : std::nullopt;
    case Method::hashCode:
        return isInteger(number) ? MethodResult(number) : MethodResult(Value(hashCode(textOf(number))));
    default:
        return std::nullopt;
    }
}

std::string digits(std::uint64_t number, int base)
{
    char buffer[72];
    return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, number, base).ptr);
}

MethodResult withOne(const Value& number, Method method, const Value& argument)
{
    const bool whole = isInteger(number) || isLong(number);
    switch (method) {
    case Method::compareTo:
        return argument.isNumber() && argument.data().index() == number.data().index()
                   ? MethodResult(Value(std::int32_t(compareNumbers(number, argument))))
                   : std::nullopt;
    case Method::parseInt:
        return isInteger(number) ? parseWhole(argument, {}, false) : std::nullopt;
    case Method::parseLong:
        return isLong(number) ? parseWhole(argument, {}, true) : std::nullopt;
    case Method::parseDouble:
    case Method::parseFloat:
        return isFloating(number) ? parseFloating(argument) : std::nullopt;
    case Method::valueOf:
        if (argument.isNumber())
            return whole == argument.integer().has_value() ? MethodResult(argument) : std::nullopt;
        return whole ? parseWhole(argument, {}, isLong(number)) : parseFloating(argument);
    case Method::toString:
        return argument.isNumber() ? MethodResult(Value(textOf(argument))) : std::nullopt;
    case Method::toHexString:
    case Method::toBinaryString: {
        const auto value = argument.integer();
        if (!whole || !value)
            return std::nullopt;
        const std::uint64_t bits = isInteger(argument) ? std::uint32_t(*value) : std::uint64_t(*value);
        return Value(digits(bits, method == Method::toHexString ? 16 : 2));
    }
    default:
        return std::nullopt;
    }
}

} // namespace

MethodResult callNumber(const Value& number, const MethodCall& call)
{
    if (call.arguments.empty())
        return convert(number, call.method);
    if (call.arguments.size() == 1)
        return withOne(number, call.method, call.arguments[0]);
    if (call.arguments.size() != 2)
        return std::nullopt;
    const Value& first = call.arguments[0];
    const Value& second = call.arguments[1];
    if ((call.method == Method::max || call.method == Method::min) && first.isNumber() && second.isNumber())
        return (compareNumbers(first, second) < 0) == (call.method == Method::min) ? first : second;
    if (call.method == Method::parseInt && isInteger(number))
        return parseWhole(first, second, false);
    if (call.method == Method::parseLong && isLong(number))
        return parseWhole(first, second, true);
    return std::nullopt;
}

} // namespace gw::engine::vtl
