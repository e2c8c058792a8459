// Edits of API keys, usage plans and the account's throttle.
#include "core/api/element_name.h"
#include "core/edit/access_uses.h"
#include "core/edit/edits_access.h"
#include "core/edit/element_edits.h"
#include "core/format/manifest_usage_plan.h"

namespace gw {

namespace {

bool isFreeName(std::string_view name)
{
    return isElementName(name);
}

Faults faultsOfKey(const Project& project, const ApiKey& key)
{
    Faults faults = faultsOf(key);
    for (const Cow<ApiKey>& other : project.apiKeys)
        if (other->id != key.id && other->keyId == key.keyId)
            faults.push_back("The API key " + inQuotes(other->name) + " has the id " + inQuotes(key.keyId) +
                             " already.");
    return faults;
}

Faults faultsOfPlan(const Project& project, const UsagePlan& plan)
{
    Faults faults = faultsOf(plan);
    for (const Faults& more : {unknownsOf(plan, project), conflictsOf(plan, project)})
        faults.insert(faults.end(), more.begin(), more.end());
    for (const std::string& key : plan.keys) {
        const auto holds = [&](const Cow<UsagePlan>& other) { return other->id != plan.id && other->hasKey(key); };
        const auto others = std::count_if(project.usagePlans.begin(), project.usagePlans.end(), holds);
        if (static_cast<std::size_t>(others) + 1 > mostPlansOfKey)
            faults.push_back("The key " + inQuotes(key) + " would be in more than 10 usage plans.");
    }
    return faults;
}

constexpr ElementKind<ApiKey> keys = {&Project::apiKeys, "API key",
                                      "an API key",      apiKeyIdOf,
                                      isFreeName,        "Use one line of at most 1024 characters.",
                                      faultsOfKey,       "Give it an id of its own."};
constexpr ElementKind<UsagePlan> plans = {&Project::usagePlans, "usage plan",
                                          "a usage plan",       usagePlanIdOf,
                                          isFreeName,           "Use one line of at most 1024 characters.",
                                          faultsOfPlan,         "Correct it, or leave it as it was."};

// As `derived` says, or another one that nothing has yet.
template <typename T>
std::string freeText(const std::vector<Cow<T>>& elements, std::string T::*member, const auto& derived,
                     const std::string& name)
{
    std::string text = derived(name);
    for (int n = 2; std::any_of(elements.begin(), elements.end(),
                                [&](const Cow<T>& element) { return (*element).*member == text; });
         ++n)
        text = derived(name + " " + std::to_string(n));
    return text;
}

} // namespace

Result<Project> createApiKey(Project project, ApiKey key)
{
    const auto derived = [&](const std::string& name) { return derivedKeyId(project.name, name); };
    if (key.keyId.empty())
        key.keyId = freeText(project.apiKeys, &ApiKey::keyId, derived, key.name);
    return createElement(keys, std::move(project), std::move(key));
}

Result<Project> setApiKey(Project project, ApiKey key)
{
    return setElement(keys, std::move(project), std::move(key));
}

Result<Project> renameApiKey(Project project, ApiKeyId id, const std::string& name)
{
    return renameElement<ApiKey>(keys, std::move(project), id, name,
                                 [&](Project& edited, const ApiKey& known) { renameUses(edited, known, name); });
}

Result<Project> deleteApiKey(Project project, ApiKeyId id)
{
    if (const ApiKey* key = findById(project.apiKeys, id))
        dropUses(project, ApiKey(*key));
    return deleteElement(keys, std::move(project), id);
}

Result<Project> createUsagePlan(Project project, UsagePlan plan)
{
    const auto derived = [&](const std::string& name) { return derivedPlanId(project.name, name); };
    if (plan.planId.empty())
        plan.planId = freeText(project.usagePlans, &UsagePlan::planId, derived, plan.name);
    return createElement(plans, std::move(project), std::move(plan));
}

Result<Project> setUsagePlan(Project project, UsagePlan plan)
{
    return setElement(plans, std::move(project), std::move(plan));
}

Result<Project> renameUsagePlan(Project project, UsagePlanId id, const std::string& name)
{
    return renameElement<UsagePlan>(plans, std::move(project), id, name);
}

Result<Project> deleteUsagePlan(Project project, UsagePlanId id)
{
    return deleteElement(plans, std::move(project), id);
}

Result<Project> setAccountThrottle(Project project, ThrottleSettings throttle)
{
    if (const Faults faults = faultsOf(throttle, "The account"); !faults.empty())
        return fail(faults.front(), "Use limits of 0 and more; empty ones are the service's own.");
    project.accountThrottle = throttle;
    return project;
}

} // namespace gw
