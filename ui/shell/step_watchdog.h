// StepWatchdog: tells of every step of the GUI thread that held the window up: from one wait for events to the next,
// how long it took, how much of that it worked, and the stack it was in when it had taken too long. For debug builds,
// where it looks at the time, as the user does, and for tests, where it looks at the thread's work, so that it says the
// same of a busy machine; what users run has none. One at a time, made and ended on the GUI thread.
#pragma once

#include <QApplication>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>

namespace gw::ui {

struct HeldStep
{
    std::chrono::milliseconds duration{0};
    std::chrono::milliseconds work{0}; // the thread's own CPU time; the rest it waited
    QStringList stack;                 // innermost first, demangled; a program's own names need its exported symbols
};

class StepWatchdog final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds longestStep{50};
    enum class Measure { Time, Work };

    explicit StepWatchdog(std::chrono::milliseconds limit = longestStep, Measure measure = Measure::Time,
                          QObject* parent = nullptr);
    ~StepWatchdog() override;

    // Handles the event as one step. An event handled within another is part of its step, unless a loop of its own,
    // such as a dialog's, stands between them.
    bool step(const std::function<bool()>& handle);

signals:
    void held(const gw::ui::HeldStep& step); // once it is over; warned of as well

private:
    struct Watch;
    void end();

    std::unique_ptr<Watch> m_watch;
};

// An application whose every event is such a step.
class WatchedApplication : public QApplication
{
    Q_OBJECT

public:
    WatchedApplication(int& argc, char** argv, std::chrono::milliseconds limit = StepWatchdog::longestStep,
                       StepWatchdog::Measure measure = StepWatchdog::Measure::Time)
        : QApplication(argc, argv), m_watchdog(limit, measure)
    {
    }

    [[nodiscard]] StepWatchdog& watchdog() { return m_watchdog; }
    bool notify(QObject* receiver, QEvent* event) override;

private:
    StepWatchdog m_watchdog;
};

} // namespace gw::ui
