// Rows of open connections: what differs is changed alone, however many there are.
#include "ui/models/connections_model.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QTest>

#include <algorithm>
#include <ctime>

using namespace gw;
using namespace gw::ui;
using namespace std::chrono_literals;

namespace {

const ConnectionsModel::Time begin{std::chrono::seconds(1'700'000'000)};

ConnectionRow row(int number)
{
    engine::ConnectionSnapshot one;
    one.facts.connectionId = QString("c%1=").arg(number, 6, 10, QLatin1Char('0')).toStdString();
    one.facts.stageName = number % 2 ? "dev" : "prod";
    one.facts.sourceIp = "127.0.0.1";
    one.facts.connectedAt = begin + std::chrono::seconds(number);
    one.facts.idleLimit = std::chrono::minutes(10);
    one.facts.longestDuration = std::chrono::hours(2);
    one.lastActiveAt = one.facts.connectedAt;
    one.traffic.messagesIn = 3;
    one.traffic.bytesIn = 2'048;
    return std::make_shared<const engine::ConnectionSnapshot>(std::move(one));
}

ConnectionRows rows(int from, int to, int step = 1)
{
    ConnectionRows all;
    for (int i = from; i < to; i += step)
        all.push_back(row(i));
    return all;
}

// What this thread has worked, whoever else is busy on the machine.
double worked()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

int stepsTo(ConnectionsModel& model, const ConnectionRows& wanted, double* longest = nullptr)
{
    double begun = worked();
    bool isDone = model.setRows(wanted, begin);
    for (int steps = 1;; ++steps) {
        if (longest)
            *longest = std::max(*longest, worked() - begun);
        if (isDone)
            return steps;
        begun = worked();
        isDone = model.step();
    }
}

} // namespace

class TestConnectionsModel : public QObject
{
    Q_OBJECT

private slots:
    void changesAloneMove()
    {
        ConnectionsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(model.setRows(rows(0, 10), begin));
        const QPersistentModelIndex five = model.index(5, 0);
        const QPersistentModelIndex two = model.index(2, 0);
        ConnectionRows wanted = rows(3, 14);
        wanted.insert(wanted.begin(), row(1));
        QVERIFY(model.setRows(wanted, begin));
        QCOMPARE(model.rowCount(), 12);
        QVERIFY(five.isValid() && !two.isValid());
        QCOMPARE(model.at(five.row())->facts.connectionId, std::string("c000005="));
        QCOMPARE(model.rowOf("c000001="), 0);
        QCOMPARE(model.rowOf("c000002="), -1);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void timersCount()
    {
        ConnectionsModel model;
        QVERIFY(model.setRows(rows(0, 1), begin + 75s));
        const auto text = [&](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(ConnectionsModel::Age), QString("1:15"));
        QCOMPARE(text(ConnectionsModel::IdleLeft), QString("8:45"));
        QCOMPARE(text(ConnectionsModel::EndsIn), QString("1:58:45"));
        model.setTime(begin + 2h);
        QCOMPARE(text(ConnectionsModel::Age), QString("2:00:00"));
        QCOMPARE(text(ConnectionsModel::IdleLeft), QString("0:00"));
        QCOMPARE(text(ConnectionsModel::EndsIn), QString("0:00"));
        QVERIFY(text(ConnectionsModel::In).startsWith("3 · "));
        QCOMPARE(text(ConnectionsModel::Out), QString("–"));
    }

    void withoutLimitsNoTimerCounts()
    {
        engine::ConnectionSnapshot free = *row(0);
        free.facts.idleLimit = free.facts.longestDuration = {};
        ConnectionsModel model;
        QVERIFY(model.setRows({std::make_shared<const engine::ConnectionSnapshot>(free)}, begin + 75s));
        QCOMPARE(model.index(0, ConnectionsModel::Age).data().toString(), QString("1:15"));
        QCOMPARE(model.index(0, ConnectionsModel::IdleLeft).data().toString(), QString("–"));
        QCOMPARE(model.index(0, ConnectionsModel::EndsIn).data().toString(), QString("–"));
    }

    void clocks_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << 0 << "0:00";
        QTest::newRow("seconds") << 7 << "0:07";
        QTest::newRow("minutes") << 750 << "12:30";
        QTest::newRow("hours") << 3723 << "1:02:03";
    }

    void clocks()
    {
        QFETCH(const int, seconds);
        QTEST(clockText(std::chrono::seconds(seconds)), "text");
    }

    void twentyThousandComeAtOnce()
    {
        ConnectionsModel model;
        double longest = 0;
        stepsTo(model, rows(0, 20'000), &longest);
        QCOMPARE(model.rowCount(), 20'000);
        QVERIFY2(longest < 50, qPrintable(QString::number(longest)));
    }

    // Every second one goes: ten thousand stretches, in steps that are short each.
    void manyThatGoAreTakenInSteps()
    {
        ConnectionsModel model;
        stepsTo(model, rows(0, 20'000));
        double longest = 0;
        const int steps = stepsTo(model, rows(0, 20'000, 2), &longest);
        QVERIFY(steps > 1);
        QCOMPARE(model.rowCount(), 10'000);
        QVERIFY2(longest < 50, qPrintable(QString::number(longest)));
        for (int i = 0; i < model.rowCount(); i += 997)
            QCOMPARE(model.at(i)->facts.connectionId, row(2 * i)->facts.connectionId);
    }

    void filtersByWords()
    {
        const ConnectionRow one = row(1);
        QVERIFY(matchesFilter(*one, {}));
        QVERIFY(matchesFilter(*one, {"DEV", "000001"}));
        QVERIFY(!matchesFilter(*one, {"dev", "prod"}));
    }
};

QTEST_MAIN(TestConnectionsModel)
#include "tst_connections_model.moc"
