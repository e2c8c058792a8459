// Header fields: lookup without regard to case, and comma-separated lists (RFC 9110 sections 5.1 and 5.6.1).
#include "gateway-engine/http/headers.h"

#include <algorithm>

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

const std::string* Headers::find(std::string_view name) const
{
    for (const auto& field : m_fields) {
        if (equalsIgnoreCase(field.name, name))
            return &field.value;
    }
    return nullptr;
}

const std::string* Headers::findLast(std::string_view name) const
{
    for (auto field = m_fields.rbegin(); field != m_fields.rend(); ++field) {
        if (equalsIgnoreCase(field->name, name))
            return &field->value;
    }
    return nullptr;
}

std::string_view Headers::get(std::string_view name) const
{
    const std::string* value = find(name);
    return value ? std::string_view(*value) : std::string_view();
}

bool Headers::hasToken(std::string_view name, std::string_view token) const
{
    return std::any_of(m_fields.begin(), m_fields.end(), [&](const HeaderField& field) {
        return equalsIgnoreCase(field.name, name) && listHolds(field.value, token);
    });
}

void Headers::add(std::string name, std::string value)
{
    HeaderField& field = m_fields.emplace_back();
    field.name = std::move(name);
    field.value = std::move(value);
}

void Headers::set(std::string_view name, std::string value)
{
    const auto first = std::find_if(m_fields.begin(), m_fields.end(),
                                    [&](const HeaderField& field) { return equalsIgnoreCase(field.name, name); });
    if (first == m_fields.end()) {
        m_fields.push_back({std::string(name), std::move(value)});
        return;
    }
    first->value = std::move(value);
    m_fields.erase(std::remove_if(first + 1, m_fields.end(),
                                  [&](const HeaderField& field) { return equalsIgnoreCase(field.name, name); }),
                   m_fields.end());
}

void Headers::remove(std::string_view name)
{
    std::erase_if(m_fields, [&](const HeaderField& field) { return equalsIgnoreCase(field.name, name); });
}

} // namespace gw::engine
