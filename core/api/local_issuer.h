// LocalIssuer: an OpenID Connect issuer of the project's own, for development: its users and clients, and how long its
// tokens live. Password hashes, client secrets and signing keys stand in the project's secrets file, under the user's
// `sub`, the client's id and the key's id.
#pragma once

#include "core/api/integration.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

enum class GrantType { AuthorizationCode, ClientCredentials, RefreshToken };
[[nodiscard]] std::string_view toString(GrantType type); // "authorization_code", …, as OAuth 2.0 writes them
[[nodiscard]] std::optional<GrantType> grantTypeFrom(std::string_view text);

struct IssuerUser
{
    std::string name; // cognito:username, what is typed at the sign-in page
    std::string sub;  // a UUID; stays through renames
    bool enabled = true;
    StringMap attributes; // claims of the ID token: email, custom:tenant, …
    std::vector<std::string> groups;
    bool operator==(const IssuerUser&) const = default;
};

struct IssuerClient
{
    std::string name;
    std::string clientId;   // 26 characters; "aud" of ID tokens, "client_id" of access tokens
    bool hasSecret = false; // a confidential client
    std::vector<std::string> redirectUris;
    std::vector<std::string> scopes; // that it may ask for: "openid", "pets/read"
    std::vector<GrantType> grantTypes = {GrantType::AuthorizationCode, GrantType::RefreshToken};
    bool operator==(const IssuerClient&) const = default;

    [[nodiscard]] bool mayUse(GrantType type) const;
};

struct LocalIssuer
{
    bool enabled = false;
    int accessTokenSeconds = 3'600; // 1 … 86,400
    int idTokenSeconds = 3'600;
    int refreshTokenSeconds = 30 * 86'400; // 1 … ten years
    std::vector<IssuerUser> users;
    std::vector<IssuerClient> clients;
    bool operator==(const LocalIssuer&) const = default;

    [[nodiscard]] const IssuerUser* findUser(std::string_view name) const;
    [[nodiscard]] const IssuerClient* findClient(std::string_view name) const;
    [[nodiscard]] const IssuerClient* findClientId(std::string_view clientId) const;
};

inline constexpr int mostTokenSeconds = 86'400;
inline constexpr int mostRefreshTokenSeconds = 3'650 * 86'400;

[[nodiscard]] bool isRedirectUri(std::string_view text); // absolute, without a fragment
[[nodiscard]] std::string derivedSub(std::string_view projectName, std::string_view userName);
[[nodiscard]] std::string derivedClientId(std::string_view projectName, std::string_view clientName);

} // namespace gw
