// Authorizers as files have them (reference 1.39): security schemes with x-amazon-apigateway-authorizer, under
// components.securitySchemes or Swagger 2.0's securityDefinitions. Views over OpenApiDefinition::components, and the
// edit of one scheme that leaves alone what it does not know.
#pragma once

#include "core/api/authorizer.h"
#include "core/api/rest_api.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

// The key under `components` that holds security schemes.
[[nodiscard]] std::string_view securitySchemesKey(const OpenApiDefinition& definition);
// The scheme itself, or what it refers to; nullptr when there is none of that name.
[[nodiscard]] const json::Value* findSecurityScheme(const OpenApiDefinition& definition, std::string_view name);

[[nodiscard]] std::vector<Authorizer> authorizersOf(const OpenApiDefinition& definition); // file order
[[nodiscard]] std::optional<Authorizer> findAuthorizer(const OpenApiDefinition& definition, std::string_view name);
// nullopt for schemes that are no authorizers: API keys, IAM, plain OAuth, and those whose type the service lacks.
[[nodiscard]] std::optional<Authorizer> readAuthorizer(const json::Value& scheme, std::string_view name);

// `scheme`, which says `base`, edited to say `wanted`; a new one from an empty object and no base.
[[nodiscard]] json::Value writtenAuthorizer(json::Value scheme, const Authorizer* base, const Authorizer& wanted);

} // namespace gw
