// Rules about API keys, usage plans and the account's throttle (reference 1.27).
#include "core/api/elements.h"
#include "core/edit/access_rules.h"
#include "core/in_quotes.h"
#include "core/lint/project_scope.h"
#include "core/lint/rules.h"

#include <algorithm>

namespace gw::lint_rules {

namespace {

bool requiresKeys(const Api& api)
{
    if (const OpenApiDefinition* definition = api.openApi())
        for (const Cow<Resource>& resource : definition->resources)
            for (const Cow<Method>& method : resource->methods)
                if (method->apiKeyRequired)
                    return true;
    return false;
}

bool hasPlan(const Project& project, const Api& api, const Stage& stage)
{
    return std::any_of(project.usagePlans.begin(), project.usagePlans.end(),
                       [&](const Cow<UsagePlan>& plan) { return plan->findStage(api.name, stage.name); });
}

std::string incompleteText(const ThrottleSettings& throttle)
{
    if (throttle.rateLimit.has_value() == throttle.burstLimit.has_value())
        return {};
    return throttle.rateLimit ? "has a rate limit but no burst limit" : "has a burst limit but no rate limit";
}

constexpr char incompleteHint[] =
    "Set both; the missing one is the service's own, which may be far from what is meant.";

} // namespace

void apiKeyWithoutPlan(ProjectScope& scope)
{
    const Project& project = scope.project();
    for (const Cow<Api>& api : project.apis) {
        if (api->kind() != ApiKind::Rest || !requiresKeys(*api))
            continue;
        for (const Stage& stage : api->stages)
            if (!hasPlan(project, *api, stage))
                scope.report(NodeRef{api->id, {}, {}, stage.id}, {Severity::Warning,
                                                                  "Methods of " + inQuotes(api->name) +
                                                                      " require an API key, but no usage plan has the "
                                                                      "stage " +
                                                                      inQuotes(stage.name) + ": no key is good for it.",
                                                                  "Add the stage to a usage plan."});
    }
}

void usagePlanInvalid(ProjectScope& scope)
{
    for (const Cow<UsagePlan>& plan : scope.project().usagePlans)
        for (const std::string& fault : faultsOf(*plan))
            scope.report(nodeOf(plan->id), {Severity::Error, fault,
                                            "Use limits of 0 and more, a quota of 1 and more, and methods such as "
                                            "/pets/GET."});
    for (const std::string& fault : faultsOf(scope.project().accountThrottle, "The account"))
        scope.report(NodeRef{}, {Severity::Error, fault, "Use limits of 0 and more."});
}

void usagePlanUnknown(ProjectScope& scope)
{
    for (const Cow<UsagePlan>& plan : scope.project().usagePlans)
        for (const std::string& fault : unknownsOf(*plan, scope.project()))
            scope.report(nodeOf(plan->id), {Severity::Error, fault, "Correct the name, or take it out of the plan."});
}

void usagePlanConflict(ProjectScope& scope)
{
    const Project& project = scope.project();
    for (std::size_t i = 0; i < project.usagePlans.size(); ++i) {
        Project earlier; // each pair is told once
        earlier.usagePlans.assign(project.usagePlans.begin(),
                                  project.usagePlans.begin() + static_cast<std::ptrdiff_t>(i));
        for (const std::string& fault : conflictsOf(*project.usagePlans[i], earlier))
            scope.report(nodeOf(project.usagePlans[i]->id),
                         {Severity::Error, fault, "A key belongs to one plan of a stage: take it out of one of them."});
    }
}

void usagePlanEmpty(ProjectScope& scope)
{
    for (const Cow<UsagePlan>& plan : scope.project().usagePlans) {
        const std::string subject = "The usage plan " + inQuotes(plan->name);
        if (plan->keys.empty())
            scope.report(nodeOf(plan->id), {Severity::Warning, subject + " has no keys: nobody can use it.",
                                            "Add an API key, or delete the plan."});
        if (plan->apiStages.empty())
            scope.report(nodeOf(plan->id), {Severity::Warning, subject + " has no API stages: its keys open nothing.",
                                            "Add a stage of an API, or delete the plan."});
    }
}

void planThrottleIncomplete(ProjectScope& scope)
{
    const auto check = [&](const ThrottleSettings& throttle, const std::string& subject, const NodeRef& node) {
        if (const std::string text = incompleteText(throttle); !text.empty())
            scope.report(node, {Severity::Warning, subject + " " + text + ".", incompleteHint});
    };
    check(scope.project().accountThrottle, "The account", {});
    for (const Cow<UsagePlan>& plan : scope.project().usagePlans) {
        const std::string subject = "The usage plan " + inQuotes(plan->name);
        check(plan->throttle, subject, nodeOf(plan->id));
        for (const PlanStage& stage : plan->apiStages)
            for (const MethodThrottle& method : stage.throttle)
                check(method.throttle, subject + ", " + method.method + " of " + inQuotes(stage.api), nodeOf(plan->id));
    }
}

void apiKeyUnused(ProjectScope& scope)
{
    const auto& plans = scope.project().usagePlans;
    for (const Cow<ApiKey>& key : scope.project().apiKeys)
        if (std::none_of(plans.begin(), plans.end(), [&](const auto& plan) { return plan->hasKey(key->name); }))
            scope.report(nodeOf(key->id),
                         {Severity::Warning,
                          "The API key " + inQuotes(key->name) + " is in no usage plan: it opens nothing.",
                          "Add it to a plan, or delete it."});
}

} // namespace gw::lint_rules
