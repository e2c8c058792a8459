// What a document says of the API as a whole beside its paths: gateway responses, validators, binary media types,
// compression, documentation, where API keys come from, the resource policy and the endpoint (reference 1.39, the table
// of extensions).
#include "core/format/openapi_parts.h"

#include <algorithm>

namespace gw {

namespace {

constexpr std::int64_t mostCompressionBytes = 10'485'760;

std::vector<RequestValidator> readValidators(const ReadContext& context, const json::Value& node)
{
    constexpr char rule[] = "openapi-validator";
    std::vector<RequestValidator> list;
    if (!node.isObject()) {
        if (!node.isNull())
            context.warn(node, rule, "The request validators are not an object.",
                         "Write them as name: { validateRequestBody: true, validateRequestParameters: true }.");
        return list;
    }
    for (const json::Member& member : node.asObject()) {
        const auto isSame = [&](const RequestValidator& other) { return other.name == member.key; };
        if (!member.value.isObject() || std::any_of(list.begin(), list.end(), isSame)) {
            context.warn(member.keyRange, rule,
                         "Request validator \"" + member.key + "\" is not an object, or stands in the file twice.",
                         "Write it once, as { validateRequestBody: true, validateRequestParameters: true }.");
            continue;
        }
        list.push_back({member.key, member.value["validateRequestBody"].toBool(),
                        member.value["validateRequestParameters"].toBool()});
    }
    return list;
}

std::optional<int> readCompressionSize(const ReadContext& context, const json::Value& node)
{
    if (node.isNull())
        return std::nullopt;
    const std::int64_t bytes = node.toInt(-1);
    if (bytes >= 0 && bytes <= mostCompressionBytes)
        return static_cast<int>(bytes);
    context.warn(node, "openapi-compression", "The minimum compression size is no number of 0 to 10485760 bytes.",
                 "Write a number of bytes, or remove it to send nothing compressed.");
    return std::nullopt;
}

ApiKeySource readApiKeySource(const ReadContext& context, const json::Value& node)
{
    if (const auto source = apiKeySourceFrom(node.isNull() ? "HEADER" : node.toString()))
        return *source;
    context.warn(node, "openapi-api-key-source", "The source of API keys is neither HEADER nor AUTHORIZER.",
                 "Write HEADER for the x-api-key header, or AUTHORIZER for what a Lambda authorizer gives.");
    return ApiKeySource::Header;
}

// The policy may stand there as an object, or as the text of one, which the service takes as well.
json::Value readPolicy(const ReadContext& context, const json::Value& node)
{
    if (!node.isNull() && !node.isObject() && !node.isString())
        context.warn(node, "openapi-policy", "The resource policy is not an object.",
                     "Write it as { Version: '2012-10-17', Statement: [ … ] }.");
    return node;
}

// `AnyValue` is json::Value or const json::Value.
template <typename AnyValue>
AnyValue* findEndpointConfiguration(AnyValue& tree)
{
    if (AnyValue* node = tree.find(endpointConfigurationKey))
        return node;
    if (AnyValue* servers = tree.find("servers"); servers && servers->isArray())
        for (AnyValue& server : servers->asArray())
            if (AnyValue* node = server.find(endpointConfigurationKey))
                return node;
    return nullptr;
}

EndpointConfiguration readEndpoint(const ReadContext& context)
{
    EndpointConfiguration endpoint;
    const json::Value* node = endpointConfigurationIn(context.document.tree);
    if (!node)
        return endpoint;
    if (!node->isObject()) {
        context.warn(*node, "openapi-endpoint", "The endpoint configuration is not an object.",
                     "Write it as { disableExecuteApiEndpoint: true }.");
        return endpoint;
    }
    endpoint.types = textList((*node)["types"]);
    endpoint.vpcEndpointIds = textList((*node)["vpcEndpointIds"]);
    endpoint.ipAddressType = textField(*node, "ipAddressType");
    endpoint.disableExecuteApiEndpoint = (*node)["disableExecuteApiEndpoint"].toBool();
    return endpoint;
}

DocumentationPart readPart(const json::Value& node)
{
    const json::Value& location = node["location"];
    DocumentationPart part;
    part.type = textField(location, "type");
    part.path = textField(location, "path");
    part.method = textField(location, "method");
    part.statusCode = location["statusCode"].scalarText();
    part.name = textField(location, "name");
    part.properties = node["properties"];
    return part;
}

std::vector<DocumentationPart> readDocumentation(const ReadContext& context, const json::Value& node)
{
    constexpr char rule[] = "openapi-documentation";
    std::vector<DocumentationPart> parts;
    const json::Value& list = node["documentationParts"];
    if (!list.isArray()) {
        if (!list.isNull())
            context.warn(list, rule, "The documentation parts are not a list.",
                         "Write each as { location: { type: … }, properties: { … } }.");
        return parts;
    }
    for (const json::Value& item : list.asArray())
        if (isDocumentationPart(item))
            parts.push_back(readPart(item));
        else
            context.warn(item, rule, "A documentation part does not say what it is about.",
                         "Give it a location with a type, such as { type: METHOD, path: /pets, method: GET }.");
    return parts;
}

} // namespace

const json::Value* endpointConfigurationIn(const json::Value& tree)
{
    return findEndpointConfiguration(tree);
}

json::Value* endpointConfigurationIn(json::Value& tree)
{
    return findEndpointConfiguration(tree);
}

bool isDocumentationPart(const json::Value& node)
{
    return node["location"]["type"].isString();
}

void readSettings(const ReadContext& context, OpenApiDefinition& definition)
{
    const json::Value& tree = context.document.tree;
    definition.binaryMediaTypes = textList(tree[binaryMediaTypesKey]);
    definition.requestValidators = readValidators(context, tree[requestValidatorsKey]);
    definition.requestValidator = textField(tree, requestValidatorKey);
    definition.minimumCompressionSize = readCompressionSize(context, tree[minimumCompressionSizeKey]);
    definition.documentation = readDocumentation(context, tree[documentationKey]);
    definition.apiKeySource = readApiKeySource(context, tree[apiKeySourceKey]);
    definition.policy = readPolicy(context, tree[policyKey]);
    definition.endpoint = readEndpoint(context);
    definition.cors = readCors(context);
}

std::vector<GatewayResponseDefinition> readGatewayResponses(const ReadContext& context)
{
    constexpr char rule[] = "openapi-gateway-response";
    std::vector<GatewayResponseDefinition> list;
    const json::Value& responses = context.document.tree[gatewayResponsesKey];
    if (!responses.isObject()) {
        if (!responses.isNull())
            context.warn(responses, rule, "The gateway responses are not an object.",
                         "Write them as DEFAULT_4XX: { … }.");
        return list;
    }
    for (const json::Member& member : responses.asObject()) {
        if (!member.value.isObject()) {
            context.warn(member.keyRange, rule, "Gateway response \"" + member.key + "\" is not an object.",
                         "Write it as { statusCode: …, responseTemplates: … }.");
            continue;
        }
        GatewayResponseDefinition response;
        response.responseType = member.key;
        response.statusCode = member.value["statusCode"].scalarText();
        response.responseParameters = stringMap(context, member.value["responseParameters"], "responseParameters");
        response.responseTemplates = stringMap(context, member.value["responseTemplates"], "responseTemplates");
        list.push_back(std::move(response));
    }
    return list;
}

} // namespace gw
