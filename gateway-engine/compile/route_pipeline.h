// Compiles one route of an HTTP API: the ordered list of its stages.
#pragma once

#include "gateway-engine/compile/method_pipeline.h"

#include <chrono>
#include <memory>

namespace gw::engine {

[[nodiscard]] CompiledMethod compileRoute(const MethodSource& source);

// The parts (traffic_stages.cpp, route_stages.cpp). Null: the route has no use for that stage.
[[nodiscard]] std::unique_ptr<const Stage> compileRouteThrottle(const MethodSource& source);
[[nodiscard]] std::unique_ptr<const Stage> compileRouteRequest(const MethodSource& source);
[[nodiscard]] std::unique_ptr<const Stage> compileRouteBackend(const MethodSource& source);
[[nodiscard]] std::unique_ptr<const Stage> compileRouteAnswer(const MethodSource& source);

// Of routes with an AWS_PROXY integration: a function, or a service by its subtype (route_aws_stages.cpp).
[[nodiscard]] Result<std::unique_ptr<const Stage>> compileRouteAwsRequest(const MethodSource& source,
                                                                          std::chrono::milliseconds timeout);
[[nodiscard]] Result<std::unique_ptr<const Stage>> compileRouteAwsBackend(const MethodSource& source);
[[nodiscard]] Result<std::unique_ptr<const Stage>> compileRouteAwsAnswer(const MethodSource& source);

} // namespace gw::engine
