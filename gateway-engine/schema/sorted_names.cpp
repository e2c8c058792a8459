#include "gateway-engine/schema/sorted_names.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

// As a number that is ordered as the bytes are; shorter names are filled up with zeros.
std::uint64_t beginningOf(std::string_view name)
{
    std::uint64_t beginning = 0;
    for (std::size_t i = 0; i < sizeof beginning; ++i)
        beginning = beginning << 8U | (i < name.size() ? static_cast<unsigned char>(name[i]) : 0U);
    return beginning;
}

} // namespace

SortedNames::SortedNames(std::vector<std::string> sorted) : m_names(std::move(sorted))
{
    m_beginnings.reserve(m_names.size());
    for (const std::string& name : m_names)
        m_beginnings.push_back(beginningOf(name));
}

std::size_t SortedNames::find(std::string_view name) const
{
    const std::uint64_t beginning = beginningOf(name);
    const auto low = std::lower_bound(m_beginnings.begin(), m_beginnings.end(), beginning);
    if (low == m_beginnings.end() || *low != beginning)
        return size();
    auto found = m_names.begin() + (low - m_beginnings.begin());
    if (*found != name) { // others begin like it
        const auto high = std::upper_bound(low, m_beginnings.end(), beginning);
        found = std::lower_bound(found, m_names.begin() + (high - m_beginnings.begin()), name);
    }
    return found != m_names.end() && *found == name ? static_cast<std::size_t>(found - m_names.begin()) : size();
}

} // namespace gw::engine
