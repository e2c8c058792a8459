// What execution logs and traces say about a UsagePlans decision. The lines are the service's, word for word where they
// are on record (reference 1.34, item 3); the line of an exhausted quota is worded like that of a throttle.
#pragma once

#include "gateway-engine/traffic/usage_plans.h"

#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

// Without the "(request id) " before each.
[[nodiscard]] std::vector<std::string> usagePlanLog(const TrafficDecision& decision, const TrafficRequest& request,
                                                    std::string_view requestId, std::string_view resourceId);

// Why the request was refused, in a sentence for people: what is exhausted, of whom, and when it comes back. Empty when
// it was not. No value of a key is in it.
[[nodiscard]] std::string refusalReason(const TrafficDecision& decision);

} // namespace gw::engine
