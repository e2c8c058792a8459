// Java's regular expressions, on PCRE2 with limits: a pattern that takes too many steps is a failure, not a wait.
#pragma once

#include "core/result.h"
#include "gateway-engine/vtl/limits.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine::vtl {

class Regex
{
public:
    // Where the groups matched, the whole match first; npos for a group that did not take part.
    struct Match
    {
        struct Group
        {
            std::size_t begin = std::string_view::npos;
            std::size_t end = std::string_view::npos;
        };
        std::vector<Group> groups;
    };

    [[nodiscard]] static Result<Regex> compile(std::string_view pattern);
    Regex(Regex&&) noexcept;
    Regex& operator=(Regex&&) noexcept;
    ~Regex();

    // The first match at or after `from`; of the whole text where `whole` is true. Nothing when there is none.
    [[nodiscard]] Result<std::optional<Match>> find(std::string_view text, std::size_t from, bool whole,
                                                    Budget& budget) const;
    [[nodiscard]] std::optional<std::size_t> groupNamed(const std::string& name) const;

private:
    struct Code;
    explicit Regex(std::unique_ptr<Code> code);
    std::unique_ptr<Code> m_code;
};

} // namespace gw::engine::vtl
