// Throttle settings in gatewright.yaml: { rateLimit: 100, burstLimit: 50 }, or under longer names in a stage's method
// settings. The service writes -1 for "not set", which is read as such.
#pragma once

#include "core/api/throttle.h"
#include "core/format/manifest_entries.h"

namespace gw {

[[nodiscard]] ThrottleSettings readThrottle(EntryReader& reader, std::string_view rateKey = "rateLimit",
                                            std::string_view burstKey = "burstLimit");
// The part called `key` of an entry; removed when nothing is set.
void writeThrottle(json::Value& entry, std::string_view key, const ThrottleSettings& base,
                   const ThrottleSettings& wanted, KeyOrder order);
void writeThrottleFields(json::Value& node, const ThrottleSettings& base, const ThrottleSettings& wanted);

} // namespace gw
