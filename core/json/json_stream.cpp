#include "core/json/json_stream.h"

#include "core/json/json_layout.h"

#include <charconv>

namespace gw::json {

namespace {

bool isPlain(char c)
{
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

// RFC 8259, 7: two characters where there is such an escape, else six.
void appendEscaped(std::string& out, char c)
{
    static constexpr std::string_view named = "\b\t\n\f\r";
    static constexpr std::string_view names = "btnfr";
    static constexpr char hex[] = "0123456789abcdef";
    out += '\\';
    if (c == '"' || c == '\\')
        out += c;
    else if (const auto at = named.find(c); at != std::string_view::npos)
        out += names[at];
    else
        out.append("u00").append(1, hex[static_cast<unsigned char>(c) >> 4U]).append(1, hex[c & 15]);
}

} // namespace

void appendQuoted(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t plain = 0; // where the characters begin that are written as they are
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isPlain(text[i]))
            continue;
        out.append(text, plain, i - plain);
        appendEscaped(out, text[i]);
        plain = i + 1;
    }
    out.append(text, plain);
    out += '"';
}

void JsonStream::key(std::string_view name)
{
    separate();
    appendQuoted(m_out, name);
    m_out += ':';
    m_needsComma = false;
}

void JsonStream::text(std::string_view value)
{
    separate();
    appendQuoted(m_out, value);
}

void JsonStream::number(std::int64_t value)
{
    separate();
    char digits[24];
    m_out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void JsonStream::truth(bool value)
{
    separate();
    m_out += value ? "true" : "false";
}

void JsonStream::value(const Value& value)
{
    separate();
    JsonLayout layout;
    layout.colon = ":";
    appendJson(m_out, value, layout);
}

void JsonStream::open(char bracket)
{
    separate();
    m_out += bracket;
    m_needsComma = false;
}

void JsonStream::close(char bracket)
{
    m_out += bracket;
    m_needsComma = true;
}

void JsonStream::separate()
{
    if (m_needsComma)
        m_out += ',';
    m_needsComma = true;
}

} // namespace gw::json
