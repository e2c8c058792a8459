// How often a thread has asked for memory. Linking allocations.cpp replaces operator new by one that counts.
#pragma once

#include <cstdint>

namespace gw::bench {

[[nodiscard]] std::uint64_t allocations(); // of this thread, since it began

} // namespace gw::bench
