// The sink outlives neither side by surprise: the feed cuts the connection under the sink's mutex when it goes.
#include "ui/session/trace_feed.h"

#include <algorithm>

namespace gw::ui {

namespace {
constexpr int batchMilliseconds = 50; // about 20 batches a second
}

class TraceFeed::Sink final : public engine::TraceSink
{
public:
    explicit Sink(TraceFeed* feed) : m_feed(feed) {}

    void accept(std::span<const engine::TracePtr> traces) override
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_feed)
            return;
        const bool wasEmpty = m_waiting.empty();
        m_waiting.insert(m_waiting.end(), traces.begin(), traces.end());
        if (m_waiting.size() > capacity)
            m_waiting.erase(m_waiting.begin(), m_waiting.end() - std::ptrdiff_t(capacity));
        if (wasEmpty)
            QMetaObject::invokeMethod(m_feed, &TraceFeed::wake, Qt::QueuedConnection);
    }

    [[nodiscard]] std::vector<engine::TracePtr> take()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_waiting, {});
    }

    void detach()
    {
        const std::scoped_lock lock(m_mutex);
        m_feed = nullptr;
    }

private:
    std::mutex m_mutex;
    TraceFeed* m_feed;
    std::vector<engine::TracePtr> m_waiting;
};

TraceFeed::TraceFeed(QObject* parent) : QObject(parent), m_sink(std::make_shared<Sink>(this))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TraceFeed::drain);
}

TraceFeed::~TraceFeed()
{
    m_sink->detach();
}

std::shared_ptr<engine::TraceSink> TraceFeed::sink() const
{
    return m_sink;
}

std::vector<engine::TracePtr> TraceFeed::traces() const
{
    return {m_kept.begin(), m_kept.end()};
}

void TraceFeed::clear()
{
    m_kept.clear();
    m_began = std::chrono::system_clock::now();
    static_cast<void>(m_sink->take());
}

void TraceFeed::wake()
{
    const qint64 since = m_sinceLast.isValid() ? m_sinceLast.elapsed() : batchMilliseconds;
    m_timer.start(int(std::max<qint64>(0, batchMilliseconds - since)));
}

void TraceFeed::drain()
{
    m_sinceLast.restart();
    const std::vector<engine::TracePtr> batch = m_sink->take();
    if (batch.empty())
        return;
    m_kept.insert(m_kept.end(), batch.begin(), batch.end());
    while (m_kept.size() > capacity)
        m_kept.pop_front();
    emit arrived(batch);
}

} // namespace gw::ui
