#include "gateway-engine/trace/trace_ring.h"

#include <algorithm>

namespace gw::engine {

TraceRing::TraceRing(std::size_t capacity, std::size_t maxBytes)
    : m_capacity(std::max<std::size_t>(capacity, 1)), m_maxBytes(maxBytes)
{
}

void TraceRing::accept(std::span<const TracePtr> traces)
{
    for (const TracePtr& trace : traces)
        keep(trace);
}

TracePtr TraceRing::takeOldest(std::size_t toCome)
{
    if (m_kept.empty() || (m_kept.size() < m_capacity && m_bytes + toCome <= m_maxBytes))
        return nullptr;
    TracePtr oldest = std::move(m_kept.front().trace);
    m_bytes -= m_kept.front().bytes;
    m_kept.pop_front();
    return oldest;
}

void TraceRing::keep(const TracePtr& trace)
{
    const std::size_t bytes = memoryOf(*trace);
    for (bool isKept = false; !isKept;) {
        TracePtr oldest; // ends after the lock
        const std::lock_guard lock(m_mutex);
        oldest = takeOldest(bytes);
        isKept = !oldest;
        if (isKept) {
            m_bytes += bytes;
            m_kept.push_back({trace, bytes});
        }
    }
}

std::vector<TracePtr> TraceRing::all() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<TracePtr> traces;
    traces.reserve(m_kept.size());
    for (const Kept& kept : m_kept)
        traces.push_back(kept.trace);
    return traces;
}

TracePtr TraceRing::find(std::string_view requestId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_kept.rbegin(), m_kept.rend(),
                                    [requestId](const Kept& kept) { return kept.trace->requestId == requestId; });
    return found == m_kept.rend() ? nullptr : found->trace;
}

} // namespace gw::engine
