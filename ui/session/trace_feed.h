// TraceFeed: brings finished traces from the engine's trace thread to the GUI thread, a few times a second however many
// there are. Bounded on both sides: what the studio does not keep is still in the trace file.
#pragma once

#include "gateway-engine/trace/trace.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

namespace gw::ui {

class TraceFeed final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t capacity = 10'000;

    explicit TraceFeed(QObject* parent = nullptr);
    ~TraceFeed() override;

    [[nodiscard]] std::shared_ptr<engine::TraceSink> sink() const; // give it to the engine
    [[nodiscard]] std::vector<engine::TracePtr> traces() const;    // oldest first
    void clear();
    [[nodiscard]] std::chrono::system_clock::time_point began() const { return m_began; } // empty, or cleared

signals:
    void arrived(const std::vector<gw::engine::TracePtr>& traces);

private:
    class Sink;
    void wake();
    void drain();

    std::shared_ptr<Sink> m_sink;
    std::deque<engine::TracePtr> m_kept;
    std::chrono::system_clock::time_point m_began = std::chrono::system_clock::now();
    QTimer m_timer;
    QElapsedTimer m_sinceLast;
};

} // namespace gw::ui
