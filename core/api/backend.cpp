// Names of backends: one label of a host name.
#include "core/api/backend.h"

#include <algorithm>

namespace gw {

bool isBackendName(std::string_view name)
{
    constexpr std::size_t longest = 63;
    const auto isLower = [](char c) { return c >= 'a' && c <= 'z'; };
    return !name.empty() && name.size() <= longest && isLower(name.front()) && name.back() != '-' &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return isLower(c) || (c >= '0' && c <= '9') || c == '-'; });
}

} // namespace gw
