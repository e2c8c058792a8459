// The order of a stop is the one that loses no request: out of the rotation, the requests it has, SIGTERM, SIGKILL.
#include "gateway-engine/servers/application_process.h"

#include "gateway-engine/transport/free_port.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace gw::engine {

namespace {

constexpr std::chrono::milliseconds drainLook{10};
constexpr std::string_view supervisorName = "supervisor";

std::string secondsText(std::chrono::milliseconds duration)
{
    const auto count = duration.count();
    if (count >= 1'000 && count % 1'000 == 0)
        return std::to_string(count / 1'000) + " s";
    return std::to_string(count) + " ms";
}

bool isVariable(const std::pair<std::string, std::string>& property)
{
    const auto& [name, value] = property;
    return !name.empty() && name.find('=') == std::string::npos && name.find('\0') == std::string::npos &&
           value.find('\0') == std::string::npos;
}

} // namespace

ApplicationProcess::ApplicationProcess(const Supervision& supervision, std::shared_ptr<ServerInstance> instance,
                                       OnLine onLine)
    : m_supervision(supervision), m_instance(std::move(instance)), m_onLine(std::move(onLine)),
      m_delay(supervision.times.firstRestart, supervision.times.longestRestart, supervision.times.stable),
      m_event(supervision.context, Timer::time_point::max())
{
}

void ApplicationProcess::start(ProcessPlan plan)
{
    if (m_isWanted)
        return;
    m_plan = std::move(plan);
    m_isWanted = true;
    m_isStopping = false;
    m_hasFailed = false;
    m_delay.reset();
    set(TargetHealth::Unused, "starts");
    asio::co_spawn(m_supervision.context, run(shared_from_this()), asio::detached);
}

void ApplicationProcess::stop()
{
    if (std::exchange(m_isStopping, true))
        return;
    if (m_process)
        leaveRotation();
    wake();
}

// At once, and not when its turn comes: whoever is told that a server is stopped finds that it takes no more requests.
void ApplicationProcess::leaveRotation()
{
    m_checker.reset(); // which would take it in again
    set(m_instance->takesRequests() ? TargetHealth::Draining : TargetHealth::Unused, "stops");
}

Task<void> ApplicationProcess::run(std::shared_ptr<ApplicationProcess> self)
{
    while (!self->m_isStopping) {
        const auto begin = self->m_supervision.services.now();
        if (self->launch())
            co_await self->once();
        if (self->m_isStopping)
            break;
        co_await self->waitBeforeNextTry(self->m_supervision.services.now() - begin);
        self->m_instance->countRestart();
    }
    self->m_isWanted = false;
    self->set(TargetHealth::Unused, "stopped");
    self->wake();
}

// From its start to its end.
Task<void> ApplicationProcess::once()
{
    while (m_process && !m_isStopping)
        co_await m_event.async_wait(asTask);
    if (m_process)
        co_await drain();
    if (m_process)
        m_process->terminate(m_supervision.times.stop);
    while (m_process)
        co_await m_event.async_wait(asTask);
}

Task<void> ApplicationProcess::drain()
{
    const auto until = std::chrono::steady_clock::now() + m_supervision.times.drain;
    Timer pause(m_supervision.context);
    while (m_process && m_instance->running() > 0 && std::chrono::steady_clock::now() < until) {
        pause.expires_after(drainLook);
        co_await pause.async_wait(asTask);
    }
}

Task<void> ApplicationProcess::waitBeforeNextTry(std::chrono::steady_clock::duration up)
{
    const auto delay = m_delay.afterRunning(up);
    m_hasFailed = true;
    tell(m_whyDown + "; starts again in " + secondsText(delay));
    set(TargetHealth::Unused, m_whyDown + "; starts again in " + secondsText(delay));
    const auto until = std::chrono::steady_clock::now() + delay;
    while (!m_isStopping && std::chrono::steady_clock::now() < until) {
        m_event.expires_at(until);
        co_await m_event.async_wait(asTask);
    }
    m_event.expires_at(Timer::time_point::max());
}

bool ApplicationProcess::launch()
{
    const auto port = freePort();
    if (!port) {
        m_whyDown = port.error().message;
        return false;
    }
    ProgramCall call;
    call.arguments = {"/bin/sh", "-c", m_plan.command};
    call.folder = m_plan.folder;
    for (const StringMap* properties : {&m_supervision.baseEnvironment, &std::as_const(m_plan.environment)})
        for (const auto& property : *properties)
            if (isVariable(property))
                setIn(call.environment, property.first, property.second);
    setIn(call.environment, "PORT", std::to_string(*port));
    ChildProcess::Handlers handlers;
    handlers.onLine = [this](OutputLine line) {
        m_onLine({0, m_supervision.services.wallClock(), m_instance->name(), line.stream == OutputStream::Error,
                  std::move(line.text), line.isCut});
    };
    handlers.onExit = [this](const ProcessExit& exit) { ended(exit); };
    auto process = ChildProcess::start(m_supervision.context, call, std::move(handlers));
    if (!process) {
        m_whyDown = process.error().message;
        if (m_whyDown.ends_with('.'))
            m_whyDown.pop_back();
        return false;
    }
    m_process = *std::move(process);
    m_instance->setPort(m_plan.isWeb ? *port : 0);
    launched();
    return true;
}

void ApplicationProcess::launched()
{
    if (!m_supervision.guard.add(m_process->pid()))
        tell("runs without a guard: what it starts stays behind if the gateway is killed");
    m_instance->readmit();
    m_instance->setProcess(m_process->pid());
    tell("started as process " + std::to_string(m_process->pid()));
    if (!m_plan.isWeb)
        return set(TargetHealth::Healthy, "runs");
    HealthCheckPlan plan;
    plan.path = m_plan.healthPath;
    plan.interval = m_supervision.times.check;
    plan.timeout = m_supervision.times.checkTimeout;
    plan.startInterval = m_supervision.times.startCheck;
    set(TargetHealth::Unused, "starts");
    m_checker = std::make_unique<HealthChecker>(m_supervision.context, m_supervision.checks, m_supervision.services,
                                                m_instance, std::move(plan));
}

void ApplicationProcess::ended(const ProcessExit& exit)
{
    m_checker.reset();
    m_supervision.guard.remove(m_process->pid());
    m_process.reset();
    m_whyDown = exit.text();
    m_instance->setProcess(0);
    set(TargetHealth::Unused, m_whyDown);
    m_instance->setPort(0);
    if (m_isStopping)
        tell(m_whyDown);
    wake();
}

Task<void> ApplicationProcess::gone()
{
    while (m_isWanted)
        co_await m_event.async_wait(asTask);
}

Task<bool> ApplicationProcess::upOrDown(std::chrono::milliseconds atMost)
{
    const auto until = std::chrono::steady_clock::now() + atMost;
    Timer pause(m_supervision.context);
    while (isWanted() && !m_hasFailed && std::chrono::steady_clock::now() < until) {
        if (m_instance->isHealthy())
            co_return true;
        pause.expires_after(drainLook);
        co_await pause.async_wait(asTask);
    }
    co_return m_instance->isHealthy();
}

void ApplicationProcess::wake()
{
    m_event.expires_at(Timer::time_point::max()); // ends what waits
}

void ApplicationProcess::tell(std::string text)
{
    m_onLine({0, m_supervision.services.wallClock(), std::string(supervisorName), false,
              m_instance->name() + " " + std::move(text), false});
}

void ApplicationProcess::set(TargetHealth health, std::string reason)
{
    m_instance->setHealth(health, std::move(reason), m_supervision.services.wallClock());
}

} // namespace gw::engine
