// The words of usage plans, and look-ups in them.
#include "core/api/usage_plan.h"

#include "core/letter_case.h"

#include <algorithm>

namespace gw {

std::string_view toString(QuotaPeriod period)
{
    switch (period) {
    case QuotaPeriod::Day:
        return "DAY";
    case QuotaPeriod::Week:
        return "WEEK";
    case QuotaPeriod::Month:
        return "MONTH";
    }
    return {};
}

std::optional<QuotaPeriod> quotaPeriodFrom(std::string_view text)
{
    for (const QuotaPeriod period : {QuotaPeriod::Day, QuotaPeriod::Week, QuotaPeriod::Month})
        if (equalsIgnoringCase(text, toString(period)))
            return period;
    return std::nullopt;
}

const PlanStage* UsagePlan::findStage(std::string_view api, std::string_view stage) const
{
    const auto it = std::find_if(apiStages.begin(), apiStages.end(),
                                 [&](const PlanStage& each) { return each.api == api && each.stage == stage; });
    return it == apiStages.end() ? nullptr : &*it;
}

bool UsagePlan::hasKey(std::string_view key) const
{
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

} // namespace gw
