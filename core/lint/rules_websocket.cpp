// Rules about the routes of WebSocket APIs and how messages choose them (reference 3.2).
// rules_websocket_integration.cpp and rules_websocket_access.cpp hold the rest.
#include "core/api/selection_expression.h"
#include "core/edit/websocket_rules.h"
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"
#include "core/lint/websocket_scope.h"

#include <algorithm>
#include <optional>

namespace gw::lint_rules {

namespace {

using Place = SelectionPart::Place;

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

} // namespace gw::lint_rules
