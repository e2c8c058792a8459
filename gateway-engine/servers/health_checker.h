// HealthChecker: asks one instance again and again how it is, and sets its health. Lives on the servers' thread.
#pragma once

#include "gateway-engine/servers/health_state.h"
#include "gateway-engine/servers/server_instance.h"
#include "gateway-engine/servers/status_matcher.h"
#include "gateway-engine/services.h"
#include "gateway-engine/transport/asio_types.h"

#include <chrono>
#include <memory>
#include <string>

namespace gw::engine {

struct HealthCheckPlan
{
    std::string path = "/"; // empty: well when its port accepts connections
    std::chrono::milliseconds interval{30'000};
    std::chrono::milliseconds timeout{5'000};
    HealthThresholds thresholds;
    StatusMatcher matcher;
    // Of a process that was just started: how often it is asked until it answers for the first time. Until then it
    // takes no requests. Zero: it takes requests from the beginning.
    std::chrono::milliseconds startInterval{0};
};

class HealthChecker
{
public:
    HealthChecker(asio::io_context& context, UpstreamClient& client, Services& services,
                  std::shared_ptr<ServerInstance> instance, HealthCheckPlan plan);
    ~HealthChecker(); // no further check, and what the last one says is not heard any more
    HealthChecker(const HealthChecker&) = delete;
    HealthChecker& operator=(const HealthChecker&) = delete;

private:
    class Loop;
    std::shared_ptr<Loop> m_loop;
};

} // namespace gw::engine
