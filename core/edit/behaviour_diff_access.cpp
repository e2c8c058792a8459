// What changes for clients in who may call. Whatever reads, checks or refuses tokens otherwise breaks clients.
#include "core/edit/behaviour_diff_parts.h"
#include "core/format/authorizer_scheme.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw {

namespace {

using Kind = BehaviourChange::Kind;

// --- Authorizers -----------------------------------------------------------------------------------------------------

bool isUsed(const OpenApiDefinition& definition, const std::string& authorizer)
{
    for (const Cow<Resource>& resource : definition.resources)
        for (const Cow<Method>& method : resource->methods)
            if (method->authorizer == authorizer)
                return true;
    return false;
}

std::string listOf(const std::vector<std::string>& texts)
{
    std::string list;
    for (const std::string& text : texts)
        list += (list.empty() ? "" : ", ") + text;
    return list.empty() ? "nowhere" : list;
}

bool hasAll(const std::vector<std::string>& list, const std::vector<std::string>& wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& text) {
        return std::find(list.begin(), list.end(), text) != list.end();
    });
}

void compareTokens(BehaviourReport& report, const Authorizer& was, const Authorizer& is, bool breaks)
{
    if (was.type != is.type)
        report.say(Behaviour::Authorization,
                   "The authorizer is of type " + std::string(toString(is.type)) + " instead of " +
                       std::string(toString(was.type)) + ".",
                   breaks);
    if (was.identitySource != is.identitySource)
        report.say(Behaviour::Authorization,
                   "Identities are read from " + listOf(is.identitySource) + " instead of " +
                       listOf(was.identitySource) + ".",
                   breaks && !hasAll(was.identitySource, is.identitySource));
    if (was.identityValidationExpression != is.identityValidationExpression)
        report.say(Behaviour::Authorization,
                   is.identityValidationExpression.empty()
                       ? "Tokens of any form are looked at now."
                       : "Tokens must match " + inQuotes(is.identityValidationExpression) + " now.",
                   breaks && !is.identityValidationExpression.empty());
    if (was.jwtConfiguration.issuer != is.jwtConfiguration.issuer)
        report.say(Behaviour::Authorization,
                   "Tokens come from " + inQuotes(is.jwtConfiguration.issuer) + " instead of " +
                       inQuotes(was.jwtConfiguration.issuer) + ".",
                   breaks);
    if (was.jwtConfiguration.audience != is.jwtConfiguration.audience)
        report.say(Behaviour::Authorization, "Tokens are for other audiences now.",
                   breaks && !hasAll(is.jwtConfiguration.audience, was.jwtConfiguration.audience));
    if (was.providerARNs != is.providerARNs)
        report.say(Behaviour::Authorization, "Tokens come from other user pools now.",
                   breaks && !hasAll(is.providerARNs, was.providerARNs));
}

void compareDecisions(BehaviourReport& report, const Authorizer& was, const Authorizer& is)
{
    if (was.authorizerUri != is.authorizerUri)
        report.say(Behaviour::Authorization, "Another function decides now: " + is.authorizerUri + ".");
    if (was.authorizerResultTtlInSeconds != is.authorizerResultTtlInSeconds)
        report.say(Behaviour::Authorization,
                   is.authorizerResultTtlInSeconds
                       ? "Results are kept for " + std::to_string(*is.authorizerResultTtlInSeconds) + " seconds."
                       : "Results are kept for the service's usual time.");
    if (was.authorizerPayloadFormatVersion != is.authorizerPayloadFormatVersion ||
        was.enableSimpleResponses != is.enableSimpleResponses || was.authorizerCredentials != is.authorizerCredentials)
        report.say(Behaviour::Authorization, "The function is called otherwise.");
}

void compareAuthorizers(BehaviourReport& report, const NodeRef& node)
{
    if (report.before.components == report.after.components)
        return;
    for (const Authorizer& was : authorizersOf(report.before)) {
        report.begin("Authorizer " + was.name, node);
        const auto is = findAuthorizer(report.after, was.name);
        if (!is) {
            report.say(Kind::Removed, Behaviour::Authorization, "The authorizer is gone.");
            continue;
        }
        compareTokens(report, was, *is, isUsed(report.before, was.name) && isUsed(report.after, was.name));
        compareDecisions(report, was, *is);
    }
    for (const Authorizer& is : authorizersOf(report.after)) {
        report.begin("Authorizer " + is.name, node);
        if (!findAuthorizer(report.before, is.name))
            report.say(Kind::Added, Behaviour::Authorization, "The authorizer is new.");
    }
}

void comparePolicies(BehaviourReport& report)
{
    const json::Value& was = report.before.policy;
    const json::Value& is = report.after.policy;
    if (was == is)
        return;
    if (is.isNull())
        report.say(Behaviour::Authorization, "The resource policy is gone.");
    else
        report.say(Behaviour::Authorization,
                   was.isNull() ? "A resource policy decides who may call now."
                                : "The resource policy lets others call than before.",
                   true);
}

} // namespace

void compareAccess(BehaviourReport& report, const NodeRef& node)
{
    compareAuthorizers(report, node);
    report.begin("API", node);
    comparePolicies(report);
    if (report.before.apiKeySource != report.after.apiKeySource)
        report.say(Behaviour::Authorization,
                   report.after.apiKeySource == ApiKeySource::Authorizer
                       ? "API keys come from the authorizer instead of the x-api-key header."
                       : "API keys come from the x-api-key header instead of the authorizer.",
                   true);
    compareCors(report);
    const bool isDisabled = report.after.endpoint.disableExecuteApiEndpoint;
    if (report.before.endpoint.disableExecuteApiEndpoint != isDisabled)
        report.say(Behaviour::Route,
                   isDisabled ? "The API is reached through its custom domains only."
                              : "The API is reached at its own address as well.",
                   isDisabled);
}

} // namespace gw
