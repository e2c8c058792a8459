// Rules about what a stage logs, for which methods, and its canary (reference 1.28, 1.29 and 1.34).
#include "core/api/access_log_format.h"
#include "core/edit/stage_rules.h"
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

#include <algorithm>

namespace gw::lint_rules {

namespace {

constexpr char wayToCount[] =
    "Count requests in the Inspector or with \"gatewright traces\"; the service obeys the setting.";

// "pets/{petId}/GET" names a method that is there; "*" stands for any path or verb.
bool namesMethod(const LintScope& scope, const std::string& text)
{
    const std::size_t slash = text.rfind('/');
    const std::string path = "/" + text.substr(0, slash);
    const std::string verb = text.substr(slash + 1);
    return std::any_of(scope.methods().begin(), scope.methods().end(), [&](const LintedMethod& method) {
        return (path == "/*" || path == method.path()) && (verb == "*" || verb == toString(method.method->verb));
    });
}

} // namespace

void accessLogInvalid(LintScope& scope)
{
    for (const Stage& stage : scope.api().stages)
        if (const std::string fault = faultOf(stage.accessLog); !fault.empty())
            scope.report(stage, {Severity::Error, about(stage) + fault,
                                 "Choose a preset's format, and a file inside the project folder."});
}

void accessLogVariableUnknown(LintScope& scope)
{
    for (const Stage& stage : scope.api().stages)
        for (const AccessLogPart& part : accessLogParts(stage.accessLog.format))
            if (!part.variable.empty() && !isAccessLogVariable(part.variable))
                scope.report(stage, {Severity::Warning,
                                     about(stage) + "The access log uses \"$context." + part.variable +
                                         "\", which the service does not know.",
                                     "Correct its spelling; letter case counts. It is logged as \"-\"."});
}

void methodSettingsInvalid(LintScope& scope)
{
    for (const Stage& stage : scope.api().stages)
        for (const MethodSettings& settings : stage.methodSettings) {
            if (!isMethodSettingsPath(settings.methodPath))
                scope.report(stage,
                             {Severity::Error, about(stage) + inQuotes(settings.methodPath) + " names no method.",
                              "Use */* for all methods, or a path and a verb such as pets/{petId}/GET."});
            else if (settings.methodPath != "*/*" && !namesMethod(scope, settings.methodPath))
                scope.report(stage, {Severity::Warning,
                                     about(stage) + "The settings of " + inQuotes(settings.methodPath) +
                                         " are for a method that the API does not have.",
                                     "Correct the path and the verb, or remove the settings."});
            if (!isLoggingLevel(settings.loggingLevel))
                scope.report(stage,
                             {Severity::Error, about(stage) + inQuotes(settings.loggingLevel) + " is no logging level.",
                              "Use OFF, ERROR or INFO."});
        }
}

void canaryWithoutDeployment(LintScope& scope)
{
    for (const Stage& stage : scope.api().stages)
        if (stage.canary && stage.canary->deploymentId.empty())
            scope.report(stage, {Severity::Warning,
                                 about(stage) + "The canary has no deployment of its own; its share of the requests "
                                                "gets the stage's, with the canary's variables.",
                                 "Deploy to the canary, or remove it."});
}

// All are kept for the service, which the project may be deployed to.
void settingWithoutEffect(LintScope& scope)
{
    for (const Stage& stage : scope.api().stages) {
        for (const MethodSettings& settings : stage.methodSettings)
            if (settings.metricsEnabled)
                scope.report(stage, {Severity::Info,
                                     about(stage) + "Detailed metrics are on for " + inQuotes(settings.methodPath) +
                                         ", but Gatewright sends none.",
                                     wayToCount});
        for (const RouteSettings& settings : routeSettingsOf(stage))
            if (settings.detailedMetricsEnabled.value_or(false))
                scope.report(stage, {Severity::Info,
                                     about(stage) + subjectOf(settings) +
                                         " has detailed metrics turned on, but Gatewright sends none.",
                                     wayToCount});
        if (stage.canary && stage.canary->useStageCache)
            scope.report(stage,
                         {Severity::Info,
                          about(stage) + "The canary shares the stage's cache, but Gatewright caches no answers.",
                          "Nothing is to be done; the service obeys the setting."});
    }
}

} // namespace gw::lint_rules
