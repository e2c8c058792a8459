#include "gateway-engine/access/issuer/client_authentication.h"

#include "gateway-engine/access/issuer/issuer_answers.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/headers.h"
#include "gateway-engine/http/uri.h"

#include <optional>
#include <string>
#include <utility>

namespace gw::engine {

namespace {

constexpr std::string_view basic = "Basic ";

struct Credentials
{
    std::string clientId;
    std::string secret;
};

// Both are form-encoded below the base64 (RFC 6749 2.3.1).
std::optional<Credentials> basicCredentials(std::string_view header)
{
    const auto text = base64Decoded(header.substr(basic.size()));
    const auto border = text ? text->find(':') : std::string::npos;
    if (border == std::string::npos)
        return std::nullopt;
    return Credentials{queryDecoded(std::string_view(*text).substr(0, border)),
                       queryDecoded(std::string_view(*text).substr(border + 1))};
}

Response unknownClient(bool saidBasic)
{
    Response response = oauthError(status::unauthorized, "invalid_client",
                                   "The client is not known, or its secret is "
                                   "not this one.");
    if (saidBasic)
        response.headers.add("WWW-Authenticate", "Basic realm=\"issuer\", charset=\"UTF-8\"");
    return response;
}

bool isAuthentic(const IssuerCall& call, const IssuerClient& client, const std::string& secret)
{
    if (!client.hasSecret)
        return secret.empty();
    const Secret* known = call.design.secrets.find(SecretKind::ClientSecret, client.clientId);
    return known && !known->isEmpty() && known->isEqual(secret);
}

} // namespace

tl::expected<const IssuerClient*, Response> clientOf(const IssuerCall& call)
{
    const std::string_view header = call.request.headers.get("Authorization");
    const bool saysBasic = header.size() > basic.size() && equalsIgnoreCase(header.substr(0, basic.size()), basic);
    if (saysBasic && call.fields.has("client_secret"))
        return tl::unexpected(
            oauthError(status::badRequest, "invalid_request", "The client authenticates in two ways; use one."));
    std::optional<Credentials> said = Credentials{call.fields.get("client_id"), call.fields.get("client_secret")};
    if (saysBasic)
        said = basicCredentials(header);
    if (!said || (saysBasic && call.fields.has("client_id") && call.fields.get("client_id") != said->clientId))
        return tl::unexpected(unknownClient(saysBasic));
    const IssuerClient* client = call.design.settings.findClientId(said->clientId);
    if (!client || !isAuthentic(call, *client, said->secret))
        return tl::unexpected(unknownClient(saysBasic));
    return client;
}

} // namespace gw::engine
