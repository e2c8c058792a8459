// Text as the service understands payloads: UTF-8, with U+FFFD in place of what is none (reference 1.13).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gw::engine {

[[nodiscard]] bool isUtf8Text(std::string_view bytes);
// Each maximal part of a broken sequence becomes one U+FFFD (Unicode 3.9, as Java does it).
[[nodiscard]] std::string utf8Repaired(std::string_view bytes);

// UTF-8 that comes in pieces: says no at the first byte that cannot be right.
class Utf8Reader
{
public:
    [[nodiscard]] bool take(std::string_view piece);
    [[nodiscard]] bool isWhole() const { return m_missing == 0; } // no character has been cut in two

private:
    [[nodiscard]] bool continueWith(unsigned char byte);

    std::uint8_t m_missing = 0; // bytes of the present character
    unsigned char m_low = 0x80; // the range of the next of them
    unsigned char m_high = 0xBF;
};

} // namespace gw::engine
