// What the window costs: how long single steps of the GUI thread work, and what memory the process holds. A step is one
// event with all it sets off; its length is the thread's own CPU time, which other work on the machine does not change.
#pragma once

#include "ui/shell/step_watchdog.h"

#include <chrono>
#include <functional>
#include <vector>

namespace gw::bench {

class SteppedApplication final : public ui::WatchedApplication
{
public:
    SteppedApplication(int& argc, char** argv)
        : WatchedApplication(argc, argv, ui::StepWatchdog::longestStep, ui::StepWatchdog::Measure::Work)
    {
    }

    bool notify(QObject* receiver, QEvent* event) override;
    // Of the events since it was last called, in milliseconds.
    [[nodiscard]] std::vector<double> takeSteps();

private:
    std::vector<double> m_steps;
    int m_depth = 0;
};

struct Memory
{
    double resident = 0; // MB (10⁶ bytes), VmRSS
    double own = 0;      // of it, what no file stands behind: RssAnon
};
[[nodiscard]] Memory memory();

// Prints a line: how long it took in all, how many steps, the median, the worst.
void measure(const char* what, const std::function<void()>& work);
// The same, where each of `times` calls is one step, with all the events it leaves behind.
void measureEach(const char* what, int times, const std::function<void(int)>& step);
// Runs the event loop until it is so. False after a minute.
bool until(const std::function<bool()>& isSo);
void printMemory(const char* when, const Memory& since = {});

} // namespace gw::bench
