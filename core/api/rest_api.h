// REST and HTTP APIs: resources with methods, stored as OpenAPI with the x-amazon-apigateway-* extensions.
#pragma once

#include "core/api/cors_configuration.h"
#include "core/api/cow.h"
#include "core/api/method.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

// One path of the API. API Gateway's tree of path parts is derived from the paths (resource_tree.h): a path such as
// /pets/{id}/toys implies its parents.
struct Resource
{
    ResourceId id;
    std::string path;                 // "/pets/{petId}", "/files/{proxy+}"; always begins with "/"
    std::vector<Cow<Method>> methods; // file order
    bool operator==(const Resource&) const = default;
};

// Customised gateway response (x-amazon-apigateway-gateway-responses).
struct GatewayResponseDefinition
{
    std::string responseType; // "DEFAULT_4XX", "MISSING_AUTHENTICATION_TOKEN", …
    std::string statusCode;   // "" = the type's own
    StringMap responseParameters;
    StringMap responseTemplates;
    bool operator==(const GatewayResponseDefinition&) const = default;
};

// What is checked before the integration is called (x-amazon-apigateway-request-validators).
struct RequestValidator
{
    std::string name;
    bool validateRequestBody = false;
    bool validateRequestParameters = false;
    bool operator==(const RequestValidator&) const = default;
};

// Documentation of one part of the API (x-amazon-apigateway-documentation).
struct DocumentationPart
{
    std::string type; // "API", "RESOURCE", "METHOD", "PATH_PARAMETER", "RESPONSE_BODY", …
    std::string path; // "/pets"; empty where the type has none
    std::string method;
    std::string statusCode;
    std::string name;       // of a parameter, model or header
    json::Value properties; // an object: description, summary, …
    bool operator==(const DocumentationPart&) const = default;
};

// Where the key of a request is read: the x-api-key header, or what a Lambda authorizer gives as usageIdentifierKey.
enum class ApiKeySource { Header, Authorizer };
[[nodiscard]] std::string_view toString(ApiKeySource source); // "HEADER", "AUTHORIZER"
[[nodiscard]] std::optional<ApiKeySource> apiKeySourceFrom(std::string_view text);

// Where the API can be reached in AWS (x-amazon-apigateway-endpoint-configuration).
struct EndpointConfiguration
{
    std::vector<std::string> types; // "REGIONAL", "EDGE", "PRIVATE"; empty: REGIONAL, or PRIVATE with VPC endpoints
    std::vector<std::string> vpcEndpointIds;
    std::string ipAddressType;              // "ipv4" or "dualstack"; empty: the service's default
    bool disableExecuteApiEndpoint = false; // reached through custom domains only
    [[nodiscard]] bool isPrivate() const;
    bool operator==(const EndpointConfiguration&) const = default;
};

// The parts REST and HTTP APIs have in common.
struct OpenApiDefinition
{
    std::string title;
    std::string version;
    std::string description;
    std::vector<Cow<Resource>> resources; // file order
    json::Value components;               // shared schemas, parameters, responses … as they stand in the file
    std::vector<GatewayResponseDefinition> gatewayResponses;
    std::vector<std::string> binaryMediaTypes;
    std::vector<RequestValidator> requestValidators;
    std::string requestValidator;              // of methods that name none; empty: nothing is validated
    std::optional<int> minimumCompressionSize; // bytes, 0 … 10,485,760; unset: no compression
    std::vector<DocumentationPart> documentation;
    ApiKeySource apiKeySource = ApiKeySource::Header;
    json::Value policy; // the resource policy as it stands in the file; null: none
    EndpointConfiguration endpoint;
    std::optional<CorsConfiguration> cors; // of HTTP APIs; unset: pages of other origins are left to the integrations
    bool isSwagger = false; // a Swagger 2.0 document: `components` holds definitions, parameters, responses …
    bool operator==(const OpenApiDefinition&) const = default;

    [[nodiscard]] const Resource* find(ResourceId id) const;
    [[nodiscard]] const Resource* findPath(std::string_view path) const;
    [[nodiscard]] const Method* find(MethodId id) const;
    [[nodiscard]] const Resource* resourceOf(MethodId id) const;
    // For edits: unshares the way down; nullptr when there is no such element.
    [[nodiscard]] Resource* edit(ResourceId id);
    [[nodiscard]] Method* edit(MethodId id);
    // Follows "#/components/…" ("#/definitions/…" for Swagger 2.0); nullptr when it leads nowhere.
    [[nodiscard]] const json::Value* resolve(std::string_view ref) const;
    [[nodiscard]] std::size_t methodCount() const;
};

struct RestApi
{
    OpenApiDefinition openApi;
    bool operator==(const RestApi&) const = default;
};

// The default route of an HTTP API stands in its document as this path, with a method for any verb (reference 2.1).
inline constexpr std::string_view defaultRoutePath = "/$default";

struct HttpApi
{
    OpenApiDefinition openApi;
    bool operator==(const HttpApi&) const = default;
};

} // namespace gw
