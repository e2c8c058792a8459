// What a resource policy and what the caller's own rights (identity policies or an authorizer) make together
// (reference 1.26, Tables A and B).
#pragma once

#include "gateway-engine/auth/policy_explanation.h"

namespace gw::engine::auth {

// Table A: IAM within one account, Lambda authorizers. One allow is enough.
[[nodiscard]] Decision combineInSameAccount(Decision callers, Decision resourcePolicy);
// Table B: IAM between accounts, Cognito user pools. Both must allow.
[[nodiscard]] Decision combineAcrossAccounts(Decision callers, Decision resourcePolicy);

} // namespace gw::engine::auth
