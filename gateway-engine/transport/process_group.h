// Who is in a process group.
#pragma once

#include <sys/types.h>

namespace gw::engine {

// Whether others than the process that leads it still run in it. The leader may have ended, but must not have been
// waited for: its number keeps meaning this group until then.
[[nodiscard]] bool groupHasOthers(pid_t leader);

} // namespace gw::engine
