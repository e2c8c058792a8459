// serve: one request through its pipeline. Always gives a response; faults become gateway responses.
#pragma once

#include "gateway-engine/pipeline/exchange.h"

namespace gw::engine {

[[nodiscard]] Task<Response> serve(Exchange& x);

} // namespace gw::engine
