// Header fields: lookup without regard to case, and comma-separated lists (RFC 9110 sections 5.1 and 5.6.1).
#include "gateway-engine/http/headers.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace gw::engine {

namespace {

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

} // namespace

bool haveEqualLetters(std::string_view a, std::string_view b)
{
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != b[i] && lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
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
    for (auto place = m_places.rbegin(); place != m_places.rend(); ++place) {
        if (const HeaderField field = at(*place); equalsIgnoreCase(field.name, name))
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
    return std::any_of(m_places.begin(), m_places.end(), [&](const Place& place) {
        const HeaderField field = at(place);
        return equalsIgnoreCase(field.name, name) && listHolds(field.value, token);
    });
}

Headers::Place Headers::append(std::string_view name, std::string_view value)
{
    const std::size_t begin = m_text.size();
    const std::size_t size = begin + name.size() + value.size() + 4;
    const Place place{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(name.size()),
                      static_cast<std::uint32_t>(value.size())};
    std::string old; // the views may be of the old text: it lives until the line stands
    if (size > m_text.capacity()) {
        std::string grown;
        grown.reserve(std::max<std::size_t>(size + size / 2, 240));
        grown.append(m_text);
        old = std::exchange(m_text, std::move(grown));
    }
    m_text.resize(size);
    char* at = m_text.data() + begin;
    std::memcpy(at, name.data(), name.size());
    at += name.size();
    std::memcpy(at, ": ", 2);
    std::memcpy(at + 2, value.data(), value.size());
    std::memcpy(at + 2 + value.size(), "\r\n", 2);
    return place;
}

void Headers::add(std::string_view name, std::string_view value)
{
    m_places.push_back(append(name, value));
}

void Headers::set(std::string_view name, std::string_view value)
{
    const auto isNamed = [this, name](const Place& place) { return equalsIgnoreCase(at(place).name, name); };
    const auto first = std::find_if(m_places.begin(), m_places.end(), isNamed);
    if (first == m_places.end()) {
        add(name, value);
        return;
    }
    const auto others = std::remove_if(first + 1, m_places.end(), isNamed);
    m_places.erase(others, m_places.end());
    *first = append(at(*first).name, value);
}

void Headers::remove(std::string_view name)
{
    std::erase_if(m_places, [this, name](const Place& place) { return equalsIgnoreCase(at(place).name, name); });
}

void Headers::reserve(std::size_t fields, std::size_t bytes)
{
    m_places.reserve(fields);
    m_text.reserve(bytes);
}

void Headers::clear()
{
    m_places.clear();
    m_text.clear();
}

bool Headers::operator==(const Headers& other) const
{
    return std::equal(m_places.begin(), m_places.end(), other.m_places.begin(), other.m_places.end(),
                      [&](const Place& a, const Place& b) { return at(a) == other.at(b); });
}

} // namespace gw::engine
