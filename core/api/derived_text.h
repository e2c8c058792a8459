// Ids that people and files see, derived from names: letters and digits of a hash, the same for the same names.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace gw {

inline constexpr std::string_view lowerCaseDigits = "abcdefghijklmnopqrstuvwxyz0123456789";

// `length` characters of `alphabet`. Parts are kept apart: ("ab", "c") gives another text than ("a", "bc").
[[nodiscard]] std::string derivedText(std::initializer_list<std::string_view> parts, std::size_t length,
                                      std::string_view alphabet = lowerCaseDigits);

} // namespace gw
