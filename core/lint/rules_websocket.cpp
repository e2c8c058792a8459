// Rules about WebSocket APIs: reference 3.2 (routes and their selection), 3.3 (integrations, models, replies) and 3.5
// (authorizers and keys).
#include "core/api/selection_expression.h"
#include "core/edit/websocket_rules.h"
#include "core/format/openapi_source.h"
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"
#include "core/lint/uri_text.h"

#include <algorithm>

namespace gw::lint_rules {

namespace {

using Place = SelectionPart::Place;

const WebSocketApi* socketOf(const LintScope& scope)
{
    return std::get_if<WebSocketApi>(&scope.api().definition);
}

// Where the route stands in the file, as far down `keys` as it goes.
json::TextRange rangeOf(const LintScope& scope, const WebSocketRoute& route,
                        std::initializer_list<std::string_view> keys)
{
    const json::Value* routes = scope.api().source ? scope.api().source->tree.find("routes") : nullptr;
    if (!routes || !routes->isArray())
        return {};
    for (const json::Value& entry : routes->asArray()) {
        if (entry["routeKey"].scalarText() != route.routeKey)
            continue;
        const json::Value* node = &entry;
        for (const std::string_view key : keys)
            if (const json::Value* below = node->find(key))
                node = below;
        return node->range();
    }
    return {};
}

json::TextRange rangeOf(const LintScope& scope, std::string_view key)
{
    const json::Value* node = scope.api().source ? scope.api().source->tree.find(key) : nullptr;
    return node ? node->range() : json::TextRange{};
}

void report(LintScope& scope, const WebSocketRoute& route, LintScope::Finding finding,
            std::initializer_list<std::string_view> keys = {})
{
    scope.report(nodeOf(scope.api().id, route.id), rangeOf(scope, route, keys), std::move(finding));
}

void reportApi(LintScope& scope, LintScope::Finding finding, std::string_view key)
{
    scope.report(NodeRef{scope.api().id, {}, {}, {}}, rangeOf(scope, key), std::move(finding));
}

template <typename Check>
void forEachRoute(LintScope& scope, const Check& check)
{
    if (const WebSocketApi* api = socketOf(scope))
        for (const Cow<WebSocketRoute>& route : api->routes)
            check(*api, *route);
}

bool isOfMessages(const WebSocketRoute& route)
{
    return route.routeKey != connectKey && route.routeKey != disconnectKey;
}

std::string named(const WebSocketRoute& route)
{
    return "the route " + inQuotes(route.routeKey);
}

std::string sentence(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

// Why `expression` cannot be used; empty when it can, or says nothing.
std::string whyNoSelection(const std::string& expression)
{
    const auto parts = expression.empty() ? Result<std::vector<SelectionPart>>() : selectionParts(expression);
    return parts ? std::string() : parts.error().message;
}

constexpr char wayToSelect[] = "Write $request.body.NAME, ${request.body.a}-${request.body.b} or a plain text.";

// The one text that an expression without a place gives.
std::optional<std::string> staticTextOf(const std::string& expression)
{
    const auto parts = selectionParts(expression);
    if (!parts)
        return std::nullopt;
    std::string text;
    for (const SelectionPart& part : *parts) {
        if (part.place != Place::Text)
            return std::nullopt;
        text += part.name;
    }
    return text;
}

// What every key an expression gives begins and ends with.
bool mayGive(const std::vector<SelectionPart>& parts, std::string_view key)
{
    if (parts.front().place == Place::Text && !key.starts_with(parts.front().name))
        return false;
    return parts.back().place != Place::Text || key.ends_with(parts.back().name);
}

} // namespace

void socketDefaultRoute(LintScope& scope)
{
    const WebSocketApi* api = socketOf(scope);
    if (!api || api->routes.empty() || api->findRoute(defaultKey))
        return;
    reportApi(scope,
              {Severity::Info,
               inQuotes(scope.api().name) + " has no $default route; messages that choose no other are answered "
                                            "\"Forbidden\".",
               "Add the route $default to answer them."},
              "routes");
}

void socketRouteKey(LintScope& scope)
{
    forEachRoute(scope, [&](const WebSocketApi&, const WebSocketRoute& route) {
        if (const std::string fault = faultOfRouteKey(route.routeKey); !fault.empty())
            report(scope, route,
                   {Severity::Error, inQuotes(route.routeKey) + " is no route key: " + fault,
                    "Use $connect, $disconnect, $default, or a key of your own."},
                   {"routeKey"});
    });
}

void socketSelection(LintScope& scope)
{
    const WebSocketApi* api = socketOf(scope);
    if (!api)
        return;
    const auto parts = selectionParts(api->routeSelectionExpression);
    if (!parts)
        reportApi(scope,
                  {Severity::Error,
                   parts.error().message + " No message finds a route of " + inQuotes(scope.api().name) + ".",
                   wayToSelect},
                  "routeSelectionExpression");
    else if (std::any_of(parts->begin(), parts->end(), [](const SelectionPart& part) {
                 return part.place != Place::Text && part.place != Place::RequestBody;
             }))
        reportApi(scope,
                  {Severity::Error,
                   "The route selection expression " + inQuotes(api->routeSelectionExpression) +
                       " looks at something else than the message.",
                   "Routes are chosen by $request.body.NAME."},
                  "routeSelectionExpression");
    if (api->apiKeySelectionExpression != apiKeyInHeader && api->apiKeySelectionExpression != apiKeyOfAuthorizer)
        reportApi(scope,
                  {Severity::Error, inQuotes(api->apiKeySelectionExpression) + " is no place where API keys come from.",
                   std::string("Use ") + apiKeyInHeader + " or " + apiKeyOfAuthorizer + "."},
                  "apiKeySelectionExpression");
    forEachRoute(scope, [&](const WebSocketApi&, const WebSocketRoute& route) {
        const auto check = [&](const std::string& expression, std::initializer_list<std::string_view> keys) {
            if (const std::string why = whyNoSelection(expression); !why.empty())
                report(scope, route, {Severity::Error, sentence(named(route)) + ": " + why, wayToSelect}, keys);
        };
        check(route.modelSelectionExpression, {"modelSelectionExpression"});
        if (!route.integration)
            return;
        check(route.integration->templateSelectionExpression, {"integration", "templateSelectionExpression"});
        for (const IntegrationResponse& response : route.integration->responses)
            check(response.templateSelectionExpression, {"integration", "integrationResponses"});
    });
}

void socketRouteUnreachable(LintScope& scope)
{
    forEachRoute(scope, [&](const WebSocketApi& api, const WebSocketRoute& route) {
        const auto parts = selectionParts(api.routeSelectionExpression);
        if (route.isPredefined() || !parts)
            return;
        const auto text = staticTextOf(api.routeSelectionExpression);
        const bool isReached = text ? *text == route.routeKey : mayGive(*parts, route.routeKey);
        if (!isReached)
            report(scope, route,
                   {Severity::Warning,
                    "No message ever chooses " + named(route) + ": " + inQuotes(api.routeSelectionExpression) +
                        " never gives its key.",
                    "Change the route selection expression, or the key."},
                   {"routeKey"});
    });
}

void socketReplies(LintScope& scope)
{
    forEachRoute(scope, [&](const WebSocketApi&, const WebSocketRoute& route) {
        const bool hasExpression = !route.routeResponseSelectionExpression.empty();
        const bool hasResponse = !route.routeResponses.empty();
        if (!isOfMessages(route) && (hasExpression || hasResponse))
            return report(scope, route,
                          {Severity::Warning, "Replies of " + inQuotes(route.routeKey) + " never go to the client.",
                           "Remove the route response."},
                          {"routeResponses"});
        if (hasExpression != hasResponse)
            return report(
                scope, route,
                {Severity::Warning,
                 sentence(named(route)) + (hasExpression ? " has a route response selection expression and no route "
                                                           "response; clients get no reply."
                                                         : " has a route response and no route response selection "
                                                           "expression; clients get no reply."),
                 "Set routeResponseSelectionExpression to $default and add the route response $default."},
                {"routeResponseSelectionExpression"});
        if (hasExpression && !route.isTwoWay())
            return report(scope, route,
                          {Severity::Error,
                           sentence(named(route)) + " has a route response that the service does not know.",
                           "Use $default for both the expression and the key."},
                          {"routeResponses"});
        const bool needsMapping = route.isTwoWay() && route.integration &&
                                  route.integration->type != IntegrationType::AwsProxy &&
                                  route.integration->type != IntegrationType::HttpProxy;
        if (needsMapping && route.integration->responses.empty())
            report(scope, route,
                   {Severity::Error,
                    sentence(named(route)) + " replies, and its integration has no integration response: messages are "
                                             "answered with an error.",
                    "Add the integration response $default."},
                   {"integration"});
    });
}

void socketAuthorization(LintScope& scope)
{
    const WebSocketApi* api = socketOf(scope);
    if (!api)
        return;
    for (const Authorizer& authorizer : api->authorizers) {
        if (authorizer.type != AuthorizerType::Request)
            reportApi(scope,
                      {Severity::Error,
                       "The authorizer " + inQuotes(authorizer.name) + " is of a type that WebSocket APIs do not have.",
                       "Use REQUEST."},
                      "authorizers");
        for (const std::string& source : authorizer.identitySource)
            if (!routeIdentitySourceFrom(source))
                reportApi(scope,
                          {Severity::Error,
                           "The authorizer " + inQuotes(authorizer.name) + " has the identity source " +
                               inQuotes(source) + ", which is none of a WebSocket API.",
                           "Write route.request.header.NAME, route.request.querystring.NAME, stageVariables.NAME or "
                           "context.NAME."},
                          "authorizers");
    }
    forEachRoute(scope, [&](const WebSocketApi& own, const WebSocketRoute& route) {
        const bool isCustom = route.authorizationType == "CUSTOM";
        const bool isKnown = isCustom || route.authorizationType.empty() || route.authorizationType == "NONE" ||
                             route.authorizationType == "AWS_IAM";
        if (!isKnown)
            report(scope, route,
                   {Severity::Error, inQuotes(route.authorizationType) + " is no authorization of a WebSocket API.",
                    "Use NONE, AWS_IAM or CUSTOM."},
                   {"authorizationType"});
        else if (isCustom && !own.findAuthorizer(route.authorizer))
            report(scope, route,
                   {Severity::Error,
                    sentence(named(route)) + " names the authorizer " + inQuotes(route.authorizer) +
                        ", which the API does not define.",
                    "Define it under authorizers, or choose another."},
                   {"authorizerId"});
        const bool asks =
            (!route.authorizationType.empty() && route.authorizationType != "NONE") || route.apiKeyRequired;
        if (asks && route.routeKey != connectKey)
            report(scope, route,
                   {Severity::Warning,
                    "Only handshakes are authorized; what " + named(route) + " asks for is not looked at.",
                    "Set it on the route $connect."},
                   {"authorizationType"});
    });
}

void socketModelUnknown(LintScope& scope)
{
    forEachRoute(scope, [&](const WebSocketApi& api, const WebSocketRoute& route) {
        const auto check = [&](const StringMap& models, std::initializer_list<std::string_view> keys) {
            for (const auto& [key, name] : models)
                if (!api.findModel(name))
                    report(scope, route,
                           {Severity::Error,
                            sentence(named(route)) + " names the model " + inQuotes(name) +
                                ", which the API does not define.",
                            "Define it under models, or choose another."},
                           keys);
        };
        check(route.requestModels, {"requestModels"});
        for (const RouteResponse& response : route.routeResponses)
            check(response.responseModels, {"routeResponses"});
        const bool isProxy = route.integration && (route.integration->type == IntegrationType::AwsProxy ||
                                                   route.integration->type == IntegrationType::HttpProxy);
        if (isProxy && !route.requestModels.empty())
            report(scope, route,
                   {Severity::Info,
                    sentence(named(route)) + " has request models, but messages to proxy integrations are not "
                                             "validated.",
                    "Choose an integration that is no proxy, or remove the models."},
                   {"requestModels"});
    });
}

void socketIntegration(LintScope& scope)
{
    constexpr int least = 50;
    constexpr int most = 29'000;
    forEachRoute(scope, [&](const WebSocketApi&, const WebSocketRoute& route) {
        if (!route.integration)
            return report(scope, route,
                          {Severity::Warning, sentence(named(route)) + " has no integration, and fails.",
                           "Choose what stands behind it; MOCK where nothing does."});
        const Integration& integration = *route.integration;
        const bool isHttp = integration.type == IntegrationType::Http || integration.type == IntegrationType::HttpProxy;
        if (integration.uri.empty() && integration.type != IntegrationType::Mock)
            report(scope, route,
                   {Severity::Error, "The integration of " + named(route) + " has no endpoint URI.",
                    isHttp ? "Enter the address it calls, such as http://127.0.0.1:8080/say."
                           : "Enter the ARN of what it calls."},
                   {"integration"});
        else if (const std::string why = isHttp ? whyNoHttpUri(integration.uri) : std::string(); !why.empty())
            report(scope, route,
                   {Severity::Error,
                    "The integration URI " + inQuotes(integration.uri) + " of " + named(route) +
                        " cannot be called: " + why + ".",
                    "Write it as http://host[:port]/path; ${stageVariables.x} may stand in it."},
                   {"integration", "integrationUri"});
        const int timeout = integration.timeoutInMillis.value_or(most);
        if (timeout < least || timeout > most)
            report(scope, route,
                   {Severity::Error, "The timeout of " + named(route) + " is " + std::to_string(timeout) + " ms.",
                    "Timeout should be between 50 ms and 29000 ms."},
                   {"integration", "timeoutInMillis"});
    });
}

// Only handshakes have headers and a query.
void socketMapping(LintScope& scope)
{
    forEachRoute(scope, [&](const WebSocketApi&, const WebSocketRoute& route) {
        if (!route.integration || route.routeKey == connectKey)
            return;
        for (const auto& [to, from] : route.integration->requestParameters) {
            const bool isOfHandshake = from.starts_with("route.request.") && !from.starts_with("route.request.body");
            if (isOfHandshake)
                report(scope, route,
                       {Severity::Warning,
                        sentence(named(route)) + " maps " + inQuotes(from) + ", which only handshakes have; " +
                            inQuotes(to) + " is left out.",
                        "Map it in the route $connect, or from route.request.body, context or stageVariables."},
                       {"integration", "requestParameters", to});
        }
    });
}

} // namespace gw::lint_rules
