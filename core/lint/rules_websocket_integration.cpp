// Rules about what stands behind the routes of WebSocket APIs: integrations, mappings, models and replies
// (reference 3.3).
#include "core/edit/websocket_rules.h"
#include "core/in_quotes.h"
#include "core/lint/rules.h"
#include "core/lint/uri_text.h"
#include "core/lint/websocket_scope.h"

namespace gw::lint_rules {

namespace {

bool isOfMessages(const WebSocketRoute& route)
{
    return route.routeKey != connectKey && route.routeKey != disconnectKey;
}

} // namespace

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

} // namespace gw::lint_rules
