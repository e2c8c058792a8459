// What `serve` keeps running: the project's APIs on an engine, brought up to date when the project changes.
#pragma once

#include "core/format/deployment_store.h"
#include "core/format/project_file.h"
#include "core/json/value.h"
#include "gateway-engine/access.h"
#include "gateway-engine/backends.h"
#include "gateway-engine/engine.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace gw::cli {

struct ListenOptions
{
    std::string host = "127.0.0.1";
    int port = 4780;
    std::string stage; // only this one; empty: all
};

// One line of what is served.
struct Served
{
    std::string name;
    std::string kind;
    std::string stage;
    std::string url;
};

class Serving
{
public:
    Serving(engine::Engine& engine, ListenOptions options) : m_engine(engine), m_options(std::move(options)) {}

    // What stands behind the APIs, and who may call them; before anything is deployed. They outlive the engine.
    void standOn(engine::Backends& backends, engine::Access& access);

    // Opens the project's port, and a port for each API that has its own or is one of several. From then on they follow
    // what is deployed.
    [[nodiscard]] Result<void> listen(const Project& project);
    // The project's own issuer, once there is a port: its address, and where the keys it makes are kept.
    void openIssuer(const std::filesystem::path& projectFolder);
    // Compiles and publishes every stage that is to be served, as far as it changed. What cannot be read or compiled at
    // the moment serves on as it was.
    Diagnostics deploy(const OpenedProject& opened);
    // Whether a stage has another active deployment than deploy() found.
    [[nodiscard]] bool hasNewDeployments(const OpenedProject& opened) const;
    // Whether the secrets file says something else than when deploy() read it.
    [[nodiscard]] bool hasNewSecrets(const OpenedProject& opened) const;
    // When a certificate of a domain should be made anew; nothing without domains that speak TLS.
    [[nodiscard]] std::optional<std::chrono::system_clock::time_point> renewal() const { return m_renewal; }
    // Makes those anew that are due, and shows them from then on.
    Diagnostics renewCertificates(const OpenedProject& opened);
    [[nodiscard]] std::vector<Served> served(const Project& project) const;
    // Where its custom domains answer: a line a mapping.
    [[nodiscard]] std::vector<Served> domains(const Project& project) const;

private:
    using StageKey = std::pair<std::string, std::string>; // API id, stage

    struct Deployed
    {
        Api api; // as compiled: compiled anew only when it differs
        Stage stage;
        std::string deploymentId;
        int surroundings = 0; // which ones it was compiled against
    };

    [[nodiscard]] bool isWanted(const Stage& stage) const;
    void deploy(const Api& api, const Stage& stage, const OpenedProject& opened, Diagnostics& diagnostics);
    void publish(const Api& api, const std::string& deploymentId, const Stage& stage, const DeploymentStore& store,
                 Diagnostics& diagnostics);
    void withdraw(const std::set<StageKey>& present);
    [[nodiscard]] Diagnostics follow(const Project& project);
    [[nodiscard]] Diagnostics followBackends(const OpenedProject& opened);
    [[nodiscard]] Diagnostics followAccess(const OpenedProject& opened);
    void followDomains(const OpenedProject& opened, Diagnostics& diagnostics);
    void makeSites(const OpenedProject& opened, Diagnostics& diagnostics);
    [[nodiscard]] engine::Surroundings surroundings() const;

    engine::Engine& m_engine;
    engine::Backends* m_backends = nullptr;
    engine::Access* m_access = nullptr;
    int m_accessVersion = 0;
    Secrets m_secrets;                      // in use
    bool m_areSecretsKept = true;           // false: their file cannot be read, and those before stay in use
    std::vector<Cow<DomainName>> m_domains; // whose certificates were asked for
    std::vector<engine::TlsSite> m_sites;   // what was given
    std::optional<std::chrono::system_clock::time_point> m_renewal;
    AwsSettings m_aws;                   // of the surroundings in use
    std::vector<Cow<Backend>> m_servers; // and the user's servers
    int m_surroundings = 0;              // changes with these
    ListenOptions m_options;
    bool m_isListening = false;
    engine::ListenTable m_table;
    std::map<StageKey, Deployed> m_deployed;
    std::map<StageKey, std::string> m_active; // ids of the deployments of stages without auto-deploy
};

[[nodiscard]] json::Value readyJson(const std::vector<Served>& served, const std::vector<Served>& domains);

} // namespace gw::cli
