#include "core/edit/websocket_rules.h"

#include <algorithm>

namespace gw {

std::string faultOfRouteKey(std::string_view key)
{
    if (key.empty())
        return "it is empty.";
    if (key.size() > longestRouteKey)
        return "it has more than " + std::to_string(longestRouteKey) + " characters.";
    if (std::any_of(key.begin(), key.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
        return "it has a line break, a tab or another control character.";
    const bool isPredefined = key == connectKey || key == disconnectKey || key == defaultKey;
    return key.front() == '$' && !isPredefined ? "keys that begin with $ are the service's." : "";
}

} // namespace gw
