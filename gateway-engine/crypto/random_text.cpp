#include "gateway-engine/crypto/random_text.h"

#include "gateway-engine/http/base64url.h"

#include <openssl/rand.h>

#include <stdexcept>

namespace gw::engine {

std::string randomBytes(std::size_t count)
{
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("The system gives no random bytes."); // nothing secret can be made then
    return bytes;
}

std::string randomToken()
{
    constexpr std::size_t bytes = 32;
    return base64UrlEncoded(randomBytes(bytes));
}

std::string randomUuid()
{
    constexpr char digits[] = "0123456789abcdef";
    std::string bytes = randomBytes(16);
    bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
    bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        const auto byte = static_cast<unsigned char>(bytes[i]);
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

} // namespace gw::engine
