#include "tests/bench/cost.h"

#include "tests/support/counted_allocations.h"

#include <ctime>

namespace gw::bench {

std::uint64_t allocations()
{
    return test::allocationCount;
}

double processorNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

} // namespace gw::bench
