// Equality of JSON values as schemas mean it (draft 4, 3.6): numbers by value, members in any order.
#pragma once

#include "core/json/value.h"

#include <cstdint>
#include <optional>

namespace gw::engine {

// Costs no more than the smaller of both.
[[nodiscard]] bool equalValues(const json::Value& a, const json::Value& b);

// `steps` go down by what was looked at; nothing once they are used up.
[[nodiscard]] std::optional<bool> hasDuplicates(const json::Array& values, std::int64_t& steps);

} // namespace gw::engine
