// The guard is a shell script: it must not hold this program's memory, and needs nothing that is not everywhere.
#include "gateway-engine/transport/process_guard.h"

#include "gateway-engine/transport/spawn.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>

namespace gw::engine {

namespace {

// "+ 12" and "- 12" add and remove a group; at the end of input all that are left are killed.
constexpr char script[] = R"(trap '' HUP INT QUIT TERM
groups=
while read -r sign group; do
    if [ "$sign" = + ]; then
        groups="$groups $group"
    else
        left=
        for each in $groups; do [ "$each" = "$group" ] || left="$left $each"; done
        groups=$left
    fi
done
for each in $groups; do kill -s KILL -- "-$each"; done)";

} // namespace

ProcessGuard::~ProcessGuard()
{
    end();
}

Result<void> ProcessGuard::start()
{
    std::array<int, 2> ends{-1, -1};
    // A pair of sockets: writing to one whose other side is gone gives an error instead of a signal.
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return fail("No guard for processes can be started: " + std::generic_category().message(errno) + ".");
    const auto pid = spawn({{"/bin/sh", "-c", script}, {}, "/"}, {ends[1], -1, -1}, ParentEnd::Survives);
    ::close(ends[1]);
    if (!pid) {
        ::close(ends[0]);
        return fail(pid.error());
    }
    m_pid = *pid;
    m_pipe = ends[0];
    return {};
}

bool ProcessGuard::tell(char what, pid_t group) const
{
    const std::string line = std::string(1, what) + " " + std::to_string(group) + "\n";
    return ::send(m_pipe, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size());
}

Result<void> ProcessGuard::add(pid_t group)
{
    if (m_pid != 0 && tell('+', group))
        return {};
    end(); // it was killed by somebody: the groups it knew are not guarded any more, the next ones are
    if (auto started = start(); !started)
        return started;
    if (!tell('+', group))
        return fail("The guard for processes does not listen.");
    return {};
}

void ProcessGuard::remove(pid_t group)
{
    if (m_pid != 0)
        (void)tell('-', group);
}

void ProcessGuard::end()
{
    if (m_pid == 0)
        return;
    ::close(m_pipe);
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    m_pid = 0;
}

} // namespace gw::engine
