// The main of tests with windows: a step of the GUI thread that works too long is told with its stack: whoever holds
// the window up in a test does it to a user. It is the thread's own work that counts, which a busy machine hardly
// changes. With GATEWRIGHT_LONG_STEPS=fail in the environment such a step fails the test.
#include "ui/shell/step_watchdog.h"

#include <chrono>
#include <cstdio>
#include <functional>
#include <vector>

namespace gw::test {

using namespace std::chrono_literals;
using ui::StepWatchdog;

namespace {

// Built for debugging the same step takes about five times as long.
#ifdef NDEBUG
constexpr auto longestStep = StepWatchdog::longestStep;
#else
constexpr auto longestStep = 5 * StepWatchdog::longestStep;
#endif

} // namespace

int runWatched(int argc, char** argv, const std::function<int()>& run)
{
    ui::WatchedApplication application(argc, argv, longestStep, StepWatchdog::Measure::Work);
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi, true); // as QTEST_MAIN has it
    std::vector<ui::HeldStep> held;
    QObject::connect(&application.watchdog(), &StepWatchdog::held, &application,
                     [&held](const ui::HeldStep& step) { held.push_back(step); });
    const int failed = run();
    if (!held.empty())
        std::fprintf(stderr, "%zu steps of the GUI thread worked longer than %lld ms; see \"held up\" above.\n",
                     held.size(), static_cast<long long>(longestStep.count()));
    return failed == 0 && !held.empty() && qgetenv("GATEWRIGHT_LONG_STEPS") == "fail" ? 1 : failed;
}

} // namespace gw::test
