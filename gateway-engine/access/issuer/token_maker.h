// Tokens as Amazon Cognito shapes them (reference 1.25): an ID token says who signed in and which attributes they have,
// an access token which scopes a client may use in whose name. Plain values in, signed text out; the studio mints
// tokens with it, too.
#pragma once

#include "core/json/value.h"
#include "core/result.h"
#include "gateway-engine/access/issuer/issuer_design.h"
#include "gateway-engine/auth/issuer.h"

#include <chrono>
#include <string>
#include <vector>

namespace gw::engine {

using WallTime = std::chrono::system_clock::time_point;

// One sign-in, as all tokens that come of it tell it.
struct SignIn
{
    std::string clientId;
    std::string userName; // empty: the client itself (client credentials)
    std::vector<std::string> scopes;
    std::string nonce;  // of the authorization request; in the ID token
    std::string origin; // "origin_jti": of the refresh tokens that descend from it
    WallTime at;        // "auth_time"
};

class TokenMaker
{
public:
    TokenMaker(const IssuerDesign& design, const auth::Issuer& issuer, WallTime now)
        : m_design(design), m_issuer(issuer), m_now(now)
    {
    }

    // With "at_hash" where the access token beside it is given.
    [[nodiscard]] Result<std::string> idToken(const SignIn& signIn, const std::string& accessToken = {}) const;
    [[nodiscard]] Result<std::string> accessToken(const SignIn& signIn) const;

private:
    [[nodiscard]] json::Value common(const SignIn& signIn, const char* use) const;

    const IssuerDesign& m_design;
    const auth::Issuer& m_issuer;
    WallTime m_now;
};

// The attributes of a user that these scopes let a client see: all of them with "openid" alone or with "profile", else
// those of "email" and "phone". Those that say "…_verified" are true or false.
void setAttributes(json::Value& claims, const IssuerUser& user, const std::vector<std::string>& scopes);

// Without a browser, as if the user had signed in just now, with these scopes or all of the client's.
[[nodiscard]] Result<std::string> mintIdToken(const IssuerDesign& design, const auth::Issuer& issuer, WallTime now,
                                              const std::string& user, const std::string& client);
// For a user, or for the client itself when `user` is empty.
[[nodiscard]] Result<std::string> mintAccessToken(const IssuerDesign& design, const auth::Issuer& issuer, WallTime now,
                                                  const std::string& user, const std::string& client,
                                                  const std::string& scopes = {});

} // namespace gw::engine
