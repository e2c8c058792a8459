// NewestRun: work away from the GUI thread of which only the newest counts, such as a test or an attempt that the user
// may begin anew or cancel. Each run has a worker of its own: one that waits for a slow function holds up nobody.
#pragma once

#include "ui/session/background.h"

#include <QObject>

#include <stop_token>
#include <utility>

namespace gw::ui {

class NewestRun final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~NewestRun() override { m_stop.request_stop(); } // the workers are waited for

    // Takes the place of one that runs. `work(std::stop_token)` must own what it touches; `done` takes its result here,
    // unless it was canceled or another run began.
    template <typename Work, typename Done>
    void start(Work work, Done done)
    {
        m_stop.request_stop();
        m_stop = std::stop_source();
        m_isRunning = true;
        const int mine = ++m_current;
        auto* worker = new Background(this);
        worker->run([work = std::move(work), stop = m_stop.get_token()]() mutable { return work(stop); },
                    [this, worker, mine, done = std::move(done)](auto&& outcome) {
                        worker->deleteLater();
                        if (mine != m_current)
                            return;
                        m_isRunning = false;
                        done(std::forward<decltype(outcome)>(outcome));
                    });
    }
    bool cancel(); // false: none was running
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

private:
    std::stop_source m_stop;
    int m_current = 0; // outcomes of other runs are dropped
    bool m_isRunning = false;
};

} // namespace gw::ui
