#include "gateway-engine/http/utf8.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace gw::engine {

namespace {

struct Sequence
{
    std::size_t length; // of the whole sequence, or of its part that could have begun one
    bool isWhole;
};

// What a lead byte asks for (Unicode table 3-7): how many bytes, and the range of the second.
struct Lead
{
    std::size_t length;
    unsigned char low;
    unsigned char high;
};

Lead leadOf(unsigned char byte)
{
    if (byte < 0x80)
        return {1, 0, 0};
    if (byte < 0xC2 || byte > 0xF4)
        return {0, 0, 0};
    if (byte < 0xE0)
        return {2, 0x80, 0xBF};
    if (byte < 0xF0)
        return {3, static_cast<unsigned char>(byte == 0xE0 ? 0xA0 : 0x80),
                static_cast<unsigned char>(byte == 0xED ? 0x9F : 0xBF)};
    return {4, static_cast<unsigned char>(byte == 0xF0 ? 0x90 : 0x80),
            static_cast<unsigned char>(byte == 0xF4 ? 0x8F : 0xBF)};
}

Sequence sequenceAt(std::string_view bytes, std::size_t at)
{
    const Lead lead = leadOf(static_cast<unsigned char>(bytes[at]));
    if (lead.length == 0)
        return {1, false};
    for (std::size_t i = 1; i < lead.length; ++i) {
        if (at + i >= bytes.size())
            return {i, false};
        const auto byte = static_cast<unsigned char>(bytes[at + i]);
        if (i == 1 ? byte < lead.low || byte > lead.high : (byte & 0xC0U) != 0x80)
            return {i, false};
    }
    return {lead.length, true};
}

// Most text is ASCII: a block at a look, which compilers turn into a few wide instructions.
std::size_t afterAscii(std::string_view bytes, std::size_t at)
{
    constexpr std::size_t block = 64;
    for (; at + block <= bytes.size(); at += block) {
        std::array<std::uint64_t, block / sizeof(std::uint64_t)> words;
        std::memcpy(words.data(), bytes.data() + at, block);
        std::uint64_t all = 0;
        for (const std::uint64_t word : words)
            all |= word;
        if ((all & 0x8080808080808080ULL) != 0)
            break;
    }
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80)
        ++at;
    return at;
}

} // namespace

bool isUtf8Text(std::string_view bytes)
{
    for (std::size_t at = afterAscii(bytes, 0); at < bytes.size(); at = afterAscii(bytes, at)) {
        const Sequence sequence = sequenceAt(bytes, at);
        if (!sequence.isWhole)
            return false;
        at += sequence.length;
    }
    return true;
}

bool Utf8Reader::continueWith(unsigned char byte)
{
    if (byte < m_low || byte > m_high)
        return false;
    --m_missing;
    m_low = 0x80;
    m_high = 0xBF;
    return true;
}

bool Utf8Reader::take(std::string_view piece)
{
    std::size_t at = m_missing == 0 ? afterAscii(piece, 0) : 0;
    while (at < piece.size()) {
        const auto byte = static_cast<unsigned char>(piece[at++]);
        if (m_missing > 0) {
            if (!continueWith(byte))
                return false;
        } else {
            const Lead lead = leadOf(byte);
            if (lead.length == 0)
                return false;
            m_missing = static_cast<std::uint8_t>(lead.length - 1);
            m_low = lead.low;
            m_high = lead.high;
        }
        if (m_missing == 0)
            at = afterAscii(piece, at);
    }
    return true;
}

std::string utf8Repaired(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (std::size_t at = 0; at < bytes.size();) {
        const Sequence sequence = sequenceAt(bytes, at);
        if (sequence.isWhole)
            text += bytes.substr(at, sequence.length);
        else
            text += "\xEF\xBF\xBD";
        at += sequence.length;
    }
    return text;
}

} // namespace gw::engine
