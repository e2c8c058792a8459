// What traffic control costs a request: nanoseconds of one token bucket, of a request that passes a key, four throttles
// and a quota, of one refused by each, of a cached answer.
//   gw_bench_traffic [ROUNDS]
#include "gateway-engine/services.h"
#include "gateway-engine/traffic/clock.h"
#include "gateway-engine/traffic/token_bucket.h"
#include "gateway-engine/traffic/usage.h"
#include "gateway-engine/traffic/usage_plans.h"
#include "tests/bench/cost.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

template <typename Work>
void measure(const char* name, int rounds, Work work)
{
    for (int i = 0; i < rounds / 10; ++i)
        work(i);
    const double begin = gw::bench::processorNanoseconds();
    const auto allocated = gw::bench::allocations();
    for (int i = 0; i < rounds; ++i)
        work(i);
    std::printf("%-44s %8.1f ns  %4.1f allocations\n", name, (gw::bench::processorNanoseconds() - begin) / rounds,
                static_cast<double>(gw::bench::allocations() - allocated) / rounds);
}

void measureThreads(int threads, int rounds)
{
    TokenBucket bucket({100, 50}, {});
    std::atomic<std::int64_t> nanoseconds{0};
    std::vector<std::thread> running;
    for (int t = 0; t < threads; ++t)
        running.emplace_back([&] {
            const double begin = gw::bench::processorNanoseconds();
            for (int i = 0; i < rounds; ++i)
                (void)bucket.take(TokenBucket::TimePoint(i * 100us));
            nanoseconds += static_cast<std::int64_t>(gw::bench::processorNanoseconds() - begin);
        });
    for (std::thread& thread : running)
        thread.join();
    std::printf("%-36s %d threads %8.1f ns\n", "one bucket, 10,000/s against 100/s", threads,
                static_cast<double>(nanoseconds) / threads / rounds);
}

TrafficLimits limits(const ThrottleLimit& client, std::int64_t quota)
{
    const ThrottleLimit wide{1e8, 2'000'000'000};
    TrafficLimits given;
    given.keys = {{"k1", "mobile", "mobile-0123456789-abcdef", true}};
    UsagePlan plan;
    plan.id = "p1";
    plan.throttle = client;
    plan.quota = Quota{quota, 0, QuotaPeriod::Month};
    plan.apiStages = {{"pets", "dev", {{"/pets", "GET", wide}}}};
    plan.keyIds = {"k1"};
    given.plans = {plan};
    given.stages = {{"pets", "dev", {{"/pets", "GET", wide}}}};
    given.account = wide;
    return given;
}

} // namespace

int main(int argc, char** argv)
{
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    TokenBucket wide({1e8, 2'000'000'000}, {});
    measure("one bucket, passes", rounds, [&](int i) { (void)wide.take(TokenBucket::TimePoint(i * 1us)); });
    TokenBucket narrow({0.001, 1}, {});
    measure("one bucket, refuses", rounds, [&](int i) { (void)narrow.take(TokenBucket::TimePoint(i * 1ns)); });
    for (const int threads : {1, 2, 8})
        measureThreads(threads, rounds);

    const Clock clock(systemServices());
    Usage usage(clock, {}, nullptr);
    UsagePlans plans(clock, usage);
    const TrafficRequest request{"pets", "dev", "/pets", "GET", true, "mobile-0123456789-abcdef"};
    const TrafficRequest open{"pets", "dev", "/pets", "GET", false, {}};
    plans.apply(limits({1e8, 2'000'000'000}, 1'000'000'000'000));
    measure("no key: stage and account", rounds, [&](int) { (void)plans.check(open); });
    measure("key, four throttles, quota: passes", rounds, [&](int) { (void)plans.check(request); });
    plans.apply(limits({0, 0}, 1'000'000'000'000));
    measure("key, refused by the client's throttle", rounds, [&](int) { (void)plans.check(request); });
    plans.apply(limits({1e8, 2'000'000'000}, 0));
    measure("key, refused by the quota", rounds, [&](int) { (void)plans.check(request); });
    return 0;
}
