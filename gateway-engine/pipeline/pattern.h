// Pattern: a regular expression of the design, as selection patterns are: Java-like syntax, matched against the whole
// subject (reference 1.19). PCRE2 with match limits, so that no pattern can hold a request up.
#pragma once

#include "core/result.h"

#include <memory>
#include <string_view>

namespace gw::engine {

class Pattern
{
public:
    [[nodiscard]] static Result<Pattern> compile(std::string_view text);
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;
    ~Pattern();

    enum class Match { Yes, No, TooHard };
    // Whether the whole of `subject` matches; TooHard when it would take more steps than a request may.
    [[nodiscard]] Match match(std::string_view subject) const;

private:
    struct Code;
    explicit Pattern(std::unique_ptr<Code> code);
    std::unique_ptr<Code> m_code;
};

} // namespace gw::engine
