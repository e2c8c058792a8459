#include "gateway-engine/auth/issuer.h"

#include "core/json/text.h"
#include "gateway-engine/auth/json_web_token.h"

#include <cassert>
#include <cstdint>

namespace gw::engine::auth {

Result<std::string> Issuer::sign(json::Value claims, IssuerKeys::Time now, std::chrono::seconds lifetime,
                                 const std::string& type) const
{
    assert(claims.isObject());
    const auto issuedAt = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch();
    claims.set("iss", m_url);
    claims.set("iat", static_cast<std::int64_t>(issuedAt.count()));
    claims.set("exp", static_cast<std::int64_t>((issuedAt + lifetime).count()));
    const IssuerKey& key = m_keys.signingKey();
    auto token = key.key.sign(json::writeJson(claims), key.algorithm, key.keyId, type);
    if (token && token->size() > JsonWebToken::maxBytes)
        return fail("The token would have " + std::to_string(token->size()) + " bytes.", "Give it fewer claims.");
    return token;
}

} // namespace gw::engine::auth
