// /userinfo: who an access token speaks for (OpenID Connect Core 5.3), as far as its scopes let see.
#pragma once

#include "gateway-engine/access/issuer/issuer_call.h"

namespace gw::engine {

[[nodiscard]] Response userInfo(const IssuerCall& call);

} // namespace gw::engine
