#include "gateway-engine/pipeline/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace gw::engine {

namespace {

constexpr std::uint32_t mostSteps = 200'000;
constexpr std::uint32_t mostDepth = 10'000;
constexpr std::uint32_t mostKilobytes = 8'192;
constexpr std::size_t longestPattern = 10'000;

struct FreeCode
{
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct FreeContext
{
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};
struct FreeCompile
{
    void operator()(pcre2_compile_context* context) const { pcre2_compile_context_free(context); }
};
struct FreeMatch
{
    void operator()(pcre2_match_data* match) const { pcre2_match_data_free(match); }
};

PCRE2_SPTR bytes(std::string_view text)
{
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

} // namespace

struct Pattern::Code
{
    std::unique_ptr<pcre2_code, FreeCode> code;
    std::unique_ptr<pcre2_match_context, FreeContext> limits;
};

Pattern::Pattern(std::unique_ptr<Code> code) : m_code(std::move(code)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Result<Pattern> Pattern::compile(std::string_view text)
{
    if (text.size() > longestPattern)
        return fail("The pattern is too long.", "Use at most 10000 characters.");
    int error = 0;
    PCRE2_SIZE offset = 0;
    auto code = std::make_unique<Code>();
    const std::unique_ptr<pcre2_compile_context, FreeCompile> dialect(pcre2_compile_context_create(nullptr));
    pcre2_set_newline(dialect.get(), PCRE2_NEWLINE_ANYCRLF); // what "." does not match, as in Java
    code->code.reset(pcre2_compile(bytes(text), text.size(),
                                   PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &error,
                                   &offset, dialect.get()));
    if (!code->code) {
        PCRE2_UCHAR message[256] = {};
        pcre2_get_error_message(error, message, sizeof message);
        return fail("\"" + std::string(text.substr(0, 200)) + "\" is no regular expression: " +
                        reinterpret_cast<const char*>(message) + " (at character " + std::to_string(offset + 1) + ").",
                    "Correct the pattern; it is matched against the whole status code.");
    }
    code->limits.reset(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(code->limits.get(), mostSteps);
    pcre2_set_depth_limit(code->limits.get(), mostDepth);
    pcre2_set_heap_limit(code->limits.get(), mostKilobytes);
    return Pattern(std::move(code));
}

Pattern::Match Pattern::match(std::string_view subject) const
{
    const std::unique_ptr<pcre2_match_data, FreeMatch> data(pcre2_match_data_create(1, nullptr));
    const int result =
        pcre2_match(m_code->code.get(), bytes(subject), subject.size(), 0, 0, data.get(), m_code->limits.get());
    if (result >= 0)
        return Match::Yes;
    return result == PCRE2_ERROR_NOMATCH ? Match::No : Match::TooHard;
}

} // namespace gw::engine
