// Access key ids and user ids: a prefix that says their kind, then capital letters and digits.
#include "core/api/identity.h"

#include "core/api/derived_text.h"

#include <algorithm>

namespace gw {

namespace {

constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

}

bool isAccessKeyId(std::string_view text)
{
    constexpr std::size_t least = 16;
    constexpr std::size_t most = 128;
    return text.size() >= least && text.size() <= most && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
           });
}

std::string derivedAccessKeyId(std::string_view projectName, std::string_view identityName)
{
    return "AKIA" + derivedText({"access key", projectName, identityName}, 16, base32);
}

std::string userIdOf(const Identity& identity)
{
    return "AIDA" + derivedText({"user", identity.accessKeyId}, 17, base32);
}

} // namespace gw
