// Deployments: what every stage serves, and what was deployed to it before. Auto-deploy stages serve the draft; the
// others the snapshot that was last deployed to them. Values only: no engine, no signals.
#pragma once

#include "core/edit/diff.h"
#include "core/format/deployment_store.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace gw::ui {

// What a deployment of `draft` would change: what is new, gone or different in the design. nullptr: nothing was
// deployed.
[[nodiscard]] Changes changesSince(const Api* deployed, const Api& draft);

class Deployments
{
public:
    using Key = std::pair<ApiId, StageId>;
    // Gives a deployment's snapshot, or why it cannot be read. Owns what it touches: may run on a worker.
    using Reader = std::function<Result<std::shared_ptr<const Api>>()>;

    // Starts over for another project. Without a folder (lone files) deployments live as long as the session.
    void open(const Project& project, std::optional<std::filesystem::path> folder);

    // Takes in what others recorded in the folder; false when there is nothing new.
    [[nodiscard]] bool refresh(const Project& project);

    // What the stage serves for this draft; nullptr when nothing was deployed to it yet.
    [[nodiscard]] std::shared_ptr<const Api> served(const Cow<Api>& draft, const Stage& stage) const;
    [[nodiscard]] Changes pending(const Api& draft, const Stage& stage) const;

    // Newest first, those for canaries among them.
    [[nodiscard]] std::vector<Deployment> history(ApiId api, const Stage& stage) const;
    [[nodiscard]] const Deployment* active(ApiId api, const Stage& stage) const;
    [[nodiscard]] Reader reader(const Api& draft, const std::string& deploymentId) const;

    struct Note
    {
        std::string date; // ISO 8601
        std::string description;
        std::string restoredId; // the deployment whose definition becomes the active one again
    };
    [[nodiscard]] Result<void> deploy(std::shared_ptr<const Api> snapshot, const Stage& stage, const Note& note);
    // Recorded for the stage's canary; gives the id for the canary settings.
    [[nodiscard]] Result<std::string> deployCanary(std::shared_ptr<const Api> draft, const Stage& stage,
                                                   const Note& note);

private:
    void remember(std::shared_ptr<const Api> snapshot, Deployment deployment);

    std::map<Key, std::shared_ptr<const Api>> m_snapshots;
    std::map<ApiId, DeploymentList> m_lists;
    std::map<std::string, std::shared_ptr<const Api>> m_made; // in this session, by id
    std::optional<DeploymentStore> m_store;
};

} // namespace gw::ui
