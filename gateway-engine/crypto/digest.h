// Digests by their names in the service's functions: MD5, SHA-1, SHA-256, SHA-384, SHA-512.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

// Its bytes; nothing for a name there is no digest of.
[[nodiscard]] std::optional<std::string> digestBytes(std::string_view algorithm, std::string_view data);
// Lower-case hexadecimal.
[[nodiscard]] std::optional<std::string> hexDigest(std::string_view algorithm, std::string_view data);

} // namespace gw::engine
