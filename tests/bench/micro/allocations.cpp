#include "tests/bench/micro/allocations.h"

#include "tests/support/counted_allocations.h"

namespace gw::bench {

std::uint64_t allocations()
{
    return test::allocationCount;
}

} // namespace gw::bench
