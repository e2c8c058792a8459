// Deployments: immutable snapshots of an API's definition (reference 1.28), kept in
// <project>/.gatewright/deployments/<api>/ as an index entry `<id>.json` beside the OpenAPI text that was deployed.
// The newest deployment of a stage is its active one; making an old definition active again records it anew. A canary's
// deployment (reference 1.29) is never active: the stage's canary settings name it.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gw {

struct Deployment
{
    std::string id; // six lower-case letters and digits
    std::string stage;
    std::string createdDate; // ISO 8601, given by who records it: core has no clock
    std::string description;
    int sequence = 0;       // counts the API's deployments from 1
    bool isCanary = false;  // made for the canary of the stage
    std::string restoredId; // the deployment whose definition was made active again; empty for one of the draft
    bool operator==(const Deployment&) const = default;
};

struct DeploymentList
{
    std::vector<Deployment> deployments; // oldest first
    Diagnostics diagnostics;             // entries that cannot be read are left out and named here
    // The one a stage serves; nullptr when nothing was deployed to it.
    [[nodiscard]] const Deployment* activeOf(std::string_view stage) const;
    [[nodiscard]] const Deployment* find(std::string_view id) const;
    [[nodiscard]] std::vector<Deployment> historyOf(std::string_view stage) const; // newest first, canaries among them
};

class DeploymentStore
{
public:
    explicit DeploymentStore(std::filesystem::path projectFolder);

    // Makes the API's present definition the active deployment of `stage`.
    [[nodiscard]] Result<Deployment> record(const Api& api, const std::string& stage, const std::string& createdDate,
                                            const std::string& description = {}) const;
    // The same for the stage's canary: the stage goes on serving what it serves. Its id belongs into the canary
    // settings.
    [[nodiscard]] Result<Deployment> recordCanary(const Api& api, const std::string& stage,
                                                  const std::string& createdDate,
                                                  const std::string& description = {}) const;
    // Rolls back, or promotes: the definition of any deployment of the API becomes the stage's active one, recorded
    // anew with the very text that was deployed then.
    [[nodiscard]] Result<Deployment> activate(const Api& api, const std::string& stage, const std::string& deploymentId,
                                              const std::string& createdDate,
                                              const std::string& description = {}) const;
    [[nodiscard]] DeploymentList list(const Api& api) const;
    // `api` as it was deployed: the definition comes from the deployment, everything a deployment does not hold (name,
    // stages and their variables) from `api`.
    [[nodiscard]] Result<Api> read(const Api& api, const std::string& deploymentId) const;

    // Where deployments of the project are or will be found, to be watched; those that are there, and the store itself.
    [[nodiscard]] std::set<std::filesystem::path> folders() const;

private:
    [[nodiscard]] std::filesystem::path folderOf(const Api& api) const;
    [[nodiscard]] Result<Deployment> write(const Api& api, Deployment deployment, const std::string& text) const;

    std::filesystem::path m_root;
};

} // namespace gw
