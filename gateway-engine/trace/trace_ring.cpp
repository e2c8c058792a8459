#include "gateway-engine/trace/trace_ring.h"

#include <algorithm>

namespace gw::engine {

TraceRing::TraceRing(std::size_t capacity, std::size_t maxBytes)
    : m_capacity(std::max<std::size_t>(capacity, 1)), m_maxBytes(maxBytes)
{
}

void TraceRing::keep(const Trace& trace)
{
    add(std::make_shared<const PackedTrace>(trace));
}

void TraceRing::accept(std::span<const TracePtr> traces)
{
    for (const TracePtr& trace : traces)
        keep(*trace);
}

void TraceRing::add(Kept trace)
{
    Kept oldest; // of those that make room; what it takes to end it is done after the lock
    const std::lock_guard lock(m_mutex);
    while (!m_kept.empty() && (m_kept.size() >= m_capacity || m_bytes + trace->bytes() > m_maxBytes)) {
        oldest = std::move(m_kept.front());
        m_bytes -= oldest->bytes();
        m_kept.pop_front();
    }
    m_bytes += trace->bytes();
    m_kept.push_back(std::move(trace));
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
