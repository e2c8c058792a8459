// KeyPlace: where the keys of an issuer stand, as the design says it: at a URL, in a file of the project, or wherever
// OpenID Connect discovery finds them (reference 1.25, 2.7).
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace gw::engine {

struct KeyPlace
{
    std::string issuer; // a URL, exactly the tokens' "iss"
    std::string jwks;   // a URL, or a file of the project; empty: found by discovery

    [[nodiscard]] bool isFile() const;
    [[nodiscard]] bool isDiscovered() const { return jwks.empty(); }
    auto operator<=>(const KeyPlace&) const = default;
};

// Whether keys may be fetched from there: https, or http of this very machine. Whoever could change them on their way
// could sign tokens.
[[nodiscard]] Result<void> checkKeyUrl(std::string_view url);

// "{issuer}/.well-known/openid-configuration" (OpenID Connect Discovery 1.0, 4)
[[nodiscard]] std::string discoveryUrl(std::string_view issuer);

// The jwks_uri of a discovery document, which must speak of this very issuer (4.3).
[[nodiscard]] Result<std::string> readDiscovery(std::string_view text, std::string_view issuer);

} // namespace gw::engine
