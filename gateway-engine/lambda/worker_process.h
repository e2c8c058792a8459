// WorkerProcess: one running program of a function, guarded for the case that this program is killed. Of the service's
// thread, which also is the one whose end it does not outlive.
#pragma once

#include "core/result.h"
#include "gateway-engine/transport/child_process.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace gw::engine {

class ProcessGuard;

// How a runtime ended, as the service words it: "exit status 1", "signal: killed"; empty for exit(0).
[[nodiscard]] std::string exitText(const ProcessExit& exit);

class WorkerProcess
{
public:
    [[nodiscard]] static Result<std::unique_ptr<WorkerProcess>> start(asio::io_context& context,
                                                                      const ProgramCall& call,
                                                                      ChildProcess::Handlers handlers,
                                                                      std::size_t longestLine, ProcessGuard& guard);
    ~WorkerProcess(); // what still runs is killed
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    [[nodiscard]] int pid() const { return m_pid; }
    void terminate(std::chrono::milliseconds patience); // once: SIGTERM, and SIGKILL to what is left after it
    void kill() { m_child->kill(); }
    // What it has written so far becomes lines: before its answer came it wrote what belongs to it.
    void readOutput() { m_child->readOutput(); }
    // The most it has had resident, in MB, as /proc tells; 0 when it tells nothing any more.
    [[nodiscard]] int maxMemoryMb() const;

private:
    WorkerProcess(std::unique_ptr<ChildProcess> child, ProcessGuard& guard);

    std::unique_ptr<ChildProcess> m_child;
    ProcessGuard& m_guard;
    const int m_pid;
    int m_statusFile = -1; // /proc/PID/status, kept open: it is read with every invocation
    bool m_isEnding = false;
};

} // namespace gw::engine
