// Writes x-amazon-apigateway-integration field by field, in the letter case the file uses.
#include "core/format/openapi_write_parts.h"

#include "core/letter_case.h"

namespace gw {

namespace {

constexpr std::string_view integrationOrder[] = {"type",
                                                 "integrationSubtype",
                                                 "httpMethod",
                                                 "uri",
                                                 "connectionType",
                                                 "connectionId",
                                                 "credentials",
                                                 "payloadFormatVersion",
                                                 "timeoutInMillis",
                                                 "passthroughBehavior",
                                                 "contentHandling",
                                                 "requestParameters",
                                                 "responseParameters",
                                                 "requestTemplates",
                                                 "cacheNamespace",
                                                 "cacheKeyParameters",
                                                 "responseTransferMode",
                                                 "tlsConfig",
                                                 "responses"};
constexpr std::string_view responseOrder[] = {"statusCode", "responseParameters", "responseTemplates",
                                              "contentHandling"};
constexpr int maxSearchDepth = 8;

bool isUpperCase(std::string_view text)
{
    return toLowerAscii(text) != text;
}

// An enum word, in the case of the word it replaces or of the file.
void putWord(const FileStyle& style, json::Value& node, std::string_view key, std::string_view word, KeyOrder order)
{
    if (word.empty()) {
        node.remove(key);
        return;
    }
    const std::string_view before = node[key].toString();
    const bool isUpper = before.empty() ? style.upperCaseIntegrations : isUpperCase(before);
    put(node, key, isUpper ? std::string(word) : toLowerAscii(word), order);
}

void putContentHandling(json::Value& node, ContentHandling base, ContentHandling wanted, KeyOrder order)
{
    constexpr FileStyle asTheService{true}; // exports spell this one in capitals
    if (base != wanted)
        putWord(asTheService, node, "contentHandling", toString(wanted), order);
}

void putTimeout(json::Value& node, std::optional<int> base, std::optional<int> wanted)
{
    if (base == wanted)
        return;
    if (wanted)
        put(node, "timeoutInMillis", *wanted, integrationOrder);
    else
        node.remove("timeoutInMillis");
}

void putTlsConfig(json::Value& node, const Integration& base, const Integration& wanted)
{
    if (base.insecureSkipVerification == wanted.insecureSkipVerification &&
        base.serverNameToVerify == wanted.serverNameToVerify)
        return;
    json::Value& tls = childObject(node, "tlsConfig", integrationOrder);
    if (!wanted.insecureSkipVerification)
        tls.remove("insecureSkipVerification");
    else if (!base.insecureSkipVerification)
        tls.set("insecureSkipVerification", true);
    putText(tls, "serverNameToVerify", base.serverNameToVerify, wanted.serverNameToVerify, {});
    dropIfEmpty(node, "tlsConfig");
}

json::Value writeIntegrationResponse(const json::Value* original, const IntegrationResponse* from,
                                     const IntegrationResponse& wanted)
{
    json::Value node = original ? *original : json::Value::object();
    const IntegrationResponse base = from && original ? *from : IntegrationResponse{};
    putStatusCode(node, base.statusCode, wanted.statusCode, responseOrder);
    putMap(node, "responseParameters", base.responseParameters, wanted.responseParameters, responseOrder);
    putMap(node, "responseTemplates", base.responseTemplates, wanted.responseTemplates, responseOrder);
    putContentHandling(node, base.contentHandling, wanted.contentHandling, responseOrder);
    return node;
}

std::string patternKey(const IntegrationResponse& response)
{
    return response.selectionPattern.empty() ? "default" : response.selectionPattern;
}

void writeIntegrationResponses(const WriteContext& context, json::Value& node, const Integration& base,
                               const Integration& wanted)
{
    if (base.responses == wanted.responses)
        return;
    MemberKind<IntegrationResponse> kind;
    kind.key = patternKey;
    kind.matches = [](const std::string& key, const IntegrationResponse& r) { return key == patternKey(r); };
    kind.write = writeIntegrationResponse;
    const auto samePattern = [](const IntegrationResponse& a, const IntegrationResponse& b) {
        return a.selectionPattern == b.selectionPattern;
    };
    const auto origins = pairItems(base.responses, wanted.responses, samePattern);
    context.refuse(writeMembers(childObject(node, "responses", integrationOrder), base.responses, wanted.responses,
                                origins, kind));
    dropIfEmpty(node, "responses");
}

json::Value writeParametersOfStatus(const json::Value* original, const ResponseParameters* from,
                                    const ResponseParameters& wanted)
{
    json::Value holder = json::Value::object();
    if (original)
        holder.set("map", *original);
    putMap(holder, "map", from && original ? from->parameters : StringMap{}, wanted.parameters);
    return holder.find("map") ? *holder.find("map") : json::Value::object();
}

void writeResponseParameters(const WriteContext& context, json::Value& node, const Integration& base,
                             const Integration& wanted)
{
    if (base.responseParameters == wanted.responseParameters)
        return;
    MemberKind<ResponseParameters> kind;
    kind.key = [](const ResponseParameters& r) { return r.statusCode; };
    kind.matches = [](const std::string& key, const ResponseParameters& r) { return key == r.statusCode; };
    kind.write = writeParametersOfStatus;
    const auto sameStatus = [](const ResponseParameters& a, const ResponseParameters& b) {
        return a.statusCode == b.statusCode;
    };
    const auto origins = pairItems(base.responseParameters, wanted.responseParameters, sameStatus);
    context.refuse(writeMembers(childObject(node, "responseParameters", integrationOrder), base.responseParameters,
                                wanted.responseParameters, origins, kind));
    dropIfEmpty(node, "responseParameters");
}

void writeConnection(json::Value& node, const Integration& base, const Integration& wanted)
{
    putText(node, "integrationSubtype", base.integrationSubtype, wanted.integrationSubtype, integrationOrder);
    putText(node, "httpMethod", base.httpMethod, wanted.httpMethod, integrationOrder);
    putText(node, "uri", base.uri, wanted.uri, integrationOrder);
    putText(node, "connectionType", base.connectionType, wanted.connectionType, integrationOrder);
    putText(node, "connectionId", base.connectionId, wanted.connectionId, integrationOrder);
    putText(node, "credentials", base.credentials, wanted.credentials, integrationOrder);
    putText(node, "payloadFormatVersion", base.payloadFormatVersion, wanted.payloadFormatVersion, integrationOrder);
    putText(node, "responseTransferMode", base.responseTransferMode, wanted.responseTransferMode, integrationOrder);
    putTimeout(node, base.timeoutInMillis, wanted.timeoutInMillis);
    putTlsConfig(node, base, wanted);
}

void writeRequestSide(const WriteContext& context, json::Value& node, const Integration& base,
                      const Integration& wanted)
{
    if (base.passthroughBehavior != wanted.passthroughBehavior)
        putWord(context.style, node, "passthroughBehavior", toString(wanted.passthroughBehavior), integrationOrder);
    putContentHandling(node, base.contentHandling, wanted.contentHandling, integrationOrder);
    putMap(node, "requestParameters", base.requestParameters, wanted.requestParameters, integrationOrder);
    putMap(node, "requestTemplates", base.requestTemplates, wanted.requestTemplates, integrationOrder);
    putText(node, "cacheNamespace", base.cacheNamespace, wanted.cacheNamespace, integrationOrder);
    putList(node, "cacheKeyParameters", base.cacheKeyParameters, wanted.cacheKeyParameters, integrationOrder);
}

const json::Value* firstIntegration(const json::Value& value, int depth)
{
    if (!value.isObject() || depth > maxSearchDepth)
        return nullptr;
    if (const json::Value* integration = value.find(integrationKey); integration && integration->find("type"))
        return integration;
    for (const json::Member& member : value.asObject())
        if (const json::Value* found = firstIntegration(member.value, depth + 1))
            return found;
    return nullptr;
}

} // namespace

FileStyle styleOf(const json::Value& tree)
{
    const json::Value* integration = firstIntegration(tree["paths"], 0);
    return {integration && isUpperCase((*integration)["type"].toString())};
}

void writeIntegration(const WriteContext& context, json::Value& operation, const std::optional<Integration>& base,
                      const std::optional<Integration>& wanted)
{
    if (base == wanted)
        return;
    if (!wanted) {
        operation.remove(integrationKey);
        return;
    }
    // What could not be read as an integration is replaced, not mixed with the new one.
    json::Value node = context.inlined(base ? operation.find(integrationKey) : nullptr);
    const Integration before = base.value_or(Integration{});
    if (!base || before.type != wanted->type)
        putWord(context.style, node, "type", toString(wanted->type), integrationOrder);
    writeConnection(node, before, *wanted);
    writeRequestSide(context, node, before, *wanted);
    writeIntegrationResponses(context, node, before, *wanted);
    writeResponseParameters(context, node, before, *wanted);
    operation.set(integrationKey, std::move(node));
}

} // namespace gw
