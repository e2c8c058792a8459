// What the readers and writers of OpenAPI documents share: the document at hand, its references, and where findings go.
#pragma once

#include "core/api/method.h"
#include "core/diagnostic.h"
#include "core/json/value.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gw {

// Keys of API Gateway's extensions.
inline constexpr char integrationKey[] = "x-amazon-apigateway-integration";
inline constexpr char anyMethodKey[] = "x-amazon-apigateway-any-method";
inline constexpr char requestValidatorKey[] = "x-amazon-apigateway-request-validator";
inline constexpr char requestValidatorsKey[] = "x-amazon-apigateway-request-validators";
inline constexpr char minimumCompressionSizeKey[] = "x-amazon-apigateway-minimum-compression-size";
inline constexpr char documentationKey[] = "x-amazon-apigateway-documentation";
inline constexpr char gatewayResponsesKey[] = "x-amazon-apigateway-gateway-responses";
inline constexpr char binaryMediaTypesKey[] = "x-amazon-apigateway-binary-media-types";
inline constexpr char authorizerKey[] = "x-amazon-apigateway-authorizer";
inline constexpr char authTypeKey[] = "x-amazon-apigateway-authtype";
inline constexpr char apiKeySourceKey[] = "x-amazon-apigateway-api-key-source";
inline constexpr char corsKey[] = "x-amazon-apigateway-cors";
inline constexpr char policyKey[] = "x-amazon-apigateway-policy";
inline constexpr char endpointConfigurationKey[] = "x-amazon-apigateway-endpoint-configuration";
// Bodies that Swagger 2.0 cannot describe (named examples, a schema per content type), in OpenAPI 3's `content` shape.
inline constexpr char swaggerContentKey[] = "x-gatewright-content";

// The members of Swagger 2.0's root that OpenAPI 3 gathers under "components".
inline constexpr const char* swaggerComponentKeys[] = {"definitions", "parameters", "responses", "securityDefinitions"};

struct OpenApiDocument
{
    const json::Value& tree;
    bool isSwagger = false;

    // `node`, or what its "$ref" leads to through a bounded number of steps; nullptr when it leads nowhere.
    [[nodiscard]] const json::Value* target(const json::Value& node) const;
    // The {"$ref"} at the end of the chain that begins at `node` whose target is missing: `node` or a shared element.
    [[nodiscard]] const json::Value& dangling(const json::Value& node) const;
    // A shared element: securityScheme("auth") in either dialect; nullptr when there is none.
    [[nodiscard]] const json::Value* securityScheme(std::string_view name) const;

private:
    [[nodiscard]] const json::Value* next(const json::Value& node) const; // one step of a chain of references
};

// "$ref" of a node; empty when it has none.
[[nodiscard]] std::string_view refOf(const json::Value& node);

// Collects diagnostics with positions. Bounded, so that a hostile file cannot fill the memory with messages.
class Findings
{
public:
    Findings(std::string_view text, std::string fileName) : m_text(text), m_fileName(std::move(fileName)) {}

    void add(Severity severity, json::TextRange at, std::string rule, std::string message, std::string hint,
             NodeRef node = {});
    [[nodiscard]] Diagnostics take(); // ends with how many were left out

private:
    std::string_view m_text;
    std::string m_fileName;
    Diagnostics m_list;
    std::size_t m_leftOut = 0;
};

// Where in the document a reader is.
struct ReadContext
{
    const OpenApiDocument& document;
    Findings* findings = nullptr; // null: nobody wants to know
    NodeRef node;
    std::string where; // "GET /pets", for messages

    void warn(const json::Value& at, std::string rule, std::string message, std::string hint = {}) const;
    void warn(json::TextRange at, std::string rule, std::string message, std::string hint = {}) const;
    // `subject` ("A parameter") is a {"$ref"} that leads nowhere in this file.
    void warnOfReference(const json::Value& at, std::string_view subject) const;
};

// A text member; scalars of other kinds and CloudFormation intrinsics by their text, "" for anything else.
[[nodiscard]] std::string textField(const json::Value& object, std::string_view key);
[[nodiscard]] std::vector<std::string> textList(const json::Value& array);
// String members; numbers and booleans by their text, CloudFormation intrinsics by their template.
[[nodiscard]] StringMap stringMap(const ReadContext& context, const json::Value& object, std::string_view what);

} // namespace gw
