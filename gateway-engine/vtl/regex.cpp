#include "gateway-engine/vtl/regex.h"

#include "gateway-engine/regex/expression.h"
#include "gateway-engine/vtl/methods.h"

namespace gw::engine::vtl {

namespace {

constexpr std::uint32_t mostSteps = 100'000;

} // namespace

struct Regex::Code
{
    regex::Expression expression;
    regex::MatchData match;
};

Regex::Regex(std::unique_ptr<Code> code) : m_code(std::move(code)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::compile(std::string_view pattern)
{
    if (pattern.size() > regex::longestPattern)
        return fail("The pattern is longer than 10000 bytes.", "Use a shorter one.");
    regex::Dialect java;
    java.options = PCRE2_ALT_BSUX;
    java.mostSteps = mostSteps;
    auto expression = regex::Expression::compile(pattern, java);
    if (!expression)
        return fail(regex::noExpression(pattern, 100, expression.error()), "Correct the pattern.");
    auto match = expression->dataForGroups();
    return Regex(std::make_unique<Code>(Code{*std::move(expression), std::move(match)}));
}

Result<std::optional<Regex::Match>> Regex::find(std::string_view text, std::size_t from, bool whole,
                                                Budget& budget) const
{
    if (!budget.spend(20 + (text.size() - from) / 64))
        return fail(outOfFuel());
    const std::uint32_t options = whole ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : 0u;
    const int count = m_code->expression.match(text, from, options, m_code->match.get());
    if (count == PCRE2_ERROR_NOMATCH)
        return std::nullopt;
    if (count < 0)
        return fail("The regular expression takes too many steps on this text.",
                    "Avoid repetitions within repetitions, such as (a+)+.");
    const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(m_code->match.get());
    Match match;
    for (std::size_t i = 0; i < std::size_t(count); ++i)
        if (ends[2 * i] != PCRE2_UNSET)
            match.groups.push_back({ends[2 * i], ends[2 * i + 1]});
        else
            match.groups.push_back({});
    std::uint32_t groups = 0;
    pcre2_pattern_info(m_code->expression.code(), PCRE2_INFO_CAPTURECOUNT, &groups);
    match.groups.resize(std::size_t(groups) + 1);
    return match;
}

std::optional<std::size_t> Regex::groupNamed(const std::string& name) const
{
    const int number = pcre2_substring_number_from_name(m_code->expression.code(), regex::bytes(name));
    return number > 0 ? std::optional(std::size_t(number)) : std::nullopt;
}

} // namespace gw::engine::vtl
