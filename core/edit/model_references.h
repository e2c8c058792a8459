// Renaming a model where the design holds every reference to it: without writing and reading the document again, which
// an API of thousands of routes would make people wait for.
#pragma once

#include "core/format/openapi_source.h"

#include <string>

namespace gw {

// The models' own schemas and the methods' bodies and parameters follow. False, and nothing is changed, when the
// document refers to the model anywhere else: in shared parts, in what the design does not hold.
[[nodiscard]] bool renameInDesign(OpenApiDefinition& definition, const ApiSource& source, const std::string& name,
                                  const std::string& newName);

// "…/models/Pet" → "…/models/Animal": what stands before the name stays as it is spelled.
[[nodiscard]] std::string renamedReference(const std::string& ref, const std::string& newName);

} // namespace gw
