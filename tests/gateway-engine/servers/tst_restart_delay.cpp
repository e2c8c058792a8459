// How long a process that ends again and again stays down.
#include "gateway-engine/servers/restart_delay.h"

#include <QTest>

using namespace gw::engine;
using namespace std::chrono_literals;

class TestRestartDelay : public QObject
{
    Q_OBJECT

private slots:
    void doublesUpToItsLimit()
    {
        RestartDelay delay(500ms, 3s, 10s);
        std::vector<std::chrono::milliseconds> seen;
        for (int i = 0; i < 6; ++i)
            seen.push_back(delay.afterRunning(1ms));
        QCOMPARE(seen, (std::vector<std::chrono::milliseconds>{500ms, 1s, 2s, 3s, 3s, 3s}));
    }

    void beginsAnewAfterOneThatStayedUp()
    {
        RestartDelay delay(500ms, 30s, 10s);
        (void)delay.afterRunning(0s);
        (void)delay.afterRunning(0s);
        QVERIFY(delay.afterRunning(9'999ms) == 2s);
        QVERIFY(delay.afterRunning(10s) == 500ms);
        QVERIFY(delay.afterRunning(1s) == 1s);
        delay.reset();
        QVERIFY(delay.afterRunning(1s) == 500ms);
    }

    void neverGrowsBeyondItsLimit()
    {
        RestartDelay delay(40s, 30s, 10s);
        QVERIFY(delay.afterRunning(0s) == 30s);
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(delay.afterRunning(0s) == 30s);
    }
};

QTEST_APPLESS_MAIN(TestRestartDelay)
#include "tst_restart_delay.moc"
