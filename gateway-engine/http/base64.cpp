#include "gateway-engine/http/base64.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace gw::engine {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t none = 0xFF;

constexpr auto digitOf = [] {
    std::array<std::uint8_t, 256> digits{};
    digits.fill(none);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        digits[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return digits;
}();

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

std::string base64Encoded(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i)
            group = group << 8U | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i)
            text += i <= count ? alphabet[group >> (18 - 6 * i) & 0x3FU] : '=';
    }
    return text;
}

std::optional<std::string> base64Decoded(std::string_view text)
{
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t group = 0;
    std::size_t digits = 0; // of the group, padding included
    std::size_t padding = 0;
    for (const char c : text) {
        if (isSpace(c))
            continue;
        const std::uint8_t digit = digitOf[static_cast<unsigned char>(c)];
        if (c == '=' ? digits % 4 < 2 : digit == none || padding > 0)
            return std::nullopt;
        if (c == '=')
            ++padding;
        group = group << 6U | (c == '=' ? 0U : digit);
        if (++digits % 4 != 0)
            continue;
        for (std::size_t i = 0; i + padding < 3; ++i)
            bytes += static_cast<char>(group >> (16 - 8 * i) & 0xFFU);
        group = 0;
    }
    if (digits % 4 != 0 || padding > 2)
        return std::nullopt;
    return bytes;
}

} // namespace gw::engine
