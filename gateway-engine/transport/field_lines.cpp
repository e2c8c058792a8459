// Heads are written once a request: no streams, no temporary strings.
#include "gateway-engine/transport/field_lines.h"

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

// Line for line, and those that stand one behind the other at once.
void appendLines(std::string& out, const Headers& headers, bool (*isOwn)(std::string_view name))
{
    const char* begin = nullptr;
    const char* end = nullptr;
    for (auto field = headers.begin(); field != headers.end(); ++field) {
        const std::string_view line = field.line();
        if (isOwn((*field).name))
            continue;
        if (line.data() != end) {
            out.append(begin, end);
            begin = line.data();
        }
        end = line.data() + line.size();
    }
    out.append(begin, end);
}

} // namespace

bool isToken(std::string_view text)
{
    bool isToken = !text.empty();
    for (const char c : text)
        isToken &= isTokenChar[static_cast<unsigned char>(c)];
    return isToken;
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

void appendFields(std::string& out, const Headers& headers, bool (*isOwn)(std::string_view name))
{
    if (headers.areLinesWhole()) // nearly always
        return appendLines(out, headers, isOwn);
    for (const HeaderField field : headers)
        if (!isOwn(field.name))
            appendField(out, field.name, field.value);
}

} // namespace gw::engine
