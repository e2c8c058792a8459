// What traffic control costs a request: one token bucket, alone and contended, and the whole check of a usage plan: a
// request that passes a key, four throttles and a quota, and one refused by each.
#include "gateway-engine/services.h"
#include "gateway-engine/traffic/clock.h"
#include "gateway-engine/traffic/token_bucket.h"
#include "gateway-engine/traffic/usage.h"
#include "gateway-engine/traffic/usage_plans.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"

#include <memory>

using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

void addBucket(const char* name, const ThrottleLimit& limit, std::chrono::nanoseconds step)
{
    gw::bench::add(std::string("traffic/") + name, [limit, step] {
        return [bucket = std::make_shared<TokenBucket>(limit, TokenBucket::TimePoint{}), step, turn = 0]() mutable {
            return bucket->take(TokenBucket::TimePoint(turn++ * step));
        };
    });
}

// Every thread asks the same bucket 10,000 times a second, of its 100.
void addContended()
{
    const auto bucket = std::make_shared<TokenBucket>(ThrottleLimit{100, 50}, TokenBucket::TimePoint{});
    benchmark::RegisterBenchmark("traffic/one bucket, contended",
                                 [bucket](benchmark::State& state) {
                                     int turn = 0;
                                     for (auto _ : state)
                                         benchmark::DoNotOptimize(bucket->take(TokenBucket::TimePoint(turn++ * 100us)));
                                 })
        ->Threads(1)
        ->Threads(2)
        ->Threads(8);
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

struct Checked
{
    explicit Checked(const TrafficLimits& given) { plans.apply(given); }

    Clock clock{systemServices()};
    Usage usage{clock, {}, nullptr};
    UsagePlans plans{clock, usage};
};

constexpr TrafficRequest withKey{"pets", "dev", "/pets", "GET", true, "mobile-0123456789-abcdef"};
constexpr TrafficRequest withoutKey{"pets", "dev", "/pets", "GET", false, {}};

void addCheck(const char* name, const TrafficLimits& given, const TrafficRequest& request)
{
    gw::bench::add(std::string("traffic/") + name, [given, &request] {
        return [checked = std::make_shared<Checked>(given), &request] { return checked->plans.check(request); };
    });
}

} // namespace

namespace gw::bench {

void registerTraffic()
{
    constexpr std::int64_t ample = 1'000'000'000'000;
    const ThrottleLimit wide{1e8, 2'000'000'000};
    addBucket("one bucket, passes", wide, 1us);
    addBucket("one bucket, refuses", {0.001, 1}, 1ns);
    addContended();
    addCheck("no key: stage and account", limits(wide, ample), withoutKey);
    addCheck("key, four throttles, quota: passes", limits(wide, ample), withKey);
    addCheck("key, refused by the client's throttle", limits({0, 0}, ample), withKey);
    addCheck("key, refused by the quota", limits(wide, 0), withKey);
}

} // namespace gw::bench
