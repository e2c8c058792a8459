#include "gateway-engine/servers/server_log.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

void ServerLog::add(ServerLogLine line)
{
    const std::lock_guard lock(m_mutex);
    line.sequence = ++m_last;
    m_bytes += line.text.size();
    m_lines.push_back(std::move(line));
    while (m_lines.size() > m_limits.lines || (m_bytes > m_limits.bytes && m_lines.size() > 1)) {
        m_bytes -= m_lines.front().text.size();
        m_lines.pop_front();
    }
}

ServerLogPage ServerLog::page(std::uint64_t after, std::size_t most) const
{
    const std::lock_guard lock(m_mutex);
    ServerLogPage page;
    if (m_lines.empty() || after >= m_last)
        return page;
    const std::uint64_t first = m_lines.front().sequence;
    const std::uint64_t begin = std::max(after + 1, first);
    page.dropped = begin - (after + 1);
    const auto from = m_lines.begin() + static_cast<std::ptrdiff_t>(begin - first);
    const auto count = std::min(most, static_cast<std::size_t>(m_lines.end() - from));
    page.lines.assign(from, from + static_cast<std::ptrdiff_t>(count));
    return page;
}

} // namespace gw::engine
