// UsagePlans: may this request pass? Its API key is looked up, and it has to get a token of every throttle above it and
// one of its key's quota (reference 1.27, in its order; the first that is exhausted answers):
//
//   key known, enabled, in a plan with this stage           else INVALID_API_KEY
//   the plan's throttle of this client for this method      else THROTTLED
//   the plan's throttle of this client                      else THROTTLED
//   the plan's quota of this client                         else QUOTA_EXCEEDED
//   the stage's throttle of this method                     else THROTTLED
//   the account's throttle                                  else THROTTLED
//
// All or nothing: a request that is refused costs no tokens and no quota. Methods that need no key skip the plan.
// Requests lock nothing but a pointer's copy.
#pragma once

#include "gateway-engine/traffic/traffic_limits.h"
#include "gateway-engine/traffic/usage_counter.h"

#include <array>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

class Clock;
class Usage;
struct UsagePlanTable;

struct TrafficRequest // views: they outlive the check and the decision's use
{
    std::string_view apiId;
    std::string_view stage;
    std::string_view resourcePath; // as MethodThrottle has it
    std::string_view httpMethod;   // the same
    bool apiKeyRequired = false;
    std::string_view apiKey; // as presented, from the header or the authorizer; empty: none
};

enum class TrafficRefusal { None, InvalidApiKey, Throttled, QuotaExceeded };
enum class TrafficLevel { ClientMethod, Client, StageMethod, Account };
inline constexpr std::size_t trafficLevels = 4;
enum class ApiKeyProblem { None, Missing, Unknown, Disabled, NoUsagePlan };

[[nodiscard]] const char*
trafficLevelName(TrafficLevel level); // "client and method", "client", "stage method", "account"

struct LevelState
{
    TrafficLevel level = TrafficLevel::Account;
    ThrottleLimit limit;
    double tokens = 0; // there are, after the decision
};

struct TrafficDecision
{
    TrafficRefusal refusal = TrafficRefusal::None;
    std::optional<TrafficLevel> refusedBy; // of Throttled
    ApiKeyProblem keyProblem = ApiKeyProblem::None;
    std::string maskedKey;            // of the key presented, known or not; empty: none was
    const KnownApiKey* key = nullptr; // the one presented, where one was needed and it is known
    const UsagePlan* plan = nullptr;  // it was counted under; its keyIds are empty
    std::array<std::optional<LevelState>, trafficLevels> levels; // in their order; nothing where a level does not limit
    std::optional<QuotaState> quota;                             // what the key has used under the plan
    std::shared_ptr<const UsagePlanTable> table;                 // holds what the pointers lead to

    [[nodiscard]] bool isAllowed() const { return refusal == TrafficRefusal::None; }
};

// One bucket, for who looks at all of them. What does not apply is empty.
struct BucketGauge
{
    TrafficLevel level = TrafficLevel::Account;
    std::string planId;
    std::string keyId;
    std::string apiId;
    std::string stage;
    std::string resourcePath;
    std::string httpMethod;
    ThrottleLimit limit;
    double tokens = 0;
};

class UsagePlans
{
public:
    // Both must outlive this.
    UsagePlans(const Clock& clock, Usage& usage);
    ~UsagePlans();

    // From now on, from any thread. Buckets and counters of what stays keep what is in them.
    void apply(const TrafficLimits& limits);

    [[nodiscard]] TrafficDecision check(const TrafficRequest& request) const;

    [[nodiscard]] std::vector<BucketGauge> gauges() const; // all there are, the account's first

private:
    [[nodiscard]] std::shared_ptr<const UsagePlanTable> table() const;

    const Clock& m_clock;
    Usage& m_usage;
    std::mutex m_applying;
    mutable std::mutex m_mutex; // guards m_table only; held for a pointer's copy
    std::shared_ptr<const UsagePlanTable> m_table;
};

} // namespace gw::engine
