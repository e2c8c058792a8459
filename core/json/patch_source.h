// The text being patched, seen as lines and as items of collections: where an item begins and ends together with its
// dash, key, comma, and the comment lines above it.
#pragma once

#include "core/json/text.h"

#include <optional>

namespace gw::json {

// A member or element as it stands in the text, from its key or dash to the end of its value.
struct SourceItem
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

class PatchSource
{
public:
    PatchSource(std::string_view text, Syntax syntax);

    [[nodiscard]] std::string_view text() const { return m_text; }
    [[nodiscard]] Syntax syntax() const { return m_syntax; }
    [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const;
    [[nodiscard]] std::string_view slice(TextRange range) const { return slice(range.begin, range.end); }
    [[nodiscard]] std::string_view newline() const { return m_newline; }
    [[nodiscard]] char at(std::size_t offset) const { return offset < m_text.size() ? m_text[offset] : '\0'; }

    [[nodiscard]] std::size_t lineBegin(std::size_t offset) const;
    [[nodiscard]] std::size_t lineEnd(std::size_t offset) const;  // before the line break
    [[nodiscard]] std::size_t nextLine(std::size_t offset) const; // after the line break
    [[nodiscard]] std::size_t previousLine(std::size_t lineBegin) const;
    [[nodiscard]] int column(std::size_t offset) const;      // from 0, in bytes: indentation is spaces
    [[nodiscard]] bool beginsLine(std::size_t offset) const; // nothing but white space before it
    [[nodiscard]] bool isBlankLine(std::size_t offset) const;
    [[nodiscard]] std::string_view indentation(std::size_t offset) const; // the white space its line begins with
    [[nodiscard]] bool breaksBetween(std::size_t begin, std::size_t end) const;

    // Over white space, line breaks and comments to the next character that means something.
    [[nodiscard]] std::size_t skipBlank(std::size_t offset) const;

    // Back over comment lines that stand directly above the line of `offset`, not beyond `limit`.
    [[nodiscard]] std::size_t commentsAbove(std::size_t offset, std::size_t limit) const;

    // In brackets rather than by indentation; JSON always is.
    [[nodiscard]] bool isFlow(const Value& container) const;
    [[nodiscard]] bool isAlias(const Value& value) const;        // *name
    [[nodiscard]] bool isCustomTagged(const Value& value) const; // !Name …

    // nullopt when the text is of a form that cannot be taken apart (a pair without braces inside [ ]).
    [[nodiscard]] std::optional<std::vector<SourceItem>> items(const Value& container) const;

private:
    std::string_view m_text;
    Syntax m_syntax;
    std::size_t m_begin; // after a byte order mark
    std::string_view m_newline;
    std::vector<std::size_t> m_lineBegins; // rising; a document may be a single line of many megabytes
};

} // namespace gw::json
