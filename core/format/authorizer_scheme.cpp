// Reads and writes authorizers as security schemes. TOKEN and user pool authorizers name their header as the scheme's
// `name`; the others list their identity sources in the extension.
#include "core/format/authorizer_scheme.h"

#include "core/format/openapi_document.h"
#include "core/format/tree_edit.h"
#include "core/letter_case.h"

namespace gw {

namespace {

constexpr int maxReferenceSteps = 16;
constexpr std::string_view headerSource = "method.request.header.";
constexpr std::string_view tokenSourceOfJwt = "$request.header.Authorization";
constexpr std::string_view schemeOrder[] = {"type", "name", "in", authTypeKey, authorizerKey};
constexpr std::string_view order[] = {"type",
                                      "authorizerUri",
                                      "authorizerCredentials",
                                      "authorizerPayloadFormatVersion",
                                      "enableSimpleResponses",
                                      "identitySource",
                                      "identityValidationExpression",
                                      "authorizerResultTtlInSeconds",
                                      "providerARNs",
                                      "jwtConfiguration"};
constexpr std::string_view jwtOrder[] = {"issuer", "audience"};

bool isNamedByScheme(AuthorizerType type)
{
    return type == AuthorizerType::Token || type == AuthorizerType::CognitoUserPools;
}

std::optional<AuthorizerType> typeOf(const json::Value& scheme)
{
    if (const auto type = authorizerTypeFrom(scheme[authorizerKey]["type"].toString()))
        return type;
    const bool isPool = equalsIgnoringCase(scheme[authTypeKey].toString(), "cognito_user_pools");
    return isPool ? std::optional(AuthorizerType::CognitoUserPools) : std::nullopt;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string> cutAtCommas(std::string_view text)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (const std::string_view part = trimmed(text.substr(0, comma)); !part.empty())
            parts.emplace_back(part);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

std::vector<std::string> readIdentitySource(const json::Value& scheme, AuthorizerType type)
{
    const json::Value& extension = scheme[authorizerKey];
    if (const json::Value* said = extension.find("identitySource"))
        return said->isArray() ? textList(*said) : cutAtCommas(textField(extension, "identitySource"));
    const std::string header = textField(scheme, "name");
    if (isNamedByScheme(type) && scheme["in"].toString() == "header" && !header.empty())
        return {std::string(headerSource) + header};
    if (type == AuthorizerType::Jwt)
        return {std::string(tokenSourceOfJwt)};
    return {};
}

// A scheme of type openIdConnect names the issuer by its discovery document.
std::string readIssuer(const json::Value& scheme)
{
    constexpr std::string_view discovery = "/.well-known/openid-configuration";
    std::string issuer = textField(scheme[authorizerKey]["jwtConfiguration"], "issuer");
    if (!issuer.empty() || scheme["type"].toString() != "openIdConnect")
        return issuer;
    issuer = textField(scheme, "openIdConnectUrl");
    return issuer.ends_with(discovery) ? issuer.substr(0, issuer.size() - discovery.size()) : issuer;
}

std::optional<int> readTtl(const json::Value& node)
{
    constexpr std::int64_t absurd = 1'000'000'000;
    const std::int64_t seconds = node.toInt(-absurd);
    return seconds > -absurd && seconds < absurd ? std::optional(static_cast<int>(seconds)) : std::nullopt;
}

// The header that `sources` name alone; empty when they are anything else.
std::string headerOf(const std::vector<std::string>& sources)
{
    return sources.size() == 1 && sources.front().starts_with(headerSource)
               ? sources.front().substr(headerSource.size())
               : std::string();
}

void writeIdentitySource(json::Value& scheme, json::Value& extension, const Authorizer& wanted)
{
    if (readIdentitySource(scheme, wanted.type) == wanted.identitySource)
        return;
    const std::string header = headerOf(wanted.identitySource);
    if (isNamedByScheme(wanted.type) && !header.empty())
        put(scheme, "name", header, schemeOrder);
    const json::Value* said = extension.find("identitySource");
    json::Value view = scheme;
    view.set(authorizerKey, extension);
    if (!said && readIdentitySource(view, wanted.type) == wanted.identitySource)
        return;
    if (said && said->isArray())
        putList(extension, "identitySource", textList(*said), wanted.identitySource, order);
    else
        put(extension, "identitySource", joined(wanted.identitySource), order);
}

// The scheme around the extension, as the service exports it.
void writeSchemeKind(json::Value& scheme, const Authorizer& wanted)
{
    const bool isJwt = wanted.type == AuthorizerType::Jwt;
    put(scheme, "type", isJwt ? "oauth2" : "apiKey", schemeOrder);
    if (isJwt) {
        for (const std::string_view key :
             {std::string_view("name"), std::string_view("in"), std::string_view(authTypeKey)})
            scheme.remove(key);
        return;
    }
    const std::string header = headerOf(wanted.identitySource);
    const bool isHeaderNamed = isNamedByScheme(wanted.type) && !header.empty();
    put(scheme, "name", isHeaderNamed ? header : std::string("Unused"), schemeOrder);
    put(scheme, "in", "header", schemeOrder);
    put(scheme, authTypeKey, wanted.type == AuthorizerType::CognitoUserPools ? "cognito_user_pools" : "custom",
        schemeOrder);
}

void writeJwt(json::Value& extension, const JwtConfiguration& base, const JwtConfiguration& wanted)
{
    if (base == wanted)
        return;
    json::Value& node = childObject(extension, "jwtConfiguration", order);
    putText(node, "issuer", base.issuer, wanted.issuer, jwtOrder);
    putList(node, "audience", base.audience, wanted.audience, jwtOrder);
    dropIfEmpty(extension, "jwtConfiguration");
}

void writeTtl(json::Value& extension, const std::optional<int>& base, const std::optional<int>& wanted)
{
    if (base == wanted)
        return;
    if (wanted)
        put(extension, "authorizerResultTtlInSeconds", *wanted, order);
    else
        extension.remove("authorizerResultTtlInSeconds");
}

} // namespace

std::string_view securitySchemesKey(const OpenApiDefinition& definition)
{
    return definition.isSwagger ? "securityDefinitions" : "securitySchemes";
}

const json::Value* findSecurityScheme(const OpenApiDefinition& definition, std::string_view name)
{
    const json::Value* scheme = definition.components[securitySchemesKey(definition)].find(name);
    for (int step = 0; scheme && !refOf(*scheme).empty(); ++step)
        scheme = step < maxReferenceSteps ? definition.resolve(refOf(*scheme)) : nullptr;
    return scheme;
}

std::optional<Authorizer> readAuthorizer(const json::Value& scheme, std::string_view name)
{
    const auto type = typeOf(scheme);
    if (!type)
        return std::nullopt;
    const json::Value& node = scheme[authorizerKey];
    Authorizer authorizer;
    authorizer.name = name;
    authorizer.type = *type;
    authorizer.authorizerUri = textField(node, "authorizerUri");
    authorizer.authorizerCredentials = textField(node, "authorizerCredentials");
    authorizer.identitySource = readIdentitySource(scheme, *type);
    authorizer.identityValidationExpression = textField(node, "identityValidationExpression");
    authorizer.authorizerResultTtlInSeconds = readTtl(node["authorizerResultTtlInSeconds"]);
    authorizer.providerARNs = textList(node["providerARNs"]);
    authorizer.jwtConfiguration = {readIssuer(scheme), textList(node["jwtConfiguration"]["audience"])};
    authorizer.authorizerPayloadFormatVersion = textField(node, "authorizerPayloadFormatVersion");
    authorizer.enableSimpleResponses = node["enableSimpleResponses"].toBool();
    return authorizer;
}

std::optional<Authorizer> findAuthorizer(const OpenApiDefinition& definition, std::string_view name)
{
    const json::Value* scheme = findSecurityScheme(definition, name);
    return scheme ? readAuthorizer(*scheme, name) : std::nullopt;
}

std::vector<Authorizer> authorizersOf(const OpenApiDefinition& definition)
{
    std::vector<Authorizer> list;
    const json::Value& schemes = definition.components[securitySchemesKey(definition)];
    if (schemes.isObject())
        for (const json::Member& member : schemes.asObject())
            if (auto authorizer = findAuthorizer(definition, member.key))
                list.push_back(std::move(*authorizer));
    return list;
}

json::Value writtenAuthorizer(json::Value scheme, const Authorizer* base, const Authorizer& wanted)
{
    const Authorizer before = base ? *base : Authorizer{};
    if (!base || before.type != wanted.type)
        writeSchemeKind(scheme, wanted);
    json::Value extension = scheme[authorizerKey].isObject() ? scheme[authorizerKey] : json::Value::object();
    if (!base || before.type != wanted.type)
        put(extension, "type", toLowerAscii(toString(wanted.type)), order);
    putText(extension, "authorizerUri", before.authorizerUri, wanted.authorizerUri, order);
    putText(extension, "authorizerCredentials", before.authorizerCredentials, wanted.authorizerCredentials, order);
    putText(extension, "authorizerPayloadFormatVersion", before.authorizerPayloadFormatVersion,
            wanted.authorizerPayloadFormatVersion, order);
    putFlag(extension, "enableSimpleResponses", before.enableSimpleResponses, wanted.enableSimpleResponses, order);
    writeIdentitySource(scheme, extension, wanted);
    putText(extension, "identityValidationExpression", before.identityValidationExpression,
            wanted.identityValidationExpression, order);
    writeTtl(extension, before.authorizerResultTtlInSeconds, wanted.authorizerResultTtlInSeconds);
    putList(extension, "providerARNs", before.providerARNs, wanted.providerARNs, order);
    writeJwt(extension, before.jwtConfiguration, wanted.jwtConfiguration);
    put(scheme, authorizerKey, std::move(extension), schemeOrder);
    return scheme;
}

} // namespace gw
