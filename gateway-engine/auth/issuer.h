// Mints tokens for development, so that flows of Cognito, OAuth and OpenID Connect run on one's own machine. Whom a
// token is for and what it may do is the caller's to say: claims come in, a signed token goes out.
#pragma once

#include "core/json/value.h"
#include "core/result.h"
#include "gateway-engine/auth/issuer_keys.h"

#include <chrono>
#include <string>

namespace gw::engine::auth {

class Issuer final
{
public:
    Issuer(std::string url, IssuerKeys keys) : m_url(std::move(url)), m_keys(std::move(keys)) {}

    [[nodiscard]] const std::string& url() const { return m_url; } // "iss" of its tokens
    [[nodiscard]] const IssuerKeys& keys() const { return m_keys; }

    // `claims` is an object; iss, iat and exp are set here, whatever it says of them. Fails where the token would be
    // longer than any that is read (JsonWebToken::maxBytes). `type` is the header's "typ".
    [[nodiscard]] Result<std::string> sign(json::Value claims, IssuerKeys::Time now, std::chrono::seconds lifetime,
                                           const std::string& type = "JWT") const;

private:
    std::string m_url;
    IssuerKeys m_keys;
};

} // namespace gw::engine::auth
