#include "gateway-engine/auth/identities.h"

namespace gw::engine::auth {

const IdentityRecord* Identities::find(std::string_view accessKeyId) const
{
    const auto found = m_records.find(accessKeyId);
    return found == m_records.end() ? nullptr : &found->second;
}

Decision evaluate(const IdentityRecord& identity, const AccessRequest& request)
{
    Decision decision = Decision::ImplicitDeny;
    for (const NamedPolicy& one : identity.policies)
        switch (one.policy.evaluate(request)) {
        case Decision::ExplicitDeny:
            return Decision::ExplicitDeny;
        case Decision::Allow:
            decision = Decision::Allow;
            break;
        case Decision::ImplicitDeny:
            break;
        }
    return decision;
}

} // namespace gw::engine::auth
