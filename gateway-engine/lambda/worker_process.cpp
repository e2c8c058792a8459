// Its group is signalled only while the leader is not reaped: until then its number cannot be another's.
#include "gateway-engine/lambda/worker_process.h"

#include "gateway-engine/task.h"
#include "gateway-engine/transport/process_guard.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstring>
#include <utility>

namespace gw::engine {

namespace {

OwnedFd openStatusFile(pid_t pid)
{
    const std::string path = "/proc/" + std::to_string(pid) + "/status";
    return OwnedFd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

// "signal: segmentation fault", in the words of the service's own runtime.
std::string signalText(int signal)
{
    std::string name = ::strsignal(signal);
    for (char& c : name)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return "signal: " + name;
}

} // namespace

std::string ExitStatus::text() const
{
    if (signal != 0)
        return signalText(signal);
    return code == 0 ? std::string() : "exit status " + std::to_string(code);
}

WorkerProcess::WorkerProcess(asio::io_context& context, Spawned spawned, std::size_t maxLineBytes, ProcessGuard& guard,
                             Listener& listener)
    : m_pid(spawned.pid), m_pidFd(context, spawned.pidFd.release()), m_statusFile(openStatusFile(spawned.pid)),
      m_guard(guard), m_listener(&listener),
      m_output(std::make_shared<ProcessOutput>(context, std::move(spawned.output), maxLineBytes,
                                               useFor(LogLine::Source::Output))),
      m_errors(std::make_shared<ProcessOutput>(context, std::move(spawned.errors), maxLineBytes,
                                               useFor(LogLine::Source::Errors))),
      m_patience(context)
{
    m_guard.add(m_pid);
}

WorkerProcess::~WorkerProcess()
{
    m_listener = nullptr; // streams may outlive this: their lines are nobody's
    m_output->close();
    m_errors->close();
    if (m_isReaped)
        return;
    signalGroup(SIGKILL);
    (void)reap();
}

ProcessOutput::Use WorkerProcess::useFor(LogLine::Source source)
{
    return [this, source](std::string_view text, bool isCut) {
        if (m_listener)
            m_listener->wroteLine(source, text, isCut);
    };
}

void WorkerProcess::start()
{
    m_output->start();
    m_errors->start();
    asio::co_spawn(m_pidFd.get_executor(), awaitExit(shared_from_this()), asio::detached);
}

Task<void> WorkerProcess::awaitExit(std::shared_ptr<WorkerProcess> self)
{
    const auto [error] = co_await self->m_pidFd.async_wait(asio::posix::descriptor_base::wait_read, asTask);
    if (error)
        co_return;
    self->signalGroup(SIGKILL); // what it has started and left behind
    self->drainOutput();
    self->m_output->close();
    self->m_errors->close();
    const ExitStatus status = self->reap();
    self->m_patience.cancel();
    if (Listener* listener = std::exchange(self->m_listener, nullptr))
        listener->exited(status);
}

ExitStatus WorkerProcess::reap()
{
    int status = 0;
    const bool isKnown = ::waitpid(m_pid, &status, 0) == m_pid;
    m_isReaped = true;
    m_guard.remove(m_pid);
    error_code ignored;
    m_pidFd.close(ignored);
    m_statusFile.reset();
    if (isKnown && WIFSIGNALED(status))
        return {0, WTERMSIG(status)};
    return {isKnown && WIFEXITED(status) ? WEXITSTATUS(status) : 0, 0};
}

void WorkerProcess::signalGroup(int signal) const
{
    if (!m_isReaped)
        ::kill(-m_pid, signal);
}

void WorkerProcess::terminate(std::chrono::milliseconds patience)
{
    if (std::exchange(m_isEnding, true))
        return;
    signalGroup(SIGTERM);
    asio::co_spawn(m_pidFd.get_executor(), killAfter(shared_from_this(), patience), asio::detached);
}

Task<void> WorkerProcess::killAfter(std::shared_ptr<WorkerProcess> self, std::chrono::milliseconds patience)
{
    if (self->m_isReaped)
        co_return;
    self->m_patience.expires_after(patience);
    co_await self->m_patience.async_wait(asTask);
    self->signalGroup(SIGKILL);
}

void WorkerProcess::kill()
{
    m_isEnding = true;
    signalGroup(SIGKILL);
}

void WorkerProcess::drainOutput()
{
    m_output->drain();
    m_errors->drain();
}

int WorkerProcess::maxMemoryMb() const
{
    std::array<char, 4'096> text;
    const ssize_t count = m_statusFile.isOpen() ? ::pread(m_statusFile.get(), text.data(), text.size(), 0) : 0;
    constexpr std::string_view name = "\nVmHWM:";
    const std::string_view status(text.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    auto place = status.find(name);
    if (place == std::string_view::npos)
        return 0;
    place = status.find_first_not_of(" \t", place + name.size());
    long kilobytes = 0;
    std::from_chars(status.data() + std::min(place, status.size()), status.data() + status.size(), kilobytes);
    return static_cast<int>((kilobytes + 1'023) / 1'024);
}

} // namespace gw::engine
