// A step is long when it takes longer than the limit given here; no wall clock decides a test.
#include "ui/shell/step_watchdog.h"

#include <QEventLoop>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <ctime>

using namespace gw::ui;
using namespace std::chrono_literals;

static void aStepThatWorks()
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
        QVERIFY(watchdog.step([] {
            aStepThatWorks();
            return true;
        }));
        QCOMPARE(steps.size(), std::size_t{1});
        QVERIFY(steps.front().duration >= 200ms);
        QVERIFY(steps.front().work >= 199ms);
        QVERIFY2(steps.front().stack.contains("QTest::qExec(QObject*, int, char**)"), // it names what is exported
                 qPrintable(steps.front().stack.join('\n')));
    }

    void aStepThatWaitsIsLongByTimeAlone_data()
    {
        QTest::addColumn<StepWatchdog::Measure>("measure");
        QTest::addColumn<int>("told");
        QTest::newRow("time") << StepWatchdog::Measure::Time << 1;
        QTest::newRow("work") << StepWatchdog::Measure::Work << 0;
    }

    void aStepThatWaitsIsLongByTimeAlone()
    {
        QFETCH(StepWatchdog::Measure, measure);
        QFETCH(int, told);
        StepWatchdog watchdog(40ms, measure);
        QSignalSpy held(&watchdog, &StepWatchdog::held);
        if (told > 0)
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression("The window was held up"));
        QSemaphore nobodyReleases;
        watchdog.step([&] { return nobodyReleases.tryAcquire(1, 100); });
        QCOMPARE(held.size(), told);
    }

    void aStepThatWorksIsLongByWork()
    {
        StepWatchdog watchdog(40ms, StepWatchdog::Measure::Work);
        std::vector<HeldStep> steps;
        connect(&watchdog, &StepWatchdog::held, this, [&](const HeldStep& step) { steps.push_back(step); });
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("The window was held up for \\d+ ms"));
        watchdog.step([] {
            aStepThatWorks();
            return true;
        });
        QCOMPARE(steps.size(), std::size_t{1});
        QVERIFY(steps.front().work >= 199ms && steps.front().duration >= steps.front().work);
        QVERIFY(!steps.front().stack.isEmpty());
    }

    void shortStepsAreNotTold()
    {
        StepWatchdog watchdog(10min);
        QSignalSpy held(&watchdog, &StepWatchdog::held);
        for (int i = 0; i < 100; ++i)
            QVERIFY(!watchdog.step([] { return false; }));
        QCOMPARE(held.size(), 0);
    }

    void anEventWithinAnotherIsPartOfIt()
    {
        StepWatchdog watchdog(0ms);
        QSignalSpy held(&watchdog, &StepWatchdog::held);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("The window was held up"));
        watchdog.step([&] { return watchdog.step([] { return true; }); });
        QCOMPARE(held.size(), 1);
    }

    void aLoopWithinAStepHasStepsOfItsOwn()
    {
        StepWatchdog watchdog(100ms);
        std::vector<HeldStep> steps;
        connect(&watchdog, &StepWatchdog::held, this, [&](const HeldStep& step) { steps.push_back(step); });
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("The window was held up"));
        watchdog.step([&] {
            QEventLoop loop;
            QTimer::singleShot(0, &loop, [&] {
                watchdog.step([] {
                    aStepThatWorks();
                    return true;
                });
                loop.quit();
            });
            loop.exec();
            return true;
        });
        QCOMPARE(steps.size(), std::size_t{1}); // the inner one
    }

    void watchesTheEventsOfAnApplication()
    {
        auto* application = qobject_cast<WatchedApplication*>(QApplication::instance());
        QVERIFY(application);
        std::vector<HeldStep> steps;
        connect(&application->watchdog(), &StepWatchdog::held, this,
                [&](const HeldStep& step) { steps.push_back(step); });
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("The window was held up"));
        QTimer::singleShot(0, this, [] { aStepThatWorks(); });
        QTRY_VERIFY(!steps.empty());
        QVERIFY2(steps.front().stack.contains("QObject::event(QEvent*)"), qPrintable(steps.front().stack.join('\n')));
    }
};

int main(int argc, char** argv)
{
    WatchedApplication application(argc, argv);
    TestStepWatchdog test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_step_watchdog.moc"
