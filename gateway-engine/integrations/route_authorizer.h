// What events of HTTP APIs tell of who called and who let them in (reference 2.4 and 2.7).
#pragma once

#include "core/json/value.h"
#include "gateway-engine/pipeline/exchange.h"

namespace gw::engine {

// requestContext.authorizer of payload format 2.0: {"jwt":{"claims":…,"scopes":…}}, {"lambda":…} or {"iam":…}; null
// where nobody was asked.
[[nodiscard]] json::Value authorizerOfFormat2(const Exchange& x);
// Of format 1.0, which always has one: {"claims":null,"scopes":null} where nobody was asked.
[[nodiscard]] json::Value authorizerOfFormat1(const Exchange& x);

} // namespace gw::engine
