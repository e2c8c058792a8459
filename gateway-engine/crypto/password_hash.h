// Passwords as they are kept: scrypt (RFC 7914), by OpenSSL, with a salt of each one's own, written as
// "$scrypt$ln=15,r=8,p=1$salt$hash" (base64 without padding). Making or checking one takes about a tenth of a second
// and 32 MB, on purpose: never on a thread that serves.
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <string_view>

namespace gw::engine {

inline constexpr std::size_t longestPassword = 256; // as the service's

[[nodiscard]] Result<Secret> hashedPassword(std::string_view password);
// False for what is no such hash, and for one that would cost more than those made here.
[[nodiscard]] bool isPassword(std::string_view password, const Secret& hash);

} // namespace gw::engine
