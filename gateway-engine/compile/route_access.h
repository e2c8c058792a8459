// What HTTP APIs do beside routing (reference 2.5, 2.6), as stages of a route. Null: the route has no use for that one.
#pragma once

#include "gateway-engine/compile/method_pipeline.h"

#include <memory>

namespace gw::engine {

class Cors;

// Parameter mappings: of a function's event, of an endpoint's request, of the answer.
[[nodiscard]] std::unique_ptr<const Stage> compileEventMapping(const MethodSource& source);
[[nodiscard]] std::unique_ptr<const Stage> compileRequestMapping(const MethodSource& source);
[[nodiscard]] std::unique_ptr<const Stage> compileAnswerMapping(const MethodSource& source);

// Of the whole API; null: it is no HTTP API, or has no CORS configuration.
[[nodiscard]] std::shared_ptr<const Cors> compileCors(const Api& api);
[[nodiscard]] std::unique_ptr<const Stage> compileCorsHeaders(const MethodSource& source);

} // namespace gw::engine
