#include "gateway-engine/schema/sorted_names.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace gw::engine {

namespace {

template <typename Word>
Word wordAt(const char* bytes) // the first byte is the highest
{
    Word word;
    std::memcpy(&word, bytes, sizeof word);
    if constexpr (std::endian::native == std::endian::little)
        word = sizeof word == 8 ? static_cast<Word>(__builtin_bswap64(word))
                                : static_cast<Word>(__builtin_bswap32(static_cast<std::uint32_t>(word)));
    return word;
}

// As a number that is ordered as the bytes are; shorter names are filled up with zeros.
std::uint64_t beginningOf(std::string_view name)
{
    const std::size_t size = name.size();
    if (size >= 8)
        return wordAt<std::uint64_t>(name.data());
    if (size >= 4) { // two words that overlap
        const std::uint64_t first = wordAt<std::uint32_t>(name.data());
        const std::uint64_t last = wordAt<std::uint32_t>(name.data() + size - 4);
        return first << 32U | last << 8U * (8 - size);
    }
    std::uint64_t beginning = 0;
    for (std::size_t i = 0; i < size; ++i)
        beginning |= std::uint64_t{static_cast<unsigned char>(name[i])} << 8U * (7 - i);
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
    const auto first = static_cast<std::size_t>(low - m_beginnings.begin());
    if (m_names[first] == name)
        return first;
    const auto high = std::upper_bound(low, m_beginnings.end(), beginning); // others that begin like it
    const auto end = m_names.begin() + (high - m_beginnings.begin());
    const auto found = std::lower_bound(m_names.begin() + (low - m_beginnings.begin()), end, name);
    return found != end && *found == name ? static_cast<std::size_t>(found - m_names.begin()) : size();
}

} // namespace gw::engine
