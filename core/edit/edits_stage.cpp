// Edits of stages (reference 1.28). Only what an edit brings is checked: a wrong variable that stands in the file
// already is lint's business and does not block editing another.
#include "core/api/route_key.h"
#include "core/edit/access_uses.h"
#include "core/edit/edits.h"
#include "core/edit/lookup.h"
#include "core/edit/stage_rules.h"
#include "core/edit/websocket_rules.h"
#include "core/in_quotes.h"

#include <algorithm>

namespace gw {

namespace {

Result<void> checkName(const Api& api, const Stage& stage)
{
    if (!isStageName(stage.name, api.kind()))
        return fail(inQuotes(stage.name) + " is not a valid stage name.",
                    "Use 1 to 128 letters, digits, underscores and hyphens.");
    const Stage* other = api.findStage(stage.name);
    if (other && other->id != stage.id)
        return fail("The API " + inQuotes(api.name) + " already has a stage " + inQuotes(stage.name) + ".",
                    "Choose another name.");
    return {};
}

Result<void> checkVariable(const std::string& name, const std::string& value)
{
    if (!isStageVariableName(name))
        return fail(inQuotes(name) + " is not a valid stage variable name.",
                    "Use 1 to 64 letters, digits and underscores.");
    if (!isStageVariableValue(value))
        return fail("The value of the stage variable " + inQuotes(name) + " is not valid.",
                    "Use at most 512 letters, digits and - . _ ~ : / ? # & = , characters.");
    return {};
}

Result<void> checkVariables(const Stage& stage, const StringMap& known)
{
    if (stage.variables.size() > maxStageVariables && stage.variables.size() > known.size())
        return fail("The stage " + inQuotes(stage.name) + " would have more than 100 variables.",
                    "Remove variables that are no longer used.");
    for (auto it = stage.variables.begin(); it != stage.variables.end(); ++it) {
        if (std::find(known.begin(), known.end(), *it) != known.end())
            continue;
        if (const auto valid = checkVariable(it->first, it->second); !valid)
            return valid;
        const auto isSameName = [&](const auto& other) { return other.first == it->first; };
        if (std::count_if(stage.variables.begin(), stage.variables.end(), isSameName) > 1)
            return fail("The stage " + inQuotes(stage.name) + " already has a variable " + inQuotes(it->first) + ".",
                        "Choose another name.");
    }
    return {};
}

Result<void> checkMethodSettings(const Stage& stage, const Stage& known)
{
    for (const MethodSettings& settings : stage.methodSettings) {
        if (std::find(known.methodSettings.begin(), known.methodSettings.end(), settings) == known.methodSettings.end())
            if (std::string fault = faultOf(settings); !fault.empty())
                return fail(std::move(fault), "Use limits of 0 and more, and a time of 0 to 3600 seconds.");
        if (!isMethodSettingsPath(settings.methodPath))
            return fail(inQuotes(settings.methodPath) + " names no method.",
                        "Use */* for all methods, or a path and a verb such as pets/{petId}/GET.");
        if (!isLoggingLevel(settings.loggingLevel))
            return fail(inQuotes(settings.loggingLevel) + " is no logging level.", "Use OFF, ERROR or INFO.");
        const auto isSamePath = [&](const MethodSettings& other) { return other.methodPath == settings.methodPath; };
        if (std::count_if(stage.methodSettings.begin(), stage.methodSettings.end(), isSamePath) > 1)
            return fail("The stage " + inQuotes(stage.name) + " has settings for " + inQuotes(settings.methodPath) +
                            " already.",
                        "Change those instead.");
    }
    return {};
}

Result<void> checkRouteKey(const std::string& key, ApiKind kind)
{
    if (kind != ApiKind::WebSocket)
        return writtenRouteKey(key) ? Result<void>{}
                                    : fail(inQuotes(key) + " is no route key.",
                                           "Write a method and a path, such as GET /pets/{petId}, or $default.");
    const std::string fault = faultOfRouteKey(key);
    return fault.empty() ? Result<void>{}
                         : fail(inQuotes(key) + " is no route key: " + fault,
                                "Use $connect, $disconnect, $default, or a key of your own.");
}

Result<void> checkRouteSettings(ApiKind kind, const Stage& stage, const Stage& known)
{
    const auto before = routeSettingsOf(known);
    for (const RouteSettings& settings : routeSettingsOf(stage))
        if (std::find(before.begin(), before.end(), settings) == before.end())
            if (std::string fault = faultOf(settings); !fault.empty())
                return fail(std::move(fault), "Use limits of 0 or more, and OFF, ERROR or INFO as a level.");
    for (const RouteSettings& settings : stage.routeSettings) {
        const auto isSameKey = [&](const RouteSettings& other) { return other.routeKey == settings.routeKey; };
        if (std::count_if(stage.routeSettings.begin(), stage.routeSettings.end(), isSameKey) > 1)
            return fail("The stage " + inQuotes(stage.name) + " has settings for " + inQuotes(settings.routeKey) +
                            " already.",
                        "Change those instead.");
        if (std::none_of(known.routeSettings.begin(), known.routeSettings.end(), isSameKey))
            if (auto valid = checkRouteKey(settings.routeKey, kind); !valid)
                return valid;
    }
    return {};
}

Result<void> checkCanary(const Stage& stage, const StringMap& known)
{
    if (!stage.canary)
        return {};
    if (!(stage.canary->percentTraffic >= 0 && stage.canary->percentTraffic <= 100))
        return fail("The canary of the stage " + inQuotes(stage.name) + " cannot take that share of the requests.",
                    "Use 0 to 100 percent.");
    Stage overrides;
    overrides.name = stage.name;
    overrides.variables = stage.canary->stageVariableOverrides;
    return checkVariables(overrides, known);
}

// What `stage` brings that `known` did not have.
Result<void> checkSettings(ApiKind kind, const Stage& stage, const Stage& known)
{
    if (!(stage.accessLog == known.accessLog))
        if (std::string fault = faultOf(stage.accessLog); !fault.empty())
            return fail(std::move(fault), "Choose a preset, and a file inside the project folder.");
    if (!(stage.methodSettings == known.methodSettings))
        if (const auto valid = checkMethodSettings(stage, known); !valid)
            return valid;
    if (const auto valid = checkRouteSettings(kind, stage, known); !valid)
        return valid;
    if (stage.cacheClusterSize != known.cacheClusterSize && !stage.cacheClusterSize.empty() &&
        !isCacheClusterSize(stage.cacheClusterSize))
        return fail("A cache cannot have a size of " + inQuotes(stage.cacheClusterSize) + " GB.",
                    "Use 0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118 or 237.");
    return checkCanary(stage, known.canary ? known.canary->stageVariableOverrides : StringMap{});
}

} // namespace

Result<Project> createStage(Project project, ApiId apiId, Stage stage)
{
    const Result<Api*> api = editApi(project, apiId);
    if (!api)
        return fail(api.error());
    stage.id = newStageId(**api, stage.name);
    if (const auto valid = checkName(**api, stage); !valid)
        return fail(valid.error());
    if (const auto valid = checkVariables(stage, {}); !valid)
        return fail(valid.error());
    if (const auto valid = checkSettings((*api)->kind(), stage, {}); !valid)
        return fail(valid.error());
    (*api)->stages.push_back(std::move(stage));
    return project;
}

Result<Project> setStage(Project project, ApiId apiId, Stage stage)
{
    const Result<Api*> api = editApi(project, apiId);
    if (!api)
        return fail(api.error());
    const Stage* known = (*api)->findStage(stage.id);
    if (!known)
        return fail("This stage is no longer in the API " + inQuotes((*api)->name) + ".",
                    "Choose another one, or undo its removal.", NodeRef{apiId, {}, {}, stage.id});
    if (stage.name != known->name)
        if (const auto valid = checkName(**api, stage); !valid)
            return fail(valid.error());
    if (const auto valid = checkVariables(stage, known->variables); !valid)
        return fail(valid.error());
    if (const auto valid = checkSettings((*api)->kind(), stage, *known); !valid)
        return fail(valid.error());
    const std::string formerName = known->name;
    for (Stage& existing : (*api)->stages)
        if (existing.id == stage.id)
            existing = stage;
    if (stage.name != formerName)
        renameStageUses(project, (*api)->name, formerName, stage.name);
    return project;
}

Result<Project> deleteStage(Project project, ApiId apiId, StageId id)
{
    const Result<Api*> api = editApi(project, apiId);
    if (!api)
        return fail(api.error());
    const Stage* known = (*api)->findStage(id);
    if (const ElementUses uses = known ? usesOfStage(project, (*api)->name, known->name) : ElementUses{}; !uses.empty())
        return fail("The stage " + inQuotes(known->name) + " is used by " + listed(uses) + ".",
                    "Take it out of there first.", uses.front().node);
    if (std::erase_if((*api)->stages, [id](const Stage& stage) { return stage.id == id; }) == 0)
        return fail("This stage is no longer in the API " + inQuotes((*api)->name) + ".",
                    "Choose another one, or undo its removal.", NodeRef{apiId, {}, {}, id});
    return project;
}

Result<Project> removeMethodSettings(Project project, ApiId apiId, StageId id, const std::string& methodPath)
{
    const Result<Api*> api = editApi(project, apiId);
    if (!api)
        return fail(api.error());
    for (Stage& stage : (*api)->stages) {
        if (stage.id != id)
            continue;
        const auto isMeant = [&](const MethodSettings& settings) { return settings.methodPath == methodPath; };
        if (std::erase_if(stage.methodSettings, isMeant) > 0)
            return project;
        return fail("Cannot remove method setting " + methodPath +
                        " because there is no method setting for this method ",
                    "Choose a method that the stage has settings for.", NodeRef{apiId, {}, {}, id});
    }
    return fail("This stage is no longer in the API " + inQuotes((*api)->name) + ".",
                "Choose another one, or undo its removal.", NodeRef{apiId, {}, {}, id});
}

Result<Project> promoteCanary(Project project, ApiId apiId, StageId id)
{
    const Result<Api*> api = editApi(project, apiId);
    if (!api)
        return fail(api.error());
    for (Stage& stage : (*api)->stages) {
        if (stage.id != id)
            continue;
        if (!stage.canary)
            return fail("The stage " + inQuotes(stage.name) + " has no canary to promote.", "Create a canary first.",
                        NodeRef{apiId, {}, {}, id});
        for (auto& [name, value] : stage.canary->stageVariableOverrides)
            setIn(stage.variables, name, value);
        stage.canary.reset();
        return project;
    }
    return fail("This stage is no longer in the API " + inQuotes((*api)->name) + ".",
                "Choose another one, or undo its removal.", NodeRef{apiId, {}, {}, id});
}

} // namespace gw
