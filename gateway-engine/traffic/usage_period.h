// Quotas count by periods of whole days in UTC (reference 1.27): a day from 00:00, a week from Sunday, a month from
// its 1st.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gw::engine {

enum class QuotaPeriod { Day, Week, Month };

struct Quota
{
    std::int64_t limit = 0;  // requests a key may make in a period; 0: none
    std::int64_t offset = 0; // of these, taken off in the first period a key is used in
    QuotaPeriod period = QuotaPeriod::Month;
    bool operator==(const Quota&) const = default;
};

[[nodiscard]] const char* quotaPeriodName(QuotaPeriod period);                    // "DAY", "WEEK", "MONTH"
[[nodiscard]] std::optional<QuotaPeriod> quotaPeriodNamed(std::string_view name); // nothing for other words

struct DaySpan // from begin on, end excluded
{
    std::chrono::sys_days begin;
    std::chrono::sys_days end;
    [[nodiscard]] bool holds(std::chrono::sys_days day) const { return begin <= day && day < end; }
    bool operator==(const DaySpan&) const = default;
};

[[nodiscard]] DaySpan periodOf(std::chrono::sys_days day, QuotaPeriod period); // the quota resets at its end

} // namespace gw::engine
