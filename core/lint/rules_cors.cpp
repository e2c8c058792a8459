// Rules about the CORS configuration of HTTP APIs (reference 2.6).
#include "core/edit/cors_rules.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

namespace gw::lint_rules {

namespace {

constexpr std::string_view corsKey = "x-amazon-apigateway-cors";

json::TextRange rangeOf(const LintScope& scope)
{
    return scope.api().source ? scope.api().source->tree[corsKey].range() : json::TextRange{};
}

} // namespace

void corsInvalid(LintScope& scope)
{
    const OpenApiDefinition* definition = scope.api().openApi();
    if (!definition || !definition->cors || scope.api().kind() != ApiKind::Http)
        return;
    const NodeRef node{scope.api().id, {}, {}, {}};
    for (const std::string& fault : faultsOf(*definition->cors))
        scope.report(node, rangeOf(scope),
                     {Severity::Error, fault,
                      "Write origins as https://example.com, https://*, http://* or *; methods as GET or *; an age of "
                      "-1 to 86400 seconds."});
    if (definition->cors->allowOrigins.empty())
        scope.report(node, rangeOf(scope),
                     {Severity::Warning, "CORS is configured but allows no origin: no page may call the API.",
                      "Name the origins in allowOrigins, or remove the configuration."});
}

void corsWithoutEffect(LintScope& scope)
{
    const OpenApiDefinition* definition = scope.api().openApi();
    if (definition && definition->cors && scope.api().kind() == ApiKind::Rest)
        scope.report(NodeRef{scope.api().id, {}, {}, {}}, rangeOf(scope),
                     {Severity::Warning, "The API has a CORS configuration, which REST APIs do not look at.",
                      "Enable CORS on its resources, or make it an HTTP API."});
}

} // namespace gw::lint_rules
