#include "gateway-engine/access/issuer/token_endpoint.h"

#include "gateway-engine/access/issuer/client_authentication.h"
#include "gateway-engine/access/issuer/issuer_answers.h"
#include "gateway-engine/auth/issuer.h"
#include "gateway-engine/crypto/constant_time.h"
#include "gateway-engine/crypto/sha256.h"
#include "gateway-engine/http/base64url.h"

#include <algorithm>
#include <optional>

namespace gw::engine {

namespace {

Response invalidGrant(const char* why)
{
    return oauthError(status::badRequest, "invalid_grant", why);
}

// RFC 7636 4.1: 43 to 128 unreserved characters.
bool isVerifier(std::string_view text)
{
    constexpr std::size_t shortest = 43;
    constexpr std::size_t longest = 128;
    return text.size() >= shortest && text.size() <= longest && formEncoded(text) == text;
}

bool answersChallenge(const std::string& verifier, const std::string& challenge)
{
    if (challenge.empty())
        return verifier.empty();
    const Sha256 digest = sha256(verifier);
    return isVerifier(verifier) && equalInConstantTime(base64UrlEncoded(bytesOf(digest)), challenge);
}

bool mayStillSignIn(const IssuerCall& call, const SignIn& signIn)
{
    const IssuerUser* user = call.design.settings.findUser(signIn.userName);
    return user && user->enabled;
}

struct Wanted
{
    const SignIn& signIn;
    bool hasIdToken = false;
    std::string refreshToken; // empty: none is given
};

Response tokens(const IssuerCall& call, Wanted wanted)
{
    const auto keys = call.keys.ensure(call.now());
    if (!keys)
        return oauthError(status::serverError, "server_error", keys.error().message);
    const auth::Issuer issuer(call.design.url, **keys);
    const TokenMaker maker(call.design, issuer, call.now());
    auto access = maker.accessToken(wanted.signIn);
    if (!access)
        return oauthError(status::serverError, "server_error", access.error().message);
    json::Value answer = json::Value::object();
    if (wanted.hasIdToken) {
        auto id = maker.idToken(wanted.signIn, *access);
        if (!id)
            return oauthError(status::serverError, "server_error", id.error().message);
        answer.set("id_token", *std::move(id));
    }
    answer.set("access_token", *std::move(access));
    if (!wanted.refreshToken.empty())
        answer.set("refresh_token", std::move(wanted.refreshToken));
    answer.set("expires_in", call.design.settings.accessTokenSeconds);
    answer.set("token_type", "Bearer");
    answer.set("scope", scopeText(wanted.signIn.scopes));
    return jsonAnswer(status::ok, answer);
}

Response familyTokens(const IssuerCall& call, const IssuerClient& client, const std::shared_ptr<TokenFamily>& family,
                      const SignIn& signIn)
{
    Wanted wanted{signIn, hasScope(signIn.scopes, "openid"), {}};
    if (client.mayUse(GrantType::RefreshToken))
        wanted.refreshToken = call.memory.grants.addRefreshToken(family);
    return tokens(call, std::move(wanted));
}

Response byCode(const IssuerCall& call, const IssuerClient& client)
{
    const auto code = call.memory.grants.takeCode(call.fields.get("code"), call.now());
    if (!code)
        return invalidGrant("The code is not known, was used already, or is older than five minutes.");
    const AuthorizationRequest& asked = code->request;
    if (asked.clientId != client.clientId)
        return invalidGrant("The code was given to another client.");
    const std::string& redirectUri = call.fields.get("redirect_uri");
    if (redirectUri != asked.redirectUri && (asked.saidRedirectUri || !redirectUri.empty()))
        return invalidGrant("The redirect_uri is not the one of the authorization request.");
    if (!answersChallenge(call.fields.get("code_verifier"), asked.challenge))
        return invalidGrant("The code_verifier does not belong to the code_challenge.");
    if (!mayStillSignIn(call, code->family->signIn))
        return invalidGrant("The user may not sign in any more.");
    return familyTokens(call, client, code->family, code->family->signIn);
}

// A refresh may ask for fewer scopes, never for others (RFC 6749 6).
std::optional<SignIn> narrowed(const SignIn& signIn, const std::string& scopes)
{
    SignIn narrow = signIn;
    if (scopes.empty())
        return narrow;
    narrow.scopes = scopesIn(scopes);
    const bool isPart = std::all_of(narrow.scopes.begin(), narrow.scopes.end(),
                                    [&](const std::string& scope) { return hasScope(signIn.scopes, scope); });
    return isPart ? std::optional(narrow) : std::nullopt;
}

Response byRefreshToken(const IssuerCall& call, const IssuerClient& client)
{
    const auto family =
        call.memory.grants.takeRefreshToken(call.fields.get("refresh_token"), client.clientId, call.now());
    if (!family)
        return invalidGrant("The refresh token is not known, was used already, or has expired.");
    if (!mayStillSignIn(call, family->signIn))
        return invalidGrant("The user may not sign in any more.");
    const auto signIn = narrowed(family->signIn, call.fields.get("scope"));
    if (!signIn)
        return oauthError(status::badRequest, "invalid_scope", "A refresh may not ask for scopes that were not given.");
    return familyTokens(call, client, family, *signIn);
}

Response byClientCredentials(const IssuerCall& call, const IssuerClient& client)
{
    if (!client.hasSecret)
        return oauthError(status::badRequest, "unauthorized_client", "Client credentials need a client with a secret.");
    SignIn self;
    self.clientId = client.clientId;
    self.scopes = grantedScopes(client, call.fields.get("scope"));
    self.at = call.now();
    const bool asksForPerson = std::any_of(self.scopes.begin(), self.scopes.end(), isPersonScope);
    if (call.fields.has("scope") && (self.scopes.empty() || asksForPerson))
        return oauthError(status::badRequest, "invalid_scope",
                          "The client may not have all of these scopes for itself: those of OpenID Connect are of "
                          "people.");
    std::erase_if(self.scopes, isPersonScope);
    return tokens(call, {self, false, {}});
}

Response byGrant(const IssuerCall& call, const IssuerClient& client, GrantType type)
{
    switch (type) {
    case GrantType::AuthorizationCode:
        return byCode(call, client);
    case GrantType::RefreshToken:
        return byRefreshToken(call, client);
    case GrantType::ClientCredentials:
        return byClientCredentials(call, client);
    }
    return {};
}

} // namespace

Response token(const IssuerCall& call)
{
    const auto client = clientOf(call);
    if (!client)
        return client.error();
    const std::string& name = call.fields.get("grant_type");
    if (name.empty())
        return oauthError(status::badRequest, "invalid_request", "The grant_type is missing.");
    const auto type = grantTypeFrom(name);
    if (!type)
        return oauthError(status::badRequest, "unsupported_grant_type",
                          "The grant_type has to be authorization_code, refresh_token or client_credentials.");
    if (!(*client)->mayUse(*type))
        return oauthError(status::badRequest, "unauthorized_client", "The client may not use this grant_type.");
    return byGrant(call, **client, *type);
}

Response revoke(const IssuerCall& call)
{
    const auto client = clientOf(call);
    if (!client)
        return client.error();
    const std::string& text = call.fields.get("token");
    if (text.empty())
        return oauthError(status::badRequest, "invalid_request", "The token is missing.");
    if (text.find('.') != std::string::npos)
        return oauthError(status::badRequest, "unsupported_token_type",
                          "Refresh tokens can be revoked; ID and access tokens are good until they expire.");
    call.memory.grants.revoke(text, (*client)->clientId, call.now());
    return jsonAnswer(status::ok, json::Value::object()); // of a token that is not known, too (RFC 7009 2.2)
}

} // namespace gw::engine
