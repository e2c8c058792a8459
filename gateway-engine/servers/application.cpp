// One command after another. What is to run is worked out anew each time, and brought in line with what does run: new
// processes start, then others are exchanged one by one, so that requests always find one, and what is left over ends.
#include "gateway-engine/servers/application.h"

#include "core/in_quotes.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

constexpr std::chrono::seconds longestStart{60};

bool isWeb(const std::string& name)
{
    return name.starts_with(std::string(webProcess) + ".");
}

} // namespace

Application::Application(const Supervision& supervision, std::shared_ptr<ServerGroup> group,
                         std::shared_ptr<ServerAccount> account, std::shared_ptr<ChangeBell> bell,
                         ApplicationProcess::OnLine onLine)
    : m_supervision(supervision), m_group(std::move(group)), m_account(std::move(account)), m_bell(std::move(bell)),
      m_onLine(std::move(onLine)), m_idle(supervision.context, Timer::time_point::max())
{
}

void Application::configure(const std::string& name, const ProcfileApplication& design)
{
    const bool isSame = m_name == name && m_design == design;
    m_name = name;
    m_design = design;
    if (!isSame && m_isOn)
        give(Command::Align);
}

void Application::start()
{
    give(Command::Start);
}

void Application::stop()
{
    m_isInterrupted = true;
    for (const ProcessPtr& process : m_processes)
        process->stop();
    give(Command::Stop);
}

void Application::restart()
{
    give(Command::Restart);
}

Task<void> Application::gone()
{
    while (m_isWorking)
        co_await m_idle.async_wait(asTask);
}

void Application::give(Command command)
{
    m_commands.push_back(command);
    if (std::exchange(m_isWorking, true))
        return;
    asio::co_spawn(m_supervision.context, work(shared_from_this()), asio::detached);
}

Task<void> Application::work(std::shared_ptr<Application> self)
{
    while (!self->m_commands.empty()) {
        const Command command = self->m_commands.front();
        self->m_commands.pop_front();
        co_await self->carryOut(command);
    }
    self->m_isWorking = false;
    self->m_idle.cancel();
}

Task<void> Application::carryOut(Command command)
{
    switch (command) {
    case Command::Start:
        if (!m_isOn)
            co_await align(false);
        break;
    case Command::Restart:
        co_await align(m_isOn);
        break;
    case Command::Align:
        if (m_isOn)
            co_await align(false);
        break;
    case Command::Stop:
        co_await stopAll();
        break;
    }
}

Task<void> Application::align(bool restartsAll)
{
    auto all = wanted();
    if (!all) {
        problem(all.error());
        co_return;
    }
    const std::vector<ProcessPtr> before = m_processes;
    m_isOn = true;
    std::vector<ProcessPtr> now;
    for (const Wanted& each : *all)
        now.push_back(make(each));
    m_processes = std::move(now);
    m_account->setApplication(true, {});
    publish({});
    co_await cycle(*std::move(all), restartsAll);
    co_await stopSurplus(before);
}

// The one that is there under this name, whatever it runs now, or a new one that runs nothing yet.
Application::ProcessPtr Application::make(const Wanted& wanted)
{
    if (ProcessPtr process = find(wanted.name))
        return process;
    Endpoint endpoint;
    endpoint.host = "localhost"; // a server may listen on either of its two addresses
    endpoint.port = 0;
    return std::make_shared<ApplicationProcess>(
        m_supervision, std::make_shared<ServerInstance>(wanted.name, std::move(endpoint), m_bell), m_onLine);
}

Task<void> Application::cycle(std::vector<Wanted> all, bool restartsAll)
{
    std::vector<std::size_t> running;
    for (std::size_t i = 0; i < all.size() && !m_isInterrupted; ++i) {
        if (m_processes[i]->isWanted())
            running.push_back(i);
        else
            m_processes[i]->start(all[i].plan);
    }
    for (const std::size_t i : running) {
        const ProcessPtr process = m_processes[i];
        if (m_isInterrupted || (!restartsAll && process->plan() == all[i].plan))
            continue;
        process->stop();
        co_await process->gone();
        if (m_isInterrupted)
            co_return;
        process->start(all[i].plan);
        const bool hasOthers = m_design.instances > 1 && isWeb(all[i].name);
        if (hasOthers && !co_await process->upOrDown(longestStart) && !m_isInterrupted) {
            tell("\"" + all[i].name + "\" did not come up; the processes after it run on as they are");
            co_return;
        }
    }
}

Task<void> Application::stopSurplus(const std::vector<ProcessPtr>& before)
{
    for (const ProcessPtr& process : before)
        if (std::find(m_processes.begin(), m_processes.end(), process) == m_processes.end())
            process->stop();
    for (const ProcessPtr& process : before)
        if (std::find(m_processes.begin(), m_processes.end(), process) == m_processes.end())
            co_await process->gone();
}

Task<void> Application::stopAll()
{
    for (const ProcessPtr& process : m_processes)
        process->stop();
    m_isOn = false;
    m_account->setApplication(false, {});
    for (const ProcessPtr& process : std::vector<ProcessPtr>(m_processes))
        co_await process->gone();
    m_isInterrupted = false;
    if (m_processes.empty())
        publish("it is stopped");
    m_bell->ring();
}

Result<std::vector<Application::Wanted>> Application::wanted() const
{
    const std::filesystem::path folder = m_supervision.projectFolder / m_design.folder;
    const auto procfile = readProcfile(folder / "Procfile");
    if (!procfile)
        return fail(procfile.error());
    std::vector<Wanted> all;
    for (const ProcfileEntry& entry : *procfile) {
        ProcessPlan plan;
        plan.command = entry.command;
        plan.folder = folder.string();
        plan.environment = m_design.environment;
        plan.isWeb = entry.name == webProcess;
        plan.healthPath = plan.isWeb ? m_design.healthPath : std::string();
        const int count = plan.isWeb ? std::clamp(m_design.instances, 1, mostApplicationInstances) : 1;
        for (int i = 1; i <= count; ++i)
            all.push_back({entry.name + "." + std::to_string(i), plan});
    }
    return all;
}

Application::ProcessPtr Application::find(const std::string& name) const
{
    for (const ProcessPtr& process : m_processes)
        if (process->instance()->name() == name)
            return process;
    return nullptr;
}

void Application::publish(const std::string& whyEmpty)
{
    Rotation rotation;
    rotation.name = m_name;
    rotation.whyEmpty = whyEmpty;
    ServerAccount::Instances instances;
    for (const ProcessPtr& process : m_processes) {
        instances.push_back(process->instance());
        if (isWeb(process->instance()->name()))
            rotation.instances.push_back(process->instance());
    }
    m_group->setRotation(std::move(rotation));
    m_account->setInstances(std::move(instances));
}

void Application::problem(const Diagnostic& what)
{
    tell(what.message + (what.hint.empty() ? "" : " " + what.hint));
    if (m_isOn) // what runs goes on
        return;
    m_account->setApplication(false, what.message);
    m_processes.clear();
    publish(what.message);
}

void Application::tell(std::string text)
{
    m_onLine({0, m_supervision.services.wallClock(), "supervisor", false, std::move(text), false});
}

} // namespace gw::engine
