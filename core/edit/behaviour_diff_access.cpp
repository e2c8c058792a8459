// What changes for clients in who may call and how often. A limit that is new or lower breaks clients that were within
// the former one; so does whatever reads, checks or refuses tokens otherwise.
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

// --- Limits
// --------------------------------------------------------------------------------------------------------------

template <typename T>
bool isTighter(const std::optional<T>& was, const std::optional<T>& is)
{
    return is && (!was || *is < *was);
}

std::string numberText(double number)
{
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

template <typename T>
void compareLimit(BehaviourReport& report, const std::string& what, const std::optional<T>& was,
                  const std::optional<T>& is)
{
    if (was == is)
        return;
    const std::string now = is ? numberText(double(*is)) : std::string();
    report.say(Behaviour::Throttling,
               !is    ? "There is no " + what + " of its own any more."
               : !was ? "The " + what + " is " + now + " now."
                      : "The " + what + " is " + now + " instead of " + numberText(double(*was)) + ".",
               isTighter(was, is));
}

void compareThrottles(BehaviourReport& report, const ThrottleSettings& was, const ThrottleSettings& is)
{
    compareLimit(report, "rate limit", was.rateLimit, is.rateLimit);
    compareLimit(report, "burst limit", was.burstLimit, is.burstLimit);
}

const MethodSettings* entryOf(const Stage& stage, const std::string& methodPath)
{
    const auto found = std::find_if(stage.methodSettings.begin(), stage.methodSettings.end(),
                                    [&](const MethodSettings& each) { return each.methodPath == methodPath; });
    return found == stage.methodSettings.end() ? nullptr : &*found;
}

void compareSettings(BehaviourReport& report, const MethodSettings& was, const MethodSettings& is)
{
    compareThrottles(report, was.throttling, is.throttling);
    if (was.caching.enabled != is.caching.enabled)
        report.say(Behaviour::Caching,
                   is.caching.enabled.value_or(false) ? "Answers are cached now." : "Answers are not cached any more.");
    if (was.caching.ttlInSeconds != is.caching.ttlInSeconds)
        report.say(Behaviour::Caching, "Cached answers live for " +
                                           std::to_string(is.caching.ttlInSeconds.value_or(defaultCacheTtl)) +
                                           " seconds.");
    const auto& fails = is.caching.unauthorizedCacheControlHeaderStrategy;
    if (was.caching.requireAuthorizationForCacheControl != is.caching.requireAuthorizationForCacheControl ||
        was.caching.unauthorizedCacheControlHeaderStrategy != fails)
        report.say(Behaviour::Caching, "Cache-Control headers of clients are answered otherwise.",
                   fails == UnauthorizedCacheControl::FailWith403);
}

const MethodThrottle* throttleOf(const PlanStage& stage, const std::string& method)
{
    const auto found = std::find_if(stage.throttle.begin(), stage.throttle.end(),
                                    [&](const MethodThrottle& each) { return each.method == method; });
    return found == stage.throttle.end() ? nullptr : &*found;
}

void comparePlanStages(BehaviourReport& report, const UsagePlan& plan, const PlanStage& was, const PlanStage& is)
{
    const std::string place = "Usage plan " + plan.name + ", " + was.api + "/" + was.stage + ", ";
    const auto compare = [&](const std::string& method) {
        report.begin(place + method, nodeOf(plan.id));
        const MethodThrottle* before = throttleOf(was, method);
        const MethodThrottle* after = throttleOf(is, method);
        compareThrottles(report, before ? before->throttle : ThrottleSettings{},
                         after ? after->throttle : ThrottleSettings{});
    };
    for (const MethodThrottle& method : was.throttle)
        compare(method.method);
    for (const MethodThrottle& method : is.throttle)
        if (!throttleOf(was, method.method))
            compare(method.method);
}

void compareQuotas(BehaviourReport& report, const std::optional<Quota>& was, const std::optional<Quota>& is)
{
    if (was == is)
        return;
    if (!is)
        return report.say(Behaviour::Throttling, "There is no quota any more.");
    const bool isLooser = was && was->period == is->period && is->limit >= was->limit && is->offset <= was->offset;
    report.say(Behaviour::Throttling,
               "The quota is " + std::to_string(is->limit) + " requests per " + std::string(toString(is->period)) +
                   " now.",
               !isLooser);
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

BehaviourChanges behaviourDiff(const Stage& before, const Stage& after, ApiId api)
{
    const OpenApiDefinition none;
    BehaviourChanges changes;
    BehaviourReport report(none, none, changes);
    const NodeRef node{api, {}, {}, after.id};
    const auto compare = [&](const std::string& methodPath) {
        report.begin("Stage " + after.name + ", " + methodPath, node);
        const MethodSettings* was = entryOf(before, methodPath);
        const MethodSettings* is = entryOf(after, methodPath);
        compareSettings(report, was ? *was : MethodSettings{}, is ? *is : MethodSettings{});
    };
    for (const MethodSettings& settings : before.methodSettings)
        compare(settings.methodPath);
    for (const MethodSettings& settings : after.methodSettings)
        if (!entryOf(before, settings.methodPath))
            compare(settings.methodPath);
    report.begin("Stage " + after.name, node);
    if (before.cacheClusterEnabled != after.cacheClusterEnabled)
        report.say(Behaviour::Caching,
                   after.cacheClusterEnabled ? "Answers of GET methods are cached now." : "The cache is gone.");
    if (before.webAcl != after.webAcl)
        report.say(Behaviour::Authorization,
                   after.webAcl.empty() ? "No web ACL looks at requests any more."
                                        : "The web ACL " + inQuotes(after.webAcl) + " looks at requests now.",
                   !after.webAcl.empty());
    return changes;
}

BehaviourChanges behaviourDiff(const UsagePlan& before, const UsagePlan& after)
{
    const OpenApiDefinition none;
    BehaviourChanges changes;
    BehaviourReport report(none, none, changes);
    const auto begin = [&] { report.begin("Usage plan " + after.name, nodeOf(after.id)); };
    begin();
    compareThrottles(report, before.throttle, after.throttle);
    compareQuotas(report, before.quota, after.quota);
    for (const std::string& key : before.keys)
        if (!after.hasKey(key))
            report.say(Behaviour::Authorization, "The key " + inQuotes(key) + " is no longer good.", true);
    for (const std::string& key : after.keys)
        if (!before.hasKey(key))
            report.say(Behaviour::Authorization, "The key " + inQuotes(key) + " is good now.");
    for (const PlanStage& stage : before.apiStages)
        if (const PlanStage* now = after.findStage(stage.api, stage.stage)) {
            comparePlanStages(report, after, stage, *now);
            begin();
        } else {
            report.say(Behaviour::Authorization,
                       "Its keys are no longer good for " + stage.api + "/" + stage.stage + ".", true);
        }
    for (const PlanStage& stage : after.apiStages)
        if (!before.findStage(stage.api, stage.stage))
            report.say(Behaviour::Authorization, "Its keys are good for " + stage.api + "/" + stage.stage + " now.");
    return changes;
}

} // namespace gw
