#include "gateway-engine/http/uri.h"

#include <array>

namespace gw::engine {

namespace {

constexpr std::array<bool, 256> charactersOf(std::string_view others)
{
    std::array<bool, 256> set{};
    for (int c = 0; c < 128; ++c)
        set[static_cast<std::size_t>(c)] = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    for (const char c : others)
        set[static_cast<unsigned char>(c)] = true;
    return set;
}

constexpr auto pathCharacters = charactersOf("-._~!$&'()*+,;=:@/");
constexpr auto queryCharacters = charactersOf("-._~!$'()*,:@/?"); // no "&", "=", "+", ";": they would mean something

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decoded(std::string_view text, bool plusIsSpace)
{
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            const int high = hexDigit(text[i + 1]);
            const int low = hexDigit(text[i + 2]);
            if (high >= 0 && low >= 0) {
                plain += static_cast<char>(high * 16 + low);
                i += 2;
                continue;
            }
        }
        plain += plusIsSpace && text[i] == '+' ? ' ' : text[i];
    }
    return plain;
}

constexpr char digits[] = "0123456789ABCDEF";

std::string encoded(std::string_view text, const std::array<bool, 256>& allowed)
{
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (allowed[byte]) {
            result += c;
            continue;
        }
        result += '%';
        result += digits[byte >> 4U];
        result += digits[byte & 15U];
    }
    return result;
}

} // namespace

std::string percentDecoded(std::string_view text)
{
    return decoded(text, false);
}

std::string queryDecoded(std::string_view text)
{
    return decoded(text, true);
}

std::string pathEncoded(std::string_view text)
{
    return encoded(text, pathCharacters);
}

std::string queryEncoded(std::string_view text)
{
    return encoded(text, queryCharacters);
}

std::string sendableQuery(std::string_view raw)
{
    std::string query;
    query.reserve(raw.size());
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F && c != '"' && c != '<' && c != '>')
            query += c;
        else
            query += percentEncodedByte(byte);
    }
    return query;
}

std::string percentEscaped(std::string text)
{
    for (auto at = text.find('%'); at != std::string::npos; at = text.find('%', at + 3))
        text.insert(at + 1, "25");
    return text;
}

std::string percentEncodedByte(unsigned char byte)
{
    return {'%', digits[byte >> 4U], digits[byte & 15U]};
}

std::vector<std::string> queryValues(std::string_view query, std::string_view name)
{
    std::vector<std::string> values;
    forEachQueryPair(query, [&](std::string_view key, std::string_view value) {
        if (key == name || queryDecoded(key) == name)
            values.push_back(queryDecoded(value));
        return false;
    });
    return values;
}

} // namespace gw::engine
