// The identities of a project as requests are checked against them: from the design and its secrets (reference 1.25).
#pragma once

#include "core/api/project.h"
#include "core/api/secrets.h"
#include "core/diagnostic.h"
#include "gateway-engine/auth/identities.h"

namespace gw::engine {

// Those without a secret access key have no key; of those with a policy that cannot be read nobody passes.
[[nodiscard]] auth::Identities identitiesOf(const Project& project, const Secrets& secrets, Diagnostics& told);

} // namespace gw::engine
