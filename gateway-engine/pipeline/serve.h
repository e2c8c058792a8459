// serve: one request through its pipeline. There is always a response; faults become gateway responses.
#pragma once

#include "gateway-engine/pipeline/exchange.h"

namespace gw::engine {

[[nodiscard]] Task<void> serve(Exchange& x); // leaves the answer in x.response

// The answer where no API or stage stands at the request's address (reference 1.2): 403 Forbidden, traced with
// `reason`.
void refuse(Exchange& x, std::string reason);

} // namespace gw::engine
