#include "gateway-engine/crypto/digest.h"

#include <openssl/evp.h>

#include <array>

namespace gw::engine {

namespace {

struct Algorithm
{
    std::string_view name;
    const EVP_MD* (*digest)();
};

constexpr std::array<Algorithm, 5> algorithms{
    {{"MD5", EVP_md5}, {"SHA-1", EVP_sha1}, {"SHA-256", EVP_sha256}, {"SHA-384", EVP_sha384}, {"SHA-512", EVP_sha512}}};

std::string hex(std::string_view bytes)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4U];
        text += digits[static_cast<unsigned char>(c) & 15U];
    }
    return text;
}

} // namespace

std::optional<std::string> digestBytes(std::string_view algorithm, std::string_view data)
{
    for (const Algorithm& known : algorithms) {
        if (known.name != algorithm)
            continue;
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned size = 0;
        if (EVP_Digest(data.data(), data.size(), bytes.data(), &size, known.digest(), nullptr) != 1)
            return std::nullopt;
        return std::string(reinterpret_cast<const char*>(bytes.data()), size);
    }
    return std::nullopt;
}

std::optional<std::string> hexDigest(std::string_view algorithm, std::string_view data)
{
    const auto bytes = digestBytes(algorithm, data);
    return bytes ? std::optional(hex(*bytes)) : std::nullopt;
}

} // namespace gw::engine
