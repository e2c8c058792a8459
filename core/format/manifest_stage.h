// The settings of a stage in gatewright.yaml, beside its name and variables (reference 1.28 to 1.30 and 1.34):
//
//   accessLog:
//     destination: logs/access.log      # relative to the project folder
//     format: '$context.requestId $context.status'
//   methodSettings:                     # of REST APIs
//     '*/*': { loggingLevel: INFO, dataTraceEnabled: true, metricsEnabled: false }
//     pets/GET: { throttlingRateLimit: 10.5, throttlingBurstLimit: 20, cachingEnabled: true, cacheTtlInSeconds: 60,
//                 cacheDataEncrypted: false, requireAuthorizationForCacheControl: true,
//                 unauthorizedCacheControlHeaderStrategy: FAIL_WITH_403 }
//   defaultRouteSettings, routeSettings # of HTTP and WebSocket APIs: manifest_route_settings.h
//   connectionLimits                    # of WebSocket APIs: manifest_connection_limits.h
//   canary:
//     percentTraffic: 10
//     deploymentId: a1b2c3
//     stageVariableOverrides: { backend: "http://127.0.0.1:4791" }
//     useStageCache: false
//   cacheClusterEnabled: true
//   cacheClusterSize: '0.5'             # GB
//   webAcl: edge                        # of the project's
//   clientCertificate: backend          # of the project's
#pragma once

#include "core/api/project.h"
#include "core/format/openapi_document.h"

namespace gw {

// Parts that are wrong become errors among the findings and are left at their defaults.
void readStageSettings(const ReadContext& context, const json::Value& entry, ApiKind kind, Stage& stage);
// Edits `entry`, which says `base`, to say `wanted`. Keys this program does not know stay.
void writeStageSettings(json::Value& entry, ApiKind kind, const Stage& base, const Stage& wanted);

} // namespace gw
