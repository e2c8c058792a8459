// Backends in gatewright.yaml (reference 4.3), each one of three kinds:
//
//   backends:
//     - name: inventory
//       vpcLinkId: vl-1a2b                      # optional
//       url: http://127.0.0.1:3000/base
//     - name: catalogue
//       instances: ["127.0.0.1:3001", "127.0.0.1:3002"]
//       healthCheck: { path: /health, intervalSeconds: 30, timeoutSeconds: 5, healthyThreshold: 3,
//                      unhealthyThreshold: 2, matcher: 200-399 }
//       outlierEjection: { consecutiveFailures: 5, ejectionSeconds: 30 }
//     - name: shop
//       application: { folder: apps/shop, environment: { MODE: dev }, instances: 2, healthPath: /, autoStart: true }
#pragma once

#include "core/api/backend.h"
#include "core/format/manifest_entries.h"

namespace gw {

[[nodiscard]] std::vector<Listed<Backend>> readBackends(const ReadContext& context, const json::Value& root);
[[nodiscard]] Result<void> writeBackends(json::Value& root, KeyOrder rootOrder,
                                         const std::vector<Listed<Backend>>& base,
                                         const std::vector<Cow<Backend>>& wanted);

[[nodiscard]] BackendId backendIdOf(std::string_view name);

} // namespace gw
