// Finds every "$ref" in a part of an API document. Values of examples and enumerations are data: a "$ref" in them
// refers to nothing, but a property may well be called "example".
#pragma once

#include "core/json/value.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace gw {

// Members of these have names of the author's choice.
[[nodiscard]] inline bool holdsChosenNames(std::string_view key)
{
    constexpr std::string_view keys[] = {"properties",    "patternProperties", "definitions", "$defs",    "schemas",
                                         "responses",     "parameters",        "examples",    "headers",  "links",
                                         "requestBodies", "callbacks",         "paths",       "webhooks", "pathItems",
                                         "content",       "securitySchemes",   "encoding"};
    return std::find(std::begin(keys), std::end(keys), key) != std::end(keys);
}

[[nodiscard]] inline bool holdsData(const json::Member& member)
{
    constexpr std::string_view keys[] = {"example", "default", "enum", "const", "value"};
    return std::find(std::begin(keys), std::end(keys), member.key) != std::end(keys) ||
           (member.key == "examples" && member.value.isArray());
}

// Calls `visit` with the text of each reference, a json::Value as const as `value` is.
template <typename Value, typename Visit>
void forEachReference(Value& value, const Visit& visit, bool hasNames = false)
{
    if (value.isArray())
        for (auto& item : value.asArray())
            forEachReference(item, visit);
    if (!value.isObject())
        return;
    for (auto& member : value.asObject()) {
        if (!hasNames && member.key == "$ref" && member.value.isString())
            visit(member.value);
        else if (hasNames || !holdsData(member))
            forEachReference(member.value, visit, !hasNames && holdsChosenNames(member.key));
    }
}

} // namespace gw
