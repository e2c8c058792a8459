// The settings of routes in a stage of gatewright.yaml, for HTTP and WebSocket APIs (reference 0.4):
//
//   defaultRouteSettings: { loggingLevel: INFO, throttlingRateLimit: 100, throttlingBurstLimit: 50 }
//   routeSettings:
//     $connect: { detailedMetricsEnabled: true }
//     say: { dataTraceEnabled: true, throttlingRateLimit: 2.5 }
#pragma once

#include "core/api/stage.h"
#include "core/format/manifest_entries.h"

namespace gw {

void readRouteSettings(EntryReader& stageEntry, Stage& stage);
void writeRouteSettings(json::Value& stageEntry, const Stage& base, const Stage& wanted, KeyOrder stageOrder);

} // namespace gw
