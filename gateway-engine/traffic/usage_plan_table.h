// UsagePlanTable: TrafficLimits made ready for requests: keys by digest, what each key may use by stage, buckets by
// method. Never changes; the buckets and counters it leads to do.
#pragma once

#include "gateway-engine/traffic/token_bucket.h"
#include "gateway-engine/traffic/traffic_limits.h"
#include "gateway-engine/traffic/usage.h"
#include "gateway-engine/traffic/usage_plans.h"

#include <compare>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine {

// Pairs of strings, found by pairs of views.
struct LessPair
{
    using is_transparent = void;
    template <typename A, typename B>
    bool operator()(const A& a, const B& b) const
    {
        const int order = std::string_view(a.first).compare(b.first);
        return order < 0 || (order == 0 && std::string_view(a.second).compare(b.second) < 0);
    }
};
using ViewPair = std::pair<std::string_view, std::string_view>;
template <typename T>
using PairMap = std::map<std::pair<std::string, std::string>, T, LessPair>;

struct BucketName // what a bucket limits: two of the same are one bucket
{
    TrafficLevel level = TrafficLevel::Account;
    std::string planId{};
    std::string keyId{};
    std::string apiId{};
    std::string stage{};
    std::string resourcePath{};
    std::string httpMethod{};
    auto operator<=>(const BucketName&) const = default;
};

// The buckets of a table by what they limit. A new table takes over those of the former one that it needs too.
class BucketSet
{
public:
    using Map = std::map<BucketName, std::shared_ptr<TokenBucket>>;

    BucketSet() = default;
    BucketSet(Map former, TokenBucket::TimePoint now) : m_former(std::move(former)), m_now(now) {}

    TokenBucket* bucket(BucketName name, const ThrottleLimit& limit);
    [[nodiscard]] const Map& all() const { return m_buckets; }
    void forgetFormer() { m_former.clear(); }

private:
    Map m_buckets;
    Map m_former;
    TokenBucket::TimePoint m_now{};
};

using MethodBuckets = PairMap<TokenBucket*>; // by resource path and verb

struct UsagePlanTable
{
    struct Client // a key at a stage
    {
        const UsagePlan* plan = nullptr;
        TokenBucket* bucket = nullptr;   // null: its plan has no throttle
        UsageCounter* counter = nullptr; // never null
        MethodBuckets methods;
    };

    // Takes buckets over from `former`, which may be null.
    static std::shared_ptr<const UsagePlanTable> make(const TrafficLimits& limits, const UsagePlanTable* former,
                                                      Usage& usage, TokenBucket::TimePoint now);

    [[nodiscard]] const Client* client(std::size_t key, std::string_view apiId, std::string_view stage) const;

    ApiKeys keys;
    std::vector<UsagePlan> plans;         // without their keys
    std::vector<PairMap<Client>> clients; // of each key, by API and stage
    PairMap<MethodBuckets> stages;        // by API and stage
    TokenBucket* account = nullptr;
    BucketSet buckets;

private:
    void addStages(const TrafficLimits& limits);
    void addPlan(const UsagePlan& plan, const std::vector<std::string>& keyIds, Usage& usage);
    void addClient(const UsagePlan& plan, std::size_t key, Usage& usage);
};

[[nodiscard]] TokenBucket* bucketOf(const MethodBuckets& methods, const TrafficRequest& request); // null: no limit

} // namespace gw::engine
