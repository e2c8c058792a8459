#include "gateway-engine/trace/trace_pool.h"

#include <iterator>
#include <utility>

namespace gw::engine {

namespace {

constexpr std::size_t largestKept = 32 * 1'024; // a trace of long bodies gives its memory back to the system
constexpr std::size_t mostParts = 16;           // of one kind that a trace keeps in store

template <typename Part>
void store(std::vector<Part>& used, std::vector<Part>& former)
{
    if (former.empty())
        former.swap(used);
    else
        former.insert(former.end(), std::make_move_iterator(used.begin()), std::make_move_iterator(used.end()));
    if (former.size() > mostParts)
        former.resize(mostParts);
    used.clear();
}

// As a new trace, but for the memory of what nearly all have. Field by field, for every request does this: a new trace
// assigned to it takes six times as long.
void renew(PooledTrace& trace)
{
    store(trace.spans, trace.formerSpans);
    store(trace.messages, trace.formerMessages);
    for (const auto text : {&Trace::requestId, &Trace::extendedRequestId, &Trace::apiId, &Trace::apiName, &Trace::stage,
                            &Trace::method, &Trace::path, &Trace::resourcePath, &Trace::remoteAddress})
        (trace.*text).clear();
    static_cast<TraceNumbers&>(trace) = {};
    if (std::exchange(trace.hasFault, false))
        trace.fault = {};
    trace.caller.clear();
}

} // namespace

std::shared_ptr<TracePool> TracePool::make(std::size_t capacity)
{
    return std::shared_ptr<TracePool>(new TracePool(capacity));
}

void BackToPool::operator()(PooledTrace* trace) const
{
    std::unique_ptr<PooledTrace> done(trace);
    if (pool)
        pool->giveBack(std::move(done));
}

RecordedTrace TracePool::take()
{
    std::unique_ptr<PooledTrace> trace;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_waiting.empty()) {
            trace = std::move(m_waiting.back());
            m_waiting.pop_back();
        }
    }
    if (trace)
        renew(*trace);
    else
        trace = std::make_unique<PooledTrace>();
    return {trace.release(), BackToPool{shared_from_this()}};
}

void TracePool::giveBack(std::unique_ptr<PooledTrace> trace)
{
    if (memoryOf(*trace) > largestKept)
        return;
    trace->domain.reset(); // what others share with it goes now
    trace->tls.reset();
    trace->logging.reset();
    trace->socket.reset();
    const std::lock_guard lock(m_mutex);
    if (m_waiting.size() < m_capacity)
        m_waiting.push_back(std::move(trace));
}

std::size_t TracePool::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.size();
}

} // namespace gw::engine
