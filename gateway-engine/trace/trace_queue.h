// TraceQueue: carries finished traces from the request threads to the sinks: at once to those that do no more than keep
// it, to the others, as copies, on a thread of its own. Bounded in number and memory: a slow sink never slows a
// request; what does not fit is dropped, oldest first, and counted.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace gw::engine {

class TraceQueue
{
public:
    explicit TraceQueue(std::size_t capacity = 8'192, std::size_t maxBytes = 64 * 1024 * 1024);
    ~TraceQueue(); // drains what is queued, then joins

    void addSink(std::shared_ptr<TraceSink> sink);
    void push(const Trace& trace); // from any thread
    void flush();                  // returns when all that was pushed before has reached the sinks
    [[nodiscard]] std::uint64_t dropped() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::engine
