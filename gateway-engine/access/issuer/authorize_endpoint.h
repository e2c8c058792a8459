// /authorize and the sign-in behind it (RFC 6749 4.1, RFC 7636, OpenID Connect Core 3.1.2). What is wrong with the
// client or with where it wants its answer is shown to the person and sent nowhere; everything else goes back to the
// client.
#pragma once

#include "gateway-engine/access/issuer/issuer_call.h"

namespace gw::engine {

[[nodiscard]] Response authorize(const IssuerCall& call);
[[nodiscard]] Response signIn(const IssuerCall& call); // the form of the page

} // namespace gw::engine
