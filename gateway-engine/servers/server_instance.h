// ServerInstance: one target that requests can go to: where it is, how it is, and what it has done. Requests read and
// count by atomics; only a failure, and a change of health, takes a lock.
#pragma once

#include "core/api/backend.h"
#include "gateway-engine/pipeline/upstream.h"
#include "gateway-engine/servers/change_bell.h"
#include "gateway-engine/servers/server_status.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

namespace gw::engine {

// The two clocks at one moment: the steady one decides, the other one is shown.
struct Moment
{
    std::chrono::steady_clock::time_point steady;
    std::chrono::system_clock::time_point wall;
};

class ServerInstance
{
public:
    // Takes no requests (Unused) until its health says otherwise.
    ServerInstance(std::string name, Endpoint endpoint, std::shared_ptr<ChangeBell> bell);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] Endpoint endpoint() const;
    [[nodiscard]] std::string address() const; // "127.0.0.1:3000"; empty without a port

    // --- for requests
    [[nodiscard]] bool takesRequests() const; // healthy or not
    [[nodiscard]] bool isHealthy() const { return m_health == TargetHealth::Healthy; }
    [[nodiscard]] bool isEjected(std::chrono::steady_clock::time_point now) const;
    // Counts a request in; false, and not counted, when it takes none any more.
    [[nodiscard]] bool enter();
    void leave() { --m_running; }
    void succeeded();
    void failed(const OutlierEjection& ejection, std::string what, const Moment& moment);

    // --- for those who look after it
    void setPort(std::uint16_t port) { m_port = port; }
    void setHealth(TargetHealth health, std::string reason, std::chrono::system_clock::time_point now);
    [[nodiscard]] TargetHealth health() const { return m_health; }
    [[nodiscard]] std::string reason() const;
    [[nodiscard]] int running() const { return m_running; }
    void setProcess(int pid); // 0: none
    void countRestart();
    void readmit(); // whatever it did before: a new process stands there

    [[nodiscard]] InstanceStatus status(const Moment& moment) const;
    // Why a request is not for it: "unhealthy (…)", "ejected for 12 s (…)"; empty when it could be.
    [[nodiscard]] std::string whyPassedOver(std::chrono::steady_clock::time_point now) const;

private:
    using Clock = std::chrono::steady_clock;
    [[nodiscard]] Clock::time_point ejectedUntil() const;

    const std::string m_name;
    const Endpoint m_endpoint; // but for its port
    const std::shared_ptr<ChangeBell> m_bell;
    std::atomic<std::uint16_t> m_port;
    std::atomic<TargetHealth> m_health{TargetHealth::Unused};
    std::atomic<int> m_running{0};
    std::atomic<std::uint64_t> m_requests{0};
    std::atomic<std::uint64_t> m_failures{0};
    std::atomic<int> m_failuresInARow{0};
    std::atomic<Clock::rep> m_ejectedUntil; // of the steady clock; the lowest value: not ejected

    mutable std::mutex m_mutex; // of what follows
    std::string m_reason;
    std::chrono::system_clock::time_point m_since;
    std::deque<FailureNote> m_lastFailures;
    int m_pid = 0;
    int m_restarts = 0;
};

} // namespace gw::engine
