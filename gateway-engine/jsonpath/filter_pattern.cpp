#include "gateway-engine/jsonpath/filter_pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace gw::engine::jsonpath {

namespace {

constexpr std::uint32_t mostSteps = 200'000;
constexpr std::uint32_t mostDepth = 10'000;
constexpr std::uint32_t mostKilobytes = 8'192;

struct Free
{
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
    void operator()(pcre2_match_data* match) const { pcre2_match_data_free(match); }
};

PCRE2_SPTR bytes(std::string_view text)
{
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

std::uint32_t optionsOf(std::string_view flags)
{
    std::uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED;
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
    std::unique_ptr<pcre2_code, Free> code;
    std::unique_ptr<pcre2_match_context, Free> limits;
};

Result<FilterPattern> FilterPattern::compile(std::string_view pattern, std::string_view flags)
{
    int error = 0;
    PCRE2_SIZE offset = 0;
    auto code = std::make_shared<Code>();
    code->code.reset(pcre2_compile(bytes(pattern), pattern.size(), optionsOf(flags), &error, &offset, nullptr));
    if (!code->code) {
        PCRE2_UCHAR message[256] = {};
        pcre2_get_error_message(error, message, sizeof message);
        return fail("\"" + std::string(pattern.substr(0, 200)) + "\" is no regular expression: " +
                        reinterpret_cast<const char*>(message) + " (at character " + std::to_string(offset + 1) + ").",
                    "Correct the pattern; it is matched against the whole text.");
    }
    code->limits.reset(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(code->limits.get(), mostSteps);
    pcre2_set_depth_limit(code->limits.get(), mostDepth);
    pcre2_set_heap_limit(code->limits.get(), mostKilobytes);
    return FilterPattern(std::move(code));
}

FilterPattern::Match FilterPattern::match(std::string_view whole) const
{
    const std::unique_ptr<pcre2_match_data, Free> data(pcre2_match_data_create(1, nullptr));
    const int result =
        pcre2_match(m_code->code.get(), bytes(whole), whole.size(), 0, 0, data.get(), m_code->limits.get());
    if (result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT || result == PCRE2_ERROR_HEAPLIMIT)
        return Match::TooMuchWork;
    return result >= 0 ? Match::Yes : Match::No;
}

} // namespace gw::engine::jsonpath
