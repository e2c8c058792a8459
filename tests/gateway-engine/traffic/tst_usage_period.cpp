// When quotas reset: days, weeks from Sunday, months, all in UTC.
#include "gateway-engine/traffic/usage_period.h"

#include <QTest>

using namespace gw::engine;
using namespace std::chrono;

namespace {

sys_days dayFrom(const QString& text)
{
    const QStringList parts = text.split('-');
    return year(parts[0].toInt()) / parts[1].toInt() / parts[2].toInt();
}

} // namespace

class TestUsagePeriod : public QObject
{
    Q_OBJECT

private slots:
    void spans_data()
    {
        QTest::addColumn<QString>("day");
        QTest::addColumn<QString>("period");
        QTest::addColumn<QString>("begin");
        QTest::addColumn<QString>("end");
        QTest::newRow("day") << "2026-03-10"
                             << "DAY"
                             << "2026-03-10"
                             << "2026-03-11";
        QTest::newRow("last day of a year") << "2026-12-31"
                                            << "DAY"
                                            << "2026-12-31"
                                            << "2027-01-01";
        QTest::newRow("a Tuesday's week") << "2026-03-10"
                                          << "WEEK"
                                          << "2026-03-08"
                                          << "2026-03-15";
        QTest::newRow("a Sunday begins one") << "2026-03-08"
                                             << "WEEK"
                                             << "2026-03-08"
                                             << "2026-03-15";
        QTest::newRow("a Saturday ends one") << "2026-03-14"
                                             << "WEEK"
                                             << "2026-03-08"
                                             << "2026-03-15";
        QTest::newRow("a week over the year") << "2027-01-01"
                                              << "WEEK"
                                              << "2026-12-27"
                                              << "2027-01-03";
        QTest::newRow("month") << "2026-03-10"
                               << "MONTH"
                               << "2026-03-01"
                               << "2026-04-01";
        QTest::newRow("the 1st") << "2026-03-01"
                                 << "MONTH"
                                 << "2026-03-01"
                                 << "2026-04-01";
        QTest::newRow("December") << "2026-12-31"
                                  << "MONTH"
                                  << "2026-12-01"
                                  << "2027-01-01";
        QTest::newRow("February of a leap year") << "2028-02-29"
                                                 << "MONTH"
                                                 << "2028-02-01"
                                                 << "2028-03-01";
        QTest::newRow("before 1970") << "1969-12-31"
                                     << "WEEK"
                                     << "1969-12-28"
                                     << "1970-01-04";
    }
    void spans()
    {
        QFETCH(QString, day);
        QFETCH(QString, period);
        QFETCH(QString, begin);
        QFETCH(QString, end);
        const auto kind = quotaPeriodNamed(period.toStdString());
        QVERIFY(kind);
        QCOMPARE(quotaPeriodName(*kind), period.toLatin1().constData());
        const DaySpan span = periodOf(dayFrom(day), *kind);
        QVERIFY(span == (DaySpan{dayFrom(begin), dayFrom(end)}));
        QVERIFY(span.holds(dayFrom(day)) && span.holds(span.begin) && !span.holds(span.end));
    }

    void otherWordsAreNoPeriod()
    {
        for (const char* word : {"", "day", "YEAR", "HOUR", "DAYS"})
            QVERIFY(!quotaPeriodNamed(word));
    }
};

QTEST_APPLESS_MAIN(TestUsagePeriod)
#include "tst_usage_period.moc"
