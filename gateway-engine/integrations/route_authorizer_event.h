// The events of Lambda authorizers of HTTP APIs (reference 2.7): 1.0 is as REST APIs tell a request, 2.0 as HTTP APIs
// do, where what is empty is left out. `identity` are the values of the identity sources, in their order.
#pragma once

#include "gateway-engine/pipeline/exchange.h"

#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

[[nodiscard]] std::string routeAuthorizerEvent1(Exchange& x, const std::vector<std::string>& identity,
                                                std::string_view methodArn);
[[nodiscard]] std::string routeAuthorizerEvent2(Exchange& x, const std::vector<std::string>& identity,
                                                std::string_view routeArn);

} // namespace gw::engine
