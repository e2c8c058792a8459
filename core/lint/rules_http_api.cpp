// Rules about what HTTP APIs have otherwise than REST APIs, or not at all: reference 2 and 6. What a route authorizes
// with, and its parameter mappings, have rules of their own.
#include "core/api/integration_subtype.h"
#include "core/api/route_limits.h"
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

namespace gw::lint_rules {

namespace {

constexpr std::size_t mostStages = 10;

bool isHttpApi(const LintScope& scope)
{
    return scope.api().kind() == ApiKind::Http;
}

NodeRef apiNode(const LintScope& scope)
{
    NodeRef node;
    node.api = scope.api().id;
    return node;
}

template <typename Check>
void forEachIntegration(const LintScope& scope, Check check)
{
    if (!isHttpApi(scope))
        return;
    for (const LintedMethod& method : scope.methods())
        if (method.method->integration)
            check(method, *method.method->integration);
}

bool isProxy(IntegrationType type)
{
    return type == IntegrationType::HttpProxy || type == IntegrationType::AwsProxy;
}

// What the integration sets that HTTP APIs do not look at; empty: nothing.
std::string idleOf(const Integration& integration)
{
    if (!integration.requestTemplates.empty())
        return "request templates";
    const auto& responses = integration.responses;
    if (std::any_of(responses.begin(), responses.end(),
                    [](const auto& each) { return !each.responseTemplates.empty(); }))
        return "response templates";
    if (integration.contentHandling != ContentHandling::Unset)
        return "content handling";
    if (!integration.cacheKeyParameters.empty())
        return "cache key parameters";
    return {};
}

void reportIdle(LintScope& scope, const std::string& what)
{
    scope.report(apiNode(scope), {},
                 {Severity::Warning,
                  inQuotes(scope.api().name) + " is an HTTP API and has " + what + ", which only REST APIs look at.",
                  "Remove them, or make it a REST API."});
}

void reportIdleParts(LintScope& scope)
{
    const OpenApiDefinition& definition = *scope.api().openApi();
    if (!definition.requestValidators.empty() || !definition.requestValidator.empty())
        reportIdle(scope, "request validators");
    if (!definition.gatewayResponses.empty())
        reportIdle(scope, "gateway responses");
    if (!definition.binaryMediaTypes.empty())
        reportIdle(scope, "binary media types");
    if (definition.minimumCompressionSize)
        reportIdle(scope, "a minimum compression size");
}

void reportIdleStages(LintScope& scope)
{
    for (const Stage& stage : scope.api().stages)
        for (const auto& [isSet, what] :
             {std::pair(stage.canary.has_value(), "a canary"), std::pair(stage.cacheClusterEnabled, "a cache")})
            if (isSet)
                scope.report(stage, {Severity::Warning,
                                     "Stage " + inQuotes(stage.name) + " of an HTTP API has " + what +
                                         ", which only REST APIs have.",
                                     "Remove it, or make the API a REST API."});
}

void checkSubtype(LintScope& scope, const LintedMethod& method, const Integration& integration)
{
    const auto report = [&](Severity severity, const std::string& message, std::string hint) {
        scope.report(method, {severity, inQuotes(method.label()) + " " + message, std::move(hint)},
                     {integrationKey, "integrationSubtype"});
    };
    const IntegrationSubtype* subtype = findIntegrationSubtype(integration.integrationSubtype);
    if (!subtype)
        return report(Severity::Error,
                      "names " + inQuotes(integration.integrationSubtype) + ", which is no integration subtype.",
                      "Use one such as SQS-SendMessage or StepFunctions-StartExecution.");
    for (const SubtypeParameter& each : subtype->parameters)
        if (each.isRequired && !findIn(integration.requestParameters, each.name))
            report(Severity::Error,
                   "calls " + std::string(subtype->name) + " without its parameter " + std::string(each.name) + ".",
                   "Map it from the request, such as $request.body." + std::string(each.name) + ".");
    for (const auto& [name, text] : integration.requestParameters)
        if (name != subtypeRegion && !subtype->find(name))
            report(Severity::Error,
                   "gives " + std::string(subtype->name) + " the parameter " + inQuotes(name) +
                       ", which it does not have.",
                   "Remove it, or write it as the service does; letter case counts.");
    if (integration.credentials.empty())
        report(Severity::Warning, "calls " + std::string(subtype->name) + " without credentials.",
               "Name the role that the service shall use; Gatewright needs none.");
}

} // namespace

void routeTrailingSlash(LintScope& scope)
{
    if (!isHttpApi(scope))
        return;
    for (const LintedResource& resource : scope.resources()) {
        const std::string& path = resource.resource->path;
        if (path.size() > 1 && path.back() == '/')
            scope.report(resource, {Severity::Error,
                                    "The route " + inQuotes(path) + " ends with a slash, which HTTP APIs refuse.",
                                    "Remove the slash. HTTP APIs tell /pets and /pets/ apart: requests with a slash "
                                    "need a greedy variable, or $default."});
    }
}

void defaultRouteVerb(LintScope& scope)
{
    if (!isHttpApi(scope))
        return;
    for (const LintedMethod& method : scope.methods())
        if (method.path() == defaultRoutePath && method.method->verb != HttpVerb::Any)
            scope.report(method, {Severity::Warning,
                                  inQuotes(method.label()) + " is no default route, but the path \"/$default\" itself.",
                                  "Give the path a method for any verb (x-amazon-apigateway-any-method)."});
}

void httpApiIntegrationType(LintScope& scope)
{
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        if (!isProxy(integration.type))
            scope.report(method,
                         {Severity::Error,
                          inQuotes(method.label()) + " has an integration of type " +
                              std::string(toString(integration.type)) + ", which HTTP APIs do not have.",
                          "Use HTTP_PROXY for endpoints and AWS_PROXY for functions and services, or make the API a "
                          "REST API."},
                         {integrationKey, "type"});
    });
}

void httpApiWithoutEffect(LintScope& scope)
{
    if (!isHttpApi(scope))
        return;
    reportIdleParts(scope);
    reportIdleStages(scope);
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        if (const std::string idle = idleOf(integration); !idle.empty())
            scope.report(method,
                         {Severity::Warning,
                          inQuotes(method.label()) + " has " + idle + ", which HTTP APIs do not look at.",
                          "Remove them, or make the API a REST API."},
                         {integrationKey});
    });
    for (const LintedMethod& method : scope.methods())
        if (!method.method->requestValidator.empty())
            scope.report(method,
                         {Severity::Warning,
                          inQuotes(method.label()) + " names a request validator, and HTTP APIs validate no requests.",
                          "Remove it, and validate in the integration; or make the API a REST API."});
}

void payloadFormatVersion(LintScope& scope)
{
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        const std::string& version = integration.payloadFormatVersion;
        const bool isOfFunction =
            integration.type == IntegrationType::AwsProxy && integration.integrationSubtype.empty();
        if (version == "1.0" || (version == "2.0" && isOfFunction) || (version.empty() && !isOfFunction))
            return;
        scope.report(
            method,
            {Severity::Error,
             inQuotes(method.label()) +
                 (version.empty() ? " does not say its payload format version."
                                  : " has the payload format version " + inQuotes(version) + ", which it cannot have."),
             isOfFunction ? "Set payloadFormatVersion to '2.0' or '1.0'." : "Set payloadFormatVersion to '1.0'."},
            {integrationKey, "payloadFormatVersion"});
    });
}

void integrationSubtype(LintScope& scope)
{
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        if (!integration.integrationSubtype.empty())
            checkSubtype(scope, method, integration);
    });
}

void httpApiLimits(LintScope& scope)
{
    if (!isHttpApi(scope))
        return;
    for (const auto& [count, most, what] : {std::tuple(scope.methods().size(), mostRoutes, "routes"),
                                            std::tuple(scope.api().stages.size(), mostStages, "stages")})
        if (count > most)
            scope.report(apiNode(scope), {},
                         {Severity::Warning,
                          inQuotes(scope.api().name) + " has " + std::to_string(count) + " " + what +
                              "; the service allows " + std::to_string(most) + " without a raised quota.",
                          "Divide it into several APIs behind one custom domain, or have the quota raised."});
}

} // namespace gw::lint_rules
