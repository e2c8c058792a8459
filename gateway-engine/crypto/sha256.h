// SHA-256 (FIPS 180-4) and HMAC with it (RFC 2104), by OpenSSL.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace gw::engine {

using Sha256 = std::array<unsigned char, 32>;

[[nodiscard]] Sha256 sha256(std::string_view bytes);
[[nodiscard]] Sha256 hmacSha256(std::string_view key, std::string_view bytes);
[[nodiscard]] std::string hex(const Sha256& digest); // lower case
[[nodiscard]] inline std::string_view bytesOf(const Sha256& digest)
{
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

} // namespace gw::engine
