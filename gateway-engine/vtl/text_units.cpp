#include "gateway-engine/vtl/text_units.h"

#include <algorithm>

namespace gw::engine::vtl {

namespace {

bool between(char32_t c, char32_t first, char32_t last)
{
    return c >= first && c <= last;
}

char16_t lower(char16_t c)
{
    if (between(c, 'A', 'Z') || (between(c, 0xC0, 0xDE) && c != 0xD7) || (between(c, 0x391, 0x3A9) && c != 0x3A2) ||
        between(c, 0x410, 0x42F))
        return char16_t(c + 0x20);
    if (between(c, 0x400, 0x40F))
        return char16_t(c + 0x50);
    if ((between(c, 0x100, 0x137) && c != 0x130) || between(c, 0x14A, 0x177))
        return char16_t(c | 1);
    if (between(c, 0x139, 0x148) || between(c, 0x179, 0x17E))
        return char16_t(c + c % 2);
    return c == 0x178 ? char16_t(0xFF) : c;
}

char16_t upper(char16_t c)
{
    if (between(c, 'a', 'z') || (between(c, 0xE0, 0xFE) && c != 0xF7) || (between(c, 0x3B1, 0x3C9) && c != 0x3C2) ||
        between(c, 0x430, 0x44F))
        return char16_t(c - 0x20);
    if (between(c, 0x450, 0x45F))
        return char16_t(c - 0x50);
    if ((between(c, 0x100, 0x137) && c != 0x131) || between(c, 0x14A, 0x177))
        return char16_t(c & ~1);
    if (between(c, 0x139, 0x148) || between(c, 0x179, 0x17E))
        return char16_t(c - (c % 2 == 0 ? 1 : 0));
    return c == 0xFF ? char16_t(0x178) : c == 0x3C2 ? char16_t(0x3A3) : c;
}

void appendPoint(std::string& out, char32_t point)
{
    if (point < 0x80) {
        out += char(point);
    } else if (point < 0x800) {
        out += {char(0xC0 | point >> 6), char(0x80 | (point & 0x3F))};
    } else if (point < 0x10000) {
        out += {char(0xE0 | point >> 12), char(0x80 | (point >> 6 & 0x3F)), char(0x80 | (point & 0x3F))};
    } else {
        out += {char(0xF0 | point >> 18), char(0x80 | (point >> 12 & 0x3F)), char(0x80 | (point >> 6 & 0x3F)),
                char(0x80 | (point & 0x3F))};
    }
}

} // namespace

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::u16string toUnits(std::string_view text)
{
    std::u16string units;
    units.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
        char32_t point = length == 1 ? lead : length == 0 ? 0xFFFD : lead & (0x7Fu >> length);
        for (std::size_t k = 1; k < length; ++k) {
            const unsigned next = i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u;
            if ((next & 0xC0) != 0x80) {
                point = 0xFFFD;
                length = k;
                break;
            }
            point = point << 6 | (next & 0x3Fu);
        }
        if (point >= 0x10000 && point < 0x110000) {
            units += char16_t(0xD7C0 + (point >> 10));
            units += char16_t(0xDC00 + (point & 0x3FF));
        } else {
            units += char16_t(point < 0x10000 ? point : 0xFFFD);
        }
        i += std::max<std::size_t>(length, 1);
    }
    return units;
}

std::string fromUnits(std::u16string_view units)
{
    std::string text;
    text.reserve(units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        const char16_t unit = units[i];
        if (!between(unit, 0xD800, 0xDFFF)) {
            appendPoint(text, unit);
        } else if (unit < 0xDC00 && i + 1 < units.size() && between(units[i + 1], 0xDC00, 0xDFFF)) {
            appendPoint(text, 0x10000 + ((char32_t(unit) - 0xD800) << 10) + (units[i + 1] - 0xDC00u));
            ++i;
        } else {
            text += '?';
        }
    }
    return text;
}

std::size_t countUnits(std::string_view text)
{
    return isAscii(text) ? text.size() : toUnits(text).size();
}

std::string toLower(std::string_view text)
{
    std::u16string units = toUnits(text);
    std::transform(units.begin(), units.end(), units.begin(), lower);
    return fromUnits(units);
}

std::string toUpper(std::string_view text)
{
    std::u16string units;
    for (const char16_t unit : toUnits(text))
        unit == 0xDF ? units.append(u"SS") : units.append(1, upper(unit));
    return fromUnits(units);
}

} // namespace gw::engine::vtl
