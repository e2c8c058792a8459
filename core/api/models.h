// Models: the schemas methods share (reference 1.7). They stand under components.schemas (Swagger 2.0: definitions) and
// are named by references, "#/components/schemas/Pet" or the service's own ".../restapis/{api-id}/models/Pet".
#pragma once

#include "core/api/rest_api.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

// The service's bound on all models of an API together.
inline constexpr std::size_t maxModelBytes = 400 * 1024;

[[nodiscard]] std::vector<std::string> modelNames(const OpenApiDefinition& definition); // file order
[[nodiscard]] const json::Value* findModel(const OpenApiDefinition& definition, std::string_view name);
// Every API is born with "Empty" and "Error"; a definition that has none of that name gives these.
[[nodiscard]] const json::Value* builtInModel(std::string_view name);
[[nodiscard]] bool isModelName(std::string_view name); // letters and digits, at most 255

// The key under `components` that holds the models: "schemas", or "definitions" in a Swagger 2.0 document.
[[nodiscard]] std::string_view modelsKey(const OpenApiDefinition& definition);
// The reference that names a model in this document: "#/components/schemas/Pet".
[[nodiscard]] std::string modelReference(const OpenApiDefinition& definition, std::string_view name);
// The model a reference names; empty for references to anything else.
[[nodiscard]] std::string modelOfReference(std::string_view ref);

// A place where a model is used, for messages: "POST /pets: request body application/json", "model \"Pets\"".
struct ModelUse
{
    std::string where;
    NodeRef node; // the method; empty for models and shared parts
};
[[nodiscard]] std::vector<ModelUse> usesOfModel(const OpenApiDefinition& definition, std::string_view name);

} // namespace gw
