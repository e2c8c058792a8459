#include "gateway-engine/schema/ecma_pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace gw::engine {

namespace {

constexpr std::uint32_t mostSteps = 200'000;
constexpr std::uint32_t mostDepth = 10'000;
constexpr std::uint32_t mostKilobytes = 8'192;
constexpr std::size_t longestPattern = 10'000;
constexpr std::uint32_t dialect = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS |
                                  PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;

struct FreeCode
{
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct FreeContext
{
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};
struct FreeMatch
{
    void operator()(pcre2_match_data* match) const { pcre2_match_data_free(match); }
};

PCRE2_SPTR bytes(std::string_view text)
{
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

tl::unexpected<Diagnostic> noPattern(std::string_view text, const std::string& why)
{
    return fail("\"" + std::string(text.substr(0, 200)) + "\" is no regular expression: " + why + ".",
                "Correct the pattern; it is read as ECMA 262 (JavaScript) has it.");
}

} // namespace

struct EcmaPattern::Code
{
    std::unique_ptr<pcre2_code, FreeCode> code;
    std::unique_ptr<pcre2_match_context, FreeContext> limits;
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
    if (text.size() > longestPattern)
        return fail("The pattern is too long.", "Use at most 10000 characters.");
    const auto perl = perlPatternFrom(text);
    if (!perl)
        return noPattern(text, perl.error().message);
    int error = 0;
    PCRE2_SIZE offset = 0;
    auto code = std::make_unique<Code>();
    code->code.reset(pcre2_compile(bytes(*perl), perl->size(), dialect, &error, &offset, nullptr));
    if (!code->code) {
        PCRE2_UCHAR message[256] = {};
        pcre2_get_error_message(error, message, sizeof message);
        return noPattern(text, reinterpret_cast<const char*>(message));
    }
    code->limits.reset(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(code->limits.get(), mostSteps);
    pcre2_set_depth_limit(code->limits.get(), mostDepth);
    pcre2_set_heap_limit(code->limits.get(), mostKilobytes);
    return EcmaPattern(std::string(text), std::move(code));
}

EcmaPattern::Match EcmaPattern::find(std::string_view subject) const
{
    const std::unique_ptr<pcre2_match_data, FreeMatch> match(pcre2_match_data_create(1, nullptr));
    const int found =
        pcre2_match(m_code->code.get(), bytes(subject), subject.size(), 0, 0, match.get(), m_code->limits.get());
    if (found >= 0)
        return Match::Yes;
    return found == PCRE2_ERROR_NOMATCH ? Match::No : Match::TooHard;
}

} // namespace gw::engine
