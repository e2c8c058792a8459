// ServerAccount: what a server does at a moment, put together from its instances. Thread-safe.
#pragma once

#include "core/api/backend.h"
#include "gateway-engine/servers/server_instance.h"
#include "gateway-engine/servers/server_status.h"

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

class ServerAccount
{
public:
    using Instances = std::vector<std::shared_ptr<ServerInstance>>;

    explicit ServerAccount(std::shared_ptr<ChangeBell> bell) : m_bell(std::move(bell)) {}

    void setBackend(const Backend& backend);
    void setInstances(Instances instances); // of an application all its processes
    [[nodiscard]] Instances instances() const;
    [[nodiscard]] std::string name() const;
    // Of an application: whether it is wanted, and what keeps it from starting ("" for nothing).
    void setApplication(bool isOn, std::string problem);

    [[nodiscard]] ServerStatus status(const Moment& moment) const;

private:
    struct State
    {
        ServerState state = ServerState::Stopped;
        std::string reason;
    };
    [[nodiscard]] State applicationState(const std::vector<InstanceStatus>& instances) const;
    [[nodiscard]] static State groupState(const std::vector<InstanceStatus>& instances);

    const std::shared_ptr<ChangeBell> m_bell;
    mutable std::mutex m_mutex;
    BackendId m_id;
    std::string m_name;
    bool m_isApplication = false;
    bool m_isOn = false;
    std::string m_problem;
    Instances m_instances;
    mutable ServerState m_state = ServerState::Stopped; // when last looked at
    mutable std::chrono::system_clock::time_point m_since;
};

} // namespace gw::engine
