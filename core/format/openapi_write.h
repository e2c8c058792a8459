// Writes an API back: patches its source text where the definition differs from the one that was read.
#pragma once

#include "core/format/openapi_source.h"

namespace gw {

// The text of the API file as it would be saved now. Equal to source->text byte for byte when nothing was edited.
// An API without a source is written as a new OpenAPI 3.0.1 YAML document.
[[nodiscard]] Result<std::string> writeOpenApi(const Api& api);

} // namespace gw
