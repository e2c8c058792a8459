#include "gateway-engine/servers/status_matcher.h"

#include "core/in_quotes.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace gw::engine {

namespace {

constexpr std::size_t mostRanges = 100;

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::optional<int> statusFrom(std::string_view text)
{
    int status = 0;
    text = trimmed(text);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
    if (error != std::errc{} || end != text.data() + text.size() || status < 100 || status > 599)
        return std::nullopt;
    return status;
}

std::optional<std::pair<int, int>> rangeFrom(std::string_view text)
{
    const auto dash = text.find('-');
    const auto first = statusFrom(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : statusFrom(text.substr(dash + 1));
    if (!first || !last || *last < *first)
        return std::nullopt;
    return std::pair(*first, *last);
}

} // namespace

Result<StatusMatcher> StatusMatcher::parse(std::string_view text)
{
    StatusMatcher matcher;
    matcher.m_ranges.clear();
    for (std::string_view rest = text;;) {
        const auto comma = rest.find(',');
        const auto range = rangeFrom(rest.substr(0, comma));
        if (!range || matcher.m_ranges.size() == mostRanges)
            return fail(inQuotes(text) + " names no status codes.", "Write 200, or 200,204, or 200-399.");
        matcher.m_ranges.push_back(*range);
        if (comma == std::string_view::npos)
            return matcher;
        rest.remove_prefix(comma + 1);
    }
}

bool StatusMatcher::matches(int status) const
{
    return std::any_of(m_ranges.begin(), m_ranges.end(),
                       [status](const auto& range) { return range.first <= status && status <= range.second; });
}

} // namespace gw::engine
