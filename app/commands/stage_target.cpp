// Chooses an API and a stage by name, and compares a draft with what the stage serves.
#include "app/commands/stage_target.h"

#include <algorithm>
#include <ostream>

namespace gw::cli {

Result<const Api*> chooseApi(const Project& project, const std::string& name)
{
    if (name.empty() && project.apis.size() == 1)
        return &*project.apis.front();
    if (const Api* api = project.findApi(name))
        return api;
    std::string names;
    for (const Cow<Api>& api : project.apis)
        names += (names.empty() ? "\"" : ", \"") + api->name + "\"";
    if (name.empty())
        return fail("The project has " + std::to_string(project.apis.size()) + " APIs.",
                    "Choose one with --api: " + names + ".");
    return fail("The project has no API \"" + name + "\".", "There are: " + names + ".");
}

Result<const Stage*> chooseStage(const Api& api, const std::string& name)
{
    if (name.empty() && api.stages.size() == 1)
        return &api.stages.front();
    if (const Stage* stage = api.findStage(name))
        return stage;
    std::string names;
    for (const Stage& stage : api.stages)
        names += (names.empty() ? "\"" : ", \"") + stage.name + "\"";
    if (name.empty())
        return fail("The API \"" + api.name + "\" has " + std::to_string(api.stages.size()) + " stages.",
                    names.empty() ? "Add one to gatewright.yaml." : "Choose one with --stage: " + names + ".");
    return fail("The API \"" + api.name + "\" has no stage \"" + name + "\".",
                names.empty() ? "Add it to gatewright.yaml." : "There are: " + names + ".");
}

namespace {

// `deployed`: null for a stage that serves nothing yet.
BehaviourChanges changesSince(const Api* deployed, const Api& draft)
{
    if (const auto* now = std::get_if<WebSocketApi>(&draft.definition)) {
        const auto* before = deployed ? std::get_if<WebSocketApi>(&deployed->definition) : nullptr;
        WebSocketApi nothing = *now;
        nothing.routes.clear();
        return behaviourDiff(before ? *before : nothing, *now, draft.id);
    }
    return deployed ? behaviourDiff(*deployed->openApi(), *draft.openApi(), draft.id)
                    : behavioursOf(*draft.openApi(), draft.id);
}

} // namespace

Result<DraftChanges> draftChanges(const DeploymentStore& store, const Api& api, const Stage& stage)
{
    DraftChanges result;
    DeploymentList list = store.list(api);
    result.diagnostics = std::move(list.diagnostics);
    const Deployment* active = list.activeOf(stage.name);
    if (!active) {
        result.changes = changesSince(nullptr, api);
        return result;
    }
    const Result<Api> deployed = store.read(api, active->id);
    if (!deployed)
        return fail(deployed.error());
    result.active = *active;
    result.changes = changesSince(&*deployed, api);
    return result;
}

json::Value asJson(const BehaviourChanges& changes)
{
    json::Array list;
    for (const BehaviourChange& change : changes) {
        const bool isAdded = change.kind == BehaviourChange::Kind::Added;
        const bool isRemoved = change.kind == BehaviourChange::Kind::Removed;
        list.push_back(json::Object{{"kind",
                                     isAdded     ? "added"
                                     : isRemoved ? "removed"
                                                 : "changed",
                                     {}},
                                    {"behaviour", behaviourName(change.behaviour), {}},
                                    {"subject", change.subject, {}},
                                    {"sentence", change.sentence, {}},
                                    {"breaksClients", change.breaksClients, {}}});
    }
    return list;
}

json::Value asJson(const Deployment& deployment)
{
    json::Value value = json::Object{{"id", deployment.id, {}},
                                     {"stage", deployment.stage, {}},
                                     {"createdDate", deployment.createdDate, {}},
                                     {"description", deployment.description, {}}};
    if (!deployment.restoredId.empty())
        value.set("restored", deployment.restoredId);
    if (deployment.isCanary)
        value.set("canary", true);
    return value;
}

void print(std::ostream& stream, const BehaviourChanges& changes)
{
    for (const BehaviourChange& change : changes) {
        const bool isAdded = change.kind == BehaviourChange::Kind::Added;
        const bool isRemoved = change.kind == BehaviourChange::Kind::Removed;
        stream << (isAdded     ? "+ "
                   : isRemoved ? "- "
                               : "~ ")
               << change.subject << ": " << change.sentence << (change.breaksClients ? " [breaks clients]" : "")
               << '\n';
    }
}

std::string counted(const BehaviourChanges& changes)
{
    const auto breaking = std::count_if(changes.begin(), changes.end(),
                                        [](const BehaviourChange& change) { return change.breaksClients; });
    std::string text = std::to_string(changes.size()) + (changes.size() == 1 ? " change" : " changes");
    if (breaking > 0)
        text += ", " + std::to_string(breaking) + (breaking == 1 ? " breaks clients" : " break clients");
    return text;
}

} // namespace gw::cli
