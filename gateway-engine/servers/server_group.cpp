// The turn counts those that could be taken, so the neighbour of one that is passed over gets no more than the others.
#include "gateway-engine/servers/server_group.h"

#include "core/in_quotes.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

ServerGroup::Lease::Lease(ServerInstance& instance, const OutlierEjection& ejection, bool failedOpen)
    : m_instance(&instance), m_ejection(&ejection), m_failedOpen(failedOpen)
{
}

ServerGroup::Lease::Lease(Lease&& other) noexcept
    : m_instance(std::exchange(other.m_instance, nullptr)), m_ejection(other.m_ejection),
      m_failedOpen(other.m_failedOpen)
{
}

ServerGroup::Lease& ServerGroup::Lease::operator=(Lease&& other) noexcept
{
    std::swap(m_instance, other.m_instance);
    std::swap(m_ejection, other.m_ejection);
    std::swap(m_failedOpen, other.m_failedOpen);
    return *this;
}

ServerGroup::Lease::~Lease()
{
    if (m_instance)
        m_instance->leave();
}

void ServerGroup::setRotation(Rotation rotation)
{
    const std::lock_guard lock(m_mutex);
    m_all.push_back(std::make_unique<const Rotation>(std::move(rotation)));
    m_now.store(m_all.back().get(), std::memory_order_release);
}

ServerGroup::Lease ServerGroup::take(std::chrono::steady_clock::time_point now,
                                     std::span<const ServerInstance* const> tried)
{
    const Rotation& rotation = this->rotation();
    const auto takeFrom = [&](bool failsOpen) -> Lease {
        const auto fits = [&](const std::shared_ptr<ServerInstance>& instance) {
            const bool isUsable =
                failsOpen ? instance->takesRequests() : instance->isHealthy() && !instance->isEjected(now);
            return isUsable && std::find(tried.begin(), tried.end(), instance.get()) == tried.end();
        };
        const auto count = std::count_if(rotation.instances.begin(), rotation.instances.end(), fits);
        if (count == 0)
            return {};
        auto before = m_turn.fetch_add(1, std::memory_order_relaxed) % static_cast<unsigned>(count);
        // Twice round at most: those before the turn's come last, in case the others have left meanwhile.
        for (std::size_t i = 0; i < 2 * rotation.instances.size(); ++i) {
            const auto& instance = rotation.instances[i % rotation.instances.size()];
            if (!fits(instance))
                continue;
            if (before > 0)
                --before;
            else if (instance->enter())
                return {*instance, rotation.ejection, failsOpen};
        }
        return {};
    };
    if (auto healthy = takeFrom(false))
        return healthy;
    return takeFrom(true);
}

std::string ServerGroup::passedOver(std::chrono::steady_clock::time_point now) const
{
    std::string text;
    for (const auto& instance : rotation().instances)
        if (const std::string why = instance->whyPassedOver(now); !why.empty())
            text.append(text.empty() ? "" : ", ").append(instance->name()).append(" ").append(why);
    return text;
}

std::string ServerGroup::whyNone() const
{
    const Rotation& rotation = this->rotation();
    std::string text = inQuotes(rotation.name) + " has no instance that takes requests";
    if (rotation.instances.empty())
        return rotation.whyEmpty.empty() ? text : text + ": " + rotation.whyEmpty;
    std::string each;
    for (const auto& instance : rotation.instances)
        each.append(each.empty() ? "" : ", ").append(instance->name()).append(": ").append(instance->reason());
    return text + " (" + each + ")";
}

} // namespace gw::engine
