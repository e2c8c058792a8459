// The presets of the service's console, and what a format consists of. A name is a chain of words joined by dots, as in
// "identity.sourceIp"; a dot that no word follows is text again. The same name in braces, "${context.status}", is read
// alike.
#include "core/api/access_log_format.h"

#include <algorithm>
#include <iterator>

namespace gw {

namespace {

constexpr AccessLogPreset presets[] = {
    {"CLF", R"($context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime])"
            R"("$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength )"
            R"($context.requestId $context.extendedRequestId)"},
    {"JSON", R"({ "requestId":"$context.requestId", "extendedRequestId":"$context.extendedRequestId", )"
             R"("ip":"$context.identity.sourceIp", "caller":"$context.identity.caller", )"
             R"("user":"$context.identity.user", "requestTime":"$context.requestTime", )"
             R"("httpMethod":"$context.httpMethod", "resourcePath":"$context.resourcePath", )"
             R"("status":"$context.status", "protocol":"$context.protocol", )"
             R"("responseLength":"$context.responseLength" })"},
    {"XML", R"(<request id="$context.requestId"> <extendedRequestId>$context.extendedRequestId</extendedRequestId> )"
            R"(<ip>$context.identity.sourceIp</ip> <caller>$context.identity.caller</caller> )"
            R"(<user>$context.identity.user</user> <requestTime>$context.requestTime</requestTime> )"
            R"(<httpMethod>$context.httpMethod</httpMethod> <resourcePath>$context.resourcePath</resourcePath> )"
            R"(<status>$context.status</status> <protocol>$context.protocol</protocol> )"
            R"(<responseLength>$context.responseLength</responseLength> </request>)"},
    {"CSV", "$context.identity.sourceIp,$context.identity.caller,$context.identity.user,$context.requestTime,"
            "$context.httpMethod,$context.resourcePath,$context.protocol,$context.status,$context.responseLength,"
            "$context.requestId,$context.extendedRequestId"},
};

constexpr std::string_view variables[] = {
    "accountId",
    "apiId",
    "authenticate.error",
    "authenticate.latency",
    "authenticate.status",
    "authorize.error",
    "authorize.latency",
    "authorize.status",
    "authorizer.{key}",
    "authorizer.claims.{key}",
    "authorizer.error",
    "authorizer.integrationLatency",
    "authorizer.integrationStatus",
    "authorizer.latency",
    "authorizer.principalId",
    "authorizer.requestId",
    "authorizer.status",
    "awsEndpointRequestId",
    "cipherSuite",
    "connectedAt",
    "connectionId",
    "customDomain.basePathMatched",
    "customDomain.routingRuleIdMatched",
    "deploymentId",
    "disconnectReason",
    "disconnectStatusCode",
    "domainName",
    "domainPrefix",
    "endpointType",
    "error.message",
    "error.messageString",
    "error.responseType",
    "error.validationErrorString",
    "eventType",
    "extendedRequestId",
    "httpMethod",
    "identity.accountId",
    "identity.apiKey",
    "identity.apiKeyId",
    "identity.caller",
    "identity.clientCert.clientCertPem",
    "identity.clientCert.issuerDN",
    "identity.clientCert.serialNumber",
    "identity.clientCert.subjectDN",
    "identity.clientCert.validity.notAfter",
    "identity.clientCert.validity.notBefore",
    "identity.cognitoAuthenticationProvider",
    "identity.cognitoAuthenticationType",
    "identity.cognitoIdentityId",
    "identity.cognitoIdentityPoolId",
    "identity.principalOrgId",
    "identity.sourceIp",
    "identity.user",
    "identity.userAgent",
    "identity.userArn",
    "identity.vpcId",
    "identity.vpceId",
    "integration.error",
    "integration.integrationStatus",
    "integration.latency",
    "integration.requestId",
    "integration.responseTransferMode",
    "integration.status",
    "integration.timeToAllHeaders",
    "integration.timeToFirstContent",
    "integrationErrorMessage",
    "integrationLatency",
    "integrationStatus",
    "isCanaryRequest",
    "messageDirection",
    "messageId",
    "path",
    "protocol",
    "requestId",
    "requestOverride.header.{key}",
    "requestOverride.path.{key}",
    "requestOverride.querystring.{key}",
    "requestTime",
    "requestTimeEpoch",
    "resourceId",
    "resourcePath",
    "responseLatency",
    "responseLength",
    "responseOverride.header.{key}",
    "responseOverride.status",
    "routeKey",
    "stage",
    "status",
    "tlsVersion",
    "waf.error",
    "waf.latency",
    "waf.status",
    "wafResponseCode",
    "webaclArn",
    "xrayTraceId",
};

constexpr std::string_view anyKey = "{key}";

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// How many characters of `text` are a name.
std::size_t nameLength(std::string_view text)
{
    std::size_t length = 0;
    while (length < text.size()) {
        const bool joins =
            text[length] == '.' && length > 0 && length + 1 < text.size() && isWordCharacter(text[length + 1]);
        if (!joins && !isWordCharacter(text[length]))
            break;
        ++length;
    }
    return length;
}

struct VariableAt
{
    std::size_t length = 0; // of the whole notation; 0: no variable begins here
    std::string_view name;
};

VariableAt variableAt(std::string_view text)
{
    constexpr std::string_view plain = "$context.";
    constexpr std::string_view braced = "${context.";
    const bool hasBraces = text.starts_with(braced);
    if (!hasBraces && !text.starts_with(plain))
        return {};
    const std::size_t begin = hasBraces ? braced.size() : plain.size();
    const std::size_t length = nameLength(text.substr(begin));
    const std::size_t end = begin + length;
    if (length == 0 || (hasBraces && (end == text.size() || text[end] != '}')))
        return {};
    return {hasBraces ? end + 1 : end, text.substr(begin, length)};
}

} // namespace

std::span<const AccessLogPreset> accessLogPresets()
{
    return presets;
}

std::vector<AccessLogPart> accessLogParts(std::string_view format)
{
    std::vector<AccessLogPart> parts;
    std::string text;
    const auto endText = [&] {
        if (!text.empty())
            parts.push_back({std::move(text), {}});
        text.clear();
    };
    while (!format.empty()) {
        const VariableAt variable = variableAt(format);
        if (variable.length == 0) {
            text += format.front();
            format.remove_prefix(1);
            continue;
        }
        endText();
        parts.push_back({{}, std::string(variable.name)});
        format.remove_prefix(variable.length);
    }
    endText();
    return parts;
}

std::span<const std::string_view> accessLogVariables()
{
    return variables;
}

bool isAccessLogVariable(std::string_view name)
{
    return std::any_of(std::begin(variables), std::end(variables), [name](std::string_view known) {
        if (!known.ends_with(anyKey))
            return known == name;
        known.remove_suffix(anyKey.size());
        return name.size() > known.size() && name.starts_with(known);
    });
}

} // namespace gw
