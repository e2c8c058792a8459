#include "gateway-engine/pipeline/pattern.h"

#include "gateway-engine/regex/expression.h"

namespace gw::engine {

struct Pattern::Code
{
    regex::Expression expression;
};

Pattern::Pattern(std::unique_ptr<Code> code) : m_code(std::move(code)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Result<Pattern> Pattern::compile(std::string_view text)
{
    if (text.size() > regex::longestPattern)
        return fail("The pattern is too long.", "Use at most 10000 characters.");
    regex::Dialect java;
    java.options = PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    java.newline = PCRE2_NEWLINE_ANYCRLF; // what "." does not match, as in Java
    auto expression = regex::Expression::compile(text, java);
    if (!expression)
        return fail(regex::noExpression(text, 200, expression.error()),
                    "Correct the pattern; it is matched against the whole status code.");
    return Pattern(std::make_unique<Code>(Code{*std::move(expression)}));
}

Pattern::Match Pattern::match(std::string_view subject) const
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
