// Rules about integrations: reference 1.8 (types, methods, timeouts), 1.9 (URIs) and 1.19 (integration responses).
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"
#include "core/lint/uri_text.h"

#include <algorithm>

namespace gw::lint_rules {

namespace {

bool isHttp(const Integration& integration)
{
    return integration.type == IntegrationType::Http || integration.type == IntegrationType::HttpProxy;
}

// HTTP APIs call AWS services by a subtype, without a URI and a method.
bool hasSubtype(const LintedMethod& method)
{
    return !method.method->integration->integrationSubtype.empty();
}

template <typename Check>
void forEachIntegration(const LintScope& scope, Check check)
{
    for (const LintedMethod& method : scope.methods())
        if (method.method->integration)
            check(method, *method.method->integration);
}

bool hasExample(const Method& method)
{
    return std::any_of(method.responses.begin(), method.responses.end(), [](const MethodResponse& response) {
        return std::any_of(response.content.begin(), response.content.end(), [](const MediaType& type) {
            return !type.example.isNull() || !type.examples.empty() || !type.schema.isNull();
        });
    });
}

std::string whyNoServiceUri(const Integration& integration, ApiKind kind)
{
    const std::string& uri = integration.uri;
    if (uri.starts_with("${"))
        return {}; // decided by a stage variable
    if (!uri.starts_with("arn:"))
        return "it is not an ARN";
    if (kind == ApiKind::Http)
        return {}; // the function's own ARN
    const bool hasAction = uri.find(":path/") != std::string::npos || uri.find(":action/") != std::string::npos;
    if (!hasAction)
        return "its ARN holds neither a path nor an action";
    const bool isProxied = uri.find(":lambda:") != std::string::npos || uri.find(":firehose:") != std::string::npos;
    if (integration.type == IntegrationType::AwsProxy && !isProxied)
        return "a Lambda proxy integration calls only Lambda functions and Firehose streams";
    return {};
}

std::string whyNoUri(const Integration& integration, ApiKind kind)
{
    const bool isLink = integration.connectionType == "VPC_LINK" && integration.uri.starts_with("arn:");
    if (integration.uri.empty() || integration.type == IntegrationType::Mock || isLink)
        return {};
    return isHttp(integration) ? whyNoHttpUri(integration.uri) : whyNoServiceUri(integration, kind);
}

// Classes such as 4XX and "default" declare nothing: the service wants the status itself.
bool isDeclared(const Method& method, std::string_view status)
{
    return std::any_of(method.responses.begin(), method.responses.end(),
                       [status](const MethodResponse& response) { return response.statusCode == status; });
}

} // namespace

void methodNoIntegration(LintScope& scope)
{
    for (const LintedMethod& method : scope.methods()) {
        if (method.method->integration)
            continue;
        const std::string subject = inQuotes(method.label()) + " has no integration";
        if (hasExample(*method.method))
            scope.report(method, {Severity::Info, subject + "; it answers from its examples and schemas.",
                                  "Add an integration to call an endpoint."});
        else if (!method.method->responses.empty())
            scope.report(method, {Severity::Info, subject + "; it answers with an empty body.",
                                  "Add an integration, or an example to the response."});
        else
            scope.report(method, {Severity::Warning, subject + ", and no response that could be answered with.",
                                  "Add an integration, or a response with an example."});
    }
}

void integrationUriMissing(LintScope& scope)
{
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        if (!integration.uri.empty() || integration.type == IntegrationType::Mock || hasSubtype(method))
            return;
        scope.report(method,
                     {Severity::Error, "The integration of " + inQuotes(method.label()) + " has no endpoint URI.",
                      isHttp(integration) ? "Enter the address it calls, such as http://127.0.0.1:8080/pets."
                                          : "Enter the ARN of what it calls."},
                     {integrationKey, "uri"});
    });
}

void integrationUriInvalid(LintScope& scope)
{
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        const std::string reason = whyNoUri(integration, scope.api().kind());
        if (!reason.empty())
            scope.report(method,
                         {Severity::Error,
                          "The integration URI " + inQuotes(integration.uri) + " of " + inQuotes(method.label()) +
                              " cannot be called: " + reason + ".",
                          isHttp(integration)
                              ? "Write it as http://host[:port]/path; ${stageVariables.x} may stand in it."
                              : "Write it as arn:aws:apigateway:{region}:{service}:path/… or :action/…"},
                         {integrationKey, "uri"});
    });
}

// 80, 443 and 1024 to 65535 are what the service connects to.
void integrationPort(LintScope& scope)
{
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        const std::optional<int> port = isHttp(integration) ? portOf(integration.uri) : std::nullopt;
        if (!port || *port == 80 || *port == 443 || *port >= 1024 || scope.api().kind() != ApiKind::Rest)
            return;
        scope.report(method,
                     {Severity::Warning,
                      "The integration of " + inQuotes(method.label()) + " calls the port " + std::to_string(*port) +
                          ", which the service does not connect to.",
                      "Let the endpoint listen on 80, 443 or a port from 1024."},
                     {integrationKey, "uri"});
    });
}

void integrationMethod(LintScope& scope)
{
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        if (integration.type == IntegrationType::Mock || scope.api().kind() != ApiKind::Rest || hasSubtype(method))
            return;
        if (integration.httpMethod.empty())
            scope.report(method,
                         {Severity::Warning,
                          "The integration of " + inQuotes(method.label()) + " does not say its HTTP method.",
                          "Choose one, or ANY for the client's."},
                         {integrationKey});
        else if (integration.type == IntegrationType::AwsProxy && integration.httpMethod != "POST")
            scope.report(method,
                         {Severity::Error,
                          "The integration of " + inQuotes(method.label()) + " calls Lambda with " +
                              inQuotes(integration.httpMethod) + "; every request will fail.",
                          "Lambda is always called with POST."},
                         {integrationKey, "httpMethod"});
    });
}

void integrationTimeoutRange(LintScope& scope)
{
    const int most = scope.api().kind() == ApiKind::Http ? 30000 : 29000;
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        if (!integration.timeoutInMillis ||
            (*integration.timeoutInMillis >= 50 && *integration.timeoutInMillis <= most))
            return;
        const bool isLong = *integration.timeoutInMillis > most;
        scope.report(method,
                     {isLong ? Severity::Warning : Severity::Error,
                      "The timeout of " + inQuotes(method.label()) + " is " +
                          std::to_string(*integration.timeoutInMillis) + " ms" +
                          (isLong ? "; the service allows that only with a raised quota." : ", which is too short."),
                      "Use 50 to " + std::to_string(most) + " ms."},
                     {integrationKey, "timeoutInMillis"});
    });
}

void responseMissing(LintScope& scope)
{
    if (scope.api().kind() != ApiKind::Rest)
        return;
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        if (integration.type == IntegrationType::HttpProxy || integration.type == IntegrationType::AwsProxy)
            return; // passed through as it comes
        for (const IntegrationResponse& response : integration.responses) {
            const std::string key = response.selectionPattern.empty() ? "default" : response.selectionPattern;
            if (!isDeclared(*method.method, response.statusCode))
                scope.report(method,
                             {Severity::Error,
                              "The integration response " + inQuotes(key) + " of " + inQuotes(method.label()) +
                                  " leads to the status " + inQuotes(response.statusCode) +
                                  ", which the method response does not declare.",
                              "Add the response " + response.statusCode + " to the method, or choose a declared one."},
                             {integrationKey, "responses", key});
        }
    });
}

} // namespace gw::lint_rules
