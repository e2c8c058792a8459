// Background: one worker thread for work the GUI thread should not wait for. Jobs run in the order they were given;
// results come back on the thread of this object. Destroying it waits for what was begun, and drops the results.
#pragma once

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <utility>

namespace gw::ui {

class Background final : public QObject
{
    Q_OBJECT

public:
    explicit Background(QObject* parent = nullptr);
    ~Background() override;

    // `work` must own what it touches: it runs on the worker. `done` takes its result here.
    template <typename Work, typename Done>
    void run(Work work, Done done)
    {
        m_pool.start([this, work = std::move(work), done = std::move(done)]() mutable {
            using Outcome = decltype(work());
            auto outcome = std::make_shared<Outcome>(work());
            QMetaObject::invokeMethod(
                this, [outcome, done = std::move(done)]() mutable { done(std::move(*outcome)); }, Qt::QueuedConnection);
        });
    }
    void run(std::function<void()> work);
    // Taking apart what is large takes longer than a frame: if this was the last to hold it, it goes on the worker.
    void letGo(std::shared_ptr<const void> large);
    void waitForDone(); // for orderly ends: returns when every job has run (results may still be queued)

private:
    QThreadPool m_pool;
};

} // namespace gw::ui
