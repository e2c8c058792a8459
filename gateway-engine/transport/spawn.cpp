// See vfork(2): the child borrows our memory until it runs exec, so it makes system calls only, and with all signals
// blocked no handler of ours runs in it.
#include "gateway-engine/transport/spawn.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace gw::engine {

OwnedFd& OwnedFd::operator=(OwnedFd&& other) noexcept
{
    if (this != &other) {
        reset();
        m_fd = other.release();
    }
    return *this;
}

int OwnedFd::release()
{
    return std::exchange(m_fd, -1);
}

void OwnedFd::reset()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

namespace {

enum class Step : int { Pipe, Fork, Session, Parent, Redirect, ChangeFolder, Exec };

constexpr std::array<const char*, 7> stepNames{"pipe", "fork", "setpgid", "prctl", "dup2", "chdir", "exec"};

struct ChildFailure
{
    Step step;
    int error;
};

// All the child needs, prepared: it may not allocate.
struct Child
{
    const char* program = nullptr;
    char* const* arguments = nullptr;
    char* const* environment = nullptr;
    const char* workingFolder = nullptr;
    int input = -1;
    int output = -1;
    int errors = -1;
    int report = -1; // closed by exec; else a ChildFailure comes through it
    pid_t parent = 0;
    bool endsWithThread = true;
};

constexpr int reportPlace = 3;

[[noreturn]] void giveUp(int report, Step step)
{
    const ChildFailure failure{step, errno};
    [[maybe_unused]] const auto written = ::write(report, &failure, sizeof failure);
    ::_exit(127);
}

// exec keeps what is ignored (Asio's users ignore SIGPIPE) and what is blocked: a new program expects neither.
void restoreSignals()
{
    struct sigaction standard
    {
    };
    standard.sa_handler = SIG_DFL;
    for (int signal = 1; signal < NSIG; ++signal)
        ::sigaction(signal, &standard, nullptr); // fails for SIGKILL and SIGSTOP: nothing to restore
    sigset_t none;
    ::sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
}

// Descriptors are above the standard ones here, so none is overwritten before it is used.
bool redirect(const Child& child)
{
    if (::dup2(child.input, STDIN_FILENO) < 0 || ::dup2(child.output, STDOUT_FILENO) < 0 ||
        ::dup2(child.errors, STDERR_FILENO) < 0)
        return false;
    if (child.report != reportPlace && ::dup3(child.report, reportPlace, O_CLOEXEC) < 0)
        return false;
    return ::syscall(SYS_close_range, reportPlace + 1, ~0U, 0) == 0; // the engine's sockets are for nobody else
}

[[noreturn]] void runChild(const Child& child)
{
    int report = child.report;
    if (::setpgid(0, 0) != 0)
        giveUp(report, Step::Session);
    if (child.endsWithThread) {
        if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
            giveUp(report, Step::Parent);
        if (::getppid() != child.parent) // it ended before that took hold
            ::_exit(127);
    }
    if (!redirect(child))
        giveUp(report, Step::Redirect);
    report = reportPlace;
    const rlimit noCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
    if (::chdir(child.workingFolder) != 0)
        giveUp(report, Step::ChangeFolder);
    restoreSignals();
    ::execve(child.program, child.arguments, child.environment);
    giveUp(report, Step::Exec);
}

// A function of its own: nothing of its caller lives in registers that the child could change.
[[gnu::noinline]] pid_t startChild(const Child& child)
{
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t pid = ::vfork();
    if (pid == 0)
        runChild(child);
    const int error = errno;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = error;
    return pid;
}

OwnedFd aboveStandard(int fd)
{
    if (fd > STDERR_FILENO)
        return OwnedFd(fd);
    const int moved = ::fcntl(fd, F_DUPFD_CLOEXEC, reportPlace);
    ::close(fd);
    return OwnedFd(moved);
}

struct Pipe
{
    OwnedFd readEnd;
    OwnedFd writeEnd;
};

bool open(Pipe& pipe)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return false;
    pipe.readEnd = aboveStandard(ends[0]);
    pipe.writeEnd = aboveStandard(ends[1]);
    return pipe.readEnd.isOpen() && pipe.writeEnd.isOpen();
}

void readWithoutWaiting(const OwnedFd& fd)
{
    ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) | O_NONBLOCK);
}

std::vector<char*> pointersTo(const std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (const auto& text : texts)
        pointers.push_back(const_cast<char*>(text.c_str())); // exec takes char*, and changes none
    pointers.push_back(nullptr);
    return pointers;
}

tl::unexpected<SpawnFailure> failed(Step step, int error)
{
    return tl::unexpected<SpawnFailure>({stepNames[static_cast<std::size_t>(step)], error});
}

int openPidFd(pid_t pid)
{
    return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}

} // namespace

std::string SpawnFailure::text() const
{
    return step + ": " + std::strerror(error);
}

tl::expected<Spawned, SpawnFailure> spawn(const SpawnPlan& plan)
{
    Pipe output;
    Pipe errors;
    Pipe report;
    const OwnedFd nothing = aboveStandard(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!nothing.isOpen() || !open(report) || (plan.hasOutput && (!open(output) || !open(errors))))
        return failed(Step::Pipe, errno);

    const std::vector<char*> arguments = pointersTo(plan.arguments);
    const std::vector<char*> environment = pointersTo(plan.environment);
    Child child;
    child.program = plan.program.c_str();
    child.arguments = arguments.data();
    child.environment = environment.data();
    child.workingFolder = plan.workingFolder.c_str();
    child.input = plan.input >= 0 ? plan.input : nothing.get();
    child.output = plan.hasOutput ? output.writeEnd.get() : nothing.get();
    child.errors = plan.hasOutput ? errors.writeEnd.get() : nothing.get();
    child.report = report.writeEnd.get();
    child.parent = ::getpid();
    child.endsWithThread = plan.endsWithThread;

    Spawned spawned;
    spawned.pid = startChild(child);
    if (spawned.pid < 0)
        return failed(Step::Fork, errno);
    report.writeEnd.reset();
    ChildFailure failure{};
    ssize_t count = 0;
    while ((count = ::read(report.readEnd.get(), &failure, sizeof failure)) < 0 && errno == EINTR) {
    }
    if (count == static_cast<ssize_t>(sizeof failure)) {
        ::waitpid(spawned.pid, nullptr, 0); // at its _exit
        return failed(failure.step, failure.error);
    }
    spawned.pidFd = OwnedFd(openPidFd(spawned.pid));
    if (!spawned.pidFd.isOpen()) {
        const int error = errno;
        ::kill(-spawned.pid, SIGKILL);
        ::waitpid(spawned.pid, nullptr, 0);
        return failed(Step::Fork, error);
    }
    if (plan.hasOutput) {
        readWithoutWaiting(output.readEnd);
        readWithoutWaiting(errors.readEnd);
    }
    spawned.output = std::move(output.readEnd);
    spawned.errors = std::move(errors.readEnd);
    return spawned;
}

} // namespace gw::engine
