// The ARN of the method a request meets (reference 0.2), which policies name as their resource:
//
//   arn:aws:execute-api:{region}:{account}:{apiId}/{stage}/{VERB}/{path}
//
// The path is the resource's with the request's own values in the places of its parameters. What of it is literal comes
// from the design, so that no spelling of a path ("/admin/", "//admin") leads around a policy.
#pragma once

#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/pipeline/fault.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

inline constexpr std::size_t longestMethodArn = 1'600;

// `prefix` is "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/".
[[nodiscard]] std::string methodArn(const Exchange& x, std::string_view prefix);
// 414 when it is too long for the service to ask anybody about it.
[[nodiscard]] std::optional<Fault> refuseLongArn(std::string_view arn);

} // namespace gw::engine
