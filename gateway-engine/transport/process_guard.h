// ProcessGuard: a small process beside this one that ends the process groups it was told of when this program is gone
// without having ended them itself (SIGKILL, a crash). The kernel's own signal for that reaches only the processes this
// program started, not what those started in turn.
#pragma once

#include "core/result.h"

#include <sys/types.h>

namespace gw::engine {

// Used on one thread alone, which lives as long as the groups.
class ProcessGuard
{
public:
    ProcessGuard() = default;
    ~ProcessGuard(); // what is still guarded ends
    ProcessGuard(const ProcessGuard&) = delete;
    ProcessGuard& operator=(const ProcessGuard&) = delete;

    [[nodiscard]] Result<void> add(pid_t group); // starts the guard when it is the first
    void remove(pid_t group);

    [[nodiscard]] pid_t pid() const { return m_pid; } // 0: not needed so far

private:
    [[nodiscard]] Result<void> start();
    [[nodiscard]] bool tell(char what, pid_t group) const;
    void end();

    pid_t m_pid = 0;
    int m_pipe = -1; // its end is how the guard learns that this program is gone
};

} // namespace gw::engine
