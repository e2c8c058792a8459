// requestContext.authorizer of the 2.0 events of HTTP APIs (reference 2.4, 2.7): what vouches for the caller, under its
// kind: {"jwt": {"claims": …, "scopes": …}}, {"lambda": …} as the function gave it, or {"iam": …}.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/pipeline/exchange.h"

namespace gw::engine {

[[nodiscard]] json::Value routeAuthorizerObject(const Exchange& x); // null: nobody was asked

} // namespace gw::engine
