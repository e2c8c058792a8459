// A request enters before it looks whether the instance still takes requests, and who takes it out of the rotation does
// so before looking who is in it: one of the two always sees the other.
#include "gateway-engine/servers/server_instance.h"

#include "gateway-engine/transport/request_head.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace gw::engine {

namespace {

constexpr std::size_t keptFailures = 10;
constexpr auto notEjected = std::numeric_limits<std::chrono::steady_clock::rep>::min();

bool mayTake(TargetHealth health)
{
    return health != TargetHealth::Unused && health != TargetHealth::Draining;
}

std::string_view stateName(TargetHealth health)
{
    switch (health) {
    case TargetHealth::Unused:
        return "unused";
    case TargetHealth::Initial:
        return "not checked yet";
    case TargetHealth::Healthy:
        return "healthy";
    case TargetHealth::Unhealthy:
        return "unhealthy";
    case TargetHealth::Draining:
        return "draining";
    }
    return {};
}

std::string withReason(std::string text, const std::string& reason)
{
    return reason.empty() ? text : text + " (" + reason + ")";
}

} // namespace

ServerInstance::ServerInstance(std::string name, Endpoint endpoint, std::shared_ptr<ChangeBell> bell)
    : m_name(std::move(name)), m_endpoint(std::move(endpoint)), m_bell(std::move(bell)), m_port(m_endpoint.port),
      m_ejectedUntil(notEjected)
{
}

Endpoint ServerInstance::endpoint() const
{
    Endpoint endpoint = m_endpoint;
    endpoint.port = m_port;
    return endpoint;
}

std::string ServerInstance::address() const
{
    const Endpoint here = endpoint();
    return here.port == 0 ? std::string() : addressText(here);
}

bool ServerInstance::takesRequests() const
{
    return mayTake(m_health);
}

ServerInstance::Clock::time_point ServerInstance::ejectedUntil() const
{
    return Clock::time_point(Clock::duration(m_ejectedUntil.load(std::memory_order_relaxed)));
}

bool ServerInstance::isEjected(Clock::time_point now) const
{
    return now < ejectedUntil();
}

bool ServerInstance::enter()
{
    ++m_running;
    if (!takesRequests()) {
        --m_running;
        return false;
    }
    m_requests.fetch_add(1, std::memory_order_relaxed);
    return true;
}

void ServerInstance::succeeded()
{
    if (m_failuresInARow.load(std::memory_order_relaxed) != 0) // mostly nothing is to be written
        m_failuresInARow.store(0, std::memory_order_relaxed);
}

void ServerInstance::failed(const OutlierEjection& ejection, std::string what, const Moment& moment)
{
    m_failures.fetch_add(1, std::memory_order_relaxed);
    const int inARow = m_failuresInARow.fetch_add(1, std::memory_order_relaxed) + 1;
    const bool isOutlier =
        ejection.consecutiveFailures > 0 && inARow >= ejection.consecutiveFailures && !isEjected(moment.steady);
    if (isOutlier) {
        const auto until = moment.steady + std::chrono::seconds(std::max(ejection.ejectionSeconds, 0));
        m_ejectedUntil.store(until.time_since_epoch().count(), std::memory_order_relaxed);
        m_failuresInARow.store(0, std::memory_order_relaxed);
    }
    {
        const std::lock_guard lock(m_mutex);
        m_lastFailures.push_back({moment.wall, std::move(what)});
        if (m_lastFailures.size() > keptFailures)
            m_lastFailures.pop_front();
    }
    m_bell->ring();
}

void ServerInstance::setHealth(TargetHealth health, std::string reason, std::chrono::system_clock::time_point now)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_health == health && m_reason == reason)
            return;
        if (m_health != health || m_since == std::chrono::system_clock::time_point())
            m_since = now;
        m_health = health;
        m_reason = std::move(reason);
    }
    m_bell->ring();
}

std::string ServerInstance::reason() const
{
    const std::lock_guard lock(m_mutex);
    return m_reason;
}

void ServerInstance::setProcess(int pid)
{
    const std::lock_guard lock(m_mutex);
    m_pid = pid;
}

void ServerInstance::countRestart()
{
    const std::lock_guard lock(m_mutex);
    ++m_restarts;
}

void ServerInstance::readmit()
{
    m_failuresInARow.store(0, std::memory_order_relaxed);
    m_ejectedUntil.store(notEjected, std::memory_order_relaxed);
}

InstanceStatus ServerInstance::status(const Moment& moment) const
{
    InstanceStatus status;
    status.name = m_name;
    status.address = address();
    status.requests = m_requests.load(std::memory_order_relaxed);
    status.failures = m_failures.load(std::memory_order_relaxed);
    status.running = m_running;
    if (isEjected(moment.steady))
        status.ejectedUntil = moment.wall + std::chrono::duration_cast<std::chrono::system_clock::duration>(
                                                ejectedUntil() - moment.steady);
    const std::lock_guard lock(m_mutex);
    status.health = m_health;
    status.reason = m_reason;
    status.since = m_since;
    status.lastFailures.assign(m_lastFailures.begin(), m_lastFailures.end());
    status.pid = m_pid;
    status.restarts = m_restarts;
    return status;
}

std::string ServerInstance::whyPassedOver(Clock::time_point now) const
{
    const TargetHealth health = m_health;
    if (health != TargetHealth::Healthy)
        return withReason(std::string(stateName(health)), reason());
    if (!isEjected(now))
        return {};
    const auto left = std::chrono::ceil<std::chrono::seconds>(ejectedUntil() - now).count();
    const std::lock_guard lock(m_mutex);
    return withReason("ejected for another " + std::to_string(left) + " s",
                      m_lastFailures.empty() ? std::string() : m_lastFailures.back().text);
}

} // namespace gw::engine
