// What changes for clients in how often they may call, and what is kept of answers. A limit that is new or lower breaks
// clients that were within the former one.
#include "core/edit/behaviour_diff_parts.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw {

namespace {

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

// Settings of one method or route; as if nothing were set where there are none.
template <typename Settings>
Settings entryOf(const std::vector<Settings>& all, std::string Settings::*name, const std::string& wanted)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const Settings& each) { return each.*name == wanted; });
    return found == all.end() ? Settings{} : *found;
}

// What either has settings for.
template <typename Settings>
std::vector<std::string> namesIn(const std::vector<Settings>& before, const std::vector<Settings>& after,
                                 std::string Settings::*name)
{
    std::vector<std::string> names;
    for (const auto* list : {&before, &after})
        for (const Settings& each : *list)
            if (std::find(names.begin(), names.end(), each.*name) == names.end())
                names.push_back(each.*name);
    return names;
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

void compareMethodSettings(BehaviourReport& report, const Stage& before, const Stage& after, const NodeRef& node)
{
    constexpr auto name = &MethodSettings::methodPath;
    for (const std::string& path : namesIn(before.methodSettings, after.methodSettings, name)) {
        report.begin("Stage " + after.name + ", " + path, node);
        compareSettings(report, entryOf(before.methodSettings, name, path), entryOf(after.methodSettings, name, path));
    }
}

void compareRouteSettings(BehaviourReport& report, const Stage& before, const Stage& after, const NodeRef& node)
{
    constexpr auto name = &RouteSettings::routeKey;
    const auto was = routeSettingsOf(before);
    const auto is = routeSettingsOf(after);
    for (const std::string& key : namesIn(was, is, name)) {
        report.begin("Stage " + after.name + ", " + (key.empty() ? "all routes" : key), node);
        compareThrottles(report, entryOf(was, name, key).throttling, entryOf(is, name, key).throttling);
    }
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

BehaviourChanges behaviourDiff(const Stage& before, const Stage& after, ApiId api)
{
    const OpenApiDefinition none;
    BehaviourChanges changes;
    BehaviourReport report(none, none, changes);
    const NodeRef node{api, {}, {}, after.id};
    compareMethodSettings(report, before, after, node);
    compareRouteSettings(report, before, after, node);
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
