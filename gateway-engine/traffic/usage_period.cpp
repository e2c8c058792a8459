#include "gateway-engine/traffic/usage_period.h"

namespace gw::engine {

namespace {

using namespace std::chrono;

DaySpan monthOf(sys_days day)
{
    const year_month_day date(day);
    const auto month = date.year() / date.month();
    return {sys_days(month / 1), sys_days((month + months(1)) / 1)};
}

} // namespace

const char* quotaPeriodName(QuotaPeriod period)
{
    switch (period) {
    case QuotaPeriod::Day:
        return "DAY";
    case QuotaPeriod::Week:
        return "WEEK";
    case QuotaPeriod::Month:
        break;
    }
    return "MONTH";
}

std::optional<QuotaPeriod> quotaPeriodNamed(std::string_view name)
{
    for (const auto period : {QuotaPeriod::Day, QuotaPeriod::Week, QuotaPeriod::Month})
        if (name == quotaPeriodName(period))
            return period;
    return std::nullopt;
}

DaySpan periodOf(sys_days day, QuotaPeriod period)
{
    switch (period) {
    case QuotaPeriod::Day:
        return {day, day + days(1)};
    case QuotaPeriod::Week: {
        const sys_days sunday = day - (weekday(day) - Sunday);
        return {sunday, sunday + weeks(1)};
    }
    case QuotaPeriod::Month:
        break;
    }
    return monthOf(day);
}

} // namespace gw::engine
