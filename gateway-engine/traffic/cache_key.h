// CacheKey: what has to be the same for two requests to share a cached answer (reference 1.30): the host, the cache
// namespace, and the values of the method's cacheKeyParameters in their order.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

class CacheKey
{
public:
    CacheKey(std::string_view host, std::string_view cacheNamespace); // a host's letter case counts for nothing

    // A value that is not there differs from an empty one. `parameter`: "method.request.querystring.type".
    void add(std::string_view parameter, std::optional<std::string_view> value);

    [[nodiscard]] const std::string& text() const { return m_text; } // equal for equal keys only
    bool operator==(const CacheKey&) const = default;

private:
    void append(std::string_view part);

    std::string m_text; // each part behind its length, so that none can pretend to be another
};

// For people: `localhost:8080 pets method.request.querystring.type=dog`. Values of headers and parameters that hold
// secrets are masked, long ones cut.
[[nodiscard]] std::string cacheKeyInWords(std::string_view keyText);

} // namespace gw::engine
