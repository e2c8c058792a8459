// HealthState: what one check after another makes of a target, as target groups count: a new one is healthy after one
// good check, an unhealthy one after healthyThreshold of them, and a healthy one falls after unhealthyThreshold bad
// ones. Knows no clock and no sockets.
#pragma once

#include "gateway-engine/servers/server_status.h"

#include <algorithm>

namespace gw::engine {

struct HealthThresholds
{
    int healthy = 3;
    int unhealthy = 2;
};

class HealthState
{
public:
    explicit HealthState(const HealthThresholds& thresholds) : m_thresholds(thresholds) {}

    [[nodiscard]] TargetHealth health() const { return m_health; }
    [[nodiscard]] int inARow() const { return m_inARow; } // checks with the last one's result

    void note(bool isWell)
    {
        m_inARow = isWell == m_wasWell ? m_inARow + 1 : 1;
        m_wasWell = isWell;
        const int needed = !isWell                             ? m_thresholds.unhealthy
                           : m_health == TargetHealth::Initial ? 1
                                                               : m_thresholds.healthy;
        if (m_inARow >= std::max(needed, 1))
            m_health = isWell ? TargetHealth::Healthy : TargetHealth::Unhealthy;
    }

private:
    HealthThresholds m_thresholds;
    TargetHealth m_health = TargetHealth::Initial;
    bool m_wasWell = false;
    int m_inARow = 0;
};

} // namespace gw::engine
