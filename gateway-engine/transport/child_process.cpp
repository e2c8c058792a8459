// Its two streams and the pidfd of its end wait in the io_context; nothing polls.
#include "gateway-engine/transport/child_process.h"

#include "core/in_quotes.h"
#include "gateway-engine/transport/process_group.h"
#include "gateway-engine/transport/process_output.h"
#include "gateway-engine/transport/program_path.h"
#include "gateway-engine/transport/spawn.h"

#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>

namespace gw::engine {

namespace {

constexpr std::chrono::milliseconds lookAgain{20};

ProcessExit exitOf(int status)
{
    ProcessExit exit;
    if (WIFSIGNALED(status))
        exit.signal = WTERMSIG(status);
    else
        exit.status = WEXITSTATUS(status);
    return exit;
}

std::string_view pathOf(const ProgramCall& call)
{
    for (const auto& [name, value] : call.environment)
        if (name == "PATH")
            return value;
    return "/usr/local/bin:/usr/bin:/bin";
}

tl::unexpected<Diagnostic> cannotStart(const std::string& program, const std::string& why, std::string hint)
{
    return fail("Cannot start " + inQuotes(program) + ": " + why + ".", std::move(hint));
}

tl::unexpected<Diagnostic> failureOf(const SpawnFailure& failure, const ProgramCall& call)
{
    const std::string error = std::strerror(failure.error);
    if (failure.step == "chdir")
        return cannotStart(call.arguments.front(),
                           "the folder " + inQuotes(call.folder) + " cannot be entered: " + error,
                           "Create the folder, or name another one.");
    if (failure.step == "exec")
        return cannotStart(call.arguments.front(), error, "Name a program that can be run.");
    return cannotStart(call.arguments.front(), failure.text(), {});
}

Result<Spawned> spawnCall(const ProgramCall& call)
{
    if (call.arguments.empty())
        return fail("There is no program to start.");
    SpawnPlan plan;
    plan.program = programPath(call.arguments.front(), pathOf(call));
    if (plan.program.empty())
        return cannotStart(call.arguments.front(), "no folder of PATH has such a program",
                           "Install it, or write its whole path.");
    plan.arguments = call.arguments;
    for (const auto& [name, value] : call.environment)
        plan.environment.push_back(name + "=" + value);
    plan.workingFolder = call.folder;
    auto spawned = spawn(plan);
    if (!spawned)
        return failureOf(spawned.error(), call);
    return *std::move(spawned);
}

} // namespace

std::string ProcessExit::text() const
{
    if (signal == 0)
        return "exited with status " + std::to_string(status);
    const char* name = ::strsignal(signal);
    return "was ended by signal " + std::to_string(signal) + (name ? " (" + std::string(name) + ")" : std::string());
}

class ChildProcess::State final : public std::enable_shared_from_this<State>
{
public:
    State(asio::io_context& context, Spawned spawned, Handlers handlers, std::size_t longestLine)
        : m_handlers(std::move(handlers)), m_pid(spawned.pid), m_exit(context, spawned.pidFd.release()),
          m_out(std::make_shared<ProcessOutput>(context, std::move(spawned.output), longestLine,
                                                useFor(OutputStream::Out))),
          m_errors(std::make_shared<ProcessOutput>(context, std::move(spawned.errors), longestLine,
                                                   useFor(OutputStream::Error))),
          m_grace(context), m_look(context)
    {
    }
    ~State() { abandon(); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void start()
    {
        m_out->start();
        m_errors->start();
        waitForEnd();
    }

    [[nodiscard]] pid_t pid() const { return m_pid; }
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    void signal(int number)
    {
        if (m_isRunning) // its number is its own until it is waited for
            ::kill(-m_pid, number);
    }

    void terminate(std::chrono::milliseconds grace)
    {
        signal(SIGTERM);
        if (!m_isRunning)
            return;
        m_isTerminating = true;
        m_grace.expires_after(grace);
        m_grace.async_wait([self = shared_from_this()](const error_code& failure) {
            if (!failure)
                self->signal(SIGKILL);
        });
    }

    void readOutput()
    {
        m_out->drain();
        m_errors->drain();
    }

    // Nobody wants to hear of it any more.
    void abandon()
    {
        m_handlers = {};
        signal(SIGKILL);
        if (m_isRunning)
            (void)reap();
        close();
    }

private:
    ProcessOutput::Use useFor(OutputStream stream)
    {
        return [this, stream](std::string_view text, bool isCut) {
            if (m_handlers.onLine)
                m_handlers.onLine({stream, std::string(text), isCut});
        };
    }

    void waitForEnd()
    {
        m_exit.async_wait(asio::posix::descriptor_base::wait_read,
                          [self = shared_from_this()](const error_code& failure) {
                              if (!failure)
                                  self->ended();
                          });
    }

    [[nodiscard]] bool hasEnded() const
    {
        siginfo_t info{};
        return ::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0;
    }

    void ended()
    {
        if (!m_isRunning)
            return;
        if (!hasEnded()) // Asio may tell what it heard of another descriptor, closed a moment ago in the same place
            return waitForEnd();
        if (m_isTerminating && groupHasOthers(m_pid)) // a shell may end at once, and leave the server its time
            return lookAgainSoon();
        signal(SIGKILL); // what it started and left behind; its own number is kept until it is waited for
        readOutput();
        const ProcessExit exit = reap();
        close();
        const auto onExit = std::move(m_handlers.onExit);
        m_handlers = {};
        if (onExit)
            onExit(exit);
    }

    void lookAgainSoon()
    {
        m_look.expires_after(lookAgain);
        m_look.async_wait([self = shared_from_this()](const error_code& failure) {
            if (!failure)
                self->ended();
        });
    }

    ProcessExit reap()
    {
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
        }
        m_isRunning = false;
        return exitOf(status);
    }

    void close()
    {
        error_code ignored;
        m_grace.cancel();
        m_look.cancel();
        m_exit.close(ignored);
        m_out->close();
        m_errors->close();
    }

    Handlers m_handlers;
    const pid_t m_pid;
    asio::posix::basic_stream_descriptor<Executor> m_exit; // readable once it has ended
    const std::shared_ptr<ProcessOutput> m_out;
    const std::shared_ptr<ProcessOutput> m_errors;
    Timer m_grace;
    Timer m_look;
    bool m_isRunning = true; // until it was waited for
    bool m_isTerminating = false;
};

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(asio::io_context& context, const ProgramCall& call,
                                                          Handlers handlers, std::size_t longestLine)
{
    auto spawned = spawnCall(call);
    if (!spawned)
        return fail(std::move(spawned.error()));
    auto state = std::make_shared<State>(context, *std::move(spawned), std::move(handlers), longestLine);
    state->start();
    return std::unique_ptr<ChildProcess>(new ChildProcess(std::move(state)));
}

ChildProcess::ChildProcess(std::shared_ptr<State> state) : m_state(std::move(state)) {}

ChildProcess::~ChildProcess()
{
    m_state->abandon();
}

pid_t ChildProcess::pid() const
{
    return m_state->pid();
}

bool ChildProcess::isRunning() const
{
    return m_state->isRunning();
}

void ChildProcess::terminate(std::chrono::milliseconds grace)
{
    m_state->terminate(grace);
}

void ChildProcess::readOutput()
{
    m_state->readOutput();
}

void ChildProcess::kill()
{
    m_state->signal(SIGKILL);
}

} // namespace gw::engine
