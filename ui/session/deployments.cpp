// Settings of a stage (its variables) take effect at once, as in API Gateway; a deployment holds the definition only.
#include "ui/session/deployments.h"

#include <algorithm>

namespace gw::ui {

namespace {

// Before the first deployment everything is new.
Api withoutDefinition(Api api)
{
    if (OpenApiDefinition* definition = api.openApi())
        definition->resources.clear();
    if (auto* socket = std::get_if<WebSocketApi>(&api.definition))
        socket->routes.clear();
    return api;
}

} // namespace

Changes changesSince(const Api* deployed, const Api& draft)
{
    return diff(deployed ? *deployed : withoutDefinition(draft), draft);
}

void Deployments::open(const Project& project, std::optional<std::filesystem::path> folder)
{
    m_snapshots.clear();
    m_lists.clear();
    m_made.clear();
    m_store.reset();
    if (!folder)
        return;
    m_store.emplace(*folder);
    for (const Cow<Api>& api : project.apis) {
        const DeploymentList& list = m_lists[api->id] = m_store->list(*api);
        for (const Stage& stage : api->stages) {
            const Deployment* active = list.activeOf(stage.name);
            if (stage.autoDeploy || !active)
                continue;
            if (auto snapshot = m_store->read(*api, active->id))
                m_snapshots[{api->id, stage.id}] = std::make_shared<const Api>(std::move(*snapshot));
        }
    }
}

bool Deployments::refresh(const Project& project)
{
    if (!m_store)
        return false;
    bool isNew = false;
    for (const Cow<Api>& api : project.apis) {
        DeploymentList now = m_store->list(*api);
        DeploymentList& known = m_lists[api->id];
        if (now.deployments == known.deployments)
            continue;
        for (const Stage& stage : api->stages) {
            const Deployment* active = now.activeOf(stage.name);
            const Deployment* before = known.activeOf(stage.name);
            if (!active || (before && before->id == active->id))
                continue;
            if (auto snapshot = m_store->read(*api, active->id))
                m_snapshots[{api->id, stage.id}] = std::make_shared<const Api>(std::move(*snapshot));
        }
        known = std::move(now);
        isNew = true;
    }
    return isNew;
}

std::shared_ptr<const Api> Deployments::served(const Cow<Api>& draft, const Stage& stage) const
{
    if (stage.autoDeploy)
        return draft.share();
    const auto it = m_snapshots.find({draft->id, stage.id});
    return it == m_snapshots.end() ? nullptr : it->second;
}

Changes Deployments::pending(const Api& draft, const Stage& stage) const
{
    if (stage.autoDeploy)
        return {};
    const auto it = m_snapshots.find({draft.id, stage.id});
    return changesSince(it == m_snapshots.end() ? nullptr : it->second.get(), draft);
}

std::vector<Deployment> Deployments::history(ApiId api, const Stage& stage) const
{
    const auto list = m_lists.find(api);
    return list == m_lists.end() ? std::vector<Deployment>() : list->second.historyOf(stage.name);
}

const Deployment* Deployments::active(ApiId api, const Stage& stage) const
{
    const auto list = m_lists.find(api);
    return list == m_lists.end() ? nullptr : list->second.activeOf(stage.name);
}

Deployments::Reader Deployments::reader(const Api& draft, const std::string& deploymentId) const
{
    using Snapshot = Result<std::shared_ptr<const Api>>;
    if (const auto made = m_made.find(deploymentId); made != m_made.end())
        return [snapshot = made->second]() -> Snapshot { return snapshot; };
    if (!m_store)
        return []() -> Snapshot { return fail("This deployment is gone.", "Deploy the design again."); };
    return [store = *m_store, draft, deploymentId]() -> Snapshot {
        Result<Api> read = store.read(draft, deploymentId);
        if (!read)
            return fail(read.error());
        return std::make_shared<const Api>(std::move(*read));
    };
}

Result<void> Deployments::deploy(std::shared_ptr<const Api> snapshot, const Stage& stage, const Note& note)
{
    Deployment made;
    if (m_store) {
        const Result<Deployment> recorded =
            note.restoredId.empty()
                ? m_store->record(*snapshot, stage.name, note.date, note.description)
                : m_store->activate(*snapshot, stage.name, note.restoredId, note.date, note.description);
        if (!recorded)
            return fail(recorded.error());
        made = *recorded;
    } else {
        made = Deployment{{}, stage.name, note.date, note.description, 0, false, note.restoredId};
    }
    m_snapshots[{snapshot->id, stage.id}] = snapshot;
    remember(std::move(snapshot), std::move(made));
    return {};
}

Result<std::string> Deployments::deployCanary(std::shared_ptr<const Api> draft, const Stage& stage, const Note& note)
{
    Deployment made{{}, stage.name, note.date, note.description, 0, true, {}};
    if (m_store) {
        const Result<Deployment> recorded = m_store->recordCanary(*draft, stage.name, note.date, note.description);
        if (!recorded)
            return fail(recorded.error());
        made = *recorded;
    }
    const ApiId api = draft->id;
    remember(std::move(draft), std::move(made));
    return m_lists[api].deployments.back().id;
}

void Deployments::remember(std::shared_ptr<const Api> snapshot, Deployment deployment)
{
    std::vector<Deployment>& all = m_lists[snapshot->id].deployments;
    if (deployment.id.empty()) { // of a lone file: for this session alone
        deployment.sequence = int(all.size()) + 1;
        deployment.id = "s" + std::to_string(deployment.sequence);
    }
    m_made[deployment.id] = std::move(snapshot);
    all.push_back(std::move(deployment));
}

} // namespace gw::ui
