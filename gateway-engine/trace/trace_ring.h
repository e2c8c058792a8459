// The last N traces in memory.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <deque>
#include <mutex>

namespace gw::engine {

class TraceRing final : public TraceSink
{
public:
    explicit TraceRing(std::size_t capacity = 1000);
    void accept(const std::vector<TracePtr>& traces) override;
    [[nodiscard]] std::vector<TracePtr> all() const; // oldest first
    [[nodiscard]] TracePtr find(std::string_view requestId) const;

private:
    mutable std::mutex m_mutex;
    std::size_t m_capacity;
    std::deque<TracePtr> m_traces;
};

} // namespace gw::engine
