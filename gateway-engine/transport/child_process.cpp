// A pipe each for what it prints, a pidfd for its end: all three wait in the io_context, nothing polls.
#include "gateway-engine/transport/child_process.h"

#include "gateway-engine/transport/output_lines.h"
#include "gateway-engine/transport/process_group.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

namespace gw::engine {

using PipeEnd = asio::posix::basic_stream_descriptor<Executor>;

namespace {

constexpr std::size_t readBytes = 65'536;
constexpr std::chrono::milliseconds lookAgain{20};
constexpr int readsAfterTheEnd = 64; // of what stands in the pipes; one that was inherited may fill on for ever

ProcessExit exitOf(int status)
{
    ProcessExit exit;
    if (WIFSIGNALED(status))
        exit.signal = WTERMSIG(status);
    else
        exit.status = WEXITSTATUS(status);
    return exit;
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
    State(const Executor& executor, Handlers handlers, std::size_t longestLine)
        : m_handlers(std::move(handlers)), m_exit(executor), m_grace(executor),
          m_look(executor), m_pipes{Pipe(executor, OutputStream::Out, longestLine),
                                    Pipe(executor, OutputStream::Error, longestLine)}
    {
    }
    ~State() { abandon(); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    Result<void> start(const ProgramCall& call)
    {
        std::array<int, 2> out{-1, -1};
        std::array<int, 2> error{-1, -1};
        if (auto opened = openPipe(m_pipes[0], out); !opened)
            return opened;
        if (auto opened = openPipe(m_pipes[1], error); !opened) {
            ::close(out[1]);
            return opened;
        }
        const auto pid = spawn(call, {-1, out[1], error[1]});
        ::close(out[1]);
        ::close(error[1]);
        if (!pid)
            return tl::unexpected<Diagnostic>(pid.error());
        m_pid = *pid;
        m_isRunning = true;
        const int descriptor = static_cast<int>(::syscall(SYS_pidfd_open, m_pid, 0));
        if (descriptor < 0) {
            const int failure = errno;
            abandon();
            return fail("The process cannot be watched: " + std::generic_category().message(failure) + ".",
                        "Linux 5.3 or later is needed.");
        }
        m_exit.assign(descriptor);
        for (Pipe& pipe : m_pipes)
            read(pipe);
        m_exit.async_wait(PipeEnd::wait_read, [self = shared_from_this()](const error_code& failure) {
            if (!failure)
                self->ended();
        });
        return {};
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

    // Nobody wants to hear of it any more.
    void abandon()
    {
        m_handlers = {};
        signal(SIGKILL);
        if (m_isRunning)
            reap();
        close();
    }

private:
    struct Pipe
    {
        Pipe(const Executor& executor, OutputStream from, std::size_t longestLine)
            : end(executor), stream(from), lines(longestLine)
        {
        }
        PipeEnd end;
        OutputStream stream;
        OutputLines lines;
        std::vector<char> space;
    };

    static Result<void> openPipe(Pipe& pipe, std::array<int, 2>& ends)
    {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return fail("A pipe cannot be opened: " + std::generic_category().message(errno) + ".");
        pipe.end.assign(ends[0]);
        pipe.end.non_blocking(true);
        pipe.space.resize(readBytes);
        return {};
    }

    void read(Pipe& pipe)
    {
        pipe.end.async_read_some(asio::buffer(pipe.space),
                                 [self = shared_from_this(), &pipe](const error_code& failure, std::size_t count) {
                                     if (!self->m_isRunning)
                                         return; // ended() has read it to its end
                                     if (failure)
                                         return self->tell(pipe, pipe.lines.rest());
                                     self->received(pipe, count);
                                     if (self->m_isRunning)
                                         self->read(pipe);
                                 });
    }

    void received(Pipe& pipe, std::size_t count)
    {
        for (OutputLines::Line& line : pipe.lines.append({pipe.space.data(), count}))
            tell(pipe, std::move(line));
    }

    void tell(Pipe& pipe, std::optional<OutputLines::Line> line)
    {
        if (line && m_handlers.onLine)
            m_handlers.onLine({pipe.stream, std::move(line->text), line->isCut});
    }

    void ended()
    {
        if (!m_isRunning)
            return;
        if (m_isTerminating && groupHasOthers(m_pid)) // a shell may end at once, and leave the server its time
            return lookAgainSoon();
        signal(SIGKILL); // what it started and left behind; its own number is kept until it is waited for
        for (Pipe& pipe : m_pipes)
            readToEnd(pipe);
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

    void readToEnd(Pipe& pipe)
    {
        for (int reads = 0; reads < readsAfterTheEnd && pipe.end.is_open(); ++reads) {
            error_code failure;
            const auto count = pipe.end.read_some(asio::buffer(pipe.space), failure);
            if (failure || count == 0)
                break;
            received(pipe, count);
        }
        tell(pipe, pipe.lines.rest());
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
        for (Pipe& pipe : m_pipes)
            pipe.end.close(ignored);
    }

    Handlers m_handlers;
    PipeEnd m_exit; // the pidfd: readable once the process has ended
    Timer m_grace;
    Timer m_look;
    std::array<Pipe, 2> m_pipes;
    pid_t m_pid = 0;
    bool m_isRunning = false; // until it was waited for
    bool m_isTerminating = false;
};

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(const Executor& executor, const ProgramCall& call,
                                                          Handlers handlers, std::size_t longestLine)
{
    auto state = std::make_shared<State>(executor, std::move(handlers), longestLine);
    if (auto started = state->start(call); !started)
        return tl::unexpected<Diagnostic>(started.error());
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

void ChildProcess::kill()
{
    m_state->signal(SIGKILL);
}

} // namespace gw::engine
