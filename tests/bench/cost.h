// What a piece of work costs its thread. Linking cost.cpp replaces operator new by one that counts.
#pragma once

#include <cstdint>

namespace gw::bench {

[[nodiscard]] std::uint64_t allocations();   // of this thread, since it began
[[nodiscard]] double processorNanoseconds(); // of this thread

} // namespace gw::bench
