// TrafficLimits: all that says who may call how often, as plain values: API keys, usage plans, throttles of stages'
// methods, the account's (reference 1.27, 1.28, 2.8, 3.5). Fallbacks and defaults are filled in already.
#pragma once

#include "gateway-engine/traffic/api_keys.h"
#include "gateway-engine/traffic/throttle_limit.h"
#include "gateway-engine/traffic/usage_period.h"

#include <optional>
#include <string>
#include <vector>

namespace gw::engine {

// Of a REST API's method: its resource path and verb ("/pets/{petId}", "GET"; "ANY" for a method of all verbs). Of a
// route of an HTTP or WebSocket API: its route key, and no verb.
struct MethodThrottle
{
    std::string resourcePath;
    std::string httpMethod;
    ThrottleLimit limit;
};

struct PlanStage // `apiStages` of a plan
{
    std::string apiId;
    std::string stage;
    std::vector<MethodThrottle> methods; // each client's own, beside the plan's throttle
};

struct UsagePlan
{
    std::string id;
    std::string name;
    std::optional<ThrottleLimit> throttle; // each key's own
    std::optional<Quota> quota;            // each key's own
    std::vector<PlanStage> apiStages;
    std::vector<std::string> keyIds;
};

struct StageThrottle
{
    std::string apiId;
    std::string stage;
    std::vector<MethodThrottle> methods; // those that are limited; shared by all clients
};

struct TrafficLimits
{
    std::vector<ApiKey> keys;
    std::vector<UsagePlan> plans; // where two hold a key and a stage, the first counts
    std::vector<StageThrottle> stages;
    std::optional<ThrottleLimit> account; // shared by all APIs; nothing: no limit
};

} // namespace gw::engine
