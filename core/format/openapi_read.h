// Reads OpenAPI 3.0, 3.1 and Swagger 2.0 documents (JSON or YAML) with their x-amazon-apigateway-* extensions into an
// OpenApiDefinition. Lenient: what the model does not know is skipped (and kept in the source); what is wrong becomes a
// diagnostic with its position. A document that is no API definition (a SAM template, say) is refused with the reason.
#pragma once

#include "core/format/openapi_source.h"

namespace gw {

struct OpenApiReading
{
    std::shared_ptr<const ApiSource> source; // null when the text could not be read as an API
    Diagnostics diagnostics;                 // has an error exactly when source is null
};

// `fileName` is only named in diagnostics. `apiId` seeds the ids of resources and methods.
[[nodiscard]] OpenApiReading readOpenApi(std::string text, const std::string& fileName, ApiId apiId);

// Positions for diagnostics: where the element stands in the source; {0,0} when unknown.
[[nodiscard]] SourcePosition positionOf(const ApiSource& source, std::string_view path, HttpVerb verb);

} // namespace gw
