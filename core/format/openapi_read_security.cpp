// Who may call a method: OpenAPI's security requirements, read the way API Gateway imports them (reference 1.39): those
// of the operation count, the document's own do not. A scheme is the API key header, IAM (authtype awsSigv4), a Lambda
// or a Cognito authorizer; others are kept in the file and mean nothing to the gateway.
#include "core/format/openapi_parts.h"

#include "core/letter_case.h"

namespace gw {

namespace {

void require(const ReadContext& context, const json::Member& requirement, Method& method)
{
    const json::Value* scheme = context.document.securityScheme(requirement.key);
    scheme = scheme ? context.document.target(*scheme) : nullptr;
    if (!scheme) {
        context.warn(requirement.keyRange, "openapi-security",
                     "Security scheme \"" + requirement.key + "\" is not defined.",
                     "Define it under the document's security schemes.");
        return;
    }
    if (isApiKeyScheme(*scheme)) {
        method.apiKeyRequired = true;
        return;
    }
    const std::string type = authorizationTypeOf(*scheme);
    if (type.empty() || !method.authorizer.empty())
        return;
    method.authorizationType = type;
    method.authorizer = requirement.key;
    method.authorizationScopes = textList(requirement.value);
}

} // namespace

bool isApiKeyScheme(const json::Value& scheme)
{
    return scheme["type"].toString() == "apiKey" && equalsIgnoringCase(scheme["name"].toString(), "x-api-key") &&
           scheme["in"].toString() == "header" && !scheme.find(authorizerKey) && !scheme.find(authTypeKey);
}

std::string authorizationTypeOf(const json::Value& scheme)
{
    const std::string authType = toLowerAscii(scheme[authTypeKey].toString());
    const std::string authorizer = toLowerAscii(scheme[authorizerKey]["type"].toString());
    if (authType == "awssigv4")
        return "AWS_IAM";
    if (authType == "cognito_user_pools" || authorizer == "cognito_user_pools")
        return "COGNITO_USER_POOLS";
    if (authorizer == "jwt")
        return "JWT";
    return authorizer == "token" || authorizer == "request" || authType == "custom" ? "CUSTOM" : std::string();
}

void readSecurity(const ReadContext& context, const json::Value& operation, Method& method)
{
    const json::Value& requirements = operation["security"];
    if (requirements.isArray())
        for (const json::Value& requirement : requirements.asArray())
            if (requirement.isObject())
                for (const json::Member& member : requirement.asObject())
                    require(context, member, method);
    // The extension that says it without a scheme.
    const std::string_view type = operation["x-amazon-apigateway-auth"]["type"].toString();
    if (method.authorizationType.empty() && !type.empty() && !equalsIgnoringCase(type, "none"))
        method.authorizationType = type;
}

} // namespace gw
