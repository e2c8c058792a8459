// The last N traces in memory, or as many of them as a bound of memory allows; always the last one. They are kept packed,
// and unpacked for who asks.
#pragma once

#include "gateway-engine/trace/packed_trace.h"

#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace gw::engine {

class TraceRing final : public TraceSink
{
public:
    explicit TraceRing(std::size_t capacity = 1000, std::size_t maxBytes = 64 * 1024 * 1024);
    [[nodiscard]] bool takesAtOnce() const override { return true; }
    void keep(const Trace& trace) override;
    void accept(std::span<const TracePtr> traces) override;
    [[nodiscard]] std::vector<TracePtr> all() const; // oldest first
    [[nodiscard]] TracePtr find(std::string_view requestId) const; // the last of that id

private:
    using Kept = std::shared_ptr<const PackedTrace>;
    void add(Kept trace);
    [[nodiscard]] std::vector<Kept> kept() const; // unpacked outside the lock: no request waits for it

    mutable std::mutex m_mutex;
    std::size_t m_capacity;
    std::size_t m_maxBytes;
    std::size_t m_bytes = 0;
    std::deque<Kept> m_kept;
};

} // namespace gw::engine
