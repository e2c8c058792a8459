// The schema of schemas of draft 4, for models that refer to it.
#pragma once

#include "core/json/value.h"

#include <string_view>

namespace gw::engine {

inline constexpr std::string_view metaSchemaAddress = "http://json-schema.org/draft-04/schema";
[[nodiscard]] json::Value metaSchema();

} // namespace gw::engine
