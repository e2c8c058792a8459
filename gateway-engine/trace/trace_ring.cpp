#include "gateway-engine/trace/trace_ring.h"

#include <algorithm>

namespace gw::engine {

TraceRing::TraceRing(std::size_t capacity, std::size_t maxBytes)
    : m_capacity(std::max<std::size_t>(capacity, 1)), m_maxBytes(maxBytes)
{
}

void TraceRing::accept(const std::vector<TracePtr>& traces)
{
    const std::lock_guard lock(m_mutex);
    for (const TracePtr& trace : traces) {
        m_bytes += memoryOf(*trace);
        while (!m_traces.empty() && (m_traces.size() == m_capacity || m_bytes > m_maxBytes)) {
            m_bytes -= memoryOf(*m_traces.front());
            m_traces.pop_front();
        }
        m_traces.push_back(trace);
    }
}

std::vector<TracePtr> TraceRing::all() const
{
    const std::lock_guard lock(m_mutex);
    return {m_traces.begin(), m_traces.end()};
}

TracePtr TraceRing::find(std::string_view requestId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_traces.rbegin(), m_traces.rend(),
                                    [requestId](const TracePtr& trace) { return trace->requestId == requestId; });
    return found == m_traces.rend() ? nullptr : *found;
}

} // namespace gw::engine
