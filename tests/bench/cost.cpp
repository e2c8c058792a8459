#include "tests/bench/cost.h"

#include <cstdlib>
#include <ctime>
#include <new>

namespace {

thread_local std::uint64_t counted = 0;

} // namespace

void* operator new(std::size_t size)
{
    ++counted;
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

namespace gw::bench {

std::uint64_t allocations()
{
    return counted;
}

double processorNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

} // namespace gw::bench
