// Bytes and texts that nobody can guess, from OpenSSL's source.
#pragma once

#include <cstddef>
#include <string>

namespace gw::engine {

[[nodiscard]] std::string randomBytes(std::size_t count);
[[nodiscard]] std::string randomToken(); // 43 characters of base64url: 256 bits
[[nodiscard]] std::string randomUuid();  // version 4 (RFC 9562)

} // namespace gw::engine
