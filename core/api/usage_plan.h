// UsagePlan: how often the holders of its keys may call its API stages, and how many times in a day, week or month
// (reference 1.27). APIs, stages and keys are named; a rename takes the plan along.
#pragma once

#include "core/api/ids.h"
#include "core/api/throttle.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

enum class QuotaPeriod { Day, Week, Month };
[[nodiscard]] std::string_view toString(QuotaPeriod period); // "DAY", "WEEK", "MONTH"
[[nodiscard]] std::optional<QuotaPeriod> quotaPeriodFrom(std::string_view text);

struct Quota
{
    int limit = 0;  // requests in a period
    int offset = 0; // taken off the first period's
    QuotaPeriod period = QuotaPeriod::Month;
    bool operator==(const Quota&) const = default;
};

struct MethodThrottle
{
    std::string method; // "/pets/{petId}/GET": resource path and verb
    ThrottleSettings throttle;
    bool operator==(const MethodThrottle&) const = default;
};

struct PlanStage
{
    std::string api; // names
    std::string stage;
    std::vector<MethodThrottle> throttle;
    bool operator==(const PlanStage&) const = default;
};

struct UsagePlan
{
    UsagePlanId id;
    std::string name;
    std::string planId; // six characters, under which usage is counted; stays through renames
    std::string description;
    ThrottleSettings throttle; // of each key
    std::optional<Quota> quota;
    std::vector<PlanStage> apiStages;
    std::vector<std::string> keys; // names of API keys
    bool operator==(const UsagePlan&) const = default;

    [[nodiscard]] const PlanStage* findStage(std::string_view api, std::string_view stage) const;
    [[nodiscard]] bool hasKey(std::string_view key) const;
};

inline constexpr std::size_t mostUsagePlans = 300;
inline constexpr std::size_t mostPlansOfKey = 10;
inline constexpr std::size_t mostMethodThrottles = 20; // of one stage of a plan

} // namespace gw
