// A shell with a fixed script is at hand on every system and holds a megabyte; nothing of a project's comes into it but
// process numbers and the folder, which is an argument.
#include "gateway-engine/lambda/worker_guard.h"

#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <string>

namespace gw::engine {

namespace {

constexpr const char* script = R"(trap '' HUP INT QUIT TERM
groups=' '
while read -r sign group; do
    case $sign in
    +) groups="$groups$group " ;;
    -) groups="${groups%% $group *} ${groups#* $group }" ;;
    esac
done
for group in $groups; do
    kill -s KILL -- "-$group" 2>/dev/null
done
rm -rf -- "$1"
)";

} // namespace

WorkerGuard::WorkerGuard(const std::filesystem::path& folder)
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) !=
        0) // a socket: no SIGPIPE should it be gone
        return;
    const OwnedFd theirs(ends[1]);
    m_line = OwnedFd(ends[0]);
    SpawnPlan plan;
    plan.program = "/bin/sh";
    plan.arguments = {"gatewright-guard", "-c", script, "gatewright-guard", folder.string()};
    plan.environment = {"PATH=/usr/bin:/bin"};
    plan.workingFolder = "/";
    plan.endsWithThread = false;
    plan.input = theirs.get();
    plan.hasOutput = false;
    if (auto spawned = spawn(plan))
        m_pid = spawned->pid;
    else
        m_line.reset();
}

WorkerGuard::~WorkerGuard()
{
    m_line.reset();
    if (m_pid > 0)
        ::waitpid(m_pid, nullptr, 0);
}

void WorkerGuard::tell(char sign, pid_t group)
{
    if (!m_line.isOpen())
        return;
    const std::string line = std::string(1, sign) + " " + std::to_string(group) + "\n";
    [[maybe_unused]] const auto sent = ::send(m_line.get(), line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

} // namespace gw::engine
