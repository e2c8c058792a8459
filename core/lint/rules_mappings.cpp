// Rules about parameter mappings and mapping templates: reference 1.10 (sources, destinations, headers that cannot be
// set), 1.19 (answers) and 1.21 (how large a template may be).
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

#include <algorithm>
#include <iterator>

namespace gw::lint_rules {

namespace {

constexpr std::string_view responsePrefix = "method.response.header.";
constexpr std::string_view requestHeader = "integration.request.header.";

// The service's own pattern: [a-zA-Z0-9._$-]+
bool isName(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("._$-").find(c) != std::string_view::npos;
    });
}

bool isNameBehind(std::string_view text, std::string_view prefix)
{
    return text.starts_with(prefix) && isName(text.substr(prefix.size()));
}

template <std::size_t N>
bool isNameBehindOneOf(std::string_view text, const std::string_view (&prefixes)[N])
{
    return std::any_of(std::begin(prefixes), std::end(prefixes),
                       [text](std::string_view prefix) { return isNameBehind(text, prefix); });
}

// What a body's path looks like is left to JSONPath; the engine tells when it is none.
bool isBody(std::string_view text, std::string_view body)
{
    return text == body || (text.starts_with(body) && text.size() > body.size() + 1 && text[body.size()] == '.');
}

bool isOfNoSide(std::string_view text)
{
    static constexpr std::string_view prefixes[] = {"stageVariables.", "context."};
    return isNameBehindOneOf(text, prefixes) || (text.size() >= 2 && text.front() == '\'' && text.back() == '\'');
}

bool isRequestSource(std::string_view text)
{
    static constexpr std::string_view prefixes[] = {"method.request.path.", "method.request.querystring.",
                                                    "method.request.multivaluequerystring.", "method.request.header.",
                                                    "method.request.multivalueheader."};
    return isOfNoSide(text) || isBody(text, "method.request.body") || isNameBehindOneOf(text, prefixes);
}

bool isResponseSource(std::string_view text)
{
    static constexpr std::string_view prefixes[] = {"integration.response.header.",
                                                    "integration.response.multivalueheader."};
    return isOfNoSide(text) || isBody(text, "integration.response.body") || isNameBehindOneOf(text, prefixes);
}

bool isRequestDestination(std::string_view text)
{
    static constexpr std::string_view prefixes[] = {requestHeader, "integration.request.querystring.",
                                                    "integration.request.path."};
    return isNameBehindOneOf(text, prefixes);
}

bool isIllegalHeader(std::string_view name, IntegrationType type)
{
    static constexpr std::string_view always[] = {"content-length", "transfer-encoding", "x-amzn-trace-id",
                                                  "x-amzn-apigateway-api-id"};
    static constexpr std::string_view ofServices[] = {"authorization", "connection", "expect", "proxy-authenticate",
                                                      "te"};
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const bool isService = type == IntegrationType::Aws || type == IntegrationType::AwsProxy;
    return std::find(std::begin(always), std::end(always), lower) != std::end(always) ||
           (isService && std::find(std::begin(ofServices), std::end(ofServices), lower) != std::end(ofServices));
}

void checkMapping(LintScope& scope, const LintedMethod& method, const std::string& to, const std::string& from,
                  bool isRequest)
{
    const bool isDestination = isRequest ? isRequestDestination(to) : isNameBehind(to, responsePrefix);
    const bool isSource = isRequest ? isRequestSource(from) : isResponseSource(from);
    if (isDestination && isSource)
        return;
    if (!method.method->integration->integrationSubtype.empty()) // its parameters are the service's
        return;
    std::string hint =
        !isDestination && isRequest ? "Write integration.request.header.name, .querystring.name or .path.name."
        : !isDestination            ? "Write method.response.header.name."
        : isRequest ? "Write method.request.header.name, .querystring.name, .path.name or .body, stageVariables.name, "
                      "context.name, or a value in single quotes."
                    : "Write integration.response.header.name or .body, stageVariables.name, context.name, or a value "
                      "in single quotes.";
    scope.report(method,
                 {Severity::Error,
                  inQuotes(method.label()) + " maps " + inQuotes(from) + " to " + inQuotes(to) +
                      ", which the service refuses: " + inQuotes(isDestination ? from : to) + " is no " +
                      (isDestination ? "source" : "destination") + " of such a mapping.",
                  std::move(hint)},
                 {integrationKey, isRequest ? "requestParameters" : "responses"});
}

template <typename Check>
void forEachIntegration(const LintScope& scope, Check check)
{
    for (const LintedMethod& method : scope.methods())
        if (method.method->integration)
            check(method, *method.method->integration);
}

} // namespace

void parameterMappingInvalid(LintScope& scope)
{
    if (scope.api().kind() != ApiKind::Rest) // HTTP APIs write mappings otherwise
        return;
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        for (const auto& [to, from] : integration.requestParameters)
            checkMapping(scope, method, to, from, true);
        for (const IntegrationResponse& response : integration.responses)
            for (const auto& [to, from] : response.responseParameters)
                checkMapping(scope, method, to, from, false);
    });
}

void parameterMappingIllegal(LintScope& scope)
{
    if (scope.api().kind() != ApiKind::Rest)
        return;
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        for (const auto& [to, from] : integration.requestParameters)
            if (to.starts_with(requestHeader) && isIllegalHeader(to.substr(requestHeader.size()), integration.type))
                scope.report(method,
                             {Severity::Warning,
                              inQuotes(method.label()) + " sets the header " +
                                  inQuotes(to.substr(requestHeader.size())) +
                                  ", which is the gateway's own; every request that gives it a value is answered with "
                                  "500.",
                              "Map to a header of another name."},
                             {integrationKey, "requestParameters"});
    });
}

void mappingTemplateSize(LintScope& scope)
{
    forEachIntegration(scope, [&](const LintedMethod& method, const Integration& integration) {
        if (const std::string* contentType = oversizedTemplate(integration))
            scope.report(method,
                         {Severity::Error,
                          "The mapping template for " + inQuotes(*contentType) + " of " + inQuotes(method.label()) +
                              " is larger than 300 KB.",
                          "Shorten it; move what is fixed to the endpoint."},
                         {integrationKey});
    });
}

} // namespace gw::lint_rules
