// Writes the integration of a WebSocket route, field by field.
#include "core/format/websocket_parts.h"

namespace gw {

namespace {

constexpr std::string_view order[] = {"integrationType",
                                      "integrationMethod",
                                      "integrationUri",
                                      "connectionType",
                                      "connectionId",
                                      "credentialsArn",
                                      "timeoutInMillis",
                                      "passthroughBehavior",
                                      "contentHandlingStrategy",
                                      "requestParameters",
                                      "templateSelectionExpression",
                                      "requestTemplates",
                                      "payloadFormatVersion",
                                      "tlsConfig",
                                      "integrationResponses"};
constexpr std::string_view responseOrder[] = {"integrationResponseKey", "responseParameters",
                                              "templateSelectionExpression", "responseTemplates",
                                              "contentHandlingStrategy"};

void putWord(json::Value& node, std::string_view key, std::string_view base, std::string_view wanted, KeyOrder keys)
{
    putText(node, key, std::string(base), std::string(wanted), keys);
}

void putTlsConfig(json::Value& node, bool base, bool wanted)
{
    if (base == wanted)
        return;
    json::Value& tls = childObject(node, "tlsConfig", order);
    if (wanted)
        tls.set("insecureSkipVerification", true);
    else
        tls.remove("insecureSkipVerification");
    dropIfEmpty(node, "tlsConfig");
}

json::Value writeResponse(json::Value node, const IntegrationResponse* from, const IntegrationResponse& wanted)
{
    const IntegrationResponse base = from ? *from : IntegrationResponse{};
    if (!from || base.selectionPattern != wanted.selectionPattern)
        put(node, "integrationResponseKey", integrationResponseKey(wanted), responseOrder);
    putMap(node, "responseParameters", base.responseParameters, wanted.responseParameters, responseOrder);
    putText(node, "templateSelectionExpression", base.templateSelectionExpression, wanted.templateSelectionExpression,
            responseOrder);
    putMap(node, "responseTemplates", base.responseTemplates, wanted.responseTemplates, responseOrder);
    putWord(node, "contentHandlingStrategy", toString(base.contentHandling), toString(wanted.contentHandling),
            responseOrder);
    return node;
}

void writeResponses(json::Value& node, const std::vector<IntegrationResponse>& wanted)
{
    const OpenApiDocument document{node};
    EntryReader reader({document, nullptr, {}, {}}, node, {}, webSocketFindings);
    const auto base = readRouteIntegrationResponses(reader);
    writeList(
        node, "integrationResponses", order, base, wanted,
        [](const IntegrationResponse& a, const IntegrationResponse& b) {
            return a.selectionPattern == b.selectionPattern;
        },
        writeResponse);
}

void writeConnection(json::Value& node, const Integration& base, const Integration& wanted)
{
    putText(node, "integrationMethod", base.httpMethod, wanted.httpMethod, order);
    putText(node, "integrationUri", base.uri, wanted.uri, order);
    putText(node, "connectionType", base.connectionType, wanted.connectionType, order);
    putText(node, "connectionId", base.connectionId, wanted.connectionId, order);
    putText(node, "credentialsArn", base.credentials, wanted.credentials, order);
    putOptional(node, "timeoutInMillis", base.timeoutInMillis, wanted.timeoutInMillis, order);
    putText(node, "payloadFormatVersion", base.payloadFormatVersion, wanted.payloadFormatVersion, order);
    putTlsConfig(node, base.insecureSkipVerification, wanted.insecureSkipVerification);
}

void writeRequestSide(json::Value& node, const Integration& base, const Integration& wanted)
{
    if (base.passthroughBehavior != wanted.passthroughBehavior)
        put(node, "passthroughBehavior", toString(wanted.passthroughBehavior), order);
    putWord(node, "contentHandlingStrategy", toString(base.contentHandling), toString(wanted.contentHandling), order);
    putMap(node, "requestParameters", base.requestParameters, wanted.requestParameters, order);
    putText(node, "templateSelectionExpression", base.templateSelectionExpression, wanted.templateSelectionExpression,
            order);
    putMap(node, "requestTemplates", base.requestTemplates, wanted.requestTemplates, order);
}

} // namespace

void writeRouteIntegration(json::Value& route, const std::optional<Integration>& base,
                           const std::optional<Integration>& wanted, KeyOrder routeOrder)
{
    if (base == wanted)
        return;
    if (!wanted) {
        route.remove("integration");
        return;
    }
    // What could not be read as an integration is replaced, not mixed with the new one.
    json::Value node = base ? route["integration"] : json::Value::object();
    const Integration before = base.value_or(Integration{});
    if (!base || before.type != wanted->type)
        put(node, "integrationType", toString(wanted->type), order);
    writeConnection(node, before, *wanted);
    writeRequestSide(node, before, *wanted);
    writeResponses(node, wanted->responses);
    put(route, "integration", std::move(node), routeOrder);
}

} // namespace gw
