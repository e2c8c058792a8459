// KeySource: where the public keys of one issuer of tokens come from: a file, a URL, the project's own issuer
// (reference 1.25, 2.7). Called on every engine thread, for every token.
#pragma once

#include "core/result.h"
#include "gateway-engine/auth/jwk_set.h"
#include "gateway-engine/task.h"

#include <memory>
#include <string_view>

namespace gw::engine {

class KeySource
{
public:
    virtual ~KeySource() = default;
    // The issuer's keys as they are known; `keyId` is the one a token names, so that a set without it may be fetched
    // anew. The failure says why there are none to be had, and nothing secret.
    virtual Task<Result<std::shared_ptr<const auth::JwkSet>>> keys(std::string_view keyId) = 0;
};

} // namespace gw::engine
