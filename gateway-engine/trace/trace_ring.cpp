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
        keep(std::make_shared<const PackedTrace>(*trace));
}

TraceRing::Kept TraceRing::takeOldest(std::size_t toCome)
{
    if (m_kept.empty() || (m_kept.size() < m_capacity && m_bytes + toCome <= m_maxBytes))
        return nullptr;
    Kept oldest = std::move(m_kept.front());
    m_bytes -= oldest->bytes();
    m_kept.pop_front();
    return oldest;
}

void TraceRing::keep(Kept trace)
{
    for (bool isKept = false; !isKept;) {
        Kept oldest; // ends after the lock
        const std::lock_guard lock(m_mutex);
        oldest = takeOldest(trace->bytes());
        isKept = !oldest;
        if (isKept) {
            m_bytes += trace->bytes();
            m_kept.push_back(std::move(trace));
        }
    }
}

std::vector<TraceRing::Kept> TraceRing::kept() const
{
    const std::lock_guard lock(m_mutex);
    return {m_kept.begin(), m_kept.end()};
}

std::vector<TracePtr> TraceRing::all() const
{
    std::vector<TracePtr> traces;
    for (const Kept& trace : kept())
        traces.push_back(trace->unpack());
    return traces;
}

TracePtr TraceRing::find(std::string_view requestId) const
{
    const std::vector<Kept> all = kept();
    const auto found = std::find_if(all.rbegin(), all.rend(),
                                    [requestId](const Kept& trace) { return trace->requestId() == requestId; });
    return found == all.rend() ? nullptr : (*found)->unpack();
}

} // namespace gw::engine
