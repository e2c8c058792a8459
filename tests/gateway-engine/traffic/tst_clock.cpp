// The clock limits go by: the world's, moved ahead and set back.
#include "gateway-engine/traffic/clock.h"

#include "tests/gateway-engine/traffic/test_world.h"

#include <QTest>

#include <thread>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono;

class TestClock : public QObject
{
    Q_OBJECT

private slots:
    void followsTheWorldAndIsMovedAhead()
    {
        test::TestWorld world;
        Clock clock(world);
        QVERIFY(clock.now() == world.now());
        QVERIFY(clock.wallClock() == world.wallClock());
        world.pass(5s);
        QVERIFY(clock.advance(24h));
        QVERIFY(clock.now() == world.now() + 24h);
        QVERIFY(clock.wallClock() == world.wallClock() + 24h);
        QVERIFY(clock.today() == sys_days(year(2026) / 3 / 11));
        QVERIFY(clock.ahead() == 24h);
    }

    void resetTakesTheWallClockBackOnly()
    {
        test::TestWorld world;
        Clock clock(world);
        QVERIFY(clock.advance(240h));
        const auto before = clock.now();
        clock.reset();
        QVERIFY(clock.now() >= before);
        QVERIFY(clock.wallClock() == world.wallClock());
        QVERIFY(clock.ahead() == 0ns);
        world.pass(1ns);
        QVERIFY(clock.now() > before);
    }

    void months_data()
    {
        QTest::addColumn<int>("month");
        QTest::addColumn<int>("day");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("later");
        QTest::newRow("a month") << 3 << 10 << 1 << "2026-04-10";
        QTest::newRow("from the 31st") << 1 << 31 << 1 << "2026-02-28";
        QTest::newRow("over the year") << 12 << 31 << 2 << "2027-02-28";
        QTest::newRow("a leap year") << 2 << 28 << 24 << "2028-02-28";
        QTest::newRow("none") << 5 << 5 << 0 << "2026-05-05";
    }
    void months()
    {
        QFETCH(int, month);
        QFETCH(int, day);
        QFETCH(int, count);
        QFETCH(QString, later);
        test::TestWorld world(sys_days(year(2026) / month / day) + 13h);
        Clock clock(world);
        QVERIFY(clock.advanceMonths(count));
        const year_month_day date(clock.today());
        QCOMPARE(QString("%1-%2-%3")
                     .arg(int(date.year()))
                     .arg(unsigned(date.month()), 2, 10, QChar('0'))
                     .arg(unsigned(date.day()), 2, 10, QChar('0')),
                 later);
        QVERIFY(clock.wallClock() - clock.today() == 13h);
    }

    void refuses()
    {
        test::TestWorld world;
        Clock clock(world);
        QVERIFY(!clock.advance(-1ns));
        QVERIFY(!clock.advanceMonths(-1));
        QVERIFY(!clock.advanceMonths(1'000'000));
        QVERIFY(!clock.advance(Clock::mostAhead + 1ns));
        QVERIFY(!clock.advance(nanoseconds::max()));
        QVERIFY(clock.ahead() == 0ns);
        QVERIFY(clock.advance(Clock::mostAhead));
        const auto refused = clock.advance(1ns);
        QVERIFY(!refused);
        QVERIFY(refused.error().message.find("ten years") != std::string::npos);
        QVERIFY(!refused.error().hint.empty());
    }

    void theWayThereAndBackEnds()
    {
        test::TestWorld world;
        Clock clock(world);
        int moves = 0;
        for (; moves < 20; ++moves) {
            if (!clock.advance(Clock::mostAhead))
                break;
            clock.reset();
        }
        QCOMPARE(moves, 10);
        QVERIFY(clock.ahead() == 0ns);
    }

    void neverGoesBackOnAnyThread()
    {
        test::TestWorld world;
        Clock clock(world);
        std::atomic<bool> isOver{false};
        std::atomic<int> faults{0};
        std::vector<std::thread> readers;
        for (int i = 0; i < 3; ++i)
            readers.emplace_back([&] {
                auto last = clock.now();
                while (!isOver) {
                    const auto now = clock.now();
                    faults += now < last;
                    last = now;
                }
            });
        for (int i = 0; i < 1000; ++i) {
            world.pass(1us);
            QVERIFY(clock.advance(1h));
            clock.reset();
        }
        isOver = true;
        for (std::thread& reader : readers)
            reader.join();
        QCOMPARE(faults.load(), 0);
    }
};

QTEST_APPLESS_MAIN(TestClock)
#include "tst_clock.moc"
