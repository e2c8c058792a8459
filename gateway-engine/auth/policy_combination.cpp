#include "gateway-engine/auth/policy_combination.h"

namespace gw::engine::auth {

namespace {

bool isDenied(Decision a, Decision b)
{
    return a == Decision::ExplicitDeny || b == Decision::ExplicitDeny;
}

} // namespace

Decision combineInSameAccount(Decision callers, Decision resourcePolicy)
{
    if (isDenied(callers, resourcePolicy))
        return Decision::ExplicitDeny;
    const bool isAllowed = callers == Decision::Allow || resourcePolicy == Decision::Allow;
    return isAllowed ? Decision::Allow : Decision::ImplicitDeny;
}

Decision combineAcrossAccounts(Decision callers, Decision resourcePolicy)
{
    if (isDenied(callers, resourcePolicy))
        return Decision::ExplicitDeny;
    const bool isAllowed = callers == Decision::Allow && resourcePolicy == Decision::Allow;
    return isAllowed ? Decision::Allow : Decision::ImplicitDeny;
}

} // namespace gw::engine::auth
