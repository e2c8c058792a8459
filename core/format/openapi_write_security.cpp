// Writes who may call a method. Requirements of schemes that mean nothing to the gateway stay as they are; an
// authorization type without a scheme is written as x-amazon-apigateway-auth.
#include "core/format/openapi_write_parts.h"

namespace gw {

namespace {

constexpr std::string_view operationOrder[] = {"security", requestValidatorKey, integrationKey};
constexpr char authKey[] = "x-amazon-apigateway-auth";

json::Value& securitySchemes(const WriteContext& context)
{
    if (context.isSwagger())
        return childObject(context.tree, "securityDefinitions");
    return childObject(childObject(context.tree, "components"), "securitySchemes");
}

// The scheme that says "x-api-key"; made when the document has none.
std::string apiKeySchemeName(const WriteContext& context)
{
    json::Value& schemes = securitySchemes(context);
    for (const json::Member& member : schemes.asObject())
        if (isApiKeyScheme(member.value))
            return member.key;
    std::string name = "api_key";
    while (schemes.find(name))
        name += "_1";
    schemes.set(name, json::Object{{"type", "apiKey", {}}, {"name", "x-api-key", {}}, {"in", "header", {}}});
    return name;
}

bool isApiKey(const WriteContext& context, const std::string& schemeName)
{
    const json::Value* scheme = context.source.document.securityScheme(schemeName);
    return scheme && isApiKeyScheme(*scheme);
}

// As the file will be: an authorizer may be as new as the method that names it.
std::string typeOfWrittenScheme(const WriteContext& context, const std::string& schemeName)
{
    const OpenApiDocument document{context.tree, context.isSwagger()};
    const json::Value* scheme = document.securityScheme(schemeName);
    scheme = scheme ? document.target(*scheme) : nullptr;
    return scheme ? authorizationTypeOf(*scheme) : std::string();
}

void removeRequirements(json::Array& requirements, const auto& isUnwanted)
{
    for (json::Value& requirement : requirements)
        if (requirement.isObject())
            std::erase_if(requirement.asObject(), [&](const json::Member& m) { return isUnwanted(m.key); });
    std::erase_if(requirements, [](const json::Value& r) { return r.isObject() && r.asObject().empty(); });
}

json::Value textArray(const std::vector<std::string>& texts)
{
    json::Array array;
    for (const std::string& text : texts)
        array.emplace_back(text);
    return array;
}

json::Value requirementOf(const std::string& scheme, const std::vector<std::string>& scopes)
{
    return json::Object{{scheme, textArray(scopes), {}}};
}

json::Member* requirementOf(json::Array& requirements, const std::string& scheme)
{
    for (json::Value& requirement : requirements)
        if (requirement.isObject())
            for (json::Member& member : requirement.asObject())
                if (member.key == scheme)
                    return &member;
    return nullptr;
}

void writeAuthorizer(json::Array& requirements, const Method& base, const Method& wanted)
{
    if (base.authorizer == wanted.authorizer && base.authorizationScopes == wanted.authorizationScopes)
        return;
    if (wanted.authorizer.empty())
        return removeRequirements(requirements, [&](const std::string& key) { return key == base.authorizer; });
    json::Member* known = base.authorizer.empty() ? nullptr : requirementOf(requirements, base.authorizer);
    if (!known) {
        requirements.insert(requirements.begin(), requirementOf(wanted.authorizer, wanted.authorizationScopes));
        return;
    }
    known->key = wanted.authorizer;
    if (base.authorizationScopes != wanted.authorizationScopes)
        known->value = textArray(wanted.authorizationScopes);
}

void writeApiKey(const WriteContext& context, json::Array& requirements, const Method& base, const Method& wanted)
{
    if (base.apiKeyRequired == wanted.apiKeyRequired)
        return;
    if (wanted.apiKeyRequired)
        requirements.push_back(requirementOf(apiKeySchemeName(context), {}));
    else
        removeRequirements(requirements, [&](const std::string& key) { return isApiKey(context, key); });
}

// A scheme says its type itself; without one the extension does.
void writeAuthorizationType(const WriteContext& context, json::Value& operation, const Method& wanted)
{
    const bool isSaidByScheme = !wanted.authorizer.empty() && !typeOfWrittenScheme(context, wanted.authorizer).empty();
    if (isSaidByScheme || wanted.authorizationType.empty() || wanted.authorizationType == "NONE")
        operation.remove(authKey);
    else
        put(operation, authKey, json::Object{{"type", wanted.authorizationType, {}}}, operationOrder);
}

} // namespace

void writeSecurity(const WriteContext& context, json::Value& operation, const Method& base, const Method& wanted)
{
    if (base.authorizationType == wanted.authorizationType && base.authorizer == wanted.authorizer &&
        base.authorizationScopes == wanted.authorizationScopes && base.apiKeyRequired == wanted.apiKeyRequired)
        return;
    json::Array requirements = operation["security"].isArray() ? operation["security"].asArray() : json::Array{};
    writeAuthorizer(requirements, base, wanted);
    writeApiKey(context, requirements, base, wanted);
    if (requirements.empty())
        operation.remove("security");
    else
        put(operation, "security", std::move(requirements), operationOrder);
    writeAuthorizationType(context, operation, wanted);
}

} // namespace gw
