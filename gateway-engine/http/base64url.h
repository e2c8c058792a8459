// Base64 as URLs and tokens carry it (RFC 4648 section 5), without padding (RFC 7515 section 2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

[[nodiscard]] std::string base64UrlEncoded(std::string_view bytes);
// Strict: padding, white space, other characters, or bits that stand for nothing: nothing. So no two texts are the same
// bytes.
[[nodiscard]] std::optional<std::string> base64UrlDecoded(std::string_view text);

} // namespace gw::engine
