// Grants: what the local issuer remembers between requests: sign-ins that were begun, authorization codes, and the
// refresh tokens of each sign-in. In memory: who restarts the gateway signs in anew. Of one thread.
#pragma once

#include "gateway-engine/access/issuer/handle_store.h"
#include "gateway-engine/access/issuer/token_maker.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace gw::engine {

// A valid request for a code, as /authorize took it (RFC 6749 4.1.1, RFC 7636 4.3).
struct AuthorizationRequest
{
    std::string clientId;
    std::string redirectUri;
    bool saidRedirectUri = true; // else the client's only one was meant
    std::string state;
    std::string nonce;
    std::string challenge; // S256; empty: a confidential client that sent none
    std::vector<std::string> scopes;
    std::string loginHint;
    std::string browser; // the value of the cookie: only the browser that began may end it
};

// All tokens that descend from one sign-in. Using one refresh token gives the next; one that comes twice was stolen
// from somebody, and nobody knows from whom: the family ends (RFC 9700 4.14.2).
struct TokenFamily
{
    SignIn signIn;
    std::uint64_t serial = 0; // of the refresh token that is good
    WallTime until;           // of all of them
    bool isRevoked = false;
};

struct AuthorizationCode
{
    AuthorizationRequest request;
    std::shared_ptr<TokenFamily> family;
    bool isUsed = false;
};

class Grants
{
public:
    static constexpr std::chrono::minutes signInLife{10};
    static constexpr std::chrono::minutes codeLife{5}; // as the service's

    [[nodiscard]] std::string beginSignIn(AuthorizationRequest request, WallTime now);
    [[nodiscard]] const AuthorizationRequest* signIn(std::string_view handle, WallTime now);
    void endSignIn(std::string_view handle) { m_signIns.remove(handle); }

    [[nodiscard]] std::string addCode(AuthorizationRequest request, const std::string& userName, WallTime now,
                                      std::chrono::seconds refreshLife);
    // Marks it as used, whoever sends it. One that was used before revokes what came of it (RFC 6749 4.1.2).
    [[nodiscard]] std::optional<AuthorizationCode> takeCode(std::string_view code, WallTime now);

    [[nodiscard]] std::string addRefreshToken(const std::shared_ptr<TokenFamily>& family);
    // The family of a refresh token that is good and of this client; it is used up then.
    [[nodiscard]] std::shared_ptr<TokenFamily> takeRefreshToken(std::string_view token, std::string_view clientId,
                                                                WallTime now);
    void revoke(std::string_view refreshToken, std::string_view clientId, WallTime now);
    [[nodiscard]] bool isRevoked(std::string_view origin, WallTime now) { return m_revoked.find(origin, now); }

private:
    struct RefreshToken
    {
        std::shared_ptr<TokenFamily> family;
        std::uint64_t serial = 0;
    };
    void revoke(TokenFamily& family);

    HandleStore<AuthorizationRequest> m_signIns{1'000};
    HandleStore<AuthorizationCode> m_codes{1'000};
    HandleStore<RefreshToken> m_refreshTokens{20'000};
    HandleStore<bool> m_revoked{20'000}; // by origin
};

} // namespace gw::engine
