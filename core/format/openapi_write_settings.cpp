// Writes what a document says of the API as a whole beside its paths. Parts the reader could not read stay.
#include "core/format/openapi_write_parts.h"

namespace gw {

namespace {

constexpr std::string_view gatewayResponseOrder[] = {"statusCode", "responseParameters", "responseTemplates"};
constexpr std::string_view validatorOrder[] = {"validateRequestBody", "validateRequestParameters"};
constexpr std::string_view locationOrder[] = {"type", "path", "method", "statusCode", "name"};
constexpr std::string_view partOrder[] = {"location", "properties"};
constexpr std::string_view endpointOrder[] = {"types", "disableExecuteApiEndpoint", "vpcEndpointIds", "ipAddressType"};

json::Value writeGatewayResponse(const json::Value* original, const GatewayResponseDefinition* from,
                                 const GatewayResponseDefinition& wanted)
{
    json::Value node = original ? *original : json::Value::object();
    const GatewayResponseDefinition base = from && original ? *from : GatewayResponseDefinition{};
    putStatusCode(node, base.statusCode, wanted.statusCode, gatewayResponseOrder);
    putMap(node, "responseParameters", base.responseParameters, wanted.responseParameters, gatewayResponseOrder);
    putMap(node, "responseTemplates", base.responseTemplates, wanted.responseTemplates, gatewayResponseOrder);
    return node;
}

void writeGatewayResponses(const WriteContext& context, const std::vector<GatewayResponseDefinition>& base,
                           const std::vector<GatewayResponseDefinition>& wanted)
{
    using Definition = GatewayResponseDefinition;
    if (base == wanted)
        return;
    MemberKind<Definition> kind;
    kind.key = [](const Definition& response) { return response.responseType; };
    kind.matches = [](const std::string& key, const Definition& response) { return key == response.responseType; };
    kind.write = writeGatewayResponse;
    const auto sameType = [](const Definition& a, const Definition& b) { return a.responseType == b.responseType; };
    json::Value& responses = childObject(context.tree, gatewayResponsesKey);
    context.refuse(writeMembers(responses, base, wanted, pairItems(base, wanted, sameType), kind));
    dropIfEmpty(context.tree, gatewayResponsesKey);
}

json::Value writeValidator(const json::Value* original, const RequestValidator* from, const RequestValidator& wanted)
{
    json::Value node = original ? *original : json::Value::object();
    const RequestValidator base = from && original ? *from : RequestValidator{};
    const bool isNew = !original; // both flags stand in a new one, as the service exports them
    if (isNew || base.validateRequestBody != wanted.validateRequestBody)
        put(node, "validateRequestBody", wanted.validateRequestBody, validatorOrder);
    if (isNew || base.validateRequestParameters != wanted.validateRequestParameters)
        put(node, "validateRequestParameters", wanted.validateRequestParameters, validatorOrder);
    return node;
}

void writeValidators(const WriteContext& context, const std::vector<RequestValidator>& base,
                     const std::vector<RequestValidator>& wanted)
{
    if (base == wanted)
        return;
    MemberKind<RequestValidator> kind;
    kind.key = [](const RequestValidator& validator) { return validator.name; };
    kind.matches = [](const std::string& key, const RequestValidator& validator) { return key == validator.name; };
    kind.write = writeValidator;
    const auto sameName = [](const RequestValidator& a, const RequestValidator& b) { return a.name == b.name; };
    json::Value& validators = childObject(context.tree, requestValidatorsKey);
    context.refuse(writeMembers(validators, base, wanted, pairItems(base, wanted, sameName), kind));
    dropIfEmpty(context.tree, requestValidatorsKey);
}

void writeCompressionSize(json::Value& tree, const std::optional<int>& base, const std::optional<int>& wanted)
{
    if (base == wanted)
        return;
    if (wanted)
        put(tree, minimumCompressionSizeKey, *wanted);
    else
        tree.remove(minimumCompressionSizeKey);
}

json::Value writePart(json::Value node, const DocumentationPart& base, const DocumentationPart& wanted)
{
    json::Value& location = childObject(node, "location", partOrder);
    putText(location, "type", base.type, wanted.type, locationOrder);
    putText(location, "path", base.path, wanted.path, locationOrder);
    putText(location, "method", base.method, wanted.method, locationOrder);
    putStatusCode(location, base.statusCode, wanted.statusCode, locationOrder);
    putText(location, "name", base.name, wanted.name, locationOrder);
    putValue(node, "properties", base.properties, wanted.properties, partOrder);
    return node;
}

bool isSamePlace(const DocumentationPart& a, const DocumentationPart& b)
{
    return a.type == b.type && a.path == b.path && a.method == b.method && a.statusCode == b.statusCode &&
           a.name == b.name;
}

void writeDocumentation(const WriteContext& context, const std::vector<DocumentationPart>& base,
                        const std::vector<DocumentationPart>& wanted)
{
    constexpr char partsKey[] = "documentationParts";
    if (base == wanted)
        return;
    json::Value& documentation = childObject(context.tree, documentationKey);
    json::Array array = documentation[partsKey].isArray() ? documentation[partsKey].asArray() : json::Array{};
    std::vector<bool> isKnown(array.size(), false);
    std::vector<std::size_t> placeOf; // of each part of `base`
    for (std::size_t i = 0; i < array.size(); ++i)
        if (isDocumentationPart(array[i])) {
            isKnown[i] = true;
            placeOf.push_back(i);
        }
    const auto origins = pairItems(base, wanted, isSamePlace);
    std::vector<Placed<json::Value>> placed;
    for (std::size_t w = 0; w < wanted.size(); ++w) {
        const bool isOld = origins[w] && *origins[w] < placeOf.size();
        const auto place = isOld ? std::optional(placeOf[*origins[w]]) : std::nullopt;
        placed.push_back({place, writePart(place ? array[*place] : json::Value::object(),
                                           place ? base[*origins[w]] : DocumentationPart{}, wanted[w])});
    }
    put(documentation, partsKey, arranged(std::move(array), isKnown, std::move(placed)));
    dropIfEmpty(documentation, partsKey);
    dropIfEmpty(context.tree, documentationKey);
}

// The node to write into: where it stands, or where the dialect wants it.
json::Value& endpointNode(const WriteContext& context)
{
    json::Value& tree = context.tree;
    if (json::Value* node = endpointConfigurationIn(tree); node && node->isObject())
        return *node;
    if (context.isSwagger())
        return childObject(tree, endpointConfigurationKey);
    constexpr std::string_view order[] = {"servers", "paths", "components"};
    if (!tree["servers"].isArray() || tree["servers"].asArray().empty())
        put(tree, "servers", json::Array{json::Object{{"url", "/", {}}}}, order);
    return childObject(tree.find("servers")->asArray().front(), endpointConfigurationKey);
}

void writeEndpoint(const WriteContext& context, const EndpointConfiguration& base, const EndpointConfiguration& wanted)
{
    if (base == wanted)
        return;
    json::Value& node = endpointNode(context);
    putList(node, "types", base.types, wanted.types, endpointOrder);
    putFlag(node, "disableExecuteApiEndpoint", base.disableExecuteApiEndpoint, wanted.disableExecuteApiEndpoint,
            endpointOrder);
    putList(node, "vpcEndpointIds", base.vpcEndpointIds, wanted.vpcEndpointIds, endpointOrder);
    putText(node, "ipAddressType", base.ipAddressType, wanted.ipAddressType, endpointOrder);
}

} // namespace

void writeSettings(const WriteContext& context, const OpenApiDefinition& base, const OpenApiDefinition& wanted)
{
    putList(context.tree, binaryMediaTypesKey, base.binaryMediaTypes, wanted.binaryMediaTypes);
    writeValidators(context, base.requestValidators, wanted.requestValidators);
    putText(context.tree, requestValidatorKey, base.requestValidator, wanted.requestValidator);
    writeCompressionSize(context.tree, base.minimumCompressionSize, wanted.minimumCompressionSize);
    writeGatewayResponses(context, base.gatewayResponses, wanted.gatewayResponses);
    writeDocumentation(context, base.documentation, wanted.documentation);
    if (base.apiKeySource != wanted.apiKeySource)
        put(context.tree, apiKeySourceKey, toString(wanted.apiKeySource));
    putValue(context.tree, policyKey, base.policy, wanted.policy);
    writeEndpoint(context, base.endpoint, wanted.endpoint);
    writeCors(context, base.cors, wanted.cors);
}

} // namespace gw
