// EcmaPattern: a regular expression as JSON Schema means it (draft 4, 3.3: the ECMA 262 dialect), found anywhere in the
// subject. Runs on PCRE2 with match limits, so that no pattern can hold a request up.
#pragma once

#include "core/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace gw::engine {

class EcmaPattern
{
public:
    enum class Match { Yes, No, TooHard };

    [[nodiscard]] static Result<EcmaPattern> compile(std::string_view text);
    EcmaPattern(EcmaPattern&&) noexcept;
    EcmaPattern& operator=(EcmaPattern&&) noexcept;
    ~EcmaPattern();

    [[nodiscard]] Match find(std::string_view subject) const; // TooHard: the limits were reached
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    struct Code;
    EcmaPattern(std::string text, std::unique_ptr<Code> code);
    std::string m_text;
    std::unique_ptr<Code> m_code;
};

// The same expression in PCRE2's spelling: white space, "." and "$", Unicode escapes and property names differ, and
// escapes that only Perl knows stand for their letter (ECMA 262, annex B). Fails where there is no such spelling.
[[nodiscard]] Result<std::string> perlPatternFrom(std::string_view ecma);

} // namespace gw::engine
