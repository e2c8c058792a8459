// What the gateway tells an endpoint or a function of the client: who it was and along which hops it came (reference
// 1.11), and which trace the request belongs to (0.2).
#pragma once

#include "gateway-engine/pipeline/exchange.h"

#include <string>

namespace gw::engine {

[[nodiscard]] std::string traceIdOf(Exchange& x);              // the client's own, where it began one
[[nodiscard]] std::string forwardedFor(const Request& client); // "203.0.113.9, 127.0.0.1"
// What the Forwarded header of HTTP APIs says (reference 2.3, RFC 7239): what the client brought, then this hop:
// "by=127.0.0.1;for=127.0.0.1;host=localhost:4780;proto=http". X-Forwarded-For of earlier hops is told in the same way.
[[nodiscard]] std::string forwardedHops(const Request& client);

} // namespace gw::engine
