// Names as the service takes them.
#include "core/api/element_name.h"

#include <algorithm>

namespace gw {

bool isElementName(std::string_view name, std::size_t longest)
{
    const auto isControl = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
    return name.size() <= longest && name.find_first_not_of(' ') != std::string_view::npos &&
           std::none_of(name.begin(), name.end(), isControl);
}

bool isWord(std::string_view name, std::size_t longest)
{
    constexpr std::string_view others = "_+=,.@-";
    return !name.empty() && name.size() <= longest && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    });
}

} // namespace gw
