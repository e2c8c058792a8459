// The discovery document (OpenID Connect Discovery 1.0, 3) and the public keys (RFC 7517).
#pragma once

#include "gateway-engine/access/issuer/issuer_call.h"

namespace gw::engine {

[[nodiscard]] Response discoveryDocument(const IssuerCall& call);
[[nodiscard]] Response publicKeys(const IssuerCall& call);

} // namespace gw::engine
