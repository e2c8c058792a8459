// One iteration is one call of a function; the counter "allocations" says how often it asked for memory.
#pragma once

#include "tests/bench/micro/allocations.h"

#include <benchmark/benchmark.h>

#include <string>
#include <utility>

namespace gw::bench {

inline void countAllocations(benchmark::State& state, std::uint64_t since)
{
    state.counters["allocations"] =
        benchmark::Counter(static_cast<double>(allocations() - since), benchmark::Counter::kAvgIterations);
}

// `work` gives what it makes, so that none of it is left out. The first call warms up: it is not measured.
template <typename Work>
void measure(benchmark::State& state, Work& work)
{
    benchmark::DoNotOptimize(work());
    const std::uint64_t before = allocations();
    for (auto _ : state)
        benchmark::DoNotOptimize(work());
    countAllocations(state, before);
}

// `make` prepares, and gives the work: it is called when the benchmark runs, and not when it is only listed.
template <typename Make>
benchmark::internal::Benchmark* add(const std::string& name, Make make)
{
    return benchmark::RegisterBenchmark(name.c_str(), [make = std::move(make)](benchmark::State& state) {
        auto work = make();
        measure(state, work);
    });
}

} // namespace gw::bench
