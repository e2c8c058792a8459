#include "gateway-engine/traffic/usage_plans.h"

#include "gateway-engine/traffic/clock.h"
#include "gateway-engine/traffic/usage_plan_table.h"

#include <utility>

namespace gw::engine {

namespace {

using Buckets = std::array<TokenBucket*, trafficLevels>; // by TrafficLevel; null: no limit
using Client = UsagePlanTable::Client;

// Null where the key opens nothing here; the decision says why.
const Client* identify(const UsagePlanTable& table, const TrafficRequest& request, TrafficDecision& decision)
{
    const auto place = table.keys.find(request.apiKey);
    if (place)
        decision.key = &table.keys[*place];
    const Client* client = place ? table.client(*place, request.apiId, request.stage) : nullptr;
    if (request.apiKey.empty())
        decision.keyProblem = ApiKeyProblem::Missing;
    else if (!place)
        decision.keyProblem = ApiKeyProblem::Unknown;
    else if (!decision.key->enabled)
        decision.keyProblem = ApiKeyProblem::Disabled;
    else if (!client)
        decision.keyProblem = ApiKeyProblem::NoUsagePlan;
    else
        return client;
    decision.refusal = TrafficRefusal::InvalidApiKey;
    return nullptr;
}

Buckets bucketsFor(const UsagePlanTable& table, const TrafficRequest& request, const Client* client)
{
    const auto stage = table.stages.find(ViewPair{request.apiId, request.stage});
    return {client ? bucketOf(client->methods, request) : nullptr, client ? client->bucket : nullptr,
            stage == table.stages.end() ? nullptr : bucketOf(stage->second, request), table.account};
}

void throttle(TrafficDecision& decision, std::size_t level)
{
    decision.refusal = TrafficRefusal::Throttled;
    decision.refusedBy = static_cast<TrafficLevel>(level);
}

// The quota is used up: the answer, unless a throttle of the plan comes before.
void refuseByPlan(const Buckets& buckets, TokenBucket::TimePoint now, TrafficDecision& decision)
{
    decision.refusal = TrafficRefusal::QuotaExceeded;
    for (const std::size_t level : {0u, 1u})
        if (buckets[level] && !buckets[level]->hasToken(now))
            return throttle(decision, level);
}

void take(const Buckets& buckets, UsageCounter* quota, TokenBucket::TimePoint now, std::chrono::sys_days today,
          TrafficDecision& decision)
{
    if (quota && !quota->hasRemaining(today))
        return refuseByPlan(buckets, now, decision);
    if (const auto refusing = takeFromAll(buckets, now))
        return throttle(decision, *refusing);
    if (!quota || quota->take(today))
        return;
    for (TokenBucket* bucket : buckets) // another request took the last one
        if (bucket)
            bucket->giveBack();
    decision.refusal = TrafficRefusal::QuotaExceeded;
}

void noteLevels(const Buckets& buckets, TokenBucket::TimePoint now, TrafficDecision& decision)
{
    for (std::size_t i = 0; i < buckets.size(); ++i)
        if (buckets[i])
            decision.levels[i] = {static_cast<TrafficLevel>(i), buckets[i]->limit(), buckets[i]->level(now)};
}

} // namespace

const char* trafficLevelName(TrafficLevel level)
{
    switch (level) {
    case TrafficLevel::ClientMethod:
        return "client and method";
    case TrafficLevel::Client:
        return "client";
    case TrafficLevel::StageMethod:
        return "stage method";
    case TrafficLevel::Account:
        break;
    }
    return "account";
}

UsagePlans::UsagePlans(const Clock& clock, Usage& usage)
    : m_clock(clock), m_usage(usage), m_table(UsagePlanTable::make({}, nullptr, usage, clock.now()))
{
}

UsagePlans::~UsagePlans() = default;

std::shared_ptr<const UsagePlanTable> UsagePlans::table() const
{
    const std::lock_guard lock(m_mutex);
    return m_table;
}

void UsagePlans::apply(const TrafficLimits& limits)
{
    const std::lock_guard applying(m_applying);
    auto made = UsagePlanTable::make(limits, table().get(), m_usage, m_clock.now());
    const std::lock_guard lock(m_mutex);
    m_table.swap(made);
}

TrafficDecision UsagePlans::check(const TrafficRequest& request) const
{
    TrafficDecision decision;
    decision.table = table();
    decision.maskedKey = maskedApiKey(request.apiKey);
    const UsagePlanTable& limits = *decision.table;
    const Client* client = nullptr;
    if (request.apiKeyRequired) {
        client = identify(limits, request, decision);
        if (!client)
            return decision;
        decision.plan = client->plan;
    }
    const auto now = m_clock.now();
    const auto today = m_clock.today();
    const Buckets buckets = bucketsFor(limits, request, client);
    take(buckets, client ? client->counter : nullptr, now, today, decision);
    noteLevels(buckets, now, decision);
    if (client)
        decision.quota = client->counter->stateNow(today);
    return decision;
}

std::vector<BucketGauge> UsagePlans::gauges() const
{
    const auto limits = table();
    const auto now = m_clock.now();
    std::vector<BucketGauge> gauges;
    const auto& buckets = limits->buckets.all();
    gauges.reserve(buckets.size());
    for (auto place = buckets.rbegin(); place != buckets.rend(); ++place) {
        const auto& [name, bucket] = *place;
        gauges.push_back({name.level, name.planId, name.keyId, name.apiId, name.stage, name.resourcePath,
                          name.httpMethod, bucket->limit(), bucket->level(now)});
    }
    return gauges;
}

} // namespace gw::engine
