#include "gateway-engine/crypto/sha256.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cassert>

namespace gw::engine {

Sha256 sha256(std::string_view bytes)
{
    Sha256 digest;
    unsigned int size = 0;
    const int isDone = EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
    assert(isDone == 1 && size == digest.size());
    (void)isDone;
    return digest;
}

Sha256 hmacSha256(std::string_view key, std::string_view bytes)
{
    Sha256 digest;
    unsigned int size = 0;
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    const unsigned char* made =
        HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data, bytes.size(), digest.data(), &size);
    assert(made && size == digest.size());
    (void)made;
    return digest;
}

std::string hex(const Sha256& digest)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * digest.size());
    for (const unsigned char byte : digest) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

} // namespace gw::engine
