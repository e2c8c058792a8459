// A plausible value for a parameter or body, from its examples or made from its JSON Schema. Bounded: schemas may refer
// to themselves.
#pragma once

#include "core/api/rest_api.h"

namespace gw::console {

// Null when nothing is known.
[[nodiscard]] json::Value exampleValue(const OpenApiDefinition& api, const MediaType& type);
[[nodiscard]] json::Value exampleValue(const OpenApiDefinition& api, const Parameter& parameter);
[[nodiscard]] json::Value exampleOfSchema(const OpenApiDefinition& api, const json::Value& schema);

} // namespace gw::console
