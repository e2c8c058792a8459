// Which client sends a request to /token or /revoke: by HTTP Basic or by the body, never both; a client without a
// secret says its client_id alone (RFC 6749 2.3).
#pragma once

#include "gateway-engine/access/issuer/issuer_call.h"

#include <tl/expected.hpp>

namespace gw::engine {

[[nodiscard]] tl::expected<const IssuerClient*, Response> clientOf(const IssuerCall& call);

} // namespace gw::engine
