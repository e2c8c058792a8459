// Backends: what stands behind the APIs of one project: its functions, its state machines, its own servers, and AWS
// services elsewhere. Lives beside the Engine and follows the same project.
//
// Order of a life: construct, follow(), joinTo(engine), listen and deploy with surroundings(); Engine::stop() ends it.
#pragma once

#include "core/api/project.h"
#include "core/diagnostic.h"
#include "gateway-engine/compile/surroundings.h"
#include "gateway-engine/lambda/lambda_service.h"
#include "gateway-engine/servers/servers.h"
#include "gateway-engine/services.h"
#include "gateway-engine/states/states_service.h"

#include <filesystem>
#include <memory>
#include <string>

namespace gw::engine {

class AwsServiceClient;
class Engine;

struct BackendsOptions
{
    std::filesystem::path projectFolder; // what folders of functions and applications are relative to
    std::filesystem::path stateFolder;   // ".gatewright": executions; empty: they are kept in memory
};

class Backends
{
public:
    explicit Backends(const BackendsOptions& options, Services& services = systemServices());
    ~Backends(); // stop()
    Backends(const Backends&) = delete;
    Backends& operator=(const Backends&) = delete;

    // The project as it stands now, for what is served and compiled from here on; what runs ends as it began. Tells
    // what cannot run.
    Diagnostics follow(const Project& project);
    // Where functions reach @connections (compile/connections_url.h), once there is a port; empty: nowhere.
    void setConnectionsUrl(const std::string& url);
    // For compile(). Programs keep what they need of it, longer than this if need be.
    [[nodiscard]] Surroundings surroundings() const;
    // The project's port answers for Lambda and Step Functions as well, and the engine's stop() ends this.
    void joinTo(Engine& engine);
    // Ends processes and executions; idempotent.
    void stop();

    [[nodiscard]] LambdaService& functions() { return *m_functions; }
    [[nodiscard]] StatesService& stateMachines() { return *m_stateMachines; }
    [[nodiscard]] Servers& servers() { return *m_servers; }

private:
    AwsSettings m_aws;
    std::unique_ptr<Servers> m_servers;
    std::shared_ptr<LambdaService> m_functions;
    std::shared_ptr<AwsServiceClient> m_client; // reaches the two beside it; programs hold it
    std::shared_ptr<StatesService> m_stateMachines;
};

} // namespace gw::engine
