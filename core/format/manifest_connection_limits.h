// The limits of the connections of a WebSocket API's stage in gatewright.yaml:
//
//   connectionLimits: { idleTimeoutInSeconds: 30, maximumDurationInSeconds: 300 }
//   connectionLimits: { none: true }
#pragma once

#include "core/api/connection_limits.h"
#include "core/format/manifest_entries.h"

namespace gw {

// Numbers out of range become errors and count as absent.
[[nodiscard]] ConnectionLimits readConnectionLimits(EntryReader& stageEntry);
void writeConnectionLimits(json::Value& stageEntry, const ConnectionLimits& base, const ConnectionLimits& wanted,
                           KeyOrder stageOrder);

} // namespace gw
