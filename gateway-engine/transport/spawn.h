// spawn: starts a program as a process of its own: no shell between, a process group of its own, nothing inherited but
// the three standard streams, ended by the kernel when the thread that started it ends.
#pragma once

#include "core/result.h"

#include <sys/types.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine {

struct ProgramCall
{
    std::vector<std::string> arguments; // the first is the program: a path, or a name looked for in PATH
    std::vector<std::pair<std::string, std::string>> environment; // all of it, PATH included
    std::string directory;                                        // where it runs; empty: where this program runs
};

// Descriptors of this process that become the new one's; -1: /dev/null.
struct StandardStreams
{
    int in = -1;
    int out = -1;
    int error = -1;
};

// What the end of the *thread* that started it means for a process: SIGKILL, so it is started on a thread that lives as
// long as it; or nothing.
enum class ParentEnd { Kills, Survives };

// The new process leads a group with its own id. Whoever calls this waits for it (waitpid).
[[nodiscard]] Result<pid_t> spawn(const ProgramCall& call, const StandardStreams& streams,
                                  ParentEnd parentEnd = ParentEnd::Kills);

// Where a program of this name stands; the name itself when it has a slash, empty when PATH does not lead to it.
[[nodiscard]] std::string programPath(const std::string& name, std::string_view path);

} // namespace gw::engine
