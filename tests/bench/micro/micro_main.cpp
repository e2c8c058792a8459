// What parts of the engine cost without sockets: CPU time and allocations of one iteration. Options are Google
// Benchmark's: --benchmark_filter=REGEX, --benchmark_format=json …
#include "tests/bench/micro/benchmarks.h"

#include <benchmark/benchmark.h>

#include <thread>

int main(int argc, char** argv)
{
    std::thread([] {}).join(); // from here on reference counts cost what they cost in the gateway, which has threads
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    for (const auto add : {gw::bench::registerRouteMatch, gw::bench::registerVtl, gw::bench::registerMapping,
                           gw::bench::registerJsonPath, gw::bench::registerSchema, gw::bench::registerTraces,
                           gw::bench::registerJsonText, gw::bench::registerOpenApi, gw::bench::registerDeploy,
                           gw::bench::registerGateway, gw::bench::registerAuth, gw::bench::registerTraffic})
        add();
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
