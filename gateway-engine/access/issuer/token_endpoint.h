// /token: authorization_code, refresh_token and client_credentials (RFC 6749 4.1.3, 4.4, 6), and /revoke (RFC 7009),
// which takes refresh tokens as the service's does.
#pragma once

#include "gateway-engine/access/issuer/issuer_call.h"

namespace gw::engine {

[[nodiscard]] Response token(const IssuerCall& call);
[[nodiscard]] Response revoke(const IssuerCall& call);

} // namespace gw::engine
