// Base64 (RFC 4648 section 4), as binary payloads travel in text and back (reference 1.13).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

[[nodiscard]] std::string base64Encoded(std::string_view bytes); // padded, in one line
// White space is skipped; any other character outside the alphabet or missing padding: nothing.
[[nodiscard]] std::optional<std::string> base64Decoded(std::string_view text);

} // namespace gw::engine
