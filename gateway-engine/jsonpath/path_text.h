// The text of a path with a place to read from. Blanks are spaces only, as in the dialect. Reading beyond the end gives
// NUL, which no path may contain outside quotes.
#pragma once

#include "core/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace gw::engine::jsonpath {

class PathText
{
public:
    // Reads [begin, end) of `text`; places are those of the whole text.
    PathText(std::string_view text, std::size_t begin, std::size_t end) : m_text(text), m_end(end), m_position(begin) {}

    [[nodiscard]] PathText within(std::size_t begin, std::size_t end) const { return {m_text, begin, end}; }

    [[nodiscard]] std::size_t position() const { return m_position; }
    void setPosition(std::size_t position) { m_position = position; }
    [[nodiscard]] std::size_t end() const { return m_end; }
    [[nodiscard]] bool atEnd() const { return m_position >= m_end; }
    [[nodiscard]] bool isLast() const { return m_position + 1 >= m_end; } // the last character, or beyond it

    [[nodiscard]] char at(std::size_t index) const { return index < m_end ? m_text[index] : '\0'; }
    [[nodiscard]] char current() const { return at(m_position); }
    void advance(std::size_t count = 1) { m_position += count; }
    void skipBlanks();
    [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const;

    // The next place after `index` that holds no blank; it may be the end.
    [[nodiscard]] std::size_t significantAfter(std::size_t index) const;
    // The character before `index` that is no blank; NUL when there is none.
    [[nodiscard]] char significantBefore(std::size_t index) const;

    [[nodiscard]] std::optional<std::size_t> find(char c, std::size_t from) const;
    // The quote (or slash) that ends what begins at `open`; a backslash takes the next character's meaning.
    [[nodiscard]] std::optional<std::size_t> closingQuote(std::size_t open) const;
    // The bracket that closes the one at `open`. Quoted texts are skipped, regular expressions where asked.
    [[nodiscard]] std::optional<std::size_t> closingBracket(std::size_t open, char closing, bool skipPatterns) const;

    [[nodiscard]] tl::unexpected<Diagnostic> refuse(std::size_t offset, std::string message,
                                                    std::string hint = {}) const;

private:
    std::string_view m_text;
    std::size_t m_end;
    std::size_t m_position;
};

// Escapes of quoted names and texts: \n, \t, \uXXXX and so on; any other character stands for itself. Nothing when what
// stands behind \u is not hexadecimal.
[[nodiscard]] std::optional<std::string> unescape(std::string_view text);

} // namespace gw::engine::jsonpath
