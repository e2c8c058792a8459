// Expression: a compiled PCRE2 regular expression with its limits, so that no pattern can hold a request up. What the
// dialects have in common (pipeline/pattern, vtl/regex, schema/ecma_pattern, jsonpath/filter_pattern); each brings its
// options and its words. Included by their sources only: nothing else knows PCRE2.
#pragma once

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gw::engine::regex {

struct Free
{
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
    void operator()(pcre2_compile_context* context) const { pcre2_compile_context_free(context); }
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
using MatchData = std::unique_ptr<pcre2_match_data, Free>;

inline constexpr std::size_t longestPattern = 10'000; // bytes; asked by the dialects, which have their own words for it

[[nodiscard]] PCRE2_SPTR bytes(std::string_view text); // never null

struct Dialect
{
    std::uint32_t options = 0; // PCRE2_UTF and PCRE2_MATCH_INVALID_UTF are always added
    std::uint32_t newline = 0; // PCRE2_NEWLINE_…; 0: the library's own
    std::uint32_t mostSteps = 200'000;
};

struct Problem
{
    std::string message;      // PCRE2's words
    std::size_t position = 0; // from 1
};

enum class Outcome { Yes, No, Limit, Failed };

class Expression
{
public:
    [[nodiscard]] static tl::expected<Expression, Problem> compile(std::string_view pattern, const Dialect& dialect);

    [[nodiscard]] Outcome match(std::string_view subject) const; // without groups; safe from any thread

    // With groups: PCRE2's own result, and its offsets in `data`.
    [[nodiscard]] MatchData dataForGroups() const;
    [[nodiscard]] int match(std::string_view subject, std::size_t from, std::uint32_t options,
                            pcre2_match_data* data) const;
    [[nodiscard]] const pcre2_code* code() const { return m_code.get(); }

private:
    std::unique_ptr<pcre2_code, Free> m_code;
    std::unique_ptr<pcre2_match_context, Free> m_limits;
};

// `"…" is no regular expression: … (at character 3).`, the pattern cut to `shown` bytes.
[[nodiscard]] std::string noExpression(std::string_view pattern, std::size_t shown, const Problem& problem);

} // namespace gw::engine::regex
