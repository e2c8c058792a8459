// Why a policy decided as it did, in a sentence or two: for traces. The whole of it is the explanation's.
#pragma once

#include "gateway-engine/auth/policy_explanation.h"

#include <string>
#include <string_view>

namespace gw::engine::auth {

// `policy` names it: "The resource policy", "The policy \"read\" of the identity \"ana\"".
[[nodiscard]] std::string decisionWords(const PolicyExplanation& explanation, std::string_view policy);

} // namespace gw::engine::auth
