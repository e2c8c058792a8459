// vfork and execve: a copy of this program's page tables would cost milliseconds, and hold up its other threads. What
// runs between the two shares this program's memory, so it calls nothing but the kernel.
#include "gateway-engine/transport/spawn.h"

#include "core/in_quotes.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace gw::engine {

namespace {

enum class Step { Directory, Program, Other };

struct Report
{
    Step step = Step::Other;
    int error = 0;
};

// What the new process needs, made ready before it exists.
struct Image
{
    const char* program = nullptr;
    char* const* arguments = nullptr;
    char* const* environment = nullptr;
    const char* directory = nullptr; // null: stays
    std::array<int, 3> streams{};
    int report = -1;
    pid_t parent = 0;
    bool diesWithParent = true;
};

class Descriptor
{
public:
    explicit Descriptor(int number = -1) : m_number(number) {}
    ~Descriptor() { reset(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    void reset(int number = -1)
    {
        if (m_number >= 0)
            ::close(m_number);
        m_number = number;
    }
    [[nodiscard]] int get() const { return m_number; }

private:
    int m_number;
};

// A copy that does not stand in the way of the standard streams' numbers.
int copyAboveStandard(int from)
{
    constexpr int firstFree = 3;
    return ::fcntl(from, F_DUPFD_CLOEXEC, firstFree);
}

void resetSignals()
{
    for (int number = 1; number < NSIG; ++number)
        ::signal(number, SIG_DFL); // those that cannot be set say so, and stay
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// Sockets of this program must not stay open in another: a port would stay taken when the gateway has gone.
void closeOthersOnExec()
{
    constexpr unsigned firstOther = 3;
    if (::syscall(SYS_close_range, firstOther, ~0U, CLOSE_RANGE_CLOEXEC) == 0)
        return;
    const long most = ::sysconf(_SC_OPEN_MAX); // kernels before 5.11
    for (int number = firstOther; number < most; ++number)
        ::fcntl(number, F_SETFD, FD_CLOEXEC);
}

[[noreturn]] void giveUp(const Image& image, Step step)
{
    const Report report{step, errno};
    [[maybe_unused]] const auto written = ::write(image.report, &report, sizeof report);
    ::_exit(127);
}

[[noreturn]] void becomeProgram(const Image& image)
{
    if (::setpgid(0, 0) != 0 || (image.diesWithParent && ::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0))
        giveUp(image, Step::Other);
    if (image.diesWithParent && ::getppid() != image.parent) // it ended before its end could be told
        ::_exit(127);
    for (int number = 0; number < 3; ++number)
        if (::dup2(image.streams[static_cast<std::size_t>(number)], number) < 0)
            giveUp(image, Step::Other);
    if (image.directory && ::chdir(image.directory) != 0)
        giveUp(image, Step::Directory);
    closeOthersOnExec();
    resetSignals();
    ::execve(image.program, image.arguments, image.environment);
    giveUp(image, Step::Program);
}

// In a function of its own: what returns twice must not find half its variables in registers.
pid_t launch(const Image& image)
{
    const pid_t pid = ::vfork();
    if (pid == 0)
        becomeProgram(image);
    return pid;
}

// A handler of this program's must not run in the new process while both share their memory.
class NoSignals
{
public:
    NoSignals()
    {
        sigset_t all;
        sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &m_before);
    }
    ~NoSignals() { ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    NoSignals(const NoSignals&) = delete;
    NoSignals& operator=(const NoSignals&) = delete;

private:
    sigset_t m_before{};
};

std::string errorText(int error)
{
    return std::generic_category().message(error);
}

tl::unexpected<Diagnostic> cannotStart(const std::string& program, const std::string& why, std::string hint = {})
{
    return fail("Cannot start " + inQuotes(program) + ": " + why + ".", std::move(hint));
}

tl::unexpected<Diagnostic> failureOf(const Report& report, const ProgramCall& call)
{
    if (report.step == Step::Directory)
        return cannotStart(call.arguments.front(),
                           "the folder " + inQuotes(call.directory) + " cannot be entered: " + errorText(report.error),
                           "Create the folder, or name another one.");
    return cannotStart(call.arguments.front(), errorText(report.error));
}

bool isProgram(const std::string& path)
{
    struct stat entry = {};
    return ::stat(path.c_str(), &entry) == 0 && S_ISREG(entry.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

std::string_view pathOf(const ProgramCall& call)
{
    for (const auto& [name, value] : call.environment)
        if (name == "PATH")
            return value;
    return "/usr/local/bin:/usr/bin:/bin";
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (std::string& text : texts)
        result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

// Nothing written: the program runs.
Report readReport(int from)
{
    Report report;
    ssize_t count = 0;
    do
        count = ::read(from, &report, sizeof report);
    while (count < 0 && errno == EINTR);
    return count == sizeof report ? report : Report{};
}

} // namespace

std::string programPath(const std::string& name, std::string_view path)
{
    if (name.find('/') != std::string::npos)
        return name;
    while (!name.empty() && !path.empty()) {
        const auto end = path.find(':');
        const std::string folder(path.substr(0, end));
        if (std::string candidate = folder + "/" + name; !folder.empty() && isProgram(candidate))
            return candidate;
        path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    }
    return {};
}

Result<pid_t> spawn(const ProgramCall& call, const StandardStreams& streams, ParentEnd parentEnd)
{
    if (call.arguments.empty())
        return fail("There is no program to start.");
    std::vector<std::string> arguments = call.arguments;
    const std::string program = programPath(arguments.front(), pathOf(call));
    if (program.empty())
        return cannotStart(arguments.front(), "no folder of PATH has such a program",
                           "Install it, or write its whole path.");
    std::vector<std::string> environment;
    for (const auto& [name, value] : call.environment)
        environment.push_back(name + "=" + value);

    std::array<int, 2> ends{-1, -1};
    const Descriptor none(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (none.get() < 0 || ::pipe2(ends.data(), O_CLOEXEC) != 0)
        return cannotStart(program, errorText(errno));
    const Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    const auto copyOf = [&](int number) { return copyAboveStandard(number < 0 ? none.get() : number); };
    const Descriptor in(copyOf(streams.in));
    const Descriptor out(copyOf(streams.out));
    const Descriptor error(copyOf(streams.error));
    Descriptor report(copyAboveStandard(writing.get()));
    if (in.get() < 0 || out.get() < 0 || error.get() < 0 || report.get() < 0)
        return cannotStart(program, errorText(errno));

    const std::vector<char*> argumentPointers = pointers(arguments);
    const std::vector<char*> environmentPointers = pointers(environment);
    Image image;
    image.program = program.c_str();
    image.arguments = argumentPointers.data();
    image.environment = environmentPointers.data();
    image.directory = call.directory.empty() ? nullptr : call.directory.c_str();
    image.streams = {in.get(), out.get(), error.get()};
    image.report = report.get();
    image.parent = ::getpid();
    image.diesWithParent = parentEnd == ParentEnd::Kills;
    pid_t pid = -1;
    int failure = 0;
    {
        const NoSignals blocked;
        pid = launch(image);
        failure = errno;
    }
    if (pid < 0)
        return cannotStart(program, errorText(failure));
    report.reset();
    writing.reset();
    if (const Report told = readReport(reading.get()); told.error != 0) {
        ::waitpid(pid, nullptr, 0);
        return failureOf(told, call);
    }
    return pid;
}

} // namespace gw::engine
