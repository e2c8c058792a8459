// serve: one request through its pipeline. Always gives a response; faults become gateway responses.
#pragma once

#include "gateway-engine/pipeline/exchange.h"

namespace gw::engine {

[[nodiscard]] Task<Response> serve(Exchange& x);

// The answer where no API or stage stands at the request's address (reference 1.2): 403 Forbidden, traced with
// `reason`.
[[nodiscard]] Response refuse(Exchange& x, std::string reason);

} // namespace gw::engine
