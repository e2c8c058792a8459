// WorkerProcess: one running program of a function: its output as lines, its end, the signals that end it. Of the
// service's thread, which also is the one whose end it does not outlive.
#pragma once

#include "gateway-engine/lambda/function_log.h"
#include "gateway-engine/task.h"
#include "gateway-engine/transport/asio_types.h"
#include "gateway-engine/transport/process_output.h"
#include "gateway-engine/transport/spawn.h"

#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace gw::engine {

class ProcessGuard;

struct ExitStatus
{
    int code = 0;   // of exit()
    int signal = 0; // that ended it; 0: none did

    // As the service words it: "exit status 1", "signal: killed"; empty for exit(0).
    [[nodiscard]] std::string text() const;
};

class WorkerProcess : public std::enable_shared_from_this<WorkerProcess>
{
public:
    // What becomes of it. Lives until exited() was called, or detach().
    class Listener
    {
    public:
        virtual ~Listener() = default;
        virtual void wroteLine(LogLine::Source source, std::string_view text, bool isCut) = 0;
        virtual void exited(const ExitStatus& status) = 0; // after its last line; nothing of its group lives any more
    };

    WorkerProcess(asio::io_context& context, Spawned spawned, std::size_t maxLineBytes, ProcessGuard& guard,
                  Listener& listener);
    ~WorkerProcess(); // what still runs is killed
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    void start(); // begins to tell
    void detach() { m_listener = nullptr; }

    [[nodiscard]] int pid() const { return m_pid; }
    void terminate(std::chrono::milliseconds patience); // SIGTERM, and SIGKILL to what is left after it
    void kill();
    void drainOutput();
    // The most it has had resident, in MB, as /proc tells; 0 when it tells nothing any more.
    [[nodiscard]] int maxMemoryMb() const;

private:
    static Task<void> awaitExit(std::shared_ptr<WorkerProcess> self);
    static Task<void> killAfter(std::shared_ptr<WorkerProcess> self, std::chrono::milliseconds patience);
    [[nodiscard]] ProcessOutput::Use useFor(LogLine::Source source);
    [[nodiscard]] ExitStatus reap();
    void signalGroup(int signal) const;

    const pid_t m_pid;
    asio::posix::basic_stream_descriptor<Executor> m_pidFd;
    OwnedFd m_statusFile; // /proc/PID/status, kept open
    ProcessGuard& m_guard;
    Listener* m_listener;
    std::shared_ptr<ProcessOutput> m_output;
    std::shared_ptr<ProcessOutput> m_errors;
    Timer m_patience;
    bool m_isReaped = false;
    bool m_isEnding = false;
};

} // namespace gw::engine
