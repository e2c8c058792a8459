#include "gateway-engine/access/issuer/issuer_design.h"

#include <algorithm>

namespace gw::engine {

std::string issuerUrl(int port)
{
    return "http://localhost:" + std::to_string(port) + std::string(issuerPath);
}

std::chrono::seconds longestTokenLife(const LocalIssuer& issuer)
{
    return std::chrono::seconds(std::max(issuer.accessTokenSeconds, issuer.idTokenSeconds));
}

std::vector<std::string> scopesIn(std::string_view text)
{
    std::vector<std::string> scopes;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0 && !hasScope(scopes, text.substr(0, end)))
            scopes.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return scopes;
}

std::string scopeText(const std::vector<std::string>& scopes)
{
    std::string text;
    for (const std::string& scope : scopes)
        text += (text.empty() ? "" : " ") + scope;
    return text;
}

bool hasScope(const std::vector<std::string>& scopes, std::string_view wanted)
{
    return std::find(scopes.begin(), scopes.end(), wanted) != scopes.end();
}

bool isPersonScope(std::string_view scope)
{
    constexpr std::string_view all[] = {"openid", "profile",        "email",
                                        "phone",  "offline_access", "aws.cognito.signin.user.admin"};
    return std::find(std::begin(all), std::end(all), scope) != std::end(all);
}

std::vector<std::string> grantedScopes(const IssuerClient& client, std::string_view asked)
{
    std::vector<std::string> scopes = scopesIn(asked);
    if (scopes.empty())
        return client.scopes;
    const bool mayHaveAll = std::all_of(scopes.begin(), scopes.end(),
                                        [&](const std::string& scope) { return hasScope(client.scopes, scope); });
    return mayHaveAll ? scopes : std::vector<std::string>();
}

} // namespace gw::engine
