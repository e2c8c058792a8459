// Reads the integration of a WebSocket route (reference 3.3).
#include "core/format/websocket_parts.h"

#include "core/in_quotes.h"

#include <set>

namespace gw {

namespace {

constexpr char behaviors[] = "Use WHEN_NO_MATCH, WHEN_NO_TEMPLATES or NEVER.";
constexpr char strategies[] = "Use CONVERT_TO_BINARY or CONVERT_TO_TEXT.";

IntegrationResponse readResponse(EntryReader& reader, std::string pattern)
{
    IntegrationResponse response;
    response.selectionPattern = std::move(pattern);
    response.responseParameters = reader.map("responseParameters");
    response.responseTemplates = reader.map("responseTemplates");
    response.templateSelectionExpression = reader.text("templateSelectionExpression");
    response.contentHandling =
        reader.word("contentHandlingStrategy", ContentHandling::Unset, contentHandlingFrom, strategies);
    return response;
}

} // namespace

std::vector<Listed<IntegrationResponse>> readRouteIntegrationResponses(EntryReader& integration)
{
    std::vector<Listed<IntegrationResponse>> list;
    std::set<std::string> keys;
    for (auto& [place, entry] : integration.parts("integrationResponses")) {
        const std::string key = entry.entry()["integrationResponseKey"].scalarText();
        auto pattern = patternOfResponseKey(key);
        if (!pattern)
            entry.error(entry.entry(), "an integration response has the key " + inQuotes(key) + ".",
                        "Give it the integrationResponseKey $default, or a regular expression between slashes: "
                        "/4\\d\\d/.");
        else if (!keys.insert(key).second)
            entry.error(entry.entry(), "the integration response " + inQuotes(key) + " stands there twice.",
                        "Remove one of them.");
        else
            list.push_back({place, readResponse(entry, *std::move(pattern))});
    }
    return list;
}

std::optional<Integration> readRouteIntegration(EntryReader& route)
{
    if (route.entry()["integration"].isNull())
        return std::nullopt;
    EntryReader reader = route.part("integration");
    const auto type = integrationTypeFrom(reader.entry()["integrationType"].scalarText());
    if (!reader.entry().isObject() || !type) {
        if (reader.entry().isObject())
            reader.error(reader.entry(), "the integration has no type that is known.",
                         "Set integrationType to HTTP, HTTP_PROXY, MOCK, AWS or AWS_PROXY.");
        return std::nullopt;
    }
    Integration integration;
    integration.type = *type;
    integration.httpMethod = reader.text("integrationMethod");
    integration.uri = reader.text("integrationUri");
    integration.connectionType = reader.text("connectionType");
    integration.connectionId = reader.text("connectionId");
    integration.credentials = reader.text("credentialsArn");
    integration.timeoutInMillis = reader.optionalNumber("timeoutInMillis");
    integration.passthroughBehavior =
        reader.word("passthroughBehavior", PassthroughBehavior::WhenNoMatch, passthroughBehaviorFrom, behaviors);
    integration.contentHandling =
        reader.word("contentHandlingStrategy", ContentHandling::Unset, contentHandlingFrom, strategies);
    integration.requestParameters = reader.map("requestParameters");
    integration.templateSelectionExpression = reader.text("templateSelectionExpression");
    integration.requestTemplates = reader.map("requestTemplates");
    integration.payloadFormatVersion = reader.text("payloadFormatVersion");
    integration.insecureSkipVerification = reader.part("tlsConfig").flag("insecureSkipVerification", false);
    for (Listed<IntegrationResponse>& response : readRouteIntegrationResponses(reader))
        integration.responses.push_back(std::move(response.item));
    return integration;
}

} // namespace gw
