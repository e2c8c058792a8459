// The events of Lambda authorizers of REST APIs (reference 1.25, appendix A.2): every map is {} where there is nothing,
// and there is no body.
#pragma once

#include "gateway-engine/pipeline/exchange.h"

#include <string>
#include <string_view>

namespace gw::engine {

[[nodiscard]] std::string tokenAuthorizerEvent(std::string_view token, std::string_view methodArn);
[[nodiscard]] std::string requestAuthorizerEvent(Exchange& x, std::string_view methodArn);

} // namespace gw::engine
