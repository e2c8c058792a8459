// What `deploy` and `diff` share (and `invoke` in part): which API and stage are meant, and what differs between the
// draft and what the stage serves.
#pragma once

#include "core/edit/behaviour_diff.h"
#include "core/format/deployment_store.h"

#include <iosfwd>
#include <optional>
#include <string>

namespace gw::cli {

// By name; with no name, the only one there is.
[[nodiscard]] Result<const Api*> chooseApi(const Project& project, const std::string& name);
[[nodiscard]] Result<const Stage*> chooseStage(const Api& api, const std::string& name);

struct DraftChanges
{
    std::optional<Deployment> active; // none: the stage has nothing deployed, and everything is new
    BehaviourChanges changes;
    Diagnostics diagnostics; // of the store
};
[[nodiscard]] Result<DraftChanges> draftChanges(const DeploymentStore& store, const Api& api, const Stage& stage);

[[nodiscard]] json::Value asJson(const BehaviourChanges& changes);
[[nodiscard]] json::Value asJson(const Deployment& deployment);
// "+ GET /pets: The route is new.", a line each.
void print(std::ostream& stream, const BehaviourChanges& changes);
[[nodiscard]] std::string counted(const BehaviourChanges& changes); // "3 changes, 1 breaks clients"

} // namespace gw::cli
