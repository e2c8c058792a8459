// How values turn into text: Java's toString of numbers, lists and maps, and JSON for the lists that print as JSON.
#pragma once

#include "gateway-engine/vtl/value.h"

#include <string>

namespace gw::engine::vtl {

// Appends what `$x` prints. False when the text would be longer than `mostBytes` or the value is nested deeper than
// `mostNesting` (a list that holds itself is, too). Null prints as "null", as it does within a Java collection.
[[nodiscard]] bool appendText(std::string& out, const Value& value, std::size_t mostBytes, int mostNesting = 200);

// The same as JSON, compact: what json-smart makes of it.
[[nodiscard]] bool appendJson(std::string& out, const Value& value, std::size_t mostBytes, int mostNesting = 200);

// The same for a part of a document, without making values of it.
[[nodiscard]] bool appendJson(std::string& out, const Document& document, const json::Value& part,
                              std::size_t mostBytes);

// For values known to be small: the text, cut where the limits are met.
[[nodiscard]] std::string textOf(const Value& value);

// Java's Double.toString and Float.toString: 1.0, 1.0E10, 1.0E-5, NaN, Infinity.
[[nodiscard]] std::string doubleText(double number);
[[nodiscard]] std::string floatText(float number);

// Java's String.hashCode.
[[nodiscard]] std::int32_t hashCode(std::string_view text);

} // namespace gw::engine::vtl
