// How a text may stand on one line of YAML: plain, 'single' or "double" (YAML 1.2.2, chapter 7.3). The test for plain
// is stricter than the grammar: what any reader could take for something else goes into quotes.
#include "core/json/yaml_schema.h"
#include "core/json/yaml_style.h"

#include <algorithm>

namespace gw::json {

namespace {

constexpr std::string_view indicators = "-?:,[]{}#&*!|>'\"%@`=";

bool isPlainCharacter(char c)
{
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
}

// C1 controls, the two Unicode line separators, the byte order mark and U+FFFE/FFFF: not printable, or line breaks.
bool holdsSpecialCharacter(std::string_view text)
{
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const auto next = static_cast<unsigned char>(text[i + 1]);
        const auto last = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0;
        if (lead == 0xC2 && next < 0xA0)
            return true;
        if (lead == 0xE2 && next == 0x80 && (last == 0xA8 || last == 0xA9))
            return true;
        if (lead == 0xEF && ((next == 0xBB && last == 0xBF) || (next == 0xBF && last >= 0xBE)))
            return true;
    }
    return false;
}

bool isPrintableLine(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), isPlainCharacter) && !holdsSpecialCharacter(text);
}

bool mayBePlain(std::string_view text, YamlPlace place)
{
    if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':')
        return false;
    if (indicators.find(text.front()) != std::string_view::npos || text.starts_with("..."))
        return false;
    if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos)
        return false;
    if (place == YamlPlace::Flow && text.find_first_of(",[]{}:?\"'#") != std::string_view::npos)
        return false;
    return isPrintableLine(text);
}

void appendEscape(std::string& out, unsigned codePoint)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += hex[(codePoint >> shift) & 0xF];
}

std::string doubleQuoted(std::string_view text)
{
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const std::size_t length = c < 0x80 ? 1 : c < 0xE0 ? 2 : 3;
        if (c == '"' || c == '\\') {
            out += '\\';
            out += text[i];
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c < 0x20 || c == 0x7F) {
            appendEscape(out, c);
        } else if (length > 1 && holdsSpecialCharacter(text.substr(i, length))) {
            unsigned codePoint = c & (length == 2 ? 0x1F : 0x0F);
            for (std::size_t k = 1; k < length; ++k)
                codePoint = codePoint << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3F);
            appendEscape(out, codePoint);
            i += length - 1;
        } else {
            out += text[i];
        }
    }
    return out += '"';
}

std::string singleQuoted(std::string_view text)
{
    std::string out = "'";
    for (const char c : text) {
        out += c;
        if (c == '\'')
            out += c;
    }
    return out += '\'';
}

std::string quoted(std::string_view text, const YamlStyle& style)
{
    return style.quote == '\'' && isPrintableLine(text) ? singleQuoted(text) : doubleQuoted(text);
}

} // namespace

std::string yamlScalar(const Value& value, const YamlStyle& style, YamlPlace place)
{
    if (value.isNull())
        return "null";
    if (!value.isString())
        return value.scalarText();
    const std::string& text = value.asString();
    const bool plain = !style.quoteAll && mayBePlain(text, place) && !readsAsOtherThanString(text);
    return plain ? text : quoted(text, style);
}

std::string yamlKey(std::string_view key, const YamlStyle& style, YamlPlace place)
{
    if (style.quoteAll || !mayBePlain(key, place))
        return quoted(key, style);
    const bool plain = !readsAsOtherThanString(key) || (style.plainNumericKeys && resolvePlainScalar(key).isNumber());
    return plain ? std::string(key) : quoted(key, style);
}

std::string yamlFlow(const Value& value, const YamlStyle& style)
{
    std::string out;
    if (value.isObject()) {
        for (const Member& member : value.asObject()) {
            out += out.empty() ? "{" : ", ";
            out += yamlKey(member.key, style, YamlPlace::Flow) + ": " + yamlFlow(member.value, style);
        }
        return out.empty() ? "{}" : out + "}";
    }
    if (value.isArray()) {
        for (const Value& element : value.asArray()) {
            out += out.empty() ? "[" : ", ";
            out += yamlFlow(element, style);
        }
        return out.empty() ? "[]" : out + "]";
    }
    return yamlScalar(value, style, YamlPlace::Flow);
}

} // namespace gw::json
