// LineSplitter: what a process writes, as lines. A line that is longer than allowed is cut and the rest of it dropped,
// so no output, however long, is kept whole.
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

    // Calls `use(text, isCut)` for each line that ends within `bytes`; the text has no line break.
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
                use(piece, false); // the usual line: whole, and used where it stands
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
    void keep(std::string_view piece)
    {
        const std::size_t room = m_maxLineBytes - m_begun.size();
        m_isCut = m_isCut || piece.size() > room;
        m_begun.append(piece.substr(0, room));
    }

    template <typename Use>
    void endLine(Use& use)
    {
        use(std::string_view(m_begun), m_isCut);
        m_begun.clear();
        m_isCut = false;
    }

    std::size_t m_maxLineBytes;
    std::string m_begun;
    bool m_isCut = false;
};

} // namespace gw::engine
