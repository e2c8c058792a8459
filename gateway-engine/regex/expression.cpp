#include "gateway-engine/regex/expression.h"

namespace gw::engine::regex {

namespace {

constexpr std::uint32_t mostDepth = 10'000;
constexpr std::uint32_t mostKilobytes = 8'192;

} // namespace

PCRE2_SPTR bytes(std::string_view text)
{
    static constexpr char nothing[] = "";
    return reinterpret_cast<PCRE2_SPTR>(text.data() ? text.data() : nothing);
}

tl::expected<Expression, Problem> Expression::compile(std::string_view pattern, const Dialect& dialect)
{
    const std::unique_ptr<pcre2_compile_context, Free> context(pcre2_compile_context_create(nullptr));
    if (dialect.newline != 0)
        pcre2_set_newline(context.get(), dialect.newline);
    int error = 0;
    PCRE2_SIZE offset = 0;
    Expression expression;
    expression.m_code.reset(pcre2_compile(bytes(pattern), pattern.size(),
                                          PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | dialect.options, &error, &offset,
                                          context.get()));
    if (!expression.m_code) {
        PCRE2_UCHAR message[256] = {};
        pcre2_get_error_message(error, message, sizeof message);
        return tl::unexpected(Problem{reinterpret_cast<const char*>(message), offset + 1});
    }
    expression.m_limits.reset(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(expression.m_limits.get(), dialect.mostSteps);
    pcre2_set_depth_limit(expression.m_limits.get(), mostDepth);
    pcre2_set_heap_limit(expression.m_limits.get(), mostKilobytes);
    return expression;
}

MatchData Expression::dataForGroups() const
{
    return MatchData(pcre2_match_data_create_from_pattern(m_code.get(), nullptr));
}

int Expression::match(std::string_view subject, std::size_t from, std::uint32_t options, pcre2_match_data* data) const
{
    return pcre2_match(m_code.get(), bytes(subject), subject.size(), from, options, data, m_limits.get());
}

Outcome Expression::match(std::string_view subject) const
{
    const MatchData data(pcre2_match_data_create(1, nullptr));
    const int result = match(subject, 0, 0, data.get());
    if (result >= 0)
        return Outcome::Yes;
    switch (result) {
    case PCRE2_ERROR_NOMATCH:
        return Outcome::No;
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
        return Outcome::Limit;
    default:
        return Outcome::Failed;
    }
}

std::string noExpression(std::string_view pattern, std::size_t shown, const Problem& problem)
{
    return "\"" + std::string(pattern.substr(0, shown)) + "\" is no regular expression: " + problem.message +
           " (at character " + std::to_string(problem.position) + ").";
}

} // namespace gw::engine::regex
