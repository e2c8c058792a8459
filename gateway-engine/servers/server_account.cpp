#include "gateway-engine/servers/server_account.h"

#include <algorithm>

namespace gw::engine {

void ServerAccount::setBackend(const Backend& backend)
{
    {
        const std::lock_guard lock(m_mutex);
        m_id = backend.id;
        m_name = backend.name;
        m_isApplication = std::holds_alternative<ProcfileApplication>(backend.target);
    }
    m_bell->ring();
}

void ServerAccount::setInstances(Instances instances)
{
    {
        const std::lock_guard lock(m_mutex);
        m_instances = std::move(instances);
    }
    m_bell->ring();
}

ServerAccount::Instances ServerAccount::instances() const
{
    const std::lock_guard lock(m_mutex);
    return m_instances;
}

std::string ServerAccount::name() const
{
    const std::lock_guard lock(m_mutex);
    return m_name;
}

void ServerAccount::setApplication(bool isOn, std::string problem)
{
    {
        const std::lock_guard lock(m_mutex);
        m_isOn = isOn;
        m_problem = std::move(problem);
    }
    m_bell->ring();
}

ServerStatus ServerAccount::status(const Moment& moment) const
{
    const std::lock_guard lock(m_mutex);
    ServerStatus status;
    status.id = m_id;
    status.name = m_name;
    for (const auto& instance : m_instances)
        status.instances.push_back(instance->status(moment));
    State state = m_isApplication ? applicationState(status.instances) : groupState(status.instances);
    if (state.state != m_state || m_since == std::chrono::system_clock::time_point())
        m_since = moment.wall;
    m_state = state.state;
    status.state = state.state;
    status.reason = std::move(state.reason);
    status.since = m_since;
    return status;
}

ServerAccount::State ServerAccount::applicationState(const std::vector<InstanceStatus>& instances) const
{
    if (!m_problem.empty())
        return {ServerState::Failing, m_problem};
    if (!m_isOn) {
        const bool isEnding =
            std::any_of(instances.begin(), instances.end(), [](const InstanceStatus& each) { return each.pid != 0; });
        return {ServerState::Stopped, isEnding ? "Its processes are stopping." : ""};
    }
    State worst{ServerState::Running, {}};
    for (const InstanceStatus& each : instances) {
        const bool isDown = each.health == TargetHealth::Unused && each.pid == 0 && each.reason != "starts";
        if (isDown || each.health == TargetHealth::Unhealthy)
            return {ServerState::Failing, each.name + ": " + each.reason};
        if (each.health != TargetHealth::Healthy && worst.state == ServerState::Running)
            worst = {ServerState::Starting, each.name + ": " + each.reason};
    }
    if (instances.empty())
        return {ServerState::Starting, {}};
    return worst;
}

ServerAccount::State ServerAccount::groupState(const std::vector<InstanceStatus>& instances)
{
    if (instances.empty())
        return {ServerState::Failing, "It has no instances."};
    State state{ServerState::Starting, {}};
    for (const InstanceStatus& each : instances) {
        if (each.health == TargetHealth::Healthy)
            return {ServerState::Running, {}};
        if (each.health != TargetHealth::Initial && state.state == ServerState::Starting)
            state = {ServerState::Failing, each.name + ": " + each.reason};
    }
    return state;
}

} // namespace gw::engine
