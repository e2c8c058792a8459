#include "gateway-engine/lambda/function_log.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

void FunctionLog::append(LogLine line)
{
    const std::lock_guard lock(m_mutex);
    line.sequence = ++m_lastSequence;
    m_bytes += line.text.size();
    m_lines.push_back(std::move(line));
    while (m_lines.size() > m_limits.maxLines || m_bytes > m_limits.maxBytes) {
        m_bytes -= m_lines.front().text.size();
        m_lines.pop_front();
        ++m_dropped;
    }
}

FunctionLog::Lines FunctionLog::after(std::uint64_t sequence, std::string_view function, std::size_t most) const
{
    Lines found;
    const std::lock_guard lock(m_mutex);
    for (auto line = m_lines.rbegin(); line != m_lines.rend() && line->sequence > sequence; ++line) {
        if (found.lines.size() == most)
            break;
        if (function.empty() || line->function == function)
            found.lines.push_back(*line);
    }
    std::reverse(found.lines.begin(), found.lines.end());
    found.lastSequence = m_lastSequence;
    found.dropped = m_dropped;
    return found;
}

std::uint64_t FunctionLog::lastSequence() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastSequence;
}

void FunctionLog::clear()
{
    const std::lock_guard lock(m_mutex);
    m_lines.clear();
    m_bytes = 0;
}

} // namespace gw::engine
