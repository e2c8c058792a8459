// The address of a request that came through a custom domain, as events, $context and access logs tell it (reference
// 1.33). Its request and its trace share it.
#pragma once

#include <string>
#include <string_view>

namespace gw::engine {

struct DomainAddress
{
    std::string domainName;           // as the client called it, in lower case: "pets.localhost"
    std::string path;                 // of the request, with the base path: "/v1/pets/1"
    std::string basePathMatched;      // "v1", "(none)"; empty: a routing rule decided, or nothing matched
    std::string routingRuleIdMatched; // empty: an API mapping decided, or nothing matched

    [[nodiscard]] std::string_view domainPrefix() const // its first label
    {
        return std::string_view(domainName).substr(0, domainName.find('.'));
    }
};

} // namespace gw::engine
