// A shell with a fixed script is at hand on every system and holds a megabyte; nothing of a project's comes into it but
// process numbers and the folder, which is an argument.
#include "gateway-engine/transport/process_guard.h"

#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
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
[ -z "$1" ] || rm -rf -- "$1"
)";

} // namespace

ProcessGuard::ProcessGuard(const std::filesystem::path& folder) : m_folder(folder)
{
    start();
}

ProcessGuard::~ProcessGuard()
{
    end();
}

bool ProcessGuard::start()
{
    std::array<int, 2> ends{};
    // A socket: no SIGPIPE should the guard be gone.
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return false;
    const OwnedFd theirs(ends[1]);
    m_line = OwnedFd(ends[0]);
    SpawnPlan plan;
    plan.program = "/bin/sh";
    plan.arguments = {"gatewright-guard", "-c", script, "gatewright-guard", m_folder.string()};
    plan.environment = {"PATH=/usr/bin:/bin"};
    plan.workingFolder = "/";
    plan.endsWithThread = false;
    plan.input = theirs.get();
    plan.hasOutput = false;
    const auto spawned = spawn(plan);
    if (spawned)
        m_pid = spawned->pid;
    else
        m_line.reset();
    return spawned.has_value();
}

void ProcessGuard::end()
{
    m_line.reset();
    if (m_pid > 0)
        while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
        }
    m_pid = 0;
}

bool ProcessGuard::tell(char sign, pid_t group)
{
    if (!m_line.isOpen())
        return false;
    const std::string line = std::string(1, sign) + " " + std::to_string(group) + "\n";
    return ::send(m_line.get(), line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT) ==
           static_cast<ssize_t>(line.size());
}

bool ProcessGuard::add(pid_t group)
{
    m_groups.push_back(group);
    if (tell('+', group))
        return true;
    end(); // it was not started yet, or somebody has killed it
    return start() && std::all_of(m_groups.begin(), m_groups.end(), [this](pid_t each) { return tell('+', each); });
}

void ProcessGuard::remove(pid_t group)
{
    m_groups.erase(std::remove(m_groups.begin(), m_groups.end(), group), m_groups.end());
    (void)tell('-', group);
}

} // namespace gw::engine
