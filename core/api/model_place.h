// Places in a model: what a JSON pointer into a schema names, and which keywords bound a value of its type.
#pragma once

#include "core/json/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace gw {

// Names of the keywords that bound a value from below and above, after the schema's (first) type.
struct BoundKeywords
{
    const char* minimum;
    const char* maximum;
    bool isSize; // a whole number, zero or more
};

[[nodiscard]] BoundKeywords boundKeywords(const json::Value& schema);

// "/properties/a~1b" → holder "/properties", token "a/b".
struct PointerParts
{
    std::string holder;
    std::string token;
};

[[nodiscard]] std::optional<PointerParts> splitPointer(std::string_view pointer); // nothing for ""
[[nodiscard]] json::Value* valueAt(json::Value& root, std::string_view pointer);  // null: nothing is there

} // namespace gw
