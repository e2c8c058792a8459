#include "gateway-engine/lambda/worker_process.h"

#include "gateway-engine/transport/process_guard.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>

namespace gw::engine {

std::string exitText(const ProcessExit& exit)
{
    if (exit.signal == 0)
        return exit.status == 0 ? std::string() : "exit status " + std::to_string(exit.status);
    std::string name = ::strsignal(exit.signal);
    for (char& c : name)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return "signal: " + name;
}

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(asio::io_context& context, const ProgramCall& call,
                                                            ChildProcess::Handlers handlers, std::size_t longestLine,
                                                            ProcessGuard& guard)
{
    auto child = ChildProcess::start(context, call, std::move(handlers), longestLine);
    if (!child)
        return fail(child.error());
    std::unique_ptr<WorkerProcess> worker(new WorkerProcess(*std::move(child), guard));
    guard.add(worker->m_pid); // where no guard can be had, functions still run
    return worker;
}

WorkerProcess::WorkerProcess(std::unique_ptr<ChildProcess> child, ProcessGuard& guard)
    : m_child(std::move(child)), m_guard(guard), m_pid(m_child->pid())
{
    const std::string path = "/proc/" + std::to_string(m_pid) + "/status";
    m_statusFile = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

WorkerProcess::~WorkerProcess()
{
    m_child.reset();
    m_guard.remove(m_pid);
    if (m_statusFile >= 0)
        ::close(m_statusFile);
}

void WorkerProcess::terminate(std::chrono::milliseconds patience)
{
    if (!std::exchange(m_isEnding, true))
        m_child->terminate(patience);
}

int WorkerProcess::maxMemoryMb() const
{
    std::array<char, 4'096> text;
    const ssize_t count = ::pread(m_statusFile, text.data(), text.size(), 0);
    constexpr std::string_view name = "\nVmHWM:";
    const std::string_view status(text.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    auto place = status.find(name);
    if (place == std::string_view::npos)
        return 0;
    place = std::min(status.find_first_not_of(" \t", place + name.size()), status.size());
    long kilobytes = 0;
    std::from_chars(status.data() + place, status.data() + status.size(), kilobytes);
    return static_cast<int>((kilobytes + 1'023) / 1'024);
}

} // namespace gw::engine
