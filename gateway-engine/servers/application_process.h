// ApplicationProcess: one process of a Procfile application while it is wanted: started by /bin/sh -c with PORT,
// checked until it answers and from then on, started again when it ends by itself, each time a little later. Lives on
// the servers' thread.
#pragma once

#include "gateway-engine/servers/health_checker.h"
#include "gateway-engine/servers/restart_delay.h"
#include "gateway-engine/servers/server_instance.h"
#include "gateway-engine/servers/server_log.h"
#include "gateway-engine/servers/servers.h"
#include "gateway-engine/transport/child_process.h"
#include "gateway-engine/transport/process_guard.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace gw::engine {

// What all processes of all applications share.
struct Supervision
{
    asio::io_context& context;
    UpstreamClient& checks; // keeps no connections
    Services& services;
    ProcessGuard& guard;
    SupervisionTimes times;
    StringMap baseEnvironment; // PATH, HOME, LANG
    std::filesystem::path projectFolder;
};

// How a process is started.
struct ProcessPlan
{
    std::string command;   // for the shell
    std::string folder;    // absolute
    StringMap environment; // environment properties; PORT comes from here on
    bool isWeb = false;
    std::string healthPath; // of a web process
    bool operator==(const ProcessPlan&) const = default;
};

class ApplicationProcess : public std::enable_shared_from_this<ApplicationProcess>
{
public:
    using OnLine = std::function<void(ServerLogLine)>;

    ApplicationProcess(const Supervision& supervision, std::shared_ptr<ServerInstance> instance, OnLine onLine);

    [[nodiscard]] const std::shared_ptr<ServerInstance>& instance() const { return m_instance; }

    void start(ProcessPlan plan); // not while it runs
    void stop();                  // begins to; lets the requests it has end first
    [[nodiscard]] bool isWanted() const { return m_isWanted && !m_isStopping; }
    [[nodiscard]] const ProcessPlan& plan() const { return m_plan; }

    // Until it is gone, after stop(); until it is healthy, or failed to be: true and false.
    [[nodiscard]] Task<void> gone();
    [[nodiscard]] Task<bool> upOrDown(std::chrono::milliseconds atMost);

private:
    static Task<void> run(std::shared_ptr<ApplicationProcess> self);
    [[nodiscard]] Task<void> once();
    void leaveRotation();
    [[nodiscard]] Task<void> drain();
    [[nodiscard]] Task<void> waitBeforeNextTry(std::chrono::steady_clock::duration up);
    [[nodiscard]] bool launch();
    void launched();
    void ended(const ProcessExit& exit);
    void wake();
    void tell(std::string text);
    void set(TargetHealth health, std::string reason);

    const Supervision& m_supervision;
    const std::shared_ptr<ServerInstance> m_instance;
    const OnLine m_onLine;
    ProcessPlan m_plan;
    RestartDelay m_delay;
    std::unique_ptr<ChildProcess> m_process;
    std::unique_ptr<HealthChecker> m_checker; // of a web process
    Timer m_event;                            // cancelled when something happened
    std::string m_whyDown;
    bool m_isWanted = false; // run() runs
    bool m_isStopping = false;
    bool m_hasFailed = false; // ended by itself since it was wanted
};

} // namespace gw::engine
