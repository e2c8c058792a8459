#include "gateway-engine/jsonpath/filter_pattern.h"

#include "gateway-engine/regex/expression.h"

namespace gw::engine::jsonpath {

namespace {

std::uint32_t optionsOf(std::string_view flags)
{
    std::uint32_t options = PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    for (const char flag : flags) {
        options |= flag == 'i' ? PCRE2_CASELESS : 0;
        options |= flag == 'm' ? PCRE2_MULTILINE : 0;
        options |= flag == 's' ? PCRE2_DOTALL : 0;
        options |= flag == 'x' ? PCRE2_EXTENDED : 0;
        options |= flag == 'U' ? PCRE2_UCP : 0;
    }
    return options;
}

} // namespace

struct FilterPattern::Code
{
    regex::Expression expression;
};

Result<FilterPattern> FilterPattern::compile(std::string_view pattern, std::string_view flags)
{
    regex::Dialect dialect;
    dialect.options = optionsOf(flags);
    auto expression = regex::Expression::compile(pattern, dialect);
    if (!expression)
        return fail(regex::noExpression(pattern, 200, expression.error()),
                    "Correct the pattern; it is matched against the whole text.");
    return FilterPattern(std::make_shared<const Code>(Code{*std::move(expression)}));
}

FilterPattern::Match FilterPattern::match(std::string_view whole) const
{
    switch (m_code->expression.match(whole)) {
    case regex::Outcome::Yes:
        return Match::Yes;
    case regex::Outcome::Limit:
        return Match::TooMuchWork;
    case regex::Outcome::No:
    case regex::Outcome::Failed:
        break;
    }
    return Match::No;
}

} // namespace gw::engine::jsonpath
