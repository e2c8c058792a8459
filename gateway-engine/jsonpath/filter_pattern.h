// The regular expression of a filter, /…/flags: matched against a whole text, with PCRE2's limits on steps, depth and
// memory, so that no pattern can hold a request up.
#pragma once

#include "core/result.h"

#include <memory>
#include <string_view>

namespace gw::engine::jsonpath {

class FilterPattern
{
public:
    // `flags` are Java's letters: i, m, s, x, d, u, U; others mean nothing.
    [[nodiscard]] static Result<FilterPattern> compile(std::string_view pattern, std::string_view flags);

    enum class Match { No, Yes, TooMuchWork };
    [[nodiscard]] Match match(std::string_view whole) const;

private:
    struct Code;
    explicit FilterPattern(std::shared_ptr<const Code> code) : m_code(std::move(code)) {}
    std::shared_ptr<const Code> m_code;
};

} // namespace gw::engine::jsonpath
