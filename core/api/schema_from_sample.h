// A model (JSON Schema draft 4, reference 1.7) from a sample body: types, nested objects and lists; what every element
// of a list has is required. A first draft for people to refine.
#pragma once

#include "core/json/value.h"
#include "core/result.h"

#include <string>
#include <string_view>

namespace gw {

struct SampleOptions
{
    std::string title;            // of the model; empty: none
    bool requireAll = true;       // properties of the sample are required
    bool recogniseFormats = true; // date-time, email, uuid, uri, where the text leaves no doubt
};

// Never fails: the sample is a value. Bounded by the sample itself.
[[nodiscard]] json::Value schemaFromSample(const json::Value& sample, const SampleOptions& options = {});

// As above, from the text of a body; fails with line and column when it is not JSON.
[[nodiscard]] Result<json::Value> schemaFromSampleText(std::string_view text, const SampleOptions& options = {});

} // namespace gw
