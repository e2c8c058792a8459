// CallerTables: what stages ask to know who calls (reference 1.25): identities and their keys, user pools, and what
// authorizers have decided lately. access/callers fills them as the project changes; programs hold them.
#pragma once

#include "core/api/ids.h"
#include "gateway-engine/access/key_source.h" // an interface; who fetches keys is not known here
#include "gateway-engine/auth/authorizer_cache.h"
#include "gateway-engine/auth/identities.h"
#include "gateway-engine/pipeline/published.h"
#include "gateway-engine/traffic/clock.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct UserPoolKeys
{
    UserPoolId id;
    std::string arn;
    std::string name;
    std::string issuer; // exactly the tokens' "iss"; empty: the project's own, whose keys alone tell its tokens
    std::shared_ptr<KeySource> keys; // null: `problem` says why
    std::string problem;
};

using UserPools = std::vector<UserPoolKeys>;

struct CallerTables
{
    CallerTables(const Clock& time, std::string digestKey)
        : clock(time), identities(std::make_shared<const auth::Identities>()),
          pools(std::make_shared<const UserPools>()), authorizerResults(std::move(digestKey))
    {
    }

    const Clock& clock; // outlives this
    Published<auth::Identities> identities;
    Published<UserPools> pools;
    auth::AuthorizerCache authorizerResults;
};

} // namespace gw::engine
