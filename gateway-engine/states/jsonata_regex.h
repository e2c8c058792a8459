// JsonataRegexes: the regular expressions of JSONata, in JavaScript's dialect, on PCRE2 with match limits. Places in a
// text are counted in UTF-16 units, as JavaScript does.
#pragma once

#include "gateway-engine/regex/expression.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine::states {

class JsonataRegexes
{
public:
    struct Match
    {
        bool isFound = false;
        std::size_t index = 0; // in UTF-16 units
        std::vector<std::optional<std::string>> groups;
    };

    // Compiled once; the error is PCRE2's words. Flags: "i", "m"; "g" means nothing here.
    [[nodiscard]] tl::expected<const regex::Expression*, std::string> find(const std::string& pattern,
                                                                           std::string_view flags);
    // The text being searched stays the same for many matches: its places are counted once.
    [[nodiscard]] bool isSubject(const void* identity) const { return identity && identity == m_identity; }
    void setSubject(const void* identity, std::string utf8);
    // False: over the match limit.
    [[nodiscard]] bool match(const regex::Expression& expression, std::size_t from, Match& result) const;

private:
    std::map<std::string, regex::Expression, std::less<>> m_known;
    const void* m_identity = nullptr;
    std::string m_subject;
    std::vector<std::uint32_t> m_bytes; // of each UTF-16 unit, and the end
};

} // namespace gw::engine::states
