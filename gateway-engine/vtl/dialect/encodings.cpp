#include "gateway-engine/vtl/dialect/encodings.h"

#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/http/utf8.h"

#include <algorithm>
#include <charconv>

namespace gw::engine::vtl {

namespace {

constexpr std::string_view hexDigits = "0123456789ABCDEF";

void appendUnit(std::string& out, unsigned unit)
{
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += hexDigits[(unit >> shift) & 0xF];
}

// `at` stands on the first byte of a character of valid UTF-8 and moves behind it.
char32_t nextPoint(std::string_view text, std::size_t& at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at++);
    if (first < 0x80)
        return first;
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    char32_t point = first & (0x3F >> more);
    for (int i = 0; i < more && at < text.size(); ++i)
        point = (point << 6) | (byte(at++) & 0x3F);
    return point;
}

void appendEscaped(std::string& out, char32_t point)
{
    constexpr std::string_view controls = "\b\n\t\f\r";
    constexpr std::string_view letters = "bntfr";
    if (point > 0xFFFF) {
        appendUnit(out, 0xD800 + ((point - 0x10000) >> 10));
        appendUnit(out, 0xDC00 + ((point - 0x10000) & 0x3FF));
    } else if (point > 0x7F) {
        appendUnit(out, point);
    } else if (const char c = static_cast<char>(point); point >= 32) {
        if (c == '\'' || c == '"' || c == '\\' || c == '/')
            out += '\\';
        out += c;
    } else if (const auto control = controls.find(c); control != std::string_view::npos) {
        out += '\\';
        out += letters[control];
    } else {
        appendUnit(out, point);
    }
}

bool staysInForm(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '*' || c == '_';
}

} // namespace

std::string escapedJavaScript(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (std::size_t at = 0; at < text.size();)
        appendEscaped(out, nextPoint(text, at));
    return out;
}

std::string formEncoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size() * 2);
    for (const char c : text) {
        if (staysInForm(c))
            out += c;
        else if (c == ' ')
            out += '+';
        else
            out += percentEncodedByte(static_cast<unsigned char>(c));
    }
    return out;
}

std::optional<std::string> formDecoded(std::string_view text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            bytes += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        unsigned value = 0;
        const char* const end = text.data() + i + 3;
        if (i + 3 > text.size())
            return std::nullopt;
        const auto read = std::from_chars(text.data() + i + 1, end, value, 16);
        if (read.ec != std::errc{} || read.ptr != end)
            return std::nullopt;
        bytes += static_cast<char>(value);
        i += 2;
    }
    return utf8Repaired(bytes);
}

std::string base64DecodedText(std::string_view text)
{
    std::string clean;
    for (const char c : text) {
        if (c == '=')
            break;
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/')
            clean += c;
        else if (c == '-' || c == '_')
            clean += c == '-' ? '+' : '/';
    }
    if (clean.size() % 4 == 1) // six bits alone are no byte
        clean.pop_back();
    clean.append((4 - clean.size() % 4) % 4, '=');
    return utf8Repaired(base64Decoded(clean).value_or(std::string()));
}

} // namespace gw::engine::vtl
