// The YAML 1.2 core schema (spec section 10.3): what a plain scalar means, and which texts only quotes keep texts.
#pragma once

#include "core/json/value.h"

namespace gw::json {

// null, a bool, a number (as valid JSON number text: 0x and 0o become decimal) or, else, the string itself.
// Infinity and not-a-number stay strings: JSON has no such numbers.
[[nodiscard]] Value resolvePlainScalar(std::string_view text);

// True when some YAML reader, of version 1.1 or 1.2, would take this plain text for something other than a string.
[[nodiscard]] bool readsAsOtherThanString(std::string_view text);

} // namespace gw::json
