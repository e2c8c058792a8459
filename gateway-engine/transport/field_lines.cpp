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

// Exact, unlike bytesBelow: no borrow runs from one byte into the next.
constexpr unsigned controlsIn(std::uint64_t word)
{
    const std::uint64_t low = word & inEachByte(0x7F);
    const std::uint64_t controls = ~((low + inEachByte(0x60)) | word) & inEachByte(0x80);
    return static_cast<unsigned>(((controls >> 7U) * inEachByte(1)) >> 56U);
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

std::size_t countControls(std::string_view text)
{
    std::size_t count = 0;
    std::uint64_t word = 0;
    std::size_t at = 0;
    for (; at + sizeof word <= text.size(); at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        count += controlsIn(word);
    }
    word = inEachByte('a');
    std::memcpy(&word, text.data() + at, text.size() - at);
    return count + controlsIn(word);
}

// Every line has its own two control characters, its end; true when nothing else in them has one, and when no line
// continues the one before it by beginning with a space.
bool appendCleanLines(std::string& out, const Headers& headers, bool (*isOwn)(std::string_view name))
{
    const std::size_t start = out.size();
    std::size_t lines = 0;
    bool isClean = true;
    for (auto field = headers.begin(); field != headers.end(); ++field) {
        const std::string_view name = (*field).name;
        if (isOwn(name))
            continue;
        isClean = isClean && !name.empty() && name.front() > ' ';
        out.append(field.line());
        ++lines;
    }
    isClean = isClean && countControls(std::string_view(out).substr(start)) == 2 * lines;
    if (!isClean)
        out.resize(start);
    return isClean;
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
    if (appendCleanLines(out, headers, isOwn)) // nearly always
        return;
    for (const HeaderField field : headers)
        if (!isOwn(field.name))
            appendField(out, field.name, field.value);
}

} // namespace gw::engine
