// The last N traces in memory, or as many of them as a bound of memory allows; always the last one.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <deque>
#include <mutex>

namespace gw::engine {

class TraceRing final : public TraceSink
{
public:
    explicit TraceRing(std::size_t capacity = 1000, std::size_t maxBytes = 64 * 1024 * 1024);
    [[nodiscard]] bool takesAtOnce() const override { return true; }
    void accept(std::span<const TracePtr> traces) override;
    [[nodiscard]] std::vector<TracePtr> all() const; // oldest first
    [[nodiscard]] TracePtr find(std::string_view requestId) const;

private:
    struct Kept
    {
        TracePtr trace;
        std::size_t bytes;
    };
    void keep(const TracePtr& trace);
    [[nodiscard]] TracePtr takeOldest(std::size_t toCome); // if it must go; under the mutex

    mutable std::mutex m_mutex;
    std::size_t m_capacity;
    std::size_t m_maxBytes;
    std::size_t m_bytes = 0;
    std::deque<Kept> m_kept;
};

} // namespace gw::engine
