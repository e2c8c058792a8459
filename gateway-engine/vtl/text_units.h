// Java counts a String in UTF-16 units; our texts are UTF-8. For ASCII both are the same and nothing is converted.
#pragma once

#include <string>
#include <string_view>

namespace gw::engine::vtl {

[[nodiscard]] bool isAscii(std::string_view text);
[[nodiscard]] std::u16string toUnits(std::string_view text);
[[nodiscard]] std::string fromUnits(std::u16string_view units); // half a surrogate pair becomes "?"
[[nodiscard]] std::size_t countUnits(std::string_view text);

// Java's toLowerCase and toUpperCase for Latin, Greek and Cyrillic letters.
[[nodiscard]] std::string toLower(std::string_view text);
[[nodiscard]] std::string toUpper(std::string_view text);

} // namespace gw::engine::vtl
