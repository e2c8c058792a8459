#include "gateway-engine/access/issuer/user_info_endpoint.h"

#include "gateway-engine/access/issuer/issuer_answers.h"
#include "gateway-engine/auth/token_verifier.h"

namespace gw::engine {

namespace {

constexpr std::string_view bearer = "Bearer ";

tl::expected<auth::VerifiedToken, auth::TokenFailure> verified(const IssuerCall& call, std::string_view text)
{
    auth::TokenRules rules;
    rules.issuer = call.design.url;
    rules.tokenUse = "access";
    const auto keys = call.keys.published();
    static const auth::JwkSet none = auth::JwkSet::read(R"({"keys":[]})").value();
    return auth::verifyToken(text, keys ? *keys : none, rules, call.now());
}

} // namespace

Response userInfo(const IssuerCall& call)
{
    const std::string_view header = call.request.headers.get("Authorization");
    if (header.size() <= bearer.size() || !equalsIgnoreCase(header.substr(0, bearer.size()), bearer)) {
        Response response;
        response.status = status::unauthorized;
        response.headers.add("WWW-Authenticate", "Bearer");
        return response;
    }
    const auto token = verified(call, header.substr(bearer.size()));
    if (!token)
        return bearerError(status::unauthorized, "invalid_token", "The access token is not valid, or has expired.");
    const json::Value& claims = token->claims;
    const auto scopes = scopesIn(claims["scope"].toString());
    if (!hasScope(scopes, "openid"))
        return bearerError(status::forbidden, "insufficient_scope", "The access token needs the scope openid.");
    const IssuerUser* user = call.design.settings.findUser(claims["username"].toString());
    const bool isSame = user && user->enabled && user->sub == claims["sub"].toString();
    if (!isSame || call.memory.grants.isRevoked(claims["origin_jti"].toString(), call.now()))
        return bearerError(status::unauthorized, "invalid_token", "The user is gone, or the token was revoked.");
    json::Value answer = json::Value::object();
    answer.set("sub", user->sub);
    answer.set("username", user->name);
    setAttributes(answer, *user, scopes);
    return jsonAnswer(status::ok, answer);
}

} // namespace gw::engine
