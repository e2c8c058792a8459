// Arithmetic and comparison of Java's number classes as Velocity's MathUtils does them: the wider class wins, a Long
// that overflows becomes a BigInteger.
#pragma once

#include "gateway-engine/vtl/value.h"

#include <optional>
#include <string_view>

namespace gw::engine::vtl {

enum class Arithmetic { Add, Subtract, Multiply, Divide, Remainder };

// Null where Velocity gives null: a division by zero, a number that would be too large to keep.
[[nodiscard]] Value calculate(Arithmetic operation, const Value& left, const Value& right);

// -1, 0 or 1. Both are numbers.
[[nodiscard]] int compareNumbers(const Value& left, const Value& right);
[[nodiscard]] bool isZero(const Value& number);

// A literal of the template, or a number of JSON: Integer, Long or BigInteger; Double or, beyond its range, BigDecimal.
[[nodiscard]] Value numberFromText(std::string_view text);
// What Integer.parseInt and Long.parseLong take.
[[nodiscard]] std::optional<std::int64_t> parseInteger(std::string_view text, int radix = 10);
[[nodiscard]] std::optional<double> parseDouble(std::string_view text);

// Java's intValue, longValue and doubleValue: cut off, never fail. The value is a number.
[[nodiscard]] std::int32_t toInt(const Value& number);
[[nodiscard]] std::int64_t toLong(const Value& number);
[[nodiscard]] double toDouble(const Value& number);

[[nodiscard]] std::string bigText(const BigNumber& number);
[[nodiscard]] bool bigEquals(const BigNumber& left, const BigNumber& right);

} // namespace gw::engine::vtl
