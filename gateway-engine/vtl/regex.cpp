#include "gateway-engine/vtl/regex.h"

#include "gateway-engine/vtl/methods.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace gw::engine::vtl {

namespace {

constexpr std::uint32_t mostSteps = 100'000;
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
struct FreeMatch
{
    void operator()(pcre2_match_data* match) const { pcre2_match_data_free(match); }
};

PCRE2_SPTR bytes(std::string_view text)
{
    static constexpr char nothing[] = "";
    return reinterpret_cast<PCRE2_SPTR>(text.data() ? text.data() : nothing);
}

} // namespace

struct Regex::Code
{
    std::unique_ptr<pcre2_code, FreeCode> code;
    std::unique_ptr<pcre2_match_context, FreeContext> limits;
    std::unique_ptr<pcre2_match_data, FreeMatch> match;
};

Regex::Regex(std::unique_ptr<Code> code) : m_code(std::move(code)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::compile(std::string_view pattern)
{
    if (pattern.size() > longestPattern)
        return fail("The pattern is longer than 10000 bytes.", "Use a shorter one.");
    int error = 0;
    PCRE2_SIZE offset = 0;
    auto code = std::make_unique<Code>();
    code->code.reset(pcre2_compile(bytes(pattern), pattern.size(), PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_ALT_BSUX,
                                   &error, &offset, nullptr));
    if (!code->code) {
        PCRE2_UCHAR message[256] = {};
        pcre2_get_error_message(error, message, sizeof message);
        return fail("\"" + std::string(pattern.substr(0, 100)) + "\" is no regular expression: " +
                        reinterpret_cast<const char*>(message) + " (at character " + std::to_string(offset + 1) + ").",
                    "Correct the pattern.");
    }
    code->limits.reset(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(code->limits.get(), mostSteps);
    pcre2_set_depth_limit(code->limits.get(), mostDepth);
    pcre2_set_heap_limit(code->limits.get(), mostKilobytes);
    code->match.reset(pcre2_match_data_create_from_pattern(code->code.get(), nullptr));
    return Regex(std::move(code));
}

Result<std::optional<Regex::Match>> Regex::find(std::string_view text, std::size_t from, bool whole,
                                                Budget& budget) const
{
    if (!budget.spend(20 + (text.size() - from) / 64))
        return fail(outOfFuel());
    const std::uint32_t options = whole ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : 0u;
    const int count = pcre2_match(m_code->code.get(), bytes(text), text.size(), from, options, m_code->match.get(),
                                  m_code->limits.get());
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
    pcre2_pattern_info(m_code->code.get(), PCRE2_INFO_CAPTURECOUNT, &groups);
    match.groups.resize(std::size_t(groups) + 1);
    return match;
}

std::optional<std::size_t> Regex::groupNamed(const std::string& name) const
{
    const int number = pcre2_substring_number_from_name(m_code->code.get(), bytes(name));
    return number > 0 ? std::optional(std::size_t(number)) : std::nullopt;
}

} // namespace gw::engine::vtl
