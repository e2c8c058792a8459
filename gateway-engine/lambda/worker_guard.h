// WorkerGuard: a tiny process that outlives this one. When we end without having ended our workers (killed, crashed),
// it ends what is left of their process groups, that is what functions themselves have started: the kernel's own signal
// at a parent's death (spawn.h) reaches the workers alone. It also removes the folder of the bootstraps.
#pragma once

#include "gateway-engine/lambda/spawn.h"

#include <filesystem>
#include <string_view>

namespace gw::engine {

class WorkerGuard
{
public:
    explicit WorkerGuard(const std::filesystem::path& folder); // to be removed
    ~WorkerGuard();                                            // ends it
    WorkerGuard(const WorkerGuard&) = delete;
    WorkerGuard& operator=(const WorkerGuard&) = delete;

    // Process groups that must not outlive us. Without effect where the guard could not be started.
    void add(pid_t group) { tell('+', group); }
    void remove(pid_t group) { tell('-', group); }

private:
    void tell(char sign, pid_t group);

    OwnedFd m_line; // it ends when this closes, however that comes about
    pid_t m_pid = 0;
};

} // namespace gw::engine
