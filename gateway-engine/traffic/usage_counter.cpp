#include "gateway-engine/traffic/usage_counter.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace gw::engine {

namespace {

using std::chrono::sys_days;

constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t largestQuota = 1'000'000'000'000'000; // sums of these stay far from the end of 64 bits

std::int64_t usable(std::int64_t count)
{
    return std::clamp<std::int64_t>(count, 0, largestQuota);
}

} // namespace

struct UsageCounter::Period
{
    Period(const DaySpan& theSpan, std::int64_t usedSoFar, std::int64_t mostAllowed)
        : span(theSpan), used(usedSoFar), allowed(mostAllowed)
    {
    }

    const DaySpan span;
    std::atomic<std::int64_t> used;
    std::atomic<std::int64_t> allowed;
};

struct UsageCounter::Day
{
    Day(sys_days date, std::int64_t usedSoFar) : day(date), used(usedSoFar), written(usedSoFar) {}

    const sys_days day;
    std::atomic<std::int64_t> used;
    std::int64_t written;
    std::atomic<Period*> period{nullptr}; // changes with the quota
};

UsageCounter::UsageCounter(UsageRecord record) : m_record(std::move(record))
{
    for (const auto& [day, used] : m_record.days)
        m_days[day] = std::make_unique<Day>(day, usable(used));
    m_record.days.clear();
}

UsageCounter::~UsageCounter() = default;

bool UsageCounter::take(sys_days today)
{
    Day& day = dayOf(today);
    Period& period = *day.period.load(std::memory_order_acquire);
    std::int64_t used = period.used.load(std::memory_order_relaxed);
    do {
        if (used >= period.allowed.load(std::memory_order_relaxed))
            return false;
    } while (!period.used.compare_exchange_weak(used, used + 1, std::memory_order_relaxed));
    day.used.fetch_add(1, std::memory_order_relaxed);
    noteChange();
    return true;
}

bool UsageCounter::hasRemaining(sys_days today)
{
    const Period& period = *dayOf(today).period.load(std::memory_order_acquire);
    return period.used.load(std::memory_order_relaxed) < period.allowed.load(std::memory_order_relaxed);
}

QuotaState UsageCounter::stateNow(sys_days today)
{
    const Period& period = *dayOf(today).period.load(std::memory_order_acquire);
    const std::int64_t used = period.used.load(std::memory_order_relaxed);
    const std::int64_t allowed = period.allowed.load(std::memory_order_relaxed);
    if (allowed == unlimited)
        return {used, std::nullopt, period.span};
    return {used, std::max<std::int64_t>(allowed - used, 0), period.span};
}

void UsageCounter::giveBack(sys_days day)
{
    Day& counted = dayOf(day);
    counted.period.load(std::memory_order_acquire)->used.fetch_sub(1, std::memory_order_relaxed);
    counted.used.fetch_sub(1, std::memory_order_relaxed);
    noteChange();
}

void UsageCounter::noteChange()
{
    if (!m_hasChanged.load(std::memory_order_relaxed)) // mostly it is known, and the line stays shared
        m_hasChanged.store(true, std::memory_order_release);
}

UsageCounter::Day& UsageCounter::dayOf(sys_days day)
{
    if (Day* last = m_day.load(std::memory_order_acquire); last && last->day == day)
        return *last;
    const std::lock_guard lock(m_mutex);
    Day& found = openDay(day);
    m_day.store(&found, std::memory_order_release);
    return found;
}

UsageCounter::Day& UsageCounter::openDay(sys_days day)
{
    if (!m_record.firstDay) {
        m_record.firstDay = day;
        m_isFirstDayNew = true;
    }
    auto& place = m_days[day];
    if (!place)
        place = std::make_unique<Day>(day, 0);
    if (!place->period.load())
        place->period.store(&openPeriod(day), std::memory_order_release);
    return *place;
}

UsageCounter::Period& UsageCounter::openPeriod(sys_days day)
{
    const DaySpan span = spanOf(day);
    auto& place = m_periods[span.begin];
    if (!place)
        place = std::make_unique<Period>(span, usedByDays(span), allowedIn(span));
    return *place;
}

DaySpan UsageCounter::spanOf(sys_days day) const
{
    return periodOf(day, m_quota ? m_quota->period : QuotaPeriod::Month);
}

std::int64_t UsageCounter::usedIn(const DaySpan& span) const
{
    const auto opened = m_periods.find(span.begin);
    return opened == m_periods.end() ? usedByDays(span) : opened->second->used.load();
}

std::int64_t UsageCounter::usedByDays(const DaySpan& span) const
{
    std::int64_t sum = 0;
    for (auto day = m_days.lower_bound(span.begin); day != m_days.end() && day->first < span.end; ++day)
        sum += day->second->used.load();
    return sum;
}

std::int64_t UsageCounter::quotaIn(const DaySpan& span) const
{
    const bool isFirst = !m_record.firstDay || span.holds(*m_record.firstDay);
    return usable(usable(m_quota->limit) - (isFirst ? usable(m_quota->offset) : 0));
}

std::int64_t UsageCounter::allowedIn(const DaySpan& span) const
{
    if (!m_quota)
        return unlimited;
    const bool isExtended = m_record.extension && m_record.extension->begin == span.begin;
    return std::max<std::int64_t>(quotaIn(span) + (isExtended ? m_record.extension->amount : 0), 0);
}

QuotaState UsageCounter::state(sys_days today) const
{
    const std::lock_guard lock(m_mutex);
    const DaySpan span = spanOf(today);
    const std::int64_t used = usedIn(span);
    if (!m_quota)
        return {used, std::nullopt, span};
    return {used, std::max<std::int64_t>(allowedIn(span) - used, 0), span};
}

std::optional<std::int64_t> UsageCounter::allowance(sys_days day) const
{
    const std::lock_guard lock(m_mutex);
    if (!m_quota)
        return std::nullopt;
    return allowedIn(spanOf(day));
}

void UsageCounter::setQuota(const std::optional<Quota>& quota)
{
    const std::lock_guard lock(m_mutex);
    if (m_quota == quota)
        return;
    const bool isSameSpan = m_quota && quota && m_quota->period == quota->period;
    m_quota = quota;
    if (!isSameSpan) {
        for (auto& [begin, period] : m_periods)
            m_formerPeriods.push_back(std::move(period)); // a request may be at one
        m_periods.clear();
        for (const auto& [date, day] : m_days)
            day->period.store(&openPeriod(date), std::memory_order_release);
    }
    renewAllowances();
}

void UsageCounter::renewAllowances()
{
    for (const auto& [begin, period] : m_periods)
        period->allowed = allowedIn(spanOf(begin));
}

Result<void> UsageCounter::setRemaining(std::int64_t remaining, sys_days today)
{
    const std::lock_guard lock(m_mutex);
    if (!m_quota)
        return fail("The usage plan has no quota, so there is nothing to extend.", "Give the plan a quota first.");
    if (remaining < 0 || remaining > largestQuota)
        return fail("\"" + std::to_string(remaining) + "\" is no number of requests that can remain.",
                    "Choose a number from 0 to " + std::to_string(largestQuota) + ".");
    const DaySpan span = spanOf(today);
    m_record.extension = UsageExtension{span.begin, usedIn(span) + remaining - quotaIn(span)};
    m_isExtensionNew = true;
    renewAllowances();
    noteChange();
    return {};
}

std::optional<std::int64_t> UsageCounter::remainingAfter(sys_days day) const
{
    if (!m_quota)
        return std::nullopt;
    const DaySpan span = spanOf(day);
    return std::max<std::int64_t>(allowedIn(span) - usedByDays({span.begin, day + std::chrono::days(1)}), 0);
}

std::optional<UsageChange> UsageCounter::change() const
{
    if (!m_hasChanged.load(std::memory_order_acquire))
        return std::nullopt;
    const std::lock_guard lock(m_mutex);
    UsageChange change;
    for (const auto& [date, day] : m_days)
        if (const std::int64_t added = day->used.load() - day->written; added != 0)
            change.days.push_back({date, added, remainingAfter(date)});
    if (m_isFirstDayNew)
        change.firstDay = m_record.firstDay;
    if (m_isExtensionNew)
        change.extension = m_record.extension;
    return change;
}

void UsageCounter::forget(const UsageChange& written)
{
    const std::lock_guard lock(m_mutex);
    m_hasChanged.store(false);
    bool isMore = false;
    for (const UsageChange::Day& change : written.days)
        m_days.at(change.day)->written += change.added;
    for (const auto& [date, day] : m_days)
        isMore = isMore || day->used.load() != day->written;
    m_isFirstDayNew = m_isFirstDayNew && !written.firstDay;
    m_isExtensionNew = m_isExtensionNew && m_record.extension != written.extension;
    if (isMore || m_isFirstDayNew || m_isExtensionNew)
        noteChange();
}

} // namespace gw::engine
