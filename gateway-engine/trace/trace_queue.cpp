// A mutex-guarded hand-over: push() appends under the lock (a pointer move), the thread swaps the whole list out and
// works on it alone. The thread is woken at most every few milliseconds, so that a busy gateway pays no wake-up a
// request. Traces wait packed: thousands of whole ones would drive all else out of a core's cache, and the next
// request would have to make its own anew instead of writing over the last one.
#include "gateway-engine/trace/trace_queue.h"

#include "gateway-engine/trace/packed_trace.h"

#include <algorithm>
#include <chrono>
#include <utility>

#if defined(__linux__)
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace gw::engine {

namespace {

constexpr std::chrono::milliseconds gathering{5}; // how long traces may gather before the sinks see them
constexpr std::size_t portion = 512;              // as many are unpacked at once

// The trace thread gives way to requests: writing traces may lag, serving may not.
void lowerPriority()
{
#if defined(__linux__)
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), 19);
#endif
}

} // namespace

struct TraceQueue::Impl
{
    Impl(std::size_t maximum, std::size_t maximumBytes)
        : capacity(std::max<std::size_t>(maximum, 1)), maxBytes(maximumBytes)
    {
        publish(std::make_unique<const Sinks>());
    }

    const std::size_t capacity;
    const std::size_t maxBytes;
    std::mutex mutex; // guards all below, down to `sinks`
    std::condition_variable wake;
    std::condition_variable delivered;
    std::deque<PackedTrace> queued;
    std::size_t queuedBytes = 0;
    std::uint64_t pushed = 0; // all that ever came
    std::uint64_t done = 0;   // delivered or dropped
    std::uint64_t droppedCount = 0;
    bool isFlushing = false;
    bool isStopping = false;

    struct Sinks
    {
        std::vector<std::shared_ptr<TraceSink>> atOnce;
        std::vector<std::shared_ptr<TraceSink>> inBatches;
    };
    std::mutex addingMutex; // one after the other adds a sink
    std::vector<std::unique_ptr<const Sinks>> allSinks; // former lists stay: whoever pushes may be going through one
    std::atomic<const Sinks*> sinks{nullptr};

    std::thread thread; // last: it uses all of the above

    [[nodiscard]] const Sinks& sinksNow() const { return *sinks.load(std::memory_order_acquire); }
    void publish(std::unique_ptr<const Sinks> next)
    {
        allSinks.push_back(std::move(next));
        sinks.store(allSinks.back().get(), std::memory_order_release);
    }
    void enqueue(PackedTrace trace);
    void run();
    void deliver(std::deque<PackedTrace> batch);
};

void TraceQueue::Impl::run()
{
    lowerPriority();
    std::unique_lock lock(mutex);
    while (true) {
        wake.wait(lock, [this] { return isStopping || !queued.empty(); });
        if (queued.empty())
            return; // stopping, and all is delivered
        if (!isStopping && !isFlushing)
            wake.wait_for(lock, gathering, [this] { return isStopping || isFlushing; });
        std::deque<PackedTrace> batch;
        batch.swap(queued);
        queuedBytes = 0;
        const std::uint64_t upTo = pushed;
        lock.unlock();
        deliver(std::move(batch));
        lock.lock();
        done = std::max(done, upTo);
        isFlushing = isFlushing && !queued.empty();
        delivered.notify_all();
    }
}

void TraceQueue::Impl::deliver(std::deque<PackedTrace> batch)
{
    std::vector<TracePtr> traces;
    while (!batch.empty()) {
        for (; !batch.empty() && traces.size() < portion; batch.pop_front())
            traces.push_back(batch.front().unpack());
        for (const auto& sink : sinksNow().inBatches)
            sink->accept(traces);
        traces.clear();
    }
}

TraceQueue::TraceQueue(std::size_t capacity, std::size_t maxBytes) : m_impl(std::make_unique<Impl>(capacity, maxBytes))
{
    m_impl->thread = std::thread([impl = m_impl.get()] { impl->run(); });
}

TraceQueue::~TraceQueue()
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->isStopping = true;
    }
    m_impl->wake.notify_one();
    m_impl->thread.join();
}

void TraceQueue::addSink(std::shared_ptr<TraceSink> sink)
{
    const std::lock_guard lock(m_impl->addingMutex);
    auto sinks = std::make_unique<Impl::Sinks>(m_impl->sinksNow());
    (sink->takesAtOnce() ? sinks->atOnce : sinks->inBatches).push_back(std::move(sink));
    m_impl->publish(std::move(sinks));
}

void TraceQueue::push(const Trace& trace)
{
    const Impl::Sinks& sinks = m_impl->sinksNow();
    for (const auto& sink : sinks.atOnce)
        sink->keep(trace);
    const auto wantsIt = [&trace](const auto& sink) { return sink->wants(trace); };
    if (std::any_of(sinks.inBatches.begin(), sinks.inBatches.end(), wantsIt))
        m_impl->enqueue(PackedTrace(trace));
}

void TraceQueue::Impl::enqueue(PackedTrace trace)
{
    std::vector<PackedTrace> oldest; // freed outside the lock
    bool wasEmpty = false;
    {
        const std::lock_guard lock(mutex);
        wasEmpty = queued.empty();
        while (!queued.empty() && (queued.size() >= capacity || queuedBytes + trace.bytes() > maxBytes)) {
            queuedBytes -= queued.front().bytes();
            oldest.push_back(std::move(queued.front()));
            queued.pop_front();
            ++droppedCount;
        }
        queuedBytes += trace.bytes();
        queued.push_back(std::move(trace));
        ++pushed;
    }
    if (wasEmpty)
        wake.notify_one();
}

void TraceQueue::flush()
{
    std::unique_lock lock(m_impl->mutex);
    const std::uint64_t upTo = m_impl->pushed;
    if (m_impl->done >= upTo)
        return;
    m_impl->isFlushing = true;
    m_impl->wake.notify_one();
    m_impl->delivered.wait(lock, [this, upTo] { return m_impl->done >= upTo; });
}

std::uint64_t TraceQueue::dropped() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->droppedCount;
}

} // namespace gw::engine
