// A port of this machine that nobody listens on.
#pragma once

#include "core/result.h"

#include <cstdint>

namespace gw::engine {

// Free on 127.0.0.1 and on ::1 at this moment, and not given out again soon by the kernel.
[[nodiscard]] Result<std::uint16_t> freePort();

} // namespace gw::engine
