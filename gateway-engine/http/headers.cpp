// Header fields: lookup without regard to case, and comma-separated lists (RFC 9110 sections 5.1 and 5.6.1).
#include "gateway-engine/http/headers.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace gw::engine {

namespace {

constexpr std::size_t usualFields = 8;
constexpr std::size_t usualBytes = 256;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool listHolds(std::string_view list, std::string_view token)
{
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        if (equalsIgnoreCase(trimmed(list.substr(0, comma)), token))
            return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

template <typename Word>
void putTwoWords(char* at, std::string_view text) // of which the second may overlap the first
{
    Word first;
    Word last;
    std::memcpy(&first, text.data(), sizeof first);
    std::memcpy(&last, text.data() + text.size() - sizeof last, sizeof last);
    std::memcpy(at, &first, sizeof first);
    std::memcpy(at + text.size() - sizeof last, &last, sizeof last);
}

// Nearly all names and values are short, where calling memcpy() costs more than what it does.
inline char* put(char* at, std::string_view text)
{
    const std::size_t size = text.size();
    if (size > 16)
        std::memcpy(at, text.data(), size);
    else if (size >= 8)
        putTwoWords<std::uint64_t>(at, text);
    else if (size >= 4)
        putTwoWords<std::uint32_t>(at, text);
    else if (size >= 2)
        putTwoWords<std::uint16_t>(at, text);
    else if (size == 1)
        *at = text.front();
    return at + size;
}

// A character that could end a line; eight at a time, because every field is asked.
bool holdsControls(std::string_view text)
{
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
    const auto below32 = [](std::uint64_t word) { return (word - ones * 0x20U) & ~word & (ones * 0x80U); };
    std::uint64_t word = ones * 'a';
    if (text.size() < sizeof word) {
        std::memcpy(&word, text.data(), text.size());
        return below32(word) != 0;
    }
    const char* last = text.data() + text.size() - sizeof word; // this word overlaps the one before it
    std::memcpy(&word, last, sizeof word);
    std::uint64_t found = below32(word);
    for (const char* at = text.data(); at < last; at += sizeof word) {
        std::memcpy(&word, at, sizeof word);
        found |= below32(word);
    }
    return found != 0;
}

} // namespace

bool haveEqualLetters(std::string_view a, std::string_view b)
{
    if (std::memcmp(a.data(), b.data(), a.size()) == 0) // most senders write names as everybody does
        return true;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != b[i] && lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

// Only the lines of fields that are there, so that a copy holds nothing that was removed or replaced.
void Headers::copy(const Headers& other)
{
    if (other.empty())
        return;
    makeRoom(other.m_textSize, other.m_count);
    m_areLinesWhole = other.m_areLinesWhole;
    std::string_view run; // lines that stand one behind the other
    const auto copyRun = [this, &run] {
        run.copy(m_block.get() + m_textSize, run.size());
        m_textSize += static_cast<std::uint32_t>(run.size());
    };
    for (; m_count < other.m_count; ++m_count) {
        const Place& from = other.place(m_count);
        const std::string_view line = other.lineAt(from);
        if (line.data() != run.data() + run.size()) {
            copyRun();
            run = line.substr(0, 0);
        }
        place(m_count) = {m_textSize + static_cast<std::uint32_t>(run.size()), from.nameSize, from.valueSize};
        run = {run.data(), run.size() + line.size()};
    }
    copyRun();
}

Headers& Headers::operator=(const Headers& other)
{
    if (this == &other)
        return *this;
    clear();
    copy(other);
    return *this;
}

std::optional<std::string_view> Headers::find(std::string_view name) const
{
    for (const HeaderField field : *this) {
        if (equalsIgnoreCase(field.name, name))
            return field.value;
    }
    return std::nullopt;
}

std::optional<std::string_view> Headers::findLast(std::string_view name) const
{
    for (std::size_t i = m_count; i-- > 0;) {
        if (const HeaderField field = at(place(i)); equalsIgnoreCase(field.name, name))
            return field.value;
    }
    return std::nullopt;
}

std::string_view Headers::get(std::string_view name) const
{
    return find(name).value_or(std::string_view());
}

bool Headers::hasToken(std::string_view name, std::string_view token) const
{
    for (const HeaderField field : *this) {
        if (equalsIgnoreCase(field.name, name) && listHolds(field.value, token))
            return true;
    }
    return false;
}

// Gives the block that was replaced: views into it are good as long as it is kept.
Headers::Block Headers::makeRoom(std::size_t textBytes, std::size_t places)
{
    const std::size_t needed = m_textSize + textBytes + (m_count + places) * sizeof(Place);
    if (needed <= m_capacity)
        return nullptr;
    const std::size_t grown = m_capacity == 0 ? needed : needed + needed / 2;
    const std::size_t capacity = (grown + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);
    Block block(new char[capacity]);
    if (m_count > 0 || m_textSize > 0) {
        const std::size_t placeBytes = m_count * sizeof(Place);
        std::memcpy(block.get(), m_block.get(), m_textSize);
        std::memcpy(block.get() + capacity - placeBytes, m_block.get() + m_capacity - placeBytes, placeBytes);
    }
    m_capacity = static_cast<std::uint32_t>(capacity);
    m_block.swap(block);
    return block;
}

// And for its place. The block that was replaced is to be kept until the line stands.
Headers::Block Headers::makeRoomForLine(std::size_t size)
{
    if (m_capacity == 0)
        return makeRoom(std::max(size, usualBytes), usualFields);
    return makeRoom(size, 1);
}

Headers::Place Headers::append(std::string_view prefix, std::string_view name, std::string_view value)
{
    const std::size_t nameSize = prefix.size() + name.size();
    const std::size_t size = nameSize + value.size() + 4;
    Block old;
    if (m_textSize + size + (m_count + 1) * sizeof(Place) > m_capacity)
        old = makeRoomForLine(size);
    const Place place{m_textSize, static_cast<std::uint32_t>(nameSize), static_cast<std::uint32_t>(value.size())};
    char* at = put(put(m_block.get() + m_textSize, prefix), name);
    at = put(put(at, ": "), value);
    put(at, "\r\n");
    m_textSize += static_cast<std::uint32_t>(size);
    return place;
}

void Headers::check(const Place& place)
{
    const std::string_view line = lineAt(place);
    if (place.nameSize == 0 || line.front() == ' ' || holdsControls(line.substr(0, line.size() - 2)))
        m_areLinesWhole = false;
}

void Headers::add(std::string_view name, std::string_view value)
{
    addParsed(name, value);
    check(place(m_count - 1));
}

void Headers::addParsed(std::string_view name, std::string_view value)
{
    const Place line = append({}, name, value);
    place(m_count++) = line;
}

void Headers::set(std::string_view name, std::string_view value)
{
    const auto isNamed = [&](std::size_t i) { return equalsIgnoreCase(at(place(i)).name, name); };
    std::size_t first = 0;
    while (first < m_count && !isNamed(first))
        ++first;
    if (first == m_count) {
        add(name, value);
        return;
    }
    std::size_t kept = first + 1;
    for (std::size_t i = kept; i < m_count; ++i)
        if (!isNamed(i))
            place(kept++) = place(i);
    m_count = static_cast<std::uint32_t>(kept);
    const Place line = append({}, at(place(first)).name, value);
    check(line);
    place(first) = line;
}

void Headers::lowerNames()
{
    for (std::size_t i = 0; i < m_count; ++i) {
        char* name = m_block.get() + place(i).begin;
        std::transform(name, name + place(i).nameSize, name, lower);
    }
}

void Headers::remove(std::string_view name)
{
    const auto isNamed = [&](std::size_t i) { return equalsIgnoreCase(at(place(i)).name, name); };
    std::size_t kept = 0;
    while (kept < m_count && !isNamed(kept))
        ++kept;
    for (std::size_t i = kept; i < m_count; ++i)
        if (!isNamed(i))
            place(kept++) = place(i);
    m_count = static_cast<std::uint32_t>(kept);
}

void Headers::reserve(std::size_t fields, std::size_t bytes)
{
    bytes = bytes == 0 ? fields * usualBytes / usualFields : bytes;
    makeRoom(bytes - std::min<std::size_t>(bytes, m_textSize), fields - std::min<std::size_t>(fields, m_count));
}

void Headers::clear()
{
    m_count = 0;
    m_textSize = 0;
    m_areLinesWhole = true;
}

bool Headers::areCompact() const
{
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < m_count; ++i)
        bytes += lineAt(place(i)).size();
    return bytes == m_textSize;
}

Headers::Image Headers::image() const
{
    const std::size_t placeBytes = m_count * sizeof(Place);
    return {{m_block.get(), m_textSize}, {m_block.get() + m_capacity - placeBytes, placeBytes}, m_areLinesWhole};
}

Headers::Headers(const Image& image) : m_areLinesWhole(image.areLinesWhole)
{
    const std::size_t count = image.places.size() / sizeof(Place);
    if (count == 0)
        return;
    makeRoom(image.lines.size(), count);
    std::memcpy(m_block.get(), image.lines.data(), image.lines.size());
    std::memcpy(m_block.get() + m_capacity - image.places.size(), image.places.data(), image.places.size());
    m_textSize = static_cast<std::uint32_t>(image.lines.size());
    m_count = static_cast<std::uint32_t>(count);
}

bool Headers::operator==(const Headers& other) const
{
    if (m_count != other.m_count)
        return false;
    for (std::size_t i = 0; i < m_count; ++i)
        if (at(place(i)) != other[i])
            return false;
    return true;
}

} // namespace gw::engine
