// Patterns of policies (reference 1.25, 1.26): "*" stands for any text, "/" and ":" included, "?" for one character.
// In policies of version 2012-10-17 "${aws:username}" stands for the value of a condition key, taken literally;
// "${aws:username, 'nobody'}" has a value for requests without one; "${*}", "${?}" and "${$}" are those characters.
//
// Matching never takes more steps than pattern times text: only the last "*" is ever gone back to.
#pragma once

#include "core/result.h"
#include "gateway-engine/auth/condition_keys.h"

#include <string>
#include <string_view>
#include <vector>

namespace gw::engine::auth {

enum class Wildcards { No, Yes };
enum class PolicyVariables { No, Yes };
enum class LetterCase { Counts, IsIgnored };

// A pattern without variables: a text, and of each of its bytes whether it is itself or stands for something.
struct FlatGlob
{
    std::string text;
    std::string kinds; // of the same size: literal, one or many

    static constexpr char literal = '.';
    static constexpr char one = '?';
    static constexpr char many = '*';
};

class GlobPattern
{
public:
    // Fails where a variable is not closed or has no name.
    [[nodiscard]] static Result<GlobPattern> parse(std::string_view text, Wildcards wildcards,
                                                   PolicyVariables variables);

    // A variable whose key the request does not have, and that has no other value, matches nothing.
    [[nodiscard]] bool matches(std::string_view subject, const ConditionKeys& keys,
                               LetterCase letterCase = LetterCase::Counts) const;
    // The six parts of an ARN, each for itself: a wildcard does not go beyond a colon, the last part's aside.
    [[nodiscard]] bool matchesArn(std::string_view subject, const ConditionKeys& keys) const;

    [[nodiscard]] const std::string& text() const { return m_text; } // as it was written
    [[nodiscard]] std::vector<std::string> variables() const;        // names of the condition keys it asks for
    // Why it does not match, for people: the place where the text first differs, or the variable without a value.
    [[nodiscard]] std::string whyNot(std::string_view subject, const ConditionKeys& keys) const;

private:
    struct Piece // either text that is as it stands, or a variable
    {
        FlatGlob flat;
        std::string variable;
        std::string fallback;
        bool hasFallback = false;
    };

    [[nodiscard]] bool flatten(const ConditionKeys& keys, FlatGlob& flat) const;
    template <typename Test>
    [[nodiscard]] bool test(const ConditionKeys& keys, Test test) const;

    std::string m_text;
    FlatGlob m_flat;             // the whole pattern when there are no variables
    std::vector<Piece> m_pieces; // else
    friend class GlobReader;
};

} // namespace gw::engine::auth
