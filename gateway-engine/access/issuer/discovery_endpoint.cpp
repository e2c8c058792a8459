#include "gateway-engine/access/issuer/discovery_endpoint.h"

#include "gateway-engine/access/issuer/issuer_answers.h"

#include <initializer_list>
#include <set>

namespace gw::engine {

namespace {

json::Value textsOf(std::initializer_list<const char*> texts)
{
    json::Array array;
    for (const char* text : texts)
        array.emplace_back(text);
    return array;
}

json::Value scopesOf(const LocalIssuer& issuer)
{
    std::set<std::string> scopes = {"openid"};
    for (const IssuerClient& client : issuer.clients)
        scopes.insert(client.scopes.begin(), client.scopes.end());
    json::Array array;
    for (const std::string& scope : scopes)
        array.emplace_back(scope);
    return array;
}

} // namespace

Response discoveryDocument(const IssuerCall& call)
{
    json::Value document = json::Value::object();
    document.set("issuer", call.design.url);
    document.set("authorization_endpoint", call.design.url + "/authorize");
    document.set("token_endpoint", call.design.url + "/token");
    document.set("userinfo_endpoint", call.design.url + "/userinfo");
    document.set("revocation_endpoint", call.design.url + "/revoke");
    document.set("jwks_uri", call.design.url + "/.well-known/jwks.json");
    document.set("response_types_supported", textsOf({"code"}));
    document.set("response_modes_supported", textsOf({"query"}));
    document.set("grant_types_supported", textsOf({"authorization_code", "refresh_token", "client_credentials"}));
    document.set("subject_types_supported", textsOf({"public"}));
    document.set("id_token_signing_alg_values_supported", textsOf({"RS256"}));
    document.set("scopes_supported", scopesOf(call.design.settings));
    document.set("token_endpoint_auth_methods_supported",
                 textsOf({"client_secret_basic", "client_secret_post", "none"}));
    document.set("code_challenge_methods_supported", textsOf({"S256"}));
    document.set("prompt_values_supported", textsOf({"login", "none"}));
    document.set("authorization_response_iss_parameter_supported", true);
    document.set("request_parameter_supported", false);
    document.set("request_uri_parameter_supported", false);
    return jsonAnswer(status::ok, document);
}

Response publicKeys(const IssuerCall& call)
{
    const auto keys = call.keys.ensure(call.now());
    if (!keys)
        return oauthError(status::serverError, "server_error", keys.error().message);
    return jsonAnswer(status::ok, (*keys)->jwks(call.now()));
}

} // namespace gw::engine
