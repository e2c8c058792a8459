#include "gateway-engine/pipeline/request_id.h"

#include "gateway-engine/services.h"

#include <array>
#include <cstring>

namespace gw::engine {

namespace {

constexpr std::size_t uuidLength = 36;

constexpr auto hexPairs = [] {
    constexpr char digits[] = "0123456789abcdef";
    std::array<std::array<char, 2>, 256> pairs{};
    for (std::size_t i = 0; i < pairs.size(); ++i)
        pairs[i] = {digits[i >> 4U], digits[i & 15U]};
    return pairs;
}();

bool isDashPlace(std::size_t i)
{
    return i == 8 || i == 13 || i == 18 || i == 23;
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

} // namespace

bool isUuid(std::string_view text)
{
    if (text.size() != uuidLength)
        return false;
    for (std::size_t i = 0; i < uuidLength; ++i)
        if (isDashPlace(i) ? text[i] != '-' : !isHexDigit(text[i]))
            return false;
    return true;
}

std::string newRequestId(Services& services)
{
    std::uint64_t high = services.random();
    std::uint64_t low = services.random();
    high = (high & ~0xF000ull) | 0x4000ull;                      // version 4
    low = (low & 0x3FFFFFFFFFFFFFFFull) | 0x8000000000000000ull; // RFC 9562 variant
    std::string text(uuidLength, '-');
    char* at = text.data();
    for (int byte = 0; byte < 16; ++byte, at += 2) {
        if (byte == 4 || byte == 6 || byte == 8 || byte == 10)
            ++at; // the dash stands there
        const std::uint64_t half = byte < 8 ? high : low;
        std::memcpy(at, hexPairs[(half >> (56 - 8 * (byte % 8))) & 0xFF].data(), 2);
    }
    return text;
}

std::string newExtendedRequestId(Services& services)
{
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text(16, '=');
    std::uint64_t bits = services.random();
    for (std::size_t i = 0; i < 15; ++i) {
        if (i == 10)
            bits = services.random();
        text[i] = alphabet[bits & 63];
        bits >>= 6;
    }
    return text;
}

} // namespace gw::engine
