// A hash gives ten characters; longer texts take further hashes of the same parts.
#include "core/api/derived_text.h"

#include "core/api/ids.h"

namespace gw {

namespace {

constexpr std::size_t charactersOfOneHash = 10;

}

std::string derivedText(std::initializer_list<std::string_view> parts, std::size_t length, std::string_view alphabet)
{
    std::uint64_t seed = stableHash({});
    for (const std::string_view part : parts)
        seed = stableHash(part, stableHash(std::string_view("\0", 1), seed));
    std::string text;
    std::uint64_t rest = seed;
    while (text.size() < length) {
        if (!text.empty() && text.size() % charactersOfOneHash == 0)
            rest = seed = stableHash("more", seed);
        text += alphabet[rest % alphabet.size()];
        rest /= alphabet.size();
    }
    return text;
}

} // namespace gw
