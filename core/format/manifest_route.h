// Route settings of a stage of an HTTP API in gatewright.yaml (reference 2.8). They are the method settings of REST
// APIs (manifest_stage.h) in the words of the v2 API model:
//
//   defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 200, detailedMetricsEnabled: false }
//   routeSettings:
//     'GET /pets/{id}': { throttlingRateLimit: 10 }
//     $default: { throttlingRateLimit: 1, throttlingBurstLimit: 1 }
#pragma once

#include "core/api/stage.h"
#include "core/format/openapi_document.h"

#include <string>
#include <string_view>

namespace gw {

[[nodiscard]] bool isRouteKey(std::string_view text); // "$default" or "GET /pets/{id}"

// Parts that are wrong become errors among the findings and are left out.
void readRouteSettings(const ReadContext& context, const json::Value& entry, Stage& stage);
// Edits `entry`, which says `base`, to say `wanted`. Keys this program does not know stay.
void writeRouteSettings(json::Value& entry, const Stage& base, const Stage& wanted);

} // namespace gw
