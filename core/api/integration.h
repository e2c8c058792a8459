// Integration: what stands behind a method. Field names and meaning are those of Amazon API Gateway's Integration and
// IntegrationResponse entities (and of x-amazon-apigateway-integration in OpenAPI files).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw {

// Ordered name → text pairs, as mappings are written in files.
using StringMap = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] const std::string* findIn(const StringMap& map, std::string_view key);
void setIn(StringMap& map, std::string_view key, std::string value);
bool removeFrom(StringMap& map, std::string_view key);

enum class IntegrationType { Http, HttpProxy, Mock, Aws, AwsProxy };
enum class PassthroughBehavior { WhenNoMatch, WhenNoTemplates, Never };
enum class ContentHandling { Unset, ConvertToBinary, ConvertToText };

struct IntegrationResponse
{
    std::string selectionPattern; // Java regular expression on the whole subject; empty: the default response
    std::string statusCode;       // of the method response, "200"
    StringMap responseParameters; // method.response.header.X → integration.response.header.Y, 'literal', …
    StringMap responseTemplates;  // content type → template
    ContentHandling contentHandling = ContentHandling::Unset;
    bool operator==(const IntegrationResponse&) const = default;
};

// What of an integration's answers with one status is changed (HTTP APIs, reference 2.5).
struct ResponseParameters
{
    std::string statusCode; // of the integration, "200"
    StringMap parameters;   // overwrite:header.x → $response.header.y, a text, …
    bool operator==(const ResponseParameters&) const = default;
};

struct Integration
{
    IntegrationType type = IntegrationType::HttpProxy;
    std::string httpMethod;     // "GET" … or "ANY" (the client's verb); empty when the file says nothing
    std::string uri;            // may hold {path} parameters and ${stageVariables.x}
    std::string connectionType; // "INTERNET" (default when empty) or "VPC_LINK"
    std::string connectionId;
    std::string credentials;
    std::optional<int> timeoutInMillis; // 50 … 29000 (HTTP APIs: 30000), which it is when unset
    PassthroughBehavior passthroughBehavior = PassthroughBehavior::WhenNoMatch;
    ContentHandling contentHandling = ContentHandling::Unset;
    StringMap requestParameters; // integration.request.path.id → method.request.path.id; overwrite:path → $request.path
    StringMap requestTemplates; // content type → template
    std::string cacheNamespace;
    std::vector<std::string> cacheKeyParameters;
    std::string payloadFormatVersion; // HTTP APIs: "1.0" or "2.0"
    std::string integrationSubtype;   // HTTP APIs: "SQS-SendMessage", … (integration_subtype.h); empty: none
    std::string responseTransferMode;
    bool insecureSkipVerification = false; // tlsConfig
    std::string serverNameToVerify;        // tlsConfig of HTTP APIs; empty: the host
    std::vector<IntegrationResponse> responses;
    std::vector<ResponseParameters> responseParameters; // of HTTP APIs
    bool operator==(const Integration&) const = default;
};

// The largest template the service accepts, and the content type of one that is larger; nullptr when none is.
inline constexpr std::size_t maxMappingTemplateBytes = 300 * 1024;
[[nodiscard]] const std::string* oversizedTemplate(const Integration& integration);

[[nodiscard]] std::string_view toString(IntegrationType type); // "HTTP", "HTTP_PROXY", "MOCK", "AWS", "AWS_PROXY"
[[nodiscard]] std::optional<IntegrationType> integrationTypeFrom(std::string_view text); // any letter case
[[nodiscard]] std::string_view toString(PassthroughBehavior behavior);                   // "WHEN_NO_MATCH", …
[[nodiscard]] std::optional<PassthroughBehavior> passthroughBehaviorFrom(std::string_view text);
[[nodiscard]] std::string_view toString(ContentHandling handling); // "CONVERT_TO_BINARY", …; "" when unset
[[nodiscard]] std::optional<ContentHandling> contentHandlingFrom(std::string_view text);

} // namespace gw
