#include "gateway-engine/traffic/usage_plan_table.h"

namespace gw::engine {

TokenBucket* BucketSet::bucket(BucketName name, const ThrottleLimit& limit)
{
    auto& place = m_buckets[name];
    if (place)
        return place.get(); // said twice: the first counts
    if (const auto former = m_former.find(name); former != m_former.end()) {
        place = former->second;
        place->setLimit(limit, m_now);
    } else {
        place = std::make_shared<TokenBucket>(limit, m_now);
    }
    return place.get();
}

std::shared_ptr<const UsagePlanTable> UsagePlanTable::make(const TrafficLimits& limits, const UsagePlanTable* former,
                                                           Usage& usage, TokenBucket::TimePoint now)
{
    auto table = std::make_shared<UsagePlanTable>();
    table->buckets = BucketSet(former ? former->buckets.all() : BucketSet::Map(), now);
    table->keys = ApiKeys(limits.keys);
    table->clients.resize(limits.keys.size());
    if (limits.account)
        table->account = table->buckets.bucket({}, *limits.account);
    table->addStages(limits);
    table->plans.reserve(limits.plans.size()); // clients point at them
    for (const UsagePlan& plan : limits.plans) {
        table->plans.push_back(plan);
        table->plans.back().keyIds.clear();
        table->addPlan(table->plans.back(), plan.keyIds, usage);
    }
    table->buckets.forgetFormer();
    return table;
}

void UsagePlanTable::addStages(const TrafficLimits& limits)
{
    for (const StageThrottle& stage : limits.stages)
        for (const MethodThrottle& method : stage.methods)
            stages[{stage.apiId, stage.stage}].try_emplace({method.resourcePath, method.httpMethod},
                                                           buckets.bucket({TrafficLevel::StageMethod,
                                                                           {},
                                                                           {},
                                                                           stage.apiId,
                                                                           stage.stage,
                                                                           method.resourcePath,
                                                                           method.httpMethod},
                                                                          method.limit));
}

void UsagePlanTable::addPlan(const UsagePlan& plan, const std::vector<std::string>& keyIds, Usage& usage)
{
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < keys.size(); ++i)
        places.try_emplace(keys[i].id, i);
    for (const std::string& id : keyIds)
        if (const auto place = places.find(id); place != places.end())
            addClient(plan, place->second, usage);
}

void UsagePlanTable::addClient(const UsagePlan& plan, std::size_t key, Usage& usage)
{
    const std::string& keyId = keys[key].id;
    Client client;
    client.plan = &plan;
    client.counter = &usage.counter({plan.id, keyId});
    client.counter->setQuota(plan.quota);
    if (plan.throttle)
        client.bucket = buckets.bucket({TrafficLevel::Client, plan.id, keyId}, *plan.throttle);
    for (const PlanStage& stage : plan.apiStages) {
        const auto [place, isNew] = clients[key].try_emplace({stage.apiId, stage.stage}, client);
        if (!isNew)
            continue;
        for (const MethodThrottle& method : stage.methods)
            place->second.methods.try_emplace({method.resourcePath, method.httpMethod},
                                              buckets.bucket({TrafficLevel::ClientMethod, plan.id, keyId, stage.apiId,
                                                              stage.stage, method.resourcePath, method.httpMethod},
                                                             method.limit));
    }
}

const UsagePlanTable::Client* UsagePlanTable::client(std::size_t key, std::string_view apiId,
                                                     std::string_view stage) const
{
    const auto found = clients[key].find(ViewPair{apiId, stage});
    return found == clients[key].end() ? nullptr : &found->second;
}

TokenBucket* bucketOf(const MethodBuckets& methods, const TrafficRequest& request)
{
    const auto found = methods.find(ViewPair{request.resourcePath, request.httpMethod});
    return found == methods.end() ? nullptr : found->second;
}

} // namespace gw::engine
