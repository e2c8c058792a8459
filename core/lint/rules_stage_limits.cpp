// Rules about how a stage limits and caches (reference 1.27, 1.28, 1.30 and 2.8).
#include "core/edit/stage_rules.h"
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

namespace gw::lint_rules {

void stageLimitInvalid(LintScope& scope)
{
    for (const Stage& stage : scope.api().stages) {
        for (const MethodSettings& settings : stage.methodSettings)
            if (const std::string fault = faultOf(settings); !fault.empty())
                scope.report(stage, {Severity::Error, about(stage) + fault,
                                     "Use limits of 0 and more, and a time of 0 to 3600 seconds."});
        if (!stage.cacheClusterSize.empty() && !isCacheClusterSize(stage.cacheClusterSize))
            scope.report(stage,
                         {Severity::Error,
                          about(stage) + "A cache cannot have a size of " + inQuotes(stage.cacheClusterSize) + " GB.",
                          "Use 0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118 or 237."});
    }
}

void throttleIncomplete(LintScope& scope)
{
    const auto check = [&scope](const Stage& stage, const ThrottleSettings& throttle, const std::string& subject) {
        if (throttle.rateLimit.has_value() != throttle.burstLimit.has_value())
            scope.report(stage, {Severity::Warning,
                                 about(stage) + subject +
                                     (throttle.rateLimit ? " has a rate limit but no burst limit."
                                                         : " has a burst limit but no rate limit."),
                                 "Set both; the missing one is the account's, which may be far from what is meant."});
    };
    for (const Stage& stage : scope.api().stages) {
        for (const MethodSettings& settings : stage.methodSettings)
            check(stage, settings.throttling, inQuotes(settings.methodPath));
        check(stage, stage.defaultRouteSettings.throttling, subjectOf(stage.defaultRouteSettings));
        for (const RouteSettings& settings : stage.routeSettings)
            if (settings.throttling.isSet()) // what it leaves unset is the default of all routes
                check(stage, settingsOfRoute(stage, settings.routeKey).throttling, subjectOf(settings));
    }
}

void cacheOff(LintScope& scope)
{
    for (const Stage& stage : scope.api().stages)
        for (const MethodSettings& settings : stage.methodSettings)
            if (settings.caching.enabled.value_or(false) && !stage.cacheClusterEnabled)
                scope.report(stage, {Severity::Warning,
                                     about(stage) + "Answers of " + inQuotes(settings.methodPath) +
                                         " are to be cached, but the stage has no cache.",
                                     "Turn on the stage's cache (cacheClusterEnabled), or turn off the caching."});
}

void webAclWithoutEffect(LintScope& scope)
{
    if (scope.api().kind() == ApiKind::Rest)
        return;
    for (const Stage& stage : scope.api().stages)
        if (!stage.webAcl.empty())
            scope.report(stage,
                         {Severity::Warning, about(stage) + "It has a web ACL, which only stages of REST APIs obey.",
                          "Remove it, or make the API a REST API."});
}

} // namespace gw::lint_rules
