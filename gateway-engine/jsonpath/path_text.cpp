#include "gateway-engine/jsonpath/path_text.h"

#include "core/json/text.h"

#include <charconv>

namespace gw::engine::jsonpath {

namespace {

bool isQuote(char c)
{
    return c == '\'' || c == '"';
}

void appendUtf8(std::string& out, std::uint32_t point)
{
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xC0 | (point >> 6));
        out += static_cast<char>(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        out += static_cast<char>(0xE0 | (point >> 12));
        out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (point & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (point >> 18));
        out += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (point & 0x3F));
    }
}

// The four hexadecimal digits at `at`, as one UTF-16 unit.
std::optional<std::uint32_t> unitAt(std::string_view text, std::size_t at)
{
    if (at + 4 > text.size())
        return std::nullopt;
    std::string_view digits = text.substr(at, 4);
    if (digits.front() == '+') // as Java's parser of integers takes it
        digits.remove_prefix(1);
    std::uint32_t unit = 0;
    const char* const last = digits.data() + digits.size();
    const auto [end, error] = std::from_chars(digits.data(), last, unit, 16);
    return error == std::errc{} && end == last ? std::optional(unit) : std::nullopt;
}

// What "\u" stands for; `at` is behind it and moves on. Too few digits at the end stand for nothing; a lone surrogate
// cannot be written in UTF-8. False when there are no digits.
bool appendEscapedUnit(std::string& out, std::string_view text, std::size_t& at)
{
    constexpr std::uint32_t replacement = 0xFFFD;
    if (at + 4 > text.size()) {
        at = text.size();
        return true;
    }
    const auto unit = unitAt(text, at);
    if (!unit)
        return false;
    at += 4;
    const bool high = *unit >= 0xD800 && *unit < 0xDC00;
    const auto low = high && text.substr(at).starts_with("\\u") ? unitAt(text, at + 2) : std::nullopt;
    if (low && *low >= 0xDC00 && *low < 0xE000) {
        at += 6;
        appendUtf8(out, 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00));
        return true;
    }
    appendUtf8(out, *unit >= 0xD800 && *unit < 0xE000 ? replacement : *unit);
    return true;
}

char escaped(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return c;
    }
}

} // namespace

void PathText::skipBlanks()
{
    while (current() == ' ')
        ++m_position;
}

std::string_view PathText::slice(std::size_t begin, std::size_t end) const
{
    begin = std::min(begin, m_end);
    return m_text.substr(begin, std::min(end, m_end) - std::min(begin, end));
}

std::size_t PathText::significantAfter(std::size_t index) const
{
    ++index;
    while (at(index) == ' ')
        ++index;
    return index;
}

char PathText::significantBefore(std::size_t index) const
{
    while (index > 0 && at(index - 1) == ' ')
        --index;
    return index > 0 ? at(index - 1) : '\0';
}

std::optional<std::size_t> PathText::find(char c, std::size_t from) const
{
    const auto found = m_text.substr(0, m_end).find(c, from);
    return found == std::string_view::npos ? std::nullopt : std::optional(found);
}

std::optional<std::size_t> PathText::closingQuote(std::size_t open) const
{
    for (std::size_t i = open + 1; i < m_end; ++i) {
        if (m_text[i] == '\\')
            ++i;
        else if (m_text[i] == m_text[open])
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> PathText::closingBracket(std::size_t open, char closing, bool skipPatterns) const
{
    int depth = 1;
    for (std::size_t i = open + 1; i < m_end; ++i) {
        const char c = m_text[i];
        if (isQuote(c) || (skipPatterns && c == '/')) {
            const auto end = closingQuote(i);
            if (!end)
                return std::nullopt;
            i = *end;
        } else if (c == m_text[open]) {
            ++depth;
        } else if (c == closing && --depth == 0) {
            return i;
        }
    }
    return std::nullopt;
}

tl::unexpected<Diagnostic> PathText::refuse(std::size_t offset, std::string message, std::string hint) const
{
    auto refusal =
        fail("\"" + std::string(m_text.substr(0, 200)) + "\" is no JSONPath: " + std::move(message), std::move(hint));
    refusal.value().position = json::positionOf(m_text, std::min(offset, m_text.size()));
    return refusal;
}

std::optional<std::string> unescape(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i++];
            continue;
        }
        const char c = text[i + 1];
        i += 2;
        if (c != 'u')
            out += escaped(c);
        else if (!appendEscapedUnit(out, text, i))
            return std::nullopt;
    }
    return out;
}

} // namespace gw::engine::jsonpath
