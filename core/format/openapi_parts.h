// The readers of the parts of an OpenAPI document, each in its own openapi_read_*.cpp. The writers use them too, to see
// what a part of the file says before they change it.
#pragma once

#include "core/api/rest_api.h"
#include "core/format/openapi_document.h"

#include <optional>
#include <string>
#include <vector>

namespace gw {

// A parameter and the place in the file that says it (a {"$ref"} for a shared one).
struct FileParameter
{
    Parameter parameter;
    const json::Value* node = nullptr;
};

// The whole tree of paths (openapi_read_paths.cpp).
[[nodiscard]] std::vector<Cow<Resource>> readPaths(const ReadContext& context, ApiId api);

// openapi_read_parameters.cpp. Swagger 2.0's body and form parameters are no parameters of the method request.
[[nodiscard]] std::vector<FileParameter> readParameters(const ReadContext& context, const json::Value& array);
[[nodiscard]] std::optional<Parameter> readParameter(const ReadContext& context, const json::Value& node);
[[nodiscard]] std::optional<Parameter> readHeader(const ReadContext& context, const json::Member& header);
// The path item's shared parameters, those the operation overrides replaced in place, then the operation's own.
[[nodiscard]] std::vector<Parameter> mergedParameters(const std::vector<FileParameter>& shared,
                                                      const std::vector<FileParameter>& own);
[[nodiscard]] bool isSameParameter(const Parameter& a, const Parameter& b); // by name and place

// Swagger 2.0 writes a parameter's schema as members of the parameter itself.
[[nodiscard]] bool isSwaggerSchemaKey(std::string_view key);
[[nodiscard]] json::Value swaggerSchema(const json::Value& parameter);

// openapi_read_bodies.cpp
[[nodiscard]] std::vector<MediaType> readContent(const ReadContext& context, const json::Value& content);
[[nodiscard]] MediaType readMediaType(const ReadContext& context, const json::Member& member);
[[nodiscard]] std::optional<MethodResponse> readResponse(const ReadContext& context, const json::Value& operation,
                                                         const json::Member& member);
[[nodiscard]] std::vector<MethodResponse> readResponses(const ReadContext& context, const json::Value& operation);
void readRequestBody(const ReadContext& context, const json::Value& operation, Method& method);

// openapi_read_swagger.cpp: bodies as Swagger 2.0 describes them.
[[nodiscard]] std::vector<std::string> swaggerMediaTypes(const OpenApiDocument& document, const json::Value& operation,
                                                         std::string_view key); // "consumes" or "produces"
[[nodiscard]] const json::Value* swaggerBodyParameter(const OpenApiDocument& document, const json::Value& operation);
void readSwaggerRequestBody(const ReadContext& context, const json::Value& operation, Method& method);
[[nodiscard]] std::vector<MediaType> readSwaggerContent(const ReadContext& context, const json::Value& operation,
                                                        const json::Value& response);

// openapi_read_integration.cpp
[[nodiscard]] std::optional<Integration> readIntegration(const ReadContext& context, const json::Value& node);
[[nodiscard]] std::vector<IntegrationResponse> readIntegrationResponses(const ReadContext& context,
                                                                        const json::Value& responses);
[[nodiscard]] std::vector<ResponseParameters> readResponseParameters(const ReadContext& context,
                                                                     const json::Value& node);

// openapi_read_security.cpp
void readSecurity(const ReadContext& context, const json::Value& operation, Method& method);
[[nodiscard]] bool isApiKeyScheme(const json::Value& scheme);
[[nodiscard]] std::string authorizationTypeOf(const json::Value& scheme); // "" when API Gateway does not know it

// openapi_read_settings.cpp: what a document says of the API as a whole.
[[nodiscard]] std::vector<GatewayResponseDefinition> readGatewayResponses(const ReadContext& context);
void readSettings(const ReadContext& context, OpenApiDefinition& definition);
[[nodiscard]] bool isDocumentationPart(const json::Value& node);
// At the root (Swagger 2.0) or at the first server that has one (OpenAPI 3); nullptr when there is none.
[[nodiscard]] const json::Value* endpointConfigurationIn(const json::Value& tree);
[[nodiscard]] json::Value* endpointConfigurationIn(json::Value& tree);

// openapi_cors.cpp: of HTTP APIs; unset where the document says nothing.
[[nodiscard]] std::optional<CorsConfiguration> readCors(const ReadContext& context);

// openapi_refuse.cpp: why a document is no API definition this program reads; nullopt when it is one.
[[nodiscard]] std::optional<Diagnostic> reasonToRefuse(const json::Value& tree, std::string_view text,
                                                       const std::string& fileName);

} // namespace gw
