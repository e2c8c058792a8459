// Application: a Procfile application as Elastic Beanstalk runs one: its processes, the web process as often as it has
// instances, each on a port of its own. Lives on the servers' thread.
#pragma once

#include "core/api/backend.h"
#include "gateway-engine/servers/application_process.h"
#include "gateway-engine/servers/procfile.h"
#include "gateway-engine/servers/server_account.h"
#include "gateway-engine/servers/server_group.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace gw::engine {

class Application : public std::enable_shared_from_this<Application>
{
public:
    Application(const Supervision& supervision, std::shared_ptr<ServerGroup> group,
                std::shared_ptr<ServerAccount> account, std::shared_ptr<ChangeBell> bell,
                ApplicationProcess::OnLine onLine);

    // The design. While it runs, instances are added and taken away, and processes that would start otherwise now are
    // restarted.
    void configure(const std::string& name, const ProcfileApplication& design);
    void start();
    void stop();
    void restart();                  // with the Procfile as it stands now
    [[nodiscard]] Task<void> gone(); // after stop()

private:
    enum class Command { Start, Stop, Restart, Align };
    struct Wanted
    {
        std::string name; // "web.1"
        ProcessPlan plan;
    };
    using ProcessPtr = std::shared_ptr<ApplicationProcess>;

    void give(Command command);
    static Task<void> work(std::shared_ptr<Application> self);
    [[nodiscard]] Task<void> carryOut(Command command);
    [[nodiscard]] Task<void> align(bool restartsAll);
    [[nodiscard]] Task<void> cycle(std::vector<Wanted> all, bool restartsAll);
    [[nodiscard]] Task<void> stopSurplus(const std::vector<ProcessPtr>& before);
    [[nodiscard]] Task<void> stopAll();
    [[nodiscard]] Result<std::vector<Wanted>> wanted() const;
    [[nodiscard]] ProcessPtr find(const std::string& name) const;
    [[nodiscard]] ProcessPtr make(const Wanted& wanted);
    void publish(const std::string& whyEmpty);
    void problem(const Diagnostic& what);
    void tell(std::string text);

    const Supervision& m_supervision;
    const std::shared_ptr<ServerGroup> m_group;
    const std::shared_ptr<ServerAccount> m_account;
    const std::shared_ptr<ChangeBell> m_bell;
    const ApplicationProcess::OnLine m_onLine;
    std::string m_name;
    ProcfileApplication m_design;
    std::vector<ProcessPtr> m_processes; // in the order of the Procfile
    std::deque<Command> m_commands;
    Timer m_idle; // cancelled when the last command was carried out
    bool m_isWorking = false;
    bool m_isOn = false;
    bool m_isInterrupted = false; // a stop has been asked for: what is under way ends early
};

} // namespace gw::engine
