// Writes response heads. This runs once a request: no streams, no temporary strings.
#include "gateway-engine/transport/response_head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace gw::engine {

namespace {

constexpr std::array<bool, 256> makeTokenTable()
{
    std::array<bool, 256> table{};
    for (unsigned char c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (unsigned char c = 'a'; c <= 'z'; ++c)
        table[c] = table[c - 'a' + 'A'] = true;
    for (const char c : {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}

constexpr auto isTokenChar = makeTokenTable();

// Heads are looked through eight bytes at a time: this is the hottest loop of the transport.
constexpr std::uint64_t inEachByte(std::uint64_t value)
{
    return value * 0x0101'0101'0101'0101U;
}

constexpr std::uint64_t highBits = inEachByte(0x80);

constexpr std::uint64_t bytesBelow(std::uint64_t word, std::uint64_t limit) // not 0 when there is any
{
    return (word - inEachByte(limit)) & ~word & highBits;
}

constexpr std::uint64_t bytesEqualTo(std::uint64_t word, std::uint64_t value)
{
    return bytesBelow(word ^ inEachByte(value), 1);
}

// True when `isSuspect` is 0 for all words of the text; the last word overlaps the one before it.
template <typename Test>
bool isClean(std::string_view text, Test isSuspect)
{
    std::uint64_t word = inEachByte('a');
    if (text.size() < sizeof word) {
        std::memcpy(&word, text.data(), text.size());
        return isSuspect(word) == 0;
    }
    std::uint64_t suspects = 0;
    for (std::size_t at = 0; at + sizeof word < text.size(); at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        suspects |= isSuspect(word);
    }
    std::memcpy(&word, text.data() + text.size() - sizeof word, sizeof word);
    return (suspects | isSuspect(word)) == 0;
}

// Names that cannot end a line or a name early. (Names that are merely odd pass, as the handler wants them.)
bool isHarmlessName(std::string_view name)
{
    return !name.empty() &&
           isClean(name, [](std::uint64_t word) { return bytesBelow(word, 0x21) | bytesEqualTo(word, ':'); });
}

bool isHarmlessValue(std::string_view value)
{
    return isClean(value, [](std::uint64_t word) { return bytesBelow(word, 0x20); });
}

bool breaksLine(char c)
{
    return static_cast<unsigned char>(c) < 0x20 && c != '\t';
}

// Fields the transport writes itself; a handler's own are left out.
bool isOwnField(std::string_view name)
{
    switch (name.size()) {
    case 4:
        return equalsIgnoreCase(name, "Date");
    case 10:
        return equalsIgnoreCase(name, "Connection") || equalsIgnoreCase(name, "Keep-Alive");
    case 14:
        return equalsIgnoreCase(name, "Content-Length");
    case 17:
        return equalsIgnoreCase(name, "Transfer-Encoding");
    default:
        return false;
    }
}

void appendStatusLine(std::string& out, int status)
{
    if (status == 200) {
        out += "HTTP/1.1 200 OK\r\n";
        return;
    }
    const int valid = status >= 200 && status <= 999 ? status : 500;
    out += "HTTP/1.1 ";
    appendNumber(out, static_cast<std::uint64_t>(valid));
    out += ' ';
    out += reasonPhrase(valid);
    out += "\r\n";
}

// An answer to HEAD may tell the length that GET would have (RFC 9110 8.6): the handler's own, when it has no body.
bool appendLengthOfHead(std::string& out, const Response& response)
{
    const std::string* length = response.bodyText().empty() ? response.headers.find("Content-Length") : nullptr;
    if (!length || length->empty() || length->find_first_not_of("0123456789") != std::string::npos)
        return false;
    return appendField(out, "Content-Length", *length);
}

} // namespace

std::string_view DateClock::now()
{
    const std::time_t second = std::time(nullptr);
    if (second != m_second) {
        m_second = second;
        std::tm parts{};
        gmtime_r(&second, &parts);
        static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        // strftime's names follow the locale; these are the protocol's.
        char format[] = "ddd, %d mmm %Y %H:%M:%S GMT";
        std::copy_n(days[parts.tm_wday], 3, format);
        std::copy_n(months[parts.tm_mon], 3, format + 8);
        m_length = std::strftime(m_text, sizeof m_text, format, &parts);
    }
    return {m_text, m_length};
}

bool hasBody(const Response& response, bool isHead)
{
    return !isHead && response.status != 204 && response.status != 304;
}

bool isToken(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return isTokenChar[static_cast<unsigned char>(c)]; });
}

void appendNumber(std::string& out, std::uint64_t number)
{
    char digits[20];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

bool appendField(std::string& out, std::string_view name, std::string_view value)
{
    if (!isHarmlessName(name))
        return false;
    out.append(name).append(": ", 2);
    const auto start = out.size();
    out.append(value).append("\r\n", 2);
    if (!isHarmlessValue(value)) // or it holds a tab, which stays
        std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(start), out.end() - 2, breaksLine, ' ');
    return true;
}

void writeResponseHead(std::string& out, const Response& response, const ResponseHeadOptions& options)
{
    out.clear();
    appendStatusLine(out, response.status);
    for (const auto& field : response.headers.fields()) {
        if (!isOwnField(field.name))
            appendField(out, field.name, field.value);
    }
    const bool lengthKnown = options.isHead && appendLengthOfHead(out, response);
    if (!lengthKnown && response.status != 204 && response.status != 304) {
        out += "Content-Length: ";
        appendNumber(out, response.bodyText().size());
        out += "\r\n";
    }
    out += "Date: ";
    out += options.date;
    out += options.keepAlive ? "\r\nConnection: keep-alive\r\n\r\n" : "\r\nConnection: close\r\n\r\n";
}

} // namespace gw::engine
