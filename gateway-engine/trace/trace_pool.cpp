#include "gateway-engine/trace/trace_pool.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gw::engine {

namespace {

constexpr std::size_t largestKept = 32 * 1'024; // a trace of long bodies gives its memory back to the system
constexpr std::size_t mostParts = 16;           // of one kind that a trace keeps in store
constexpr std::size_t cacheLine = 64;
constexpr std::size_t mostFetched = 16 * cacheLine; // of one array

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

void fetch(const void* memory, std::size_t size)
{
    for (std::size_t at = 0; at < std::min(size, mostFetched); at += cacheLine)
        __builtin_prefetch(static_cast<const char*>(memory) + at, 1);
}

template <typename Part>
void fetchParts(const std::vector<Part>& parts)
{
    fetch(parts.data(), parts.size() * sizeof(Part));
}

// A trace comes back when as many others as the ring holds have been written since, which is more than a core's cache
// holds: what the next request writes over is fetched meanwhile, the arrays when the trace comes back, and what they
// point at when it is taken.
void fetchArrays(const PooledTrace& trace)
{
    fetchParts(trace.spans);
    fetchParts(trace.messages);
    fetchParts(trace.formerSpans);
    fetchParts(trace.formerMessages);
}

void fetchWhatTheyPointAt(const PooledTrace& trace)
{
    for (const std::vector<Span>* spans : {&trace.spans, &trace.formerSpans})
        for (const Span& span : *spans)
            fetchParts(span.notes);
    for (const std::vector<TraceMessage>* messages : {&trace.messages, &trace.formerMessages})
        for (const TraceMessage& message : *messages)
            fetch(message.body.data(), message.body.size());
}

// As a new trace, but for the memory of what nearly all have.
void renew(PooledTrace& trace)
{
    store(trace.spans, trace.formerSpans);
    store(trace.messages, trace.formerMessages);
    Trace fresh;
    fresh.spans.swap(trace.spans);
    fresh.messages.swap(trace.messages);
    for (const auto text : {&Trace::requestId, &Trace::extendedRequestId, &Trace::apiId, &Trace::apiName, &Trace::stage,
                            &Trace::method, &Trace::path, &Trace::resourcePath, &Trace::remoteAddress}) {
        (fresh.*text).swap(trace.*text);
        (fresh.*text).clear();
    }
    static_cast<Trace&>(trace) = std::move(fresh);
}

} // namespace

std::shared_ptr<TracePool> TracePool::make(std::size_t capacity)
{
    return std::shared_ptr<TracePool>(new TracePool(capacity));
}

std::shared_ptr<PooledTrace> TracePool::take()
{
    std::unique_ptr<PooledTrace> trace;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_waiting.empty()) {
            trace = std::move(m_waiting.back());
            m_waiting.pop_back();
        }
    }
    if (trace) {
        fetchWhatTheyPointAt(*trace);
        renew(*trace);
    } else {
        trace = std::make_unique<PooledTrace>();
    }
    return {trace.release(), [pool = shared_from_this()](PooledTrace* done) {
                pool->giveBack(std::unique_ptr<PooledTrace>(done));
            }};
}

void TracePool::giveBack(std::unique_ptr<PooledTrace> trace)
{
    if (memoryOf(*trace) > largestKept)
        return;
    trace->domain.reset(); // what others share with it goes now
    trace->tls.reset();
    trace->logging.reset();
    trace->socket.reset();
    fetchArrays(*trace);
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
