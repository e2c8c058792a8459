#include "gateway-engine/schema/ecma_pattern.h"

#include "gateway-engine/regex/expression.h"

namespace gw::engine {

namespace {

tl::unexpected<Diagnostic> noPattern(std::string_view text, const std::string& why)
{
    return fail("\"" + std::string(text.substr(0, 200)) + "\" is no regular expression: " + why + ".",
                "Correct the pattern; it is read as ECMA 262 (JavaScript) has it.");
}

} // namespace

struct EcmaPattern::Code
{
    regex::Expression expression;
};

EcmaPattern::EcmaPattern(std::string text, std::unique_ptr<Code> code)
    : m_text(std::move(text)), m_code(std::move(code))
{
}
EcmaPattern::EcmaPattern(EcmaPattern&&) noexcept = default;
EcmaPattern& EcmaPattern::operator=(EcmaPattern&&) noexcept = default;
EcmaPattern::~EcmaPattern() = default;

Result<EcmaPattern> EcmaPattern::compile(std::string_view text)
{
    if (text.size() > regex::longestPattern)
        return fail("The pattern is too long.", "Use at most 10000 characters.");
    const auto perl = perlPatternFrom(text);
    if (!perl)
        return noPattern(text, perl.error().message);
    regex::Dialect ecma;
    ecma.options = PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
    auto expression = regex::Expression::compile(*perl, ecma);
    if (!expression)
        return noPattern(text, expression.error().message);
    return EcmaPattern(std::string(text), std::make_unique<Code>(Code{*std::move(expression)}));
}

EcmaPattern::Match EcmaPattern::find(std::string_view subject) const
{
    switch (m_code->expression.match(subject)) {
    case regex::Outcome::Yes:
        return Match::Yes;
    case regex::Outcome::No:
        return Match::No;
    case regex::Outcome::Limit:
    case regex::Outcome::Failed:
        break;
    }
    return Match::TooHard;
}

} // namespace gw::engine
