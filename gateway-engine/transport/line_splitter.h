// LineSplitter: what a process writes, as lines. A line that is longer than allowed is cut and the rest of it dropped,
// so no output, however long, is kept whole. A cut never goes through a character of several bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace gw::engine {

class LineSplitter
{
public:
    explicit LineSplitter(std::size_t maxLineBytes) : m_maxLineBytes(maxLineBytes) {}

    // Calls `use(text, isCut)` for each line that ends within `bytes`; the text has no line break, be it LF or CRLF.
    template <typename Use>
    void feed(std::string_view bytes, Use use)
    {
        while (!bytes.empty()) {
            const auto end = bytes.find('\n');
            const std::string_view piece = bytes.substr(0, end);
            if (end == std::string_view::npos)
                return keep(piece);
            bytes.remove_prefix(end + 1);
            if (m_begun.empty() && piece.size() <= m_maxLineBytes) {
                use(withoutReturn(piece), false); // the usual line: whole, and used where it stands
                continue;
            }
            keep(piece);
            endLine(use);
        }
    }

    // The line that has begun and will not be ended.
    template <typename Use>
    void finish(Use use)
    {
        if (!m_begun.empty())
            endLine(use);
    }

private:
    static bool continuesCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }
    static std::string_view withoutReturn(std::string_view text)
    {
        return text.ends_with('\r') ? text.substr(0, text.size() - 1) : text;
    }

    void keep(std::string_view piece)
    {
        std::size_t room = m_maxLineBytes - m_begun.size();
        if (m_isCut || piece.size() <= room) {
            m_begun.append(piece.substr(0, m_isCut ? 0 : room));
            return;
        }
        m_isCut = true;
        constexpr int longestCharacter = 4;
        for (int back = 1; back < longestCharacter && room > 0 && continuesCharacter(piece[room]); ++back)
            --room;
        m_begun.append(piece.substr(0, room));
    }

    template <typename Use>
    void endLine(Use& use)
    {
        use(m_isCut ? std::string_view(m_begun) : withoutReturn(m_begun), m_isCut);
        m_begun.clear();
        m_isCut = false;
    }

    std::size_t m_maxLineBytes;
    std::string m_begun;
    bool m_isCut = false;
};

} // namespace gw::engine
