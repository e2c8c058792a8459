#include "gateway-engine/crypto/password_hash.h"

#include "gateway-engine/crypto/constant_time.h"
#include "gateway-engine/crypto/random_text.h"
#include "gateway-engine/http/base64.h"

#include <openssl/evp.h>

#include <cstdint>
#include <optional>
#include <string>

namespace gw::engine {

namespace {

constexpr std::string_view form = "$scrypt$ln=15,r=8,p=1$";
constexpr std::uint64_t cost = 1u << 15;
constexpr std::uint64_t blockSize = 8;
constexpr std::uint64_t parallel = 1;
constexpr std::uint64_t mostMemory = 64u << 20;
constexpr std::size_t saltBytes = 16;
constexpr std::size_t hashBytes = 32;

std::optional<std::string> scrypt(std::string_view password, std::string_view salt)
{
    std::string hash(hashBytes, '\0');
    const bool isDone =
        EVP_PBE_scrypt(password.data(), password.size(), reinterpret_cast<const unsigned char*>(salt.data()),
                       salt.size(), cost, blockSize, parallel, mostMemory,
                       reinterpret_cast<unsigned char*>(hash.data()), hash.size()) == 1;
    return isDone ? std::optional(std::move(hash)) : std::nullopt;
}

std::string unpadded(std::string text)
{
    text.erase(text.find_last_not_of('=') + 1);
    return text;
}

std::optional<std::string> fromUnpadded(std::string_view text)
{
    std::string padded(text);
    padded.append((4 - text.size() % 4) % 4, '=');
    return base64Decoded(padded);
}

} // namespace

Result<Secret> hashedPassword(std::string_view password)
{
    if (password.empty() || password.size() > longestPassword)
        return fail("A password has 1 to " + std::to_string(longestPassword) + " bytes.", "Choose another one.");
    const std::string salt = randomBytes(saltBytes);
    const auto hash = scrypt(password, salt);
    if (!hash)
        return fail("The password cannot be hashed: there is not enough memory.");
    return Secret(std::string(form) + unpadded(base64Encoded(salt)) + "$" + unpadded(base64Encoded(*hash)));
}

bool isPassword(std::string_view password, const Secret& known)
{
    std::string_view text = known.reveal();
    if (!text.starts_with(form) || password.size() > longestPassword)
        return false;
    text.remove_prefix(form.size());
    const auto border = text.find('$');
    if (border == std::string_view::npos)
        return false;
    const auto salt = fromUnpadded(text.substr(0, border));
    const auto wanted = fromUnpadded(text.substr(border + 1));
    if (!salt || !wanted || wanted->size() != hashBytes)
        return false;
    const auto hash = scrypt(password, *salt);
    return hash && equalInConstantTime(*hash, *wanted);
}

} // namespace gw::engine
