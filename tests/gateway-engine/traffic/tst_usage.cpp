// Quotas and what is kept of them: counting, resetting, extending, reports by day, restarts, crashes, damaged files.
#include "gateway-engine/traffic/clock.h"
#include "gateway-engine/traffic/usage.h"

#include "tests/gateway-engine/traffic/test_world.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <string_view>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono;

namespace {

const UsageOwner gold{"gold", "key1"};
const Quota restartedQuota{10, 2, QuotaPeriod::Month};

int takeAll(UsageCounter& counter, sys_days today, int most = 100'000)
{
    int taken = 0;
    while (taken < most && counter.take(today))
        ++taken;
    return taken;
}

QString inWords(const std::vector<UsageDay>& days)
{
    QStringList words;
    for (const UsageDay& day : days)
        words << QString("%1/%2").arg(day.used).arg(day.remaining ? QString::number(*day.remaining) : "-");
    return words.join(' ');
}

// What this program does in place of the tests when it is started for survivesARestart(): uses seven requests, and ends
// in order or, after a batch, at once.
int useSeven(const char* file, bool crashes)
{
    test::TestWorld world;
    Clock clock(world);
    auto usage = std::make_unique<Usage>(clock, file, nullptr);
    UsageCounter& counter = usage->counter(gold);
    counter.setQuota(restartedQuota);
    const sys_days day = clock.today();
    const bool isDone = takeAll(counter, day, 6) == 6 && counter.setRemaining(4, day) && takeAll(counter, day, 1) == 1;
    if (crashes) {
        (void)usage->flush();
        ::_exit(isDone ? 0 : 1);
    }
    return isDone ? 0 : 1;
}

} // namespace

class TestUsage : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<Diagnostic> m_reports;

    std::filesystem::path file() const { return m_folder->filePath(".gatewright/usage.sqlite").toStdString(); }
    Usage::Report report()
    {
        return [this](const Diagnostic& diagnostic) { m_reports.push_back(diagnostic); };
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_reports.clear();
    }

    void quotasReset_data()
    {
        QTest::addColumn<QString>("period");
        QTest::addColumn<int>("hours"); // after Tuesday 2026-03-10 00:00, with the quota used up
        QTest::addColumn<int>("taken");
        QTest::newRow("day, 23 hours later") << "DAY" << 23 << 0;
        QTest::newRow("day, 24 hours later") << "DAY" << 24 << 5;
        QTest::newRow("week, on Saturday") << "WEEK" << 5 * 24 - 1 << 0;
        QTest::newRow("week, on Sunday") << "WEEK" << 5 * 24 << 5;
        QTest::newRow("month, on the 31st") << "MONTH" << 22 * 24 - 1 << 0;
        QTest::newRow("month, on the 1st") << "MONTH" << 22 * 24 << 5;
    }
    void quotasReset()
    {
        QFETCH(QString, period);
        QFETCH(int, hours);
        QFETCH(int, taken);
        test::TestWorld world;
        Clock clock(world);
        UsageCounter counter({});
        counter.setQuota(Quota{5, 0, *quotaPeriodNamed(period.toStdString())});
        QCOMPARE(takeAll(counter, clock.today()), 5);
        QCOMPARE(*counter.state(clock.today()).remaining, 0);
        QVERIFY(clock.advance(std::chrono::hours(hours)));
        QCOMPARE(takeAll(counter, clock.today()), taken);
    }

    void offsetCountsInTheFirstPeriodOnly()
    {
        UsageCounter counter({});
        counter.setQuota(Quota{5, 2, QuotaPeriod::Day});
        const sys_days day = year(2026) / 3 / 10;
        QCOMPARE(*counter.state(day).remaining, 3);
        QCOMPARE(takeAll(counter, day), 3);
        QCOMPARE(takeAll(counter, day + days(1)), 5);
    }

    void unusualQuotas_data()
    {
        QTest::addColumn<qint64>("limit");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<int>("taken");
        QTest::newRow("none") << qint64(0) << qint64(0) << 0;
        QTest::newRow("negative") << qint64(-5) << qint64(0) << 0;
        QTest::newRow("offset above the limit") << qint64(5) << qint64(50) << 0;
        QTest::newRow("negative offset") << qint64(5) << qint64(-5) << 5;
        QTest::newRow("beyond all need") << std::numeric_limits<qint64>::max() << qint64(0) << 1000;
    }
    void unusualQuotas()
    {
        QFETCH(qint64, limit);
        QFETCH(qint64, offset);
        QFETCH(int, taken);
        UsageCounter counter({});
        counter.setQuota(Quota{limit, offset, QuotaPeriod::Day});
        QCOMPARE(takeAll(counter, sys_days(), 1000), taken);
        QVERIFY(*counter.state(sys_days()).remaining >= 0);
    }

    void countsWithoutQuota()
    {
        UsageCounter counter({});
        QCOMPARE(takeAll(counter, sys_days(), 10), 10);
        QVERIFY(!counter.state(sys_days()).remaining);
        QCOMPARE(counter.state(sys_days()).used, 10);
        QVERIFY(!counter.allowance(sys_days()));
        const auto extended = counter.setRemaining(5, sys_days());
        QVERIFY(!extended);
        QVERIFY(extended.error().message.find("no quota") != std::string::npos);
    }

    void changedQuotasKeepWhatWasUsed()
    {
        const sys_days tuesday = year(2026) / 3 / 10;
        UsageCounter counter({});
        counter.setQuota(Quota{5, 0, QuotaPeriod::Day});
        QCOMPARE(takeAll(counter, tuesday - days(1)), 5);
        QCOMPARE(takeAll(counter, tuesday), 5);
        counter.setQuota(Quota{7, 0, QuotaPeriod::Day});
        QCOMPARE(takeAll(counter, tuesday), 2);
        counter.setQuota(Quota{3, 0, QuotaPeriod::Day});
        QCOMPARE(takeAll(counter, tuesday), 0);
        QCOMPARE(*counter.state(tuesday).remaining, 0);
        counter.setQuota(Quota{20, 0, QuotaPeriod::Week}); // of which Monday and Tuesday have had twelve
        QCOMPARE(takeAll(counter, tuesday), 8);
        counter.setQuota(std::nullopt);
        QCOMPARE(takeAll(counter, tuesday, 3), 3);
        counter.setQuota(Quota{24, 0, QuotaPeriod::Month});
        QCOMPARE(takeAll(counter, tuesday), 1);
    }

    void extends()
    {
        const sys_days day = year(2026) / 3 / 10;
        UsageCounter counter({});
        counter.setQuota(Quota{5, 0, QuotaPeriod::Week});
        QCOMPARE(takeAll(counter, day), 5);
        QVERIFY(counter.setRemaining(3, day));
        QCOMPARE(*counter.state(day).remaining, 3);
        QCOMPARE(*counter.allowance(day), 8);
        QCOMPARE(takeAll(counter, day + days(1)), 3);
        QVERIFY(counter.setRemaining(10, day + days(1)));
        QVERIFY(counter.setRemaining(0, day + days(1))); // less than there was
        QCOMPARE(takeAll(counter, day + days(1)), 0);
        QCOMPARE(takeAll(counter, day + days(7)), 5); // of one period only
        QVERIFY(!counter.setRemaining(-1, day));
        QVERIFY(!counter.setRemaining(std::numeric_limits<std::int64_t>::max(), day));
    }

    void givesBack()
    {
        const sys_days day = year(2026) / 3 / 10;
        UsageCounter counter({});
        counter.setQuota(Quota{2, 0, QuotaPeriod::Day});
        QCOMPARE(takeAll(counter, day), 2);
        counter.giveBack(day);
        QCOMPARE(counter.state(day).used, 1);
        QCOMPARE(takeAll(counter, day), 1);
        QCOMPARE(takeAll(counter, day + days(1)), 2);
        counter.giveBack(day); // of the day before
        QCOMPARE(takeAll(counter, day + days(1)), 0);
        QCOMPARE(counter.state(day).used, 1);
    }

    void exactOnManyThreads()
    {
        const sys_days monday = year(2026) / 3 / 9;
        UsageCounter counter({});
        counter.setQuota(Quota{10'000, 0, QuotaPeriod::Week});
        std::atomic<int> count{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                for (int n = 0; n < 4000; ++n)
                    count += counter.take(monday + days((n + i) / 1000)); // they pass midnight at different times
            });
        UsageChange sum; // written meanwhile
        std::map<sys_days, std::int64_t> written;
        for (int i = 0; i < 100; ++i)
            if (const auto change = counter.change()) {
                for (const auto& day : change->days)
                    written[day.day] += day.added;
                counter.forget(*change);
            }
        for (std::thread& thread : threads)
            thread.join();
        if (const auto change = counter.change())
            for (const auto& day : change->days)
                written[day.day] += day.added;
        QCOMPARE(count.load(), 10'000);
        QCOMPARE(counter.state(monday).used, 10'000);
        std::int64_t total = 0;
        for (const auto& [day, used] : written)
            total += used;
        QCOMPARE(total, 10'000);
    }

    void aClockThatIsSetBackFindsWhatWasUsed()
    {
        test::TestWorld world;
        Clock clock(world);
        UsageCounter counter({});
        counter.setQuota(Quota{5, 0, QuotaPeriod::Month});
        QCOMPARE(takeAll(counter, clock.today()), 5);
        QVERIFY(clock.advanceMonths(1));
        QCOMPARE(takeAll(counter, clock.today()), 5);
        clock.reset();
        QCOMPARE(takeAll(counter, clock.today()), 0);
        QVERIFY(clock.advanceMonths(1));
        QCOMPARE(takeAll(counter, clock.today()), 0);
    }

    void reportsByDay()
    {
        test::TestWorld world(sys_days(year(2026) / 3 / 6)); // Friday
        Clock clock(world);
        Usage usage(clock, file(), report());
        UsageCounter& counter = usage.counter(gold);
        counter.setQuota(Quota{10, 0, QuotaPeriod::Week});
        const sys_days friday = clock.today();
        QCOMPARE(takeAll(counter, friday, 4), 4);
        QCOMPARE(takeAll(counter, friday + days(3), 1), 1);
        QCOMPARE(takeAll(counter, friday + days(5)), 9);
        QCOMPARE(takeAll(usage.counter({"gold", "key2"}), friday, 2), 2); // without a quota
        QCOMPARE(takeAll(usage.counter({"other", "key1"}), friday, 3), 3);
        const auto reported = usage.report("gold", std::nullopt, friday - days(1), friday + days(6));
        QVERIFY(reported);
        QCOMPARE(reported->size(), 2u);
        QCOMPARE(reported->at(0).keyId, "key1");
        QCOMPARE(inWords(reported->at(0).days), "0/10 4/6 0/6 0/10 1/9 0/9 9/0 0/0");
        QCOMPARE(inWords(reported->at(1).days), "0/- 2/- 0/- 0/- 0/- 0/- 0/- 0/-");
        QVERIFY(reported->at(0).days[1].day == friday);
        const auto one = usage.report("gold", "key1", friday, friday);
        QVERIFY(one);
        QCOMPARE(inWords(one->at(0).days), "4/6");
        const auto unknown = usage.report("gold", "nobody", friday, friday);
        QVERIFY(unknown);
        QCOMPARE(inWords(unknown->at(0).days), "0/-");
        QVERIFY(m_reports.empty());
    }

    void refusesReports()
    {
        test::TestWorld world;
        Clock clock(world);
        Usage usage(clock, {}, report());
        const sys_days day = clock.today();
        QVERIFY(!usage.report("gold", std::nullopt, day, day - days(1)));
        QVERIFY(!usage.report("gold", std::nullopt, day, day + days(366)));
        QVERIFY(usage.report("gold", std::nullopt, day, day + days(365)));
    }

    void survivesARestart_data()
    {
        QTest::addColumn<bool>("crashes");
        QTest::newRow("ended") << false;
        QTest::newRow("killed after a batch") << true;
    }
    void survivesARestart()
    {
        QFETCH(bool, crashes);
        test::TestWorld world;
        Clock clock(world);
        const sys_days day = clock.today();
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(),
                    {"--use-seven", QString::fromStdString(file().string()), crashes ? "crash" : "end"});
        QVERIFY(other.waitForFinished());
        QVERIFY(other.exitStatus() == QProcess::NormalExit && other.exitCode() == 0);
        Usage usage(clock, file(), report());
        UsageCounter& counter = usage.counter(gold);
        counter.setQuota(restartedQuota);
        QCOMPARE(counter.state(day).used, 7);
        QCOMPARE(*counter.state(day).remaining, 3);
        QCOMPARE(takeAll(counter, day), 3);
        QVERIFY(clock.advanceMonths(1));
        QCOMPARE(takeAll(counter, clock.today()), 10); // not the first period any more
        QVERIFY(m_reports.empty());
    }

    void twoAtOneFileAddUp()
    {
        test::TestWorld world;
        Clock clock(world);
        {
            Usage one(clock, file(), report());
            Usage other(clock, file(), report());
            QCOMPARE(takeAll(one.counter(gold), clock.today(), 3), 3);
            QCOMPARE(takeAll(other.counter(gold), clock.today(), 4), 4);
            QVERIFY(one.flush());
            QVERIFY(other.flush());
        }
        Usage usage(clock, file(), report());
        QCOMPARE(usage.counter(gold).state(clock.today()).used, 7);
        QVERIFY(m_reports.empty());
    }

    void damagedFilesAreSetAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no database")
            << QByteArray("this is a text, and it is long enough to be taken for a database").repeated(100);
        QTest::newRow("cut off") << QByteArray(); // see below
        QTest::newRow("overwritten in the middle") << QByteArray("x");
    }
    void damagedFilesAreSetAside()
    {
        QFETCH(QByteArray, content);
        test::TestWorld world;
        Clock clock(world);
        {
            Usage usage(clock, file(), report());
            for (int i = 0; i < 500; ++i)
                QCOMPARE(takeAll(usage.counter({"plan", "key" + std::to_string(i)}), clock.today(), 2), 2);
        }
        QFile damaged(QString::fromStdString(file().string()));
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        const qint64 size = damaged.size();
        QVERIFY(size > 8192);
        if (content.isEmpty())
            damaged.resize(size / 2);
        else if (content.size() > 1)
            damaged.write(content);
        else if (damaged.seek(4096))
            damaged.write(QByteArray(size - 4096, '\xee'));
        damaged.close();
        QVERIFY(m_reports.empty());
        {
            Usage usage(clock, file(), report());
            (void)usage.counter(gold); // opens the file
            QCOMPARE(m_reports.size(), 1u);
            QCOMPARE(m_reports[0].rule, "usage-damaged");
            QVERIFY(m_reports[0].hint.find("usage.sqlite.damaged") != std::string::npos);
            QCOMPARE(takeAll(usage.counter(gold), clock.today(), 5), 5);
        }
        QVERIFY(QFile::exists(QString::fromStdString(file().string()) + ".damaged"));
        Usage usage(clock, file(), report());
        QCOMPARE(usage.counter(gold).state(clock.today()).used, 5);
        QCOMPARE(m_reports.size(), 1u);
    }

    void namesOfDamagedFilesAreNotTakenTwice()
    {
        test::TestWorld world;
        Clock clock(world);
        std::filesystem::create_directories(file().parent_path());
        for (int i = 0; i < 3; ++i) {
            QFile damaged(QString::fromStdString(file().string()));
            QVERIFY(damaged.open(QIODevice::WriteOnly));
            damaged.write(QByteArray("no database ").repeated(1000));
            damaged.close();
            Usage usage(clock, file(), report());
            (void)usage.counter(gold);
        }
        QCOMPARE(m_reports.size(), 3u);
        for (const char* suffix : {".damaged", ".damaged-2", ".damaged-3"})
            QVERIFY2(QFile::exists(QString::fromStdString(file().string()) + suffix), suffix);
    }

    void theFileIsOpenedOnceItIsNeeded()
    {
        test::TestWorld world;
        Clock clock(world);
        Usage usage(clock, file(), report());
        QVERIFY(usage.flush());
        QVERIFY(!std::filesystem::exists(file()));
        QVERIFY(usage.report("gold", std::nullopt, clock.today(), clock.today()));
        QVERIFY(std::filesystem::exists(file()));
    }

    void othersFilesAreLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("statements");
        QTest::newRow("of something else") << QByteArray("CREATE TABLE mine(a); INSERT INTO mine VALUES (1);");
        QTest::newRow("of a newer version") << QByteArray("CREATE TABLE mine(a); INSERT INTO mine VALUES (1);"
                                                          "PRAGMA application_id=1735882099; PRAGMA user_version=99;");
    }
    void othersFilesAreLeftAlone()
    {
        QFETCH(QByteArray, statements);
        std::filesystem::create_directories(file().parent_path());
        SQLite::Database(file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(statements.constData());
        test::TestWorld world;
        Clock clock(world);
        {
            Usage usage(clock, file(), report());
            (void)usage.counter(gold); // opens the file
            QCOMPARE(m_reports.size(), 1u);
            QCOMPARE(m_reports[0].rule, "usage-not-kept");
            QVERIFY(!m_reports[0].hint.empty());
            UsageCounter& counter = usage.counter(gold); // counts in memory, and reports
            QCOMPARE(takeAll(counter, clock.today(), 5), 5);
            const auto reported = usage.report("gold", std::nullopt, clock.today(), clock.today());
            QVERIFY(reported);
            QCOMPARE(inWords(reported->at(0).days), "5/-");
        }
        SQLite::Database database(file().string());
        QCOMPARE(database.execAndGet("SELECT count(*) FROM mine").getInt(), 1);
        QVERIFY(!database.tableExists("usage_day"));
    }

    void noPlainFile_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"folder", "pipe", "link", "link to nothing"})
            QTest::newRow(kind) << kind;
    }
    void noPlainFile()
    {
        QFETCH(QString, kind);
        std::filesystem::create_directories(file().parent_path());
        const std::filesystem::path target = m_folder->filePath("target").toStdString();
        if (kind == "folder")
            std::filesystem::create_directories(file());
        else if (kind == "pipe")
            QCOMPARE(::mkfifo(file().c_str(), 0600), 0);
        else
            std::filesystem::create_symlink(target, file());
        if (kind == "link")
            QVERIFY(QFile(QString::fromStdString(target.string())).open(QIODevice::WriteOnly));
        test::TestWorld world;
        Clock clock(world);
        {
            Usage usage(clock, file(), report());
            (void)usage.counter(gold); // opens the file
            QCOMPARE(m_reports.size(), 1u);
            QCOMPARE(m_reports[0].rule, "usage-not-kept");
            QCOMPARE(takeAll(usage.counter(gold), clock.today(), 5), 5);
        }
        QCOMPARE(std::filesystem::exists(target), kind == "link");
        if (kind == "link")
            QCOMPARE(std::filesystem::file_size(target), 0u);
    }

    void whatCannotBeWrittenIsToldOnceAndWrittenLater()
    {
        test::TestWorld world;
        Clock clock(world);
        Usage usage(clock, file(), report());
        UsageCounter& counter = usage.counter(gold);
        {
            SQLite::Database other(file().string(), SQLite::OPEN_READWRITE);
            other.exec("ALTER TABLE usage_day RENAME TO gone");
            for (int i = 0; i < 3; ++i) {
                QVERIFY(counter.take(clock.today()));
                QVERIFY(!usage.flush());
            }
            other.exec("ALTER TABLE gone RENAME TO usage_day");
        }
        QCOMPARE(m_reports.size(), 1u);
        QCOMPARE(m_reports[0].rule, "usage-not-written");
        QVERIFY(usage.flush());
        const auto reported = usage.report("gold", "key1", clock.today(), clock.today());
        QVERIFY(reported);
        QCOMPARE(inWords(reported->at(0).days), "3/-");
    }

    void oldRowsGo()
    {
        test::TestWorld world;
        Clock clock(world);
        {
            Usage usage(clock, file(), report());
            QVERIFY(usage.counter(gold).take(clock.today() - days(401)));
            QVERIFY(usage.counter(gold).take(clock.today() - days(400)));
        }
        {
            Usage usage(clock, file(), report());
            (void)usage.counter(gold);
        }
        SQLite::Database database(file().string());
        QCOMPARE(database.execAndGet("SELECT count(*) FROM usage_day").getInt(), 1);
    }
};

int main(int argc, char** argv)
{
    if (argc == 4 && std::string_view(argv[1]) == "--use-seven")
        return useSeven(argv[2], std::string_view(argv[3]) == "crash");
    const QCoreApplication application(argc, argv);
    TestUsage test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_usage.moc"
