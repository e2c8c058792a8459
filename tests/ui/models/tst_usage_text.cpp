// Usage as CSV: quoted, and nothing that a spreadsheet would run.
#include "ui/models/usage_text.h"

#include <QTest>

using namespace gw;
using namespace gw::ui;
using namespace std::chrono_literals;

class TestUsageText : public QObject
{
    Q_OBJECT

    static Project projectWith(const std::string& keyName)
    {
        Project project;
        ApiKey key;
        key.name = keyName;
        key.keyId = "abc123";
        project.apiKeys.push_back(Cow<ApiKey>(key));
        return project;
    }

private slots:
    void aLineADayWithUse()
    {
        const std::chrono::sys_days day = 2026y / 11 / 29;
        const std::vector<engine::KeyUsage> usage{
            {"abc123", {{day - std::chrono::days(1), 0, 100}, {day, 12, 88}}}, {"gone", {{day, 3, std::nullopt}}}};
        QCOMPARE(usageCsv(projectWith("partner"), usage),
                 QByteArray("Name,Id,Day,Used,Remaining\r\npartner,abc123,2026-11-29,12,88\r\n"
                            "gone,gone,2026-11-29,3,\r\n"));
    }

    void namesAreQuotedAndNeverFormulas_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("field");
        QTest::newRow("comma") << "a,b" << "\"a,b\"";
        QTest::newRow("quote") << "say \"hi\"" << "\"say \"\"hi\"\"\"";
        QTest::newRow("formula") << "=1+1" << "'=1+1";
        QTest::newRow("at") << "@SUM(A1)" << "'@SUM(A1)";
        QTest::newRow("plain") << "über" << "über";
    }
    void namesAreQuotedAndNeverFormulas()
    {
        QFETCH(QString, name);
        QFETCH(QString, field);
        const std::chrono::sys_days day = 2026y / 1 / 2;
        const QByteArray csv = usageCsv(projectWith(name.toStdString()), {{"abc123", {{day, 1, std::nullopt}}}});
        QCOMPARE(QString::fromUtf8(csv.split('\n').at(1)).remove('\r'), field + ",abc123,2026-01-02,1,");
    }
};

QTEST_GUILESS_MAIN(TestUsageText)
#include "tst_usage_text.moc"
