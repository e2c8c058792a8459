// Rules about what a stage of an HTTP or WebSocket API says of its routes (reference 2.8, 3.5).
#include "core/api/route_key.h"
#include "core/edit/stage_rules.h"
#include "core/in_quotes.h"
#include "core/lint/lint_scope.h"
#include "core/lint/rules.h"

#include <algorithm>

namespace gw::lint_rules {

namespace {

void checkValues(LintScope& scope, const Stage& stage)
{
    for (const RouteSettings& settings : routeSettingsOf(stage))
        if (const std::string fault = faultOf(settings); !fault.empty())
            scope.report(stage, {Severity::Error, about(stage) + fault,
                                 "Use limits of 0 or more, and OFF, ERROR or INFO as a level."});
}

} // namespace

void routeSettingsInvalid(LintScope& scope)
{
    if (scope.api().kind() == ApiKind::Rest)
        return;
    const std::vector<std::string> keys = routeKeysOf(scope.api());
    for (const Stage& stage : scope.api().stages) {
        checkValues(scope, stage);
        for (const RouteSettings& settings : stage.routeSettings)
            if (std::find(keys.begin(), keys.end(), settings.routeKey) == keys.end())
                scope.report(stage, {Severity::Warning,
                                     about(stage) + "The settings of " + inQuotes(settings.routeKey) +
                                         " are for a route that the API does not have.",
                                     "Correct the key, or remove the settings."});
    }
}

} // namespace gw::lint_rules
