// A JSON Web Token as it is read, before anything of it is believed (RFC 7519, 7515 compact form). Strict: base64url
// without padding or spare bits, one JSON object each for header and claims, no member twice, no extension that has to
// be understood.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/auth/token_fault.h"

#include <cstddef>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace gw::engine::auth {

struct JsonWebToken
{
    static constexpr std::size_t maxBytes = 16'384; // beyond what request headers can hold (reference 5)

    json::Value header; // an object with a text "alg"
    json::Value claims; // an object
    std::size_t signatureBytes = 0;

    [[nodiscard]] std::string_view algorithm() const { return header["alg"].toString(); }
    [[nodiscard]] std::string_view keyId() const { return header["kid"].toString(); } // empty: it says none

    [[nodiscard]] static tl::expected<JsonWebToken, TokenFailure> read(std::string_view compact);
};

// The token of a header's value, which may say "Bearer" before it (reference 1.25, 2.7).
[[nodiscard]] std::string_view bareToken(std::string_view headerValue);

} // namespace gw::engine::auth
