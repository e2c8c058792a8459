// A cut never goes through a character of several bytes.
#include "gateway-engine/transport/output_lines.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

bool continuesCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

} // namespace

std::vector<OutputLines::Line> OutputLines::append(std::string_view bytes)
{
    std::vector<Line> lines;
    for (;;) {
        const auto end = bytes.find('\n');
        keep(bytes.substr(0, end));
        if (end == std::string_view::npos)
            return lines;
        lines.push_back(take());
        bytes.remove_prefix(end + 1);
    }
}

std::optional<OutputLines::Line> OutputLines::rest()
{
    if (m_open.text.empty())
        return std::nullopt;
    return take();
}

void OutputLines::keep(std::string_view bytes)
{
    const auto room = m_longest - std::min(m_longest, m_open.text.size());
    if (m_open.isCut || bytes.empty())
        return;
    if (bytes.size() <= room) {
        m_open.text += bytes;
        return;
    }
    auto size = room;
    constexpr std::size_t longestCharacter = 4;
    for (std::size_t back = 0; back < longestCharacter && size > 0 && continuesCharacter(bytes[size]); ++back)
        --size;
    m_open.text += bytes.substr(0, size);
    m_open.isCut = true;
}

OutputLines::Line OutputLines::take()
{
    if (!m_open.isCut && !m_open.text.empty() && m_open.text.back() == '\r')
        m_open.text.pop_back();
    return std::exchange(m_open, {});
}

} // namespace gw::engine
