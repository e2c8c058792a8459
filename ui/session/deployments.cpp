// Settings of a stage (its variables) take effect at once, as in API Gateway; a deployment holds the definition only.
#include "ui/session/deployments.h"

namespace gw::ui {

namespace {

// Before the first deployment everything is new.
Api withoutDefinition(Api api)
{
    if (OpenApiDefinition* definition = api.openApi())
        definition->resources.clear();
    return api;
}

} // namespace

void Deployments::open(const Project& project, std::optional<std::filesystem::path> folder)
{
    m_snapshots.clear();
    m_store.reset();
    if (!folder)
        return;
    m_store.emplace(*folder);
    for (const Cow<Api>& api : project.apis) {
        const DeploymentList list = m_store->list(*api);
        for (const Stage& stage : api->stages) {
            const Deployment* active = list.activeOf(stage.name);
            if (stage.autoDeploy || !active)
                continue;
            if (auto snapshot = m_store->read(*api, active->id))
                m_snapshots[{api->id, stage.id}] = std::make_shared<const Api>(std::move(*snapshot));
        }
    }
}

std::shared_ptr<const Api> Deployments::served(const Cow<Api>& draft, const Stage& stage) const
{
    if (stage.autoDeploy)
        return draft.share();
    const auto it = m_snapshots.find({draft->id, stage.id});
    return it == m_snapshots.end() ? nullptr : it->second;
}

Result<void> Deployments::deploy(std::shared_ptr<const Api> draft, const Stage& stage, const std::string& date)
{
    if (m_store) {
        if (const auto recorded = m_store->record(*draft, stage.name, date); !recorded)
            return fail(recorded.error());
    }
    m_snapshots[{draft->id, stage.id}] = std::move(draft);
    return {};
}

Changes Deployments::pending(const Api& draft, const Stage& stage) const
{
    if (stage.autoDeploy)
        return {};
    const auto it = m_snapshots.find({draft.id, stage.id});
    return diff(it == m_snapshots.end() ? withoutDefinition(draft) : *it->second, draft);
}

} // namespace gw::ui
