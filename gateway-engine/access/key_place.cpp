#include "gateway-engine/access/key_place.h"

#include "core/in_quotes.h"
#include "core/json/text.h"
#include "gateway-engine/access/this_machine.h"
#include "gateway-engine/http/host_name.h"

namespace gw::engine {

namespace {

constexpr int deepestDiscovery = 16;
constexpr std::size_t mostDiscoveryNodes = 10'000;
constexpr std::size_t longestUrl = 2'048;

} // namespace

bool KeyPlace::isFile() const
{
    return !jwks.empty() && !jwks.starts_with("http://") && !jwks.starts_with("https://");
}

Result<void> checkKeyUrl(std::string_view url)
{
    constexpr std::string_view secure = "https://";
    constexpr std::string_view plain = "http://";
    const bool isPlain = url.starts_with(plain);
    if (url.size() > longestUrl || (!isPlain && !url.starts_with(secure)))
        return fail(inQuotes(url.substr(0, longestUrl)) + " is no address that keys can be fetched from.",
                    "Write an https URL, or an http URL of this machine.");
    std::string_view authority = url.substr(isPlain ? plain.size() : secure.size());
    authority = authority.substr(0, authority.find_first_of("/?#"));
    if (authority.empty() || url.find_first_of("{}@ \t\r\n\\") != std::string_view::npos)
        return fail(inQuotes(url) + " is no address that keys can be fetched from.",
                    "Write a host and a path, without a user, braces or blanks.");
    if (isPlain && !isThisMachine(hostOf(authority)))
        return fail("Keys are not fetched from " + inQuotes(url) +
                        ": over plain http anybody on the way could put keys of their own in their place.",
                    "Use https. Plain http is for this machine alone (localhost, 127.0.0.1, [::1]).");
    return {};
}

std::string discoveryUrl(std::string_view issuer)
{
    if (issuer.ends_with('/'))
        issuer.remove_suffix(1);
    return std::string(issuer) + "/.well-known/openid-configuration";
}

Result<std::string> readDiscovery(std::string_view text, std::string_view issuer)
{
    const std::string what = "The discovery document of " + inQuotes(issuer);
    const std::string hint = "Check that the issuer is an OpenID Connect issuer, or write the URL of its keys.";
    json::ReadLimits limits;
    limits.maxDepth = deepestDiscovery;
    limits.maxNodes = mostDiscoveryNodes;
    const auto document = json::readJson(text, limits);
    if (!document)
        return fail(what + " is no JSON: " + document.error().message, hint);
    const std::string_view said = (*document)["issuer"].toString();
    if (said != issuer)
        return fail(what + (said.empty() ? std::string(" names no issuer.") : " is of " + inQuotes(said) + "."),
                    said.empty() ? hint
                                 : "Write the issuer exactly as it says it itself, with or without a last \"/\".");
    const std::string_view uri = (*document)["jwks_uri"].toString();
    if (uri.empty())
        return fail(what + " has no \"jwks_uri\".", hint);
    return std::string(uri);
}

} // namespace gw::engine
