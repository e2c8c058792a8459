// The words and ids of the project's own issuer.
#include "core/api/local_issuer.h"

#include "core/api/derived_text.h"

#include <algorithm>

namespace gw {

namespace {

template <typename T>
const T* findWhere(const std::vector<T>& items, std::string T::*member, std::string_view wanted)
{
    const auto it = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.*member == wanted; });
    return it == items.end() ? nullptr : &*it;
}

} // namespace

std::string_view toString(GrantType type)
{
    switch (type) {
    case GrantType::AuthorizationCode:
        return "authorization_code";
    case GrantType::ClientCredentials:
        return "client_credentials";
    case GrantType::RefreshToken:
        return "refresh_token";
    }
    return {};
}

std::optional<GrantType> grantTypeFrom(std::string_view text)
{
    for (const GrantType type : {GrantType::AuthorizationCode, GrantType::ClientCredentials, GrantType::RefreshToken})
        if (text == toString(type))
            return type;
    return std::nullopt;
}

bool IssuerClient::mayUse(GrantType type) const
{
    return std::find(grantTypes.begin(), grantTypes.end(), type) != grantTypes.end();
}

const IssuerUser* LocalIssuer::findUser(std::string_view name) const
{
    return findWhere(users, &IssuerUser::name, name);
}

const IssuerClient* LocalIssuer::findClient(std::string_view name) const
{
    return findWhere(clients, &IssuerClient::name, name);
}

const IssuerClient* LocalIssuer::findClientId(std::string_view clientId) const
{
    return findWhere(clients, &IssuerClient::clientId, clientId);
}

bool isRedirectUri(std::string_view text)
{
    constexpr std::size_t longest = 1'024;
    const std::size_t scheme = text.find(':');
    const bool hasScheme = scheme != std::string_view::npos && scheme > 0 &&
                           text.substr(0, scheme).find_first_of("/?#") == std::string_view::npos;
    return hasScheme && scheme + 1 < text.size() && text.size() <= longest &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f && c != '#'; });
}

// A UUID in form; its bits are those of a hash.
std::string derivedSub(std::string_view projectName, std::string_view userName)
{
    std::string hex = derivedText({"sub", projectName, userName}, 32, "0123456789abcdef");
    hex[12] = '5'; // made from a name
    hex[16] = '8';
    for (const std::size_t at : {20, 16, 12, 8})
        hex.insert(at, 1, '-');
    return hex;
}

std::string derivedClientId(std::string_view projectName, std::string_view clientName)
{
    return derivedText({"client", projectName, clientName}, 26);
}

} // namespace gw
