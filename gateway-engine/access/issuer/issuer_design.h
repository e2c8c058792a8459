// IssuerDesign: what the issuer goes by while it answers one request: its design, the secrets of it, its address and
// its keys. Immutable; a change of the project gives a new one.
#pragma once

#include "core/api/local_issuer.h"
#include "core/api/secrets.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

// Below the project's port; every path of the issuer begins with it.
inline constexpr std::string_view issuerPath = "/_issuer";

// "http://localhost:4780/_issuer": the issuer of a project that is served there.
[[nodiscard]] std::string issuerUrl(int port);

struct IssuerDesign
{
    LocalIssuer settings;
    Secrets secrets; // password hashes and client secrets
    std::string url; // "iss"
};

[[nodiscard]] std::chrono::seconds longestTokenLife(const LocalIssuer& issuer); // of ID and access tokens

// The scopes of a text as OAuth writes them: words with one space between, none twice.
[[nodiscard]] std::vector<std::string> scopesIn(std::string_view text);
[[nodiscard]] std::string scopeText(const std::vector<std::string>& scopes);
[[nodiscard]] bool hasScope(const std::vector<std::string>& scopes, std::string_view wanted);
// Scopes of OpenID Connect speak of a person; others ("pets/read") of resources.
[[nodiscard]] bool isPersonScope(std::string_view scope);
// What a client gets of the scopes it asks for: all of its own when it asks for none; nothing when one is not its own.
[[nodiscard]] std::vector<std::string> grantedScopes(const IssuerClient& client, std::string_view asked);

} // namespace gw::engine
