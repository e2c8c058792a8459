// Replaces operator new by one that counts, for each thread. Included by one source file of a program. Under
// sanitizers, which bring their own, nothing is counted.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <new>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define GW_COUNTS_ALLOCATIONS 0
#else
#define GW_COUNTS_ALLOCATIONS 1
#endif

namespace gw::test {

inline thread_local std::uint64_t allocationCount = 0; // of this thread, since it began

} // namespace gw::test

#if GW_COUNTS_ALLOCATIONS
void* operator new(std::size_t size)
{
    ++gw::test::allocationCount;
    if (void* memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
#endif
