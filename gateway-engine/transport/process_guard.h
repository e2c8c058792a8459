// ProcessGuard: a tiny process that outlives this one. When we end without having ended what we started (killed,
// crashed), it ends what is left of those process groups: the kernel's own signal at a parent's death (spawn.h) reaches
// the processes we started alone, not what they have started. It also removes a folder, when it is given one.
#pragma once

#include "gateway-engine/transport/spawn.h"

#include <sys/types.h>

#include <filesystem>
#include <vector>

namespace gw::engine {

// Used on one thread.
class ProcessGuard
{
public:
    ProcessGuard() = default;                                   // starts with the first group
    explicit ProcessGuard(const std::filesystem::path& folder); // to be removed; starts at once
    ~ProcessGuard();                                            // ends it, and with it what it still guards
    ProcessGuard(const ProcessGuard&) = delete;
    ProcessGuard& operator=(const ProcessGuard&) = delete;

    // Process groups that must not outlive us. False where the guard could not be started.
    bool add(pid_t group);
    void remove(pid_t group);

    [[nodiscard]] pid_t pid() const { return m_pid; } // 0: it does not run

private:
    bool start();
    void end();
    bool tell(char sign, pid_t group);

    std::filesystem::path m_folder; // empty: none
    std::vector<pid_t> m_groups;
    OwnedFd m_line; // it ends when this closes, however that comes about
    pid_t m_pid = 0;
};

} // namespace gw::engine
