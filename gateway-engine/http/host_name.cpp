#include "gateway-engine/http/host_name.h"

#include <algorithm>

namespace gw::engine {

namespace {
constexpr std::size_t longestLabel = 63;
} // namespace

std::string_view hostOf(std::string_view authority)
{
    const auto end = authority.starts_with('[') ? authority.find(']') : authority.find(':');
    std::string_view host = authority.substr(0, end);
    if (host.starts_with('['))
        host.remove_prefix(1);
    if (host.ends_with('.'))
        host.remove_suffix(1);
    return host.size() <= longestHostName ? host : std::string_view();
}

bool isDomainPattern(std::string_view name)
{
    if (name.starts_with("*."))
        name.remove_prefix(2);
    if (name.empty() || name.size() > longestHostName)
        return false;
    while (true) {
        const std::string_view label = name.substr(0, name.find('.'));
        if (label.empty() || label.size() > longestLabel || label.front() == '-' || label.back() == '-')
            return false;
        if (!std::all_of(label.begin(), label.end(), [](char c) { return isLetterOrDigit(c) || c == '-' || c == '_'; }))
            return false;
        if (label.size() == name.size())
            return true;
        name.remove_prefix(label.size() + 1);
    }
}

std::string hostName(std::string_view authority)
{
    std::string host(hostOf(authority));
    if (host.starts_with('*') || !isDomainPattern(host))
        return {};
    std::transform(host.begin(), host.end(), host.begin(), lowerCase);
    return host;
}

} // namespace gw::engine
