// Deployments: what every stage serves. Auto-deploy stages serve the draft; the others the snapshot that was last
// deployed to them. Values only: no engine, no signals.
#pragma once

#include "core/edit/diff.h"
#include "core/format/deployment_store.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace gw::ui {

class Deployments
{
public:
    using Key = std::pair<ApiId, StageId>;

    // Starts over for another project. Without a folder (lone files) deployments live as long as the session.
    void open(const Project& project, std::optional<std::filesystem::path> folder);

    // What the stage serves for this draft; nullptr when nothing was deployed to it yet.
    [[nodiscard]] std::shared_ptr<const Api> served(const Cow<Api>& draft, const Stage& stage) const;
    [[nodiscard]] Result<void> deploy(std::shared_ptr<const Api> draft, const Stage& stage, const std::string& date);
    [[nodiscard]] Changes pending(const Api& draft, const Stage& stage) const;

private:
    std::map<Key, std::shared_ptr<const Api>> m_snapshots;
    std::optional<DeploymentStore> m_store;
};

} // namespace gw::ui
