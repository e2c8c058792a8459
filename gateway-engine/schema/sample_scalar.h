// Made-up strings and numbers that keep to a schema's format and bounds.
#pragma once

#include "core/json/value.h"

#include <cstdint>
#include <string>

namespace gw::engine {

[[nodiscard]] std::string sampleString(const json::Value& schema, std::uint64_t seed);
[[nodiscard]] json::Value sampleNumber(const json::Value& schema, bool isInteger, std::uint64_t seed);

} // namespace gw::engine
