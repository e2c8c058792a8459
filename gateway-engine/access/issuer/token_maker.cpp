#include "gateway-engine/access/issuer/token_maker.h"

#include "core/in_quotes.h"
#include "gateway-engine/crypto/random_text.h"
#include "gateway-engine/crypto/sha256.h"
#include "gateway-engine/http/base64url.h"

#include <algorithm>
#include <cstdint>

namespace gw::engine {

namespace {

std::int64_t secondsOf(WallTime time)
{
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

bool isVisible(std::string_view attribute, const std::vector<std::string>& scopes)
{
    const bool isLimited = hasScope(scopes, "email") || hasScope(scopes, "phone");
    if (hasScope(scopes, "profile") || !isLimited)
        return hasScope(scopes, "openid");
    return (hasScope(scopes, "email") && (attribute == "email" || attribute == "email_verified")) ||
           (hasScope(scopes, "phone") && (attribute == "phone_number" || attribute == "phone_number_verified"));
}

// Claims that say who somebody is or what a token may do are never an attribute's.
bool isReserved(std::string_view name)
{
    constexpr std::string_view all[] = {"iss",     "sub",       "aud",       "exp",        "iat",
                                        "nbf",     "jti",       "token_use", "scope",      "nonce",
                                        "at_hash", "auth_time", "client_id", "origin_jti", "event_id"};
    return name.starts_with("cognito:") || std::find(std::begin(all), std::end(all), name) != std::end(all);
}

void setGroups(json::Value& claims, const IssuerUser& user)
{
    if (user.groups.empty())
        return;
    json::Array groups;
    for (const std::string& group : user.groups)
        groups.emplace_back(group);
    claims.set("cognito:groups", std::move(groups));
}

// OpenID Connect Core 3.1.3.6: the left half of the hash.
std::string accessTokenHash(const std::string& token)
{
    const Sha256 digest = sha256(token);
    return base64UrlEncoded(bytesOf(digest).substr(0, digest.size() / 2));
}

const IssuerUser* userOf(const IssuerDesign& design, const SignIn& signIn)
{
    return design.settings.findUser(signIn.userName);
}

tl::unexpected<Diagnostic> noUser(const std::string& name)
{
    return fail("The local issuer has no user " + inQuotes(name) + ".", "Add the user to it, or name another one.");
}

Result<SignIn> mintedSignIn(const IssuerDesign& design, WallTime now, const std::string& user,
                            const std::string& client, const std::string& scopes)
{
    const IssuerClient* known = design.settings.findClient(client);
    if (!known)
        return fail("The local issuer has no client " + inQuotes(client) + ".",
                    "Add the client to it, or name another one.");
    SignIn signIn;
    signIn.clientId = known->clientId;
    signIn.userName = user;
    signIn.scopes = grantedScopes(*known, scopes);
    if (signIn.scopes.empty() && !scopes.empty())
        return fail("The client " + inQuotes(client) + " may not have all of the scopes " + inQuotes(scopes) + ".",
                    "Add them to the client.");
    signIn.origin = randomUuid();
    signIn.at = now;
    return signIn;
}

} // namespace

void setAttributes(json::Value& claims, const IssuerUser& user, const std::vector<std::string>& scopes)
{
    for (const auto& [name, value] : user.attributes) {
        if (isReserved(name) || !isVisible(name, scopes))
            continue;
        if (name.ends_with("_verified") && (value == "true" || value == "false"))
            claims.set(name, value == "true");
        else
            claims.set(name, value);
    }
}

json::Value TokenMaker::common(const SignIn& signIn, const char* use) const
{
    json::Value claims = json::Value::object();
    const IssuerUser* user = userOf(m_design, signIn);
    claims.set("sub", user ? user->sub : signIn.clientId);
    if (user)
        setGroups(claims, *user);
    if (!signIn.origin.empty())
        claims.set("origin_jti", signIn.origin);
    claims.set("token_use", use);
    claims.set("auth_time", secondsOf(signIn.at));
    claims.set("jti", randomUuid());
    return claims;
}

Result<std::string> TokenMaker::idToken(const SignIn& signIn, const std::string& accessToken) const
{
    const IssuerUser* user = userOf(m_design, signIn);
    if (!user)
        return noUser(signIn.userName);
    json::Value claims = common(signIn, "id");
    claims.set("aud", signIn.clientId);
    claims.set("cognito:username", user->name);
    claims.set("event_id", randomUuid());
    if (!signIn.nonce.empty())
        claims.set("nonce", signIn.nonce);
    if (!accessToken.empty())
        claims.set("at_hash", accessTokenHash(accessToken));
    setAttributes(claims, *user, signIn.scopes);
    return m_issuer.sign(std::move(claims), m_now, std::chrono::seconds(m_design.settings.idTokenSeconds));
}

Result<std::string> TokenMaker::accessToken(const SignIn& signIn) const
{
    if (!signIn.userName.empty() && !userOf(m_design, signIn))
        return noUser(signIn.userName);
    json::Value claims = common(signIn, "access");
    claims.set("client_id", signIn.clientId);
    claims.set("scope", scopeText(signIn.scopes));
    claims.set("version", 2);
    if (!signIn.userName.empty())
        claims.set("username", signIn.userName);
    return m_issuer.sign(std::move(claims), m_now, std::chrono::seconds(m_design.settings.accessTokenSeconds));
}

Result<std::string> mintIdToken(const IssuerDesign& design, const auth::Issuer& issuer, WallTime now,
                                const std::string& user, const std::string& client)
{
    auto signIn = mintedSignIn(design, now, user, client, {});
    if (!signIn)
        return fail(std::move(signIn.error()));
    if (!hasScope(signIn->scopes, "openid"))
        signIn->scopes.emplace_back("openid"); // an ID token is what it stands for
    return TokenMaker(design, issuer, now).idToken(*signIn);
}

Result<std::string> mintAccessToken(const IssuerDesign& design, const auth::Issuer& issuer, WallTime now,
                                    const std::string& user, const std::string& client, const std::string& scopes)
{
    auto signIn = mintedSignIn(design, now, user, client, scopes);
    if (!signIn)
        return fail(std::move(signIn.error()));
    if (user.empty()) {
        std::erase_if(signIn->scopes, isPersonScope);
        signIn->origin.clear();
    }
    return TokenMaker(design, issuer, now).accessToken(*signIn);
}

} // namespace gw::engine
