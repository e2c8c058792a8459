// Names in usage plans, domains and stages. An edit unshares only what it changes.
#include "core/edit/access_uses.h"

#include "core/api/resource_tree.h"
#include "core/api/route_key.h"
#include "core/edit/stage_rules.h"
#include "core/format/authorizer_scheme.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace gw {

namespace {

using IsMeant = std::function<bool(const std::string& api, const std::string& stage)>;

bool names(const UsagePlan& plan, const IsMeant& isMeant)
{
    return std::any_of(plan.apiStages.begin(), plan.apiStages.end(),
                       [&](const PlanStage& each) { return isMeant(each.api, each.stage); });
}

bool names(const DomainName& domain, const IsMeant& isMeant)
{
    const auto isTarget = [&](const auto& each) { return isMeant(each.target.api, each.target.stage); };
    return std::any_of(domain.mappings.begin(), domain.mappings.end(), isTarget) ||
           std::any_of(domain.rules.begin(), domain.rules.end(), isTarget);
}

ElementUses usesWhere(const Project& project, const IsMeant& isMeant)
{
    ElementUses uses;
    for (const Cow<UsagePlan>& plan : project.usagePlans)
        if (names(*plan, isMeant))
            uses.push_back({"the usage plan " + inQuotes(plan->name), nodeOf(plan->id)});
    for (const Cow<DomainName>& domain : project.domainNames)
        if (names(*domain, isMeant))
            uses.push_back({"the domain " + inQuotes(domain->name), nodeOf(domain->id)});
    return uses;
}

using Amend = std::function<void(std::string& api, std::string& stage)>;

void changeWhere(Project& project, const IsMeant& isMeant, const Amend& amend)
{
    for (Cow<UsagePlan>& plan : project.usagePlans)
        if (names(*plan, isMeant))
            for (PlanStage& each : plan.edit().apiStages)
                if (isMeant(each.api, each.stage))
                    amend(each.api, each.stage);
    const auto amendTargets = [&](auto& list) {
        for (auto& each : list)
            if (isMeant(each.target.api, each.target.stage))
                amend(each.target.api, each.target.stage);
    };
    for (Cow<DomainName>& domain : project.domainNames)
        if (names(*domain, isMeant)) {
            DomainName& edited = domain.edit();
            amendTargets(edited.mappings);
            amendTargets(edited.rules);
        }
}

IsMeant isApi(const std::string& wanted)
{
    return [wanted](const std::string& api, const std::string&) { return api == wanted; };
}

IsMeant isStage(const std::string& wantedApi, const std::string& wantedStage)
{
    return [=](const std::string& api, const std::string& stage) { return api == wantedApi && stage == wantedStage; };
}

// --- Settings of one method
// --------------------------------------------------------------------------------------------

using Rename = std::function<MethodName(const MethodName&)>;

// "/pets/GET" → "/pets", "GET"; the root's "//GET" and "/GET" both name it.
MethodName methodNamed(std::string_view text)
{
    const std::size_t slash = text.rfind('/');
    const std::string_view path = text.substr(0, slash);
    return {path.empty() ? "/" : std::string(path), std::string(text.substr(slash + 1))};
}

std::string renamed(const std::string& text, const Rename& rename)
{
    if (!text.starts_with('/') || text.starts_with("/*"))
        return text;
    const MethodName before = methodNamed(text);
    const MethodName after = rename(before);
    if (after.path == before.path && after.verb == before.verb)
        return text;
    return (after.path == "/" ? std::string() : after.path) + "/" + after.verb;
}

std::string renamedRoute(const std::string& routeKey, const Rename& rename)
{
    const auto key = writtenRouteKey(routeKey);
    if (!key)
        return routeKey;
    const MethodName after = rename({key->path, std::string(toString(key->verb))});
    return routeKeyOf(after.path, httpVerbFrom(after.verb).value_or(key->verb));
}

void renameIn(Stage& stage, const Rename& rename)
{
    for (MethodSettings& settings : stage.methodSettings)
        settings.methodPath = renamed("/" + settings.methodPath, rename).substr(1);
    for (RouteSettings& settings : stage.routeSettings)
        settings.routeKey = renamedRoute(settings.routeKey, rename);
}

void renameInStages(Project& project, const Api& api, const Rename& rename)
{
    std::vector<Stage> stages = api.stages;
    for (Stage& stage : stages)
        renameIn(stage, rename);
    if (stages != api.stages)
        project.edit(api.id)->stages = std::move(stages);
}

void renameInPlans(Project& project, const std::string& apiName, const Rename& rename)
{
    for (Cow<UsagePlan>& plan : project.usagePlans) {
        UsagePlan edited = *plan;
        for (PlanStage& stage : edited.apiStages)
            if (stage.api == apiName)
                for (MethodThrottle& method : stage.throttle)
                    method.method = renamed(method.method, rename);
        if (!(edited == *plan))
            plan = std::move(edited);
    }
}

void renameMethods(Project& project, ApiId id, const Rename& rename)
{
    const auto isMeant = [id](const Cow<Api>& api) { return api->id == id; };
    const auto found = std::find_if(project.apis.begin(), project.apis.end(), isMeant);
    if (found == project.apis.end())
        return;
    const Cow<Api> api = *found; // keeps what is looped over while the project's own is unshared
    renameInStages(project, *api, rename);
    renameInPlans(project, api->name, rename);
}

template <typename Visit>
void forEachStage(const Project& project, std::string Stage::*member, const std::string& name, const Visit& visit)
{
    for (const Cow<Api>& api : project.apis)
        for (const Stage& stage : api->stages)
            if (stage.*member == name)
                visit(*api, stage);
}

ElementUses stagesThatName(const Project& project, std::string Stage::*member, const std::string& name)
{
    ElementUses uses;
    forEachStage(project, member, name, [&](const Api& api, const Stage& stage) {
        uses.push_back(
            {"the stage " + inQuotes(stage.name) + " of " + inQuotes(api.name), NodeRef{api.id, {}, {}, stage.id}});
    });
    return uses;
}

void renameInStages(Project& project, std::string Stage::*member, const std::string& name, const std::string& newName)
{
    for (const ElementUse& use : stagesThatName(project, member, name))
        for (Stage& stage : project.edit(use.node.api)->stages)
            if (stage.id == use.node.stage)
                stage.*member = newName;
}

} // namespace

ElementUses usesOfApi(const Project& project, const std::string& api)
{
    return usesWhere(project, isApi(api));
}

ElementUses usesOfStage(const Project& project, const std::string& api, const std::string& stage)
{
    return usesWhere(project, isStage(api, stage));
}

void renameApiUses(Project& project, const std::string& api, const std::string& newName)
{
    changeWhere(project, isApi(api), [&](std::string& named, std::string&) { named = newName; });
}

void renameStageUses(Project& project, const std::string& api, const std::string& stage, const std::string& newName)
{
    changeWhere(project, isStage(api, stage), [&](std::string&, std::string& named) { named = newName; });
}

void followPath(Project& project, ApiId api, const std::string& from, const std::string& to)
{
    renameMethods(project, api, [&](const MethodName& method) {
        if (!isInSubtree(method.path, from))
            return method;
        const std::string rest = from == "/" ? method.path : method.path.substr(from.size());
        return MethodName{to == "/" && !rest.empty() ? rest : to + rest, method.verb};
    });
}

void followMethod(Project& project, ApiId api, const MethodName& from, const MethodName& to)
{
    renameMethods(project, api, [&](const MethodName& method) {
        return method.path == from.path && method.verb == from.verb ? to : method;
    });
}

void dropRouteSettings(std::vector<Stage>& stages, const std::string& routeKey)
{
    for (Stage& stage : stages)
        std::erase_if(stage.routeSettings, [&](const RouteSettings& each) { return each.routeKey == routeKey; });
}

ElementUses usesOfAuthorizer(const Api& api, const std::string& name)
{
    ElementUses uses;
    if (const OpenApiDefinition* definition = api.openApi())
        for (const Cow<Resource>& resource : definition->resources)
            for (const Cow<Method>& method : resource->methods)
                if (method->authorizer == name)
                    uses.push_back({std::string(toString(method->verb)) + " " + resource->path,
                                    NodeRef{api.id, resource->id, method->id, {}}});
    return uses;
}

ElementUses usesOf(const Project& project, const UserPool& pool)
{
    ElementUses uses;
    for (const Cow<Api>& api : project.apis)
        if (const OpenApiDefinition* definition = api->openApi())
            for (const Authorizer& authorizer : authorizersOf(*definition))
                if (std::find(authorizer.providerARNs.begin(), authorizer.providerARNs.end(), pool.arn) !=
                    authorizer.providerARNs.end())
                    uses.push_back({"the authorizer " + inQuotes(authorizer.name) + " of " + inQuotes(api->name),
                                    NodeRef{api->id, {}, {}, {}}});
    return uses;
}

ElementUses usesOf(const Project& project, const WebAcl& acl)
{
    return stagesThatName(project, &Stage::webAcl, acl.name);
}

ElementUses usesOf(const Project& project, const ClientCertificate& certificate)
{
    return stagesThatName(project, &Stage::clientCertificate, certificate.name);
}

void renameUses(Project& project, const ApiKey& key, const std::string& newName)
{
    for (Cow<UsagePlan>& plan : project.usagePlans)
        if (plan->hasKey(key.name)) {
            std::vector<std::string>& keys = plan.edit().keys;
            std::replace(keys.begin(), keys.end(), key.name, newName);
        }
}

void renameUses(Project& project, const WebAcl& acl, const std::string& newName)
{
    renameInStages(project, &Stage::webAcl, acl.name, newName);
}

void renameUses(Project& project, const ClientCertificate& certificate, const std::string& newName)
{
    renameInStages(project, &Stage::clientCertificate, certificate.name, newName);
}

void dropUses(Project& project, const ApiKey& key)
{
    for (Cow<UsagePlan>& plan : project.usagePlans)
        if (plan->hasKey(key.name))
            std::erase(plan.edit().keys, key.name);
}

} // namespace gw
