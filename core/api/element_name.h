// Names of elements that are free texts to the service: one line, not empty, of a bounded length.
#pragma once

#include <cstddef>
#include <string_view>

namespace gw {

inline constexpr std::size_t longestElementName = 1'024;

[[nodiscard]] bool isElementName(std::string_view name, std::size_t longest = longestElementName);
[[nodiscard]] bool isWord(std::string_view name, std::size_t longest = 128); // [A-Za-z0-9_+=,.@-], no blanks

} // namespace gw
