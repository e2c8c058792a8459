// Rules about who may call a method: authorizers, scopes, API keys, the resource policy (reference 1.25 to 1.27, 2.7).
#include "core/edit/access_rules.h"
#include "core/edit/policy_rules.h"
#include "core/format/authorizer_scheme.h"
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

namespace gw::lint_rules {

namespace {

constexpr std::string_view policyKey = "x-amazon-apigateway-policy";
constexpr std::string_view sourceKey = "x-amazon-apigateway-api-key-source";
constexpr std::string_view securityKey = "security";

const json::Value& sourceTree(const LintScope& scope)
{
    static const json::Value nothing;
    return scope.api().source ? scope.api().source->tree : nothing;
}

NodeRef apiNode(const LintScope& scope)
{
    return {scope.api().id, {}, {}, {}};
}

bool isHttp(const LintScope& scope)
{
    return scope.api().kind() == ApiKind::Http;
}

// Where the scheme's name stands.
json::TextRange schemeRange(const LintScope& scope, const std::string& name)
{
    const json::Value& tree = sourceTree(scope);
    const bool isSwagger = scope.api().openApi()->isSwagger;
    const json::Value& schemes = isSwagger ? tree["securityDefinitions"] : tree["components"]["securitySchemes"];
    if (schemes.isObject())
        for (const json::Member& member : schemes.asObject())
            if (member.key == name)
                return member.keyRange;
    return {};
}

std::string authorizerNames(const OpenApiDefinition& definition)
{
    std::string names;
    for (const Authorizer& authorizer : authorizersOf(definition))
        names += (names.empty() ? "" : ", ") + inQuotes(authorizer.name);
    return names.empty() ? "The API has none; create one, or choose another kind of authorization."
                         : "There are: " + names + ".";
}

bool needsAuthorizer(const Method& method)
{
    return !method.authorizationType.empty() && method.authorizationType != "NONE" &&
           method.authorizationType != "AWS_IAM";
}

} // namespace

void authorizerUnknown(LintScope& scope)
{
    const OpenApiDefinition* definition = scope.api().openApi();
    for (const LintedMethod& method : scope.methods()) {
        const std::string& name = method.method->authorizer;
        if (!needsAuthorizer(*method.method) || findAuthorizer(*definition, name))
            continue;
        scope.report(method,
                     {Severity::Error,
                      name.empty() ? inQuotes(method.label()) + " is guarded by an authorizer but names none."
                                   : inQuotes(method.label()) + " names the authorizer " + inQuotes(name) +
                                         ", which is not defined.",
                      authorizerNames(*definition)},
                     {securityKey});
    }
}

void authorizerInvalid(LintScope& scope)
{
    const OpenApiDefinition* definition = scope.api().openApi();
    if (!definition)
        return;
    for (const Authorizer& authorizer : authorizersOf(*definition))
        for (const std::string& fault : faultsOf(authorizer, isHttp(scope)))
            scope.report(apiNode(scope), schemeRange(scope, authorizer.name),
                         {Severity::Error, fault,
                          isHttp(scope) ? "Write sources as $request.header.Authorization; results are kept 0 to 3600 "
                                          "seconds."
                                        : "Write sources as method.request.header.Authorization; results are kept 0 "
                                          "to 3600 seconds."});
}

void authorizationScopes(LintScope& scope)
{
    for (const LintedMethod& method : scope.methods()) {
        const auto& scopes = method.method->authorizationScopes;
        const std::string& type = method.method->authorizationType;
        if (!scopes.empty() && type != "COGNITO_USER_POOLS" && type != "JWT")
            scope.report(
                method,
                {Severity::Warning,
                 inQuotes(method.label()) + " asks for scopes, which only user pools and JWT authorizers check.",
                 "Remove the scopes, or choose such an authorizer."},
                {securityKey});
        if (scopes.size() > mostAuthorizationScopes)
            scope.report(method,
                         {Severity::Error, inQuotes(method.label()) + " asks for more than 10 scopes.",
                          "Leave out those that nobody needs."},
                         {securityKey});
    }
}

void apiKeyWithoutEffect(LintScope& scope)
{
    if (!isHttp(scope))
        return;
    for (const LintedMethod& method : scope.methods())
        if (method.method->apiKeyRequired)
            scope.report(method,
                         {Severity::Warning,
                          inQuotes(method.label()) + " asks for an API key, which HTTP APIs do not check.",
                          "Use an authorizer, or make it a REST API."},
                         {securityKey});
}

// With AUTHORIZER only a Lambda authorizer gives a key.
void apiKeySourceWithoutAuthorizer(LintScope& scope)
{
    const OpenApiDefinition* definition = scope.api().openApi();
    if (!definition || definition->apiKeySource != ApiKeySource::Authorizer)
        return;
    for (const LintedMethod& method : scope.methods())
        if (method.method->apiKeyRequired && method.method->authorizationType != "CUSTOM")
            scope.report(method,
                         {Severity::Error,
                          inQuotes(method.label()) +
                              " takes its API key from a Lambda authorizer but has none: no call "
                              "is let in.",
                          "Give it a Lambda authorizer, or take keys from the x-api-key header (" +
                              std::string(sourceKey) + ": HEADER)."},
                         {securityKey});
}

void policyInvalid(LintScope& scope)
{
    const OpenApiDefinition* definition = scope.api().openApi();
    if (!definition || definition->policy.isNull())
        return;
    const json::TextRange range = sourceTree(scope)[policyKey].range();
    if (std::string fault = faultOfPolicy(definition->policy, PolicyOwner::Api); !fault.empty())
        scope.report(apiNode(scope), range,
                     {Severity::Error, std::move(fault),
                      "Write it as { Version, Statement: [{ Effect, Principal, Action, Resource }] }."});
    else if (isHttp(scope))
        scope.report(apiNode(scope), range,
                     {Severity::Warning, "The API has a resource policy, which HTTP APIs do not look at.",
                      "Use an authorizer, or make it a REST API."});
}

void policyOfPrivateApi(LintScope& scope)
{
    const OpenApiDefinition* definition = scope.api().openApi();
    if (!definition || !definition->endpoint.isPrivate())
        return;
    if (definition->policy.isNull())
        scope.report(apiNode(scope), {},
                     {Severity::Error, "The API is private but has no resource policy: nobody may call it.",
                      "Add a resource policy that allows its VPC endpoints."});
    else if (allowsEverybody(definition->policy))
        scope.report(apiNode(scope), sourceTree(scope)[policyKey].range(),
                     {Severity::Warning, "The API is private but its resource policy allows everybody.",
                      "Add a condition on aws:SourceVpce or aws:SourceVpc."});
}

} // namespace gw::lint_rules
