// UsageCounter: how many requests one API key has made under one usage plan, by day, and what its quota leaves
// (reference 1.27). Requests count without locks; only the first of a day, or after a change, takes one.
#pragma once

#include "core/result.h"
#include "gateway-engine/traffic/usage_period.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace gw::engine {

// What a quota leaves at a moment.
struct QuotaState
{
    std::int64_t used = 0;                 // in the period
    std::optional<std::int64_t> remaining; // nothing: there is no quota
    DaySpan period;
    bool operator==(const QuotaState&) const = default;
};

// Requests allowed beyond the quota in one period, or fewer when negative: what replacing `/remaining` makes.
struct UsageExtension
{
    std::chrono::sys_days begin; // of the period
    std::int64_t amount = 0;
    bool operator==(const UsageExtension&) const = default;
};

// What is kept of a counter from one run to the next.
struct UsageRecord
{
    std::optional<std::chrono::sys_days> firstDay; // the key was used on; nothing: never yet
    std::optional<UsageExtension> extension;
    std::map<std::chrono::sys_days, std::int64_t> days; // used; those of the past month are enough
};

// What has changed since the last time it was written down.
struct UsageChange
{
    struct Day
    {
        std::chrono::sys_days day;
        std::int64_t added = 0;
        std::optional<std::int64_t> remaining;
    };
    std::vector<Day> days;
    std::optional<std::chrono::sys_days> firstDay;
    std::optional<UsageExtension> extension;
};

class UsageCounter
{
public:
    explicit UsageCounter(UsageRecord record);
    ~UsageCounter();

    // Counts a request of that day (Clock::today()). False: the quota is used up, and nothing has been counted.
    [[nodiscard]] bool take(std::chrono::sys_days today);
    [[nodiscard]] bool hasRemaining(std::chrono::sys_days today); // whether take() would succeed
    void giveBack(std::chrono::sys_days day); // of a take() of that day, for a request that was refused after it

    [[nodiscard]] QuotaState stateNow(std::chrono::sys_days today); // for requests: as fast as take()
    [[nodiscard]] QuotaState state(std::chrono::sys_days today) const;
    // What the period of that day allows, offset and extension in it; nothing where there is no quota.
    [[nodiscard]] std::optional<std::int64_t> allowance(std::chrono::sys_days day) const;

    // From now on; what was used in the period still counts. Nothing: no quota, requests are counted all the same.
    void setQuota(const std::optional<Quota>& quota);
    // From now on the period that day lies in has that many left. Fails where there is no quota.
    [[nodiscard]] Result<void> setRemaining(std::int64_t remaining, std::chrono::sys_days today);

    // For whoever writes it down, one at a time; `forget` once it is written.
    [[nodiscard]] std::optional<UsageChange> change() const;
    void forget(const UsageChange& written);

private:
    struct Period;
    struct Day;

    Day& dayOf(std::chrono::sys_days day);
    Day& openDay(std::chrono::sys_days day);
    Period& openPeriod(std::chrono::sys_days day);
    [[nodiscard]] DaySpan spanOf(std::chrono::sys_days day) const;
    [[nodiscard]] std::int64_t usedIn(const DaySpan& span) const;
    [[nodiscard]] std::int64_t usedByDays(const DaySpan& span) const;
    [[nodiscard]] std::int64_t allowedIn(const DaySpan& span) const;
    [[nodiscard]] std::int64_t quotaIn(const DaySpan& span) const;
    [[nodiscard]] std::optional<std::int64_t> remainingAfter(std::chrono::sys_days day) const;
    void renewAllowances();
    void noteChange();

    std::atomic<Day*> m_day{nullptr}; // of the request before
    std::atomic<bool> m_hasChanged{false};

    mutable std::mutex m_mutex; // guards all below
    std::optional<Quota> m_quota;
    std::map<std::chrono::sys_days, std::unique_ptr<Day>> m_days;       // all that were used or read; none goes
    std::map<std::chrono::sys_days, std::unique_ptr<Period>> m_periods; // by their first days
    std::vector<std::unique_ptr<Period>> m_formerPeriods;               // of quotas by another kind of period
    UsageRecord m_record;                                               // its days are in m_days
    bool m_isFirstDayNew = false;
    bool m_isExtensionNew = false;
};

} // namespace gw::engine
