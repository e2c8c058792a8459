// Who may run, who waits and who is turned away.
#include "gateway-engine/lambda/concurrency_gate.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <QTest>

#include <vector>

using namespace gw::engine;
using namespace std::chrono_literals;

class TestConcurrencyGate : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_waiting = 0;
        m_entered.clear();
        m_refused.clear();
    }
    void turnsAwayWhatIsBeyondTheLimit();
    void letsInByTurns();
    void nobodyOvertakes();
    void patienceEnds();
    void aHigherLimitLetsIn();
    void aLowerLimitWaitsForThoseInside();
    void closedIsClosed();
    void tooManyWaiting();

private:
    void wait(ConcurrencyGate& gate, std::chrono::milliseconds patience = 1h)
    {
        const int number = m_waiting++;
        boost::asio::co_spawn(
            m_context, gate.waitToEnter(patience),
            [this, number](const std::exception_ptr&, bool isIn) { (isIn ? m_entered : m_refused).push_back(number); });
        run();
    }

    void run()
    {
        m_context.restart();
        m_context.poll();
    }

    using Numbers = std::vector<int>;
    boost::asio::io_context m_context{1};
    int m_waiting = 0;
    Numbers m_entered;
    Numbers m_refused;
};

void TestConcurrencyGate::turnsAwayWhatIsBeyondTheLimit()
{
    ConcurrencyGate gate(m_context, 2);
    QVERIFY(gate.tryEnter() && gate.tryEnter());
    QVERIFY(!gate.tryEnter());
    QCOMPARE(gate.inside(), 2);
    gate.leave();
    QVERIFY(gate.tryEnter());
    gate.leave();
    gate.leave();
    QVERIFY(gate.isEmpty());
}

void TestConcurrencyGate::letsInByTurns()
{
    ConcurrencyGate gate(m_context, 1);
    QVERIFY(gate.tryEnter());
    for (int i = 0; i < 3; ++i)
        wait(gate);
    QVERIFY(m_entered.empty());
    for (int i = 0; i < 3; ++i) {
        gate.leave();
        run();
        QCOMPARE(gate.inside(), 1);
        QCOMPARE(m_entered.size(), std::size_t(i + 1));
    }
    QCOMPARE(m_entered, (Numbers{0, 1, 2}));
    QVERIFY(!gate.isEmpty());
    gate.leave();
    QVERIFY(gate.isEmpty());
}

void TestConcurrencyGate::nobodyOvertakes()
{
    ConcurrencyGate gate(m_context, 1);
    QVERIFY(gate.tryEnter());
    wait(gate);
    gate.leave(); // the place is taken before the one that waits has run
    QVERIFY(!gate.tryEnter());
    run();
    QCOMPARE(m_entered, Numbers{0});
}

void TestConcurrencyGate::patienceEnds()
{
    ConcurrencyGate gate(m_context, 1);
    QVERIFY(gate.tryEnter());
    wait(gate, 1h);
    wait(gate, 1ms);
    m_context.restart();
    while (m_refused.empty())
        m_context.run_one();
    QCOMPARE(m_refused, Numbers{1});
    gate.leave();
    run();
    QCOMPARE(m_entered, Numbers{0});
}

void TestConcurrencyGate::aHigherLimitLetsIn()
{
    ConcurrencyGate gate(m_context, 1);
    QVERIFY(gate.tryEnter());
    for (int i = 0; i < 3; ++i)
        wait(gate);
    gate.setLimit(3);
    run();
    QCOMPARE(m_entered, (Numbers{0, 1}));
    QCOMPARE(gate.inside(), 3);
    gate.close();
    run();
}

void TestConcurrencyGate::aLowerLimitWaitsForThoseInside()
{
    ConcurrencyGate gate(m_context, 2);
    QVERIFY(gate.tryEnter() && gate.tryEnter());
    wait(gate);
    gate.setLimit(1);
    gate.leave();
    run();
    QVERIFY(m_entered.empty());
    gate.leave();
    run();
    QCOMPARE(m_entered, Numbers{0});
}

void TestConcurrencyGate::closedIsClosed()
{
    ConcurrencyGate gate(m_context, 1);
    QVERIFY(gate.tryEnter());
    wait(gate);
    gate.close();
    run();
    QCOMPARE(m_refused, Numbers{0});
    gate.leave();
    QVERIFY(!gate.tryEnter());
    wait(gate);
    QCOMPARE(m_refused, (Numbers{0, 1}));
    QVERIFY(gate.isEmpty());
}

void TestConcurrencyGate::tooManyWaiting()
{
    ConcurrencyGate gate(m_context, 1);
    QVERIFY(gate.tryEnter());
    for (int i = 0; i < 1'001; ++i)
        wait(gate);
    QCOMPARE(m_refused, Numbers{1'000});
    gate.close();
    run();
}

QTEST_GUILESS_MAIN(TestConcurrencyGate)
#include "tst_concurrency_gate.moc"
