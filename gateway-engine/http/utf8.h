// Text as the service understands payloads: UTF-8, with U+FFFD in place of what is none (reference 1.13).
#pragma once

#include <string>
#include <string_view>

namespace gw::engine {

[[nodiscard]] bool isUtf8Text(std::string_view bytes);
// Each maximal part of a broken sequence becomes one U+FFFD (Unicode 3.9, as Java does it).
[[nodiscard]] std::string utf8Repaired(std::string_view bytes);

} // namespace gw::engine
