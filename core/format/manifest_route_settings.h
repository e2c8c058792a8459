// The settings of routes in a stage of gatewright.yaml, for HTTP and WebSocket APIs (reference 0.4, 2.8, 3.5):
//
//   defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 50, detailedMetricsEnabled: false }
//   routeSettings:
//     'GET /pets/{id}': { throttlingRateLimit: 10 }
//     $default: { throttlingRateLimit: 1, throttlingBurstLimit: 1 }
//
// and, for WebSocket APIs alone, what the execution log has of a route:
//
//     say: { loggingLevel: INFO, dataTraceEnabled: true }
#pragma once

#include "core/api/project.h"
#include "core/format/manifest_entries.h"

namespace gw {

// Parts that are wrong become errors among the findings and are left out.
void readRouteSettings(EntryReader& stageEntry, ApiKind kind, Stage& stage);
// Edits an entry, which says `base`, to say `wanted`. Keys this program does not know stay.
void writeRouteSettings(json::Value& stageEntry, const Stage& base, const Stage& wanted, KeyOrder stageOrder);

} // namespace gw
