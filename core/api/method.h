// Method: one verb on one resource: method request, integration, method responses. The data of the six cards.
#pragma once

#include "core/api/ids.h"
#include "core/api/integration.h"
#include "core/json/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

// The verbs API Gateway knows; Any answers every verb that has no method of its own.
enum class HttpVerb { Get, Put, Post, Delete, Patch, Options, Head, Any };

[[nodiscard]] std::string_view toString(HttpVerb verb); // "GET" … "ANY"
[[nodiscard]] std::optional<HttpVerb> httpVerbFrom(std::string_view text); // any letter case; also OpenAPI's spelling
inline constexpr HttpVerb allHttpVerbs[] = {HttpVerb::Get,    HttpVerb::Post,    HttpVerb::Put,  HttpVerb::Patch,
                                            HttpVerb::Delete, HttpVerb::Options, HttpVerb::Head, HttpVerb::Any};

enum class ParameterLocation { Path, QueryString, Header, Cookie };

// A parameter of the method request (method.request.{path|querystring|header}.{name}).
struct Parameter {
    std::string name;
    ParameterLocation location = ParameterLocation::QueryString;
    bool required = false;
    std::string description;
    json::Value schema;  // JSON Schema (Swagger 2.0: type, format … gathered); null when none
    json::Value example; // null when none
    std::string ref;     // "#/components/parameters/x" when the file refers to a shared one
    bool operator==(const Parameter&) const = default;
};

struct NamedExample {
    std::string name;
    json::Value value;
    bool operator==(const NamedExample&) const = default;
};

// What a body of one content type looks like.
struct MediaType {
    std::string contentType; // "application/json"
    json::Value schema;      // may be {"$ref": "#/components/schemas/Pet"}; null when none
    json::Value example;     // null when none
    std::vector<NamedExample> examples;
    bool operator==(const MediaType&) const = default;
};

struct MethodResponse {
    std::string statusCode; // "200", "4XX" or "default" as OpenAPI allows
    std::string description;
    std::vector<Parameter> headers; // location is Header
    std::vector<MediaType> content;
    std::string ref; // "#/components/responses/x" when the file refers to a shared one
    bool operator==(const MethodResponse&) const = default;
};

struct Method {
    MethodId id;
    HttpVerb verb = HttpVerb::Get;
    std::string operationName; // OpenAPI operationId
    std::string summary;
    std::string description;
    std::vector<std::string> tags;
    std::vector<Parameter> requestParameters; // the path item's shared ones are merged in when reading
    std::vector<MediaType> requestModels;     // the request body by content type
    bool requestBodyRequired = false;
    std::string authorizationType; // "NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS", "JWT"; "" = NONE
    std::string authorizer;        // security scheme's name
    std::vector<std::string> authorizationScopes; // of user pools and JWTs: a token needs one of them
    bool apiKeyRequired = false;
    std::string requestValidator; // name; "" = the API's default
    std::optional<Integration> integration;
    std::vector<MethodResponse> responses;
    bool operator==(const Method&) const = default;
};

} // namespace gw
