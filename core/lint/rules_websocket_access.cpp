// Rules about who may open connections to WebSocket APIs: authorizers and keys (reference 3.5).
#include "core/edit/websocket_rules.h"
#include "core/in_quotes.h"
#include "core/lint/rules.h"
#include "core/lint/websocket_scope.h"

namespace gw::lint_rules {

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

} // namespace gw::lint_rules
