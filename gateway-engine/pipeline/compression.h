// Payloads that travel compressed (reference 1.31): what clients send is decompressed before anything looks at it, what
// they get is compressed when the API says from which size on.
#pragma once

#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/pipeline/fault.h"

#include <optional>

namespace gw::engine {

[[nodiscard]] std::optional<Fault> decompressRequest(Exchange& x);
void compressResponse(Exchange& x);

} // namespace gw::engine
