// TracePool: the memory of traces that nobody looks at any more, kept for those to come. A trace takes some forty
// allocations, which another thread would give back; one that is written over a former one takes next to none.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace gw::engine {

// A trace, and the parts of a former one that it has not taken over yet.
struct PooledTrace : Trace
{
    std::vector<Span> formerSpans;
    std::vector<TraceMessage> formerMessages;
};

class TracePool;

// What a trace goes with: back to the pool it came from, if that has room, or to the heap.
struct BackToPool
{
    std::shared_ptr<TracePool> pool; // null: the heap
    void operator()(PooledTrace* trace) const;
};

// A trace that is being recorded, or was just now; becomes a TracePtr where somebody keeps it.
using RecordedTrace = std::unique_ptr<PooledTrace, BackToPool>;

class TracePool : public std::enable_shared_from_this<TracePool>
{
public:
    // At most `capacity` traces wait in it. It lives as long as a trace from it does.
    [[nodiscard]] static std::shared_ptr<TracePool> make(std::size_t capacity = 512);

    // A trace as a new one is, but for what it has in store. It comes back when nobody has it any more, on whatever
    // thread that is.
    [[nodiscard]] RecordedTrace take();
    [[nodiscard]] std::size_t size() const; // how many wait

private:
    friend struct BackToPool;
    explicit TracePool(std::size_t capacity) : m_capacity(capacity) {}
    void giveBack(std::unique_ptr<PooledTrace> trace);

    const std::size_t m_capacity;
    mutable std::mutex m_mutex; // held for a pointer move
    std::vector<std::unique_ptr<PooledTrace>> m_waiting;
};

} // namespace gw::engine
