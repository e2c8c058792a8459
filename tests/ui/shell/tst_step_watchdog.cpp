// A step is long when it takes longer than the limit given here; no wall clock decides a test.
#include "ui/shell/step_watchdog.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <ctime>

using namespace gw::ui;
using namespace std::chrono_literals;

extern "C" Q_DECL_EXPORT void aStepThatWorks() // exported: a stack can name it
{
    timespec begin{};
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
    do
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    while ((now.tv_sec - begin.tv_sec) * 1000 + (now.tv_nsec - begin.tv_nsec) / 1'000'000 < 200);
}

class TestStepWatchdog : public QObject
{
    Q_OBJECT

private slots:
    void tellsOfALongStepAndItsStack()
    {
        StepWatchdog watchdog(20ms);
        std::vector<HeldStep> steps;
        connect(&watchdog, &StepWatchdog::held, this, [&](const HeldStep& step) { steps.push_back(step); });
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("The window was held up for \\d+ ms"));
        QTimer::singleShot(0, this, [] { aStepThatWorks(); });
        QVERIFY(QSignalSpy(&watchdog, &StepWatchdog::held).wait()); // a loop that waits, as a window's
        QVERIFY(!steps.empty());
        QVERIFY(steps.front().duration >= 200ms);
        QVERIFY(steps.front().work >= 199ms);
        QVERIFY2(steps.front().stack.contains("aStepThatWorks"), qPrintable(steps.front().stack.join('\n')));
    }

    void shortStepsAreNotTold()
    {
        StepWatchdog watchdog(10min);
        QSignalSpy held(&watchdog, &StepWatchdog::held);
        int steps = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { ++steps; });
        timer.start(0);
        QTRY_VERIFY(steps > 100);
        QCOMPARE(held.size(), 0);
    }

    void endsInTheMidstOfAStep()
    {
        auto watchdog = std::make_unique<StepWatchdog>(20ms);
        bool isOver = false;
        QTimer::singleShot(0, this, [&] {
            aStepThatWorks();
            watchdog.reset();
            isOver = true;
        });
        QTRY_VERIFY(isOver);
    }
};

QTEST_GUILESS_MAIN(TestStepWatchdog)
#include "tst_step_watchdog.moc"
