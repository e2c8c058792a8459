#include "gateway-engine/states/jsonata_regex.h"

#include "gateway-engine/schema/ecma_pattern.h"

#include <algorithm>

namespace gw::engine::states {

tl::expected<const regex::Expression*, std::string> JsonataRegexes::find(const std::string& pattern,
                                                                         std::string_view flags)
{
    std::string key(flags);
    key += '/';
    key += pattern;
    const auto known = m_known.find(key);
    if (known != m_known.end())
        return &known->second;
    if (pattern.size() > regex::longestPattern)
        return tl::unexpected(std::string("The regular expression is too long"));
    const Result<std::string> perl = perlPatternFrom(pattern);
    if (!perl)
        return tl::unexpected(perl.error().message);
    regex::Dialect dialect;
    if (flags.find('i') != std::string_view::npos)
        dialect.options |= PCRE2_CASELESS;
    if (flags.find('m') != std::string_view::npos)
        dialect.options |= PCRE2_MULTILINE;
    auto expression = regex::Expression::compile(*perl, dialect);
    if (!expression)
        return tl::unexpected(expression.error().message);
    constexpr std::size_t mostKept = 200;
    if (m_known.size() >= mostKept)
        m_known.clear();
    return &m_known.emplace(std::move(key), std::move(*expression)).first->second;
}

void JsonataRegexes::setSubject(const void* identity, std::string utf8)
{
    m_identity = identity;
    m_subject = std::move(utf8);
    m_bytes.clear();
    for (std::size_t i = 0; i < m_subject.size(); ++i) {
        const auto byte = static_cast<unsigned char>(m_subject[i]);
        if ((byte & 0xC0U) == 0x80U)
            continue;
        m_bytes.push_back(static_cast<std::uint32_t>(i));
        if (byte >= 0xF0U) // two units
            m_bytes.push_back(static_cast<std::uint32_t>(i));
    }
    m_bytes.push_back(static_cast<std::uint32_t>(m_subject.size()));
}

bool JsonataRegexes::match(const regex::Expression& expression, std::size_t from, Match& result) const
{
    result = {};
    if (from >= m_bytes.size())
        return true;
    const regex::MatchData data = expression.dataForGroups();
    const int count = expression.match(m_subject, m_bytes[from], 0, data.get());
    if (count == PCRE2_ERROR_NOMATCH)
        return true;
    if (count < 0)
        return false;
    const PCRE2_SIZE* places = pcre2_get_ovector_pointer(data.get());
    result.isFound = true;
    result.index = static_cast<std::size_t>(
        std::lower_bound(m_bytes.begin(), m_bytes.end(), static_cast<std::uint32_t>(places[0])) - m_bytes.begin());
    const auto groups = static_cast<int>(pcre2_get_ovector_count(data.get()));
    for (int i = 0; i < groups; ++i) {
        if (i < count && places[2 * i] != PCRE2_UNSET)
            result.groups.emplace_back(m_subject.substr(places[2 * i], places[2 * i + 1] - places[2 * i]));
        else
            result.groups.emplace_back();
    }
    return true;
}

} // namespace gw::engine::states
