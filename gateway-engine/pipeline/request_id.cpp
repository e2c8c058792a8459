#include "gateway-engine/pipeline/request_id.h"

#include "gateway-engine/services.h"

#include <array>
#include <cassert>
#include <chrono>
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

// The lowest `bytes` of the number, the highest of them first. Gives where the next character goes.
char* writeHex(char* at, std::uint64_t number, int bytes)
{
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8, at += 2)
        std::memcpy(at, hexPairs[(number >> shift) & 0xFF].data(), 2);
    return at;
}

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

RequestId requestIdFrom(std::string_view uuid)
{
    assert(isUuid(uuid));
    RequestId id;
    uuid.copy(id.letters.data(), id.letters.size());
    return id;
}

RequestId newRequestId(Services& services)
{
    std::uint64_t high = services.random();
    std::uint64_t low = services.random();
    high = (high & ~0xF000ull) | 0x4000ull;                      // version 4
    low = (low & 0x3FFFFFFFFFFFFFFFull) | 0x8000000000000000ull; // RFC 9562 variant
    RequestId id;
    id.letters.fill('-');
    char* at = writeHex(id.letters.data(), high >> 32, 4);
    at = writeHex(at + 1, high >> 16, 2);
    at = writeHex(at + 1, high, 2);
    at = writeHex(at + 1, low >> 48, 2);
    writeHex(at + 1, low, 6);
    return id;
}

ExtendedRequestId newExtendedRequestId(Services& services)
{
    static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    ExtendedRequestId id;
    std::uint64_t bits = services.random();
    for (std::size_t i = 0; i < 15; ++i) {
        if (i == 10)
            bits = services.random();
        id.letters[i] = alphabet[bits & 63];
        bits >>= 6;
    }
    id.letters.back() = '=';
    return id;
}

std::string newTraceId(Services& services)
{
    constexpr std::string_view form = "Root=1-ssssssss-rrrrrrrrrrrrrrrrrrrrrrrr";
    const auto since = services.wallClock().time_since_epoch();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since).count();
    std::string text(form);
    char* at = writeHex(text.data() + form.find('s'), static_cast<std::uint64_t>(seconds), 4);
    at = writeHex(at + 1, services.random(), 4);
    writeHex(at, services.random(), 8);
    return text;
}

} // namespace gw::engine
