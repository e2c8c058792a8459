// What differs between two JSON Schemas (draft 4, reference 1.7), in sentences that say whether fewer or more values
// fit. A request that fits a wider schema still fits; an answer of a narrower one still is what clients know.
#pragma once

#include "core/api/rest_api.h"

#include <string>
#include <vector>

namespace gw {

struct SchemaDifference
{
    std::string sentence; // "\"name\" is required now."
    bool narrows = false; // values that fitted do not fit any more
    bool widens = false;  // values fit that did not before
};

// References are followed where they differ; models are compared by themselves. Bounded in depth and length.
[[nodiscard]] std::vector<SchemaDifference> schemaDiff(const OpenApiDefinition& definitionBefore,
                                                       const json::Value& before,
                                                       const OpenApiDefinition& definitionAfter,
                                                       const json::Value& after);

} // namespace gw
