// x-amazon-apigateway-integration: what stands behind a method. Types and behaviours in any letter case, as files in
// the wild have them; "default" among the responses is the empty selection pattern.
#include "core/format/openapi_parts.h"

#include "core/format/cloudformation_text.h"

#include <algorithm>

namespace gw {

namespace {

constexpr char rule[] = "openapi-integration";

std::string text(const ReadContext& context, const json::Value& node, const char* key)
{
    const auto value = cloudFormationText(node[key]);
    if (!value)
        context.warn(node[key], rule, "\"" + std::string(key) + "\" of the integration is not a text.",
                     "Write it as a plain text or as Fn::Sub.");
    return value.value_or(std::string());
}

// An enum by its name; the fallback, with a warning, where the file says something else.
template <typename Enum>
Enum named(const ReadContext& context, const json::Value& node, const char* key,
           std::optional<Enum> (*from)(std::string_view), Enum fallback, const char* choices)
{
    const json::Value& value = node[key];
    if (value.isNull())
        return fallback;
    if (const auto known = from(value.toString()))
        return *known;
    context.warn(value, rule,
                 "\"" + std::string(key) + "\" of the integration is \"" + value.scalarText() +
                     "\", which is not known.",
                 std::string("Use ") + choices + ".");
    return fallback;
}

ContentHandling contentHandling(const ReadContext& context, const json::Value& node)
{
    return named(context, node, "contentHandling", contentHandlingFrom, ContentHandling::Unset,
                 "CONVERT_TO_BINARY or CONVERT_TO_TEXT");
}

std::optional<int> timeout(const ReadContext& context, const json::Value& node)
{
    const json::Value& value = node["timeoutInMillis"];
    if (value.isNull())
        return std::nullopt;
    const std::int64_t millis = value.toInt(-1);
    if (millis >= 0 && millis <= 24 * 3600 * 1000)
        return static_cast<int>(millis);
    context.warn(value, rule, "\"timeoutInMillis\" is not a number of milliseconds.", "Use 50 to 29000.");
    return std::nullopt;
}

void readRequestSide(const ReadContext& context, const json::Value& node, Integration& integration)
{
    integration.passthroughBehavior =
        named(context, node, "passthroughBehavior", passthroughBehaviorFrom, PassthroughBehavior::WhenNoMatch,
              "when_no_match, when_no_templates or never");
    integration.contentHandling = contentHandling(context, node);
    integration.requestParameters = stringMap(context, node["requestParameters"], "requestParameters");
    integration.requestTemplates = stringMap(context, node["requestTemplates"], "requestTemplates");
    integration.cacheNamespace = text(context, node, "cacheNamespace");
    integration.cacheKeyParameters = textList(node["cacheKeyParameters"]);
}

void readConnection(const ReadContext& context, const json::Value& node, Integration& integration)
{
    integration.httpMethod = text(context, node, "httpMethod");
    integration.uri = text(context, node, "uri");
    integration.connectionType = text(context, node, "connectionType");
    integration.connectionId = text(context, node, "connectionId");
    integration.credentials = text(context, node, "credentials");
    integration.timeoutInMillis = timeout(context, node);
    integration.payloadFormatVersion = text(context, node, "payloadFormatVersion");
    integration.responseTransferMode = text(context, node, "responseTransferMode");
    integration.integrationSubtype = text(context, node, "integrationSubtype");
    integration.insecureSkipVerification = node["tlsConfig"]["insecureSkipVerification"].toBool();
    integration.serverNameToVerify = textField(node["tlsConfig"], "serverNameToVerify");
}

} // namespace

std::vector<IntegrationResponse> readIntegrationResponses(const ReadContext& context, const json::Value& responses)
{
    std::vector<IntegrationResponse> list;
    if (!responses.isObject()) {
        if (!responses.isNull())
            context.warn(responses, rule, "\"responses\" of the integration is not an object.",
                         "Write it as selection pattern: { statusCode: … }.");
        return list;
    }
    for (const json::Member& member : responses.asObject()) {
        if (!member.value.isObject()) {
            context.warn(member.value, rule, "Integration response \"" + member.key + "\" is not an object.",
                         "Write it as { statusCode: … }.");
            continue;
        }
        IntegrationResponse response;
        response.selectionPattern = member.key == "default" ? std::string() : member.key;
        response.statusCode = member.value["statusCode"].scalarText();
        response.responseParameters = stringMap(context, member.value["responseParameters"], "responseParameters");
        response.responseTemplates = stringMap(context, member.value["responseTemplates"], "responseTemplates");
        response.contentHandling = contentHandling(context, member.value);
        list.push_back(std::move(response));
    }
    return list;
}

// The maps of answers by status; where one is no map, the others are read.
std::vector<ResponseParameters> readResponseParameters(const ReadContext& context, const json::Value& node)
{
    std::vector<ResponseParameters> list;
    if (!node.isObject()) {
        if (!node.isNull())
            context.warn(node, rule, "\"responseParameters\" of the integration is not an object.",
                         "Write it as '200': { 'overwrite:header.name': … }.");
        return list;
    }
    for (const json::Member& member : node.asObject())
        if (member.value.isObject() && std::none_of(list.begin(), list.end(), [&](const ResponseParameters& known) {
                return known.statusCode == member.key;
            }))
            list.push_back({member.key, stringMap(context, member.value, "responseParameters")});
        else
            context.warn(member.value, rule,
                         "The response parameters for the status \"" + member.key +
                             "\" are not an object, or stand in the file twice.",
                         "Write them once, as { 'overwrite:header.name': … }.");
    return list;
}

std::optional<Integration> readIntegration(const ReadContext& context, const json::Value& node)
{
    if (node.isNull())
        return std::nullopt;
    const json::Value* target = context.document.target(node);
    if (!target) {
        context.warnOfReference(node, "The integration");
        return std::nullopt;
    }
    if (!target->isObject()) {
        context.warn(node, rule, "The integration is not an object.", "Write it as { type: …, uri: … }.");
        return std::nullopt;
    }
    const auto type = integrationTypeFrom((*target)["type"].toString());
    if (!type) {
        context.warn(*target, rule, "The integration's type \"" + (*target)["type"].scalarText() + "\" is not known.",
                     "Use http, http_proxy, mock, aws or aws_proxy.");
        return std::nullopt;
    }
    Integration integration;
    integration.type = *type;
    readConnection(context, *target, integration);
    readRequestSide(context, *target, integration);
    integration.responses = readIntegrationResponses(context, (*target)["responses"]);
    integration.responseParameters = readResponseParameters(context, (*target)["responseParameters"]);
    return integration;
}

} // namespace gw
