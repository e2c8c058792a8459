// The list of traces: newest first, bounded, filtered and paused with exact row operations; what is beyond its bound or
// older than the session is read from the trace file.
#include "tests/support/many_traces.h"
#include "ui/models/quantity_text.h"
#include "ui/models/trace_list_model.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;
using namespace gw::ui;
using namespace std::chrono_literals;

namespace {

engine::TracePtr traceOf(int number, int status = 200, const std::string& method = "GET")
{
    auto trace = std::make_shared<engine::Trace>();
    trace->sequence = static_cast<std::uint64_t>(number);
    trace->requestId = "id-" + std::to_string(number);
    trace->method = method;
    trace->path = "/pets/" + std::to_string(number);
    trace->status = status;
    trace->apiName = "pets";
    trace->stage = "dev";
    trace->duration = 1500us;
    trace->responseBytes = 2048;
    return trace;
}

std::vector<engine::TracePtr> batch(int first, int last)
{
    std::vector<engine::TracePtr> traces;
    for (int number = first; number <= last; ++number)
        traces.push_back(traceOf(number, number % 3 == 0 ? 500 : 200));
    return traces;
}

engine::TraceFilter filterOf(const char* text)
{
    return *engine::TraceFilter::parse(text);
}

using Time = StoredTraces::Time;

// Fills a file and opens it beneath a model.
struct FileFixture
{
    explicit FileFixture(int count, std::size_t capacity = 5000) : model(nullptr, capacity)
    {
        if (count > 0)
            test::writeManyTraces(file.toStdString(), count);
    }
    bool open(Time from = Time(), Time began = std::chrono::system_clock::now())
    {
        model.open(file, from, began);
        return settled();
    }
    bool settled()
    {
        return QTest::qWaitFor([this] { return !model.isSearching(); }, 20'000);
    }
    bool tells(int row, const QString& path)
    {
        const auto text = [&] { return model.index(row, TraceListModel::Path).data().toString(); };
        return QTest::qWaitFor([&] { return text() == path; }, 20'000);
    }

    QTemporaryDir folder;
    const QString file = folder.filePath("traces.sqlite");
    TraceListModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

QString pathOf(int number)
{
    return QStringLiteral("/things/%1/details").arg(number);
}

QStringList paths(const TraceListModel& model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all.append(model.index(row, TraceListModel::Path).data().toString());
    return all;
}

} // namespace

class TestTraceListModel : public QObject
{
    Q_OBJECT

private slots:
    void newestStandFirst();
    void filterKeepsTheSelection();
    void filterTakesEffectOnNewOnes();
    void pausedTracesWait();
    void oldestFallOff();
    void foundById();
    void theFileStandsBeneath();
    void theFileIsFiltered_data();
    void theFileIsFiltered();
    void onlyThePartAskedForIsShown();
    void aSearchIsStopped();
    void theNewestFilterCounts();
    void tracesOfTheFileAreLoaded();
    void whatIsGoneSaysSo();
    void whatLeavesTheMemoryIsReadFromTheFile();
    void whatDidNotFitWhilePausedIsReadFromTheFile();
    void aFileThatIsNotThereIsEmpty();
    void quantities_data();
    void quantities();
};

void TestTraceListModel::newestStandFirst()
{
    TraceListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.append(batch(1, 2));
    model.append({});
    model.append(batch(3, 3));
    QCOMPARE(inserted.count(), 2);
    QCOMPARE(paths(model), QStringList({"/pets/3", "/pets/2", "/pets/1"}));
    const auto text = [&](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(text(TraceListModel::Method), QString("GET"));
    QCOMPARE(text(TraceListModel::Status), QString("500"));
    QCOMPARE(text(TraceListModel::Duration), QString("1.5 ms"));
    QCOMPARE(text(TraceListModel::Size), QString("2.0 KB"));
    QCOMPARE(text(TraceListModel::Api), QString("pets / dev"));
    QCOMPARE(model.headerData(TraceListModel::Path, Qt::Horizontal).toString(), QString("Path"));
}

void TestTraceListModel::filterKeepsTheSelection()
{
    TraceListModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.append(batch(1, 9));
    const QPersistentModelIndex selected = model.index(3, 0); // number 6, status 500
    model.setFilter(filterOf("status:5xx"));
    QCOMPARE(paths(model), QStringList({"/pets/9", "/pets/6", "/pets/3"}));
    QVERIFY(selected.isValid());
    QCOMPARE(selected.row(), 1);
    model.setFilter(filterOf("-path:/pets/9"));
    QCOMPARE(model.rowCount(), 8);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 9);
    QCOMPARE(selected.row(), 3);
    model.setFilter(filterOf("nothing-has-this"));
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.totalCount(), 9);
    QVERIFY(!selected.isValid());
    QCOMPARE(reset.count(), 0);
}

void TestTraceListModel::filterTakesEffectOnNewOnes()
{
    TraceListModel model;
    model.setFilter(filterOf("method:POST"));
    model.append({traceOf(1), traceOf(2, 201, "POST"), traceOf(3)});
    QCOMPARE(paths(model), QStringList({"/pets/2"}));
    QCOMPARE(model.totalCount(), 3);
}

void TestTraceListModel::pausedTracesWait()
{
    TraceListModel model(nullptr, 5);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy waiting(&model, &TraceListModel::waitingCountChanged);
    model.append(batch(1, 1));
    model.setPaused(true);
    model.append(batch(2, 4));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(waiting.last()[0].toInt(), 3);
    model.append(batch(5, 20));
    QCOMPARE(model.waitingCount(), 5); // bounded as the list itself
    model.setPaused(false);
    QCOMPARE(paths(model), QStringList({"/pets/20", "/pets/19", "/pets/18", "/pets/17", "/pets/16"}));
    QCOMPARE(waiting.last()[0].toInt(), 0);
}

void TestTraceListModel::oldestFallOff()
{
    TraceListModel model(nullptr, 4);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFilter(filterOf("status:5xx"));
    model.append(batch(1, 30)); // more at once than there is room for
    QCOMPARE(paths(model), QStringList({"/pets/30", "/pets/27"}));
    model.append(batch(31, 32));
    QCOMPARE(paths(model), QStringList({"/pets/30"}));
    model.setFilter({});
    QCOMPARE(model.rowCount(), 4);
    model.clear();
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.totalCount(), 0);
}

void TestTraceListModel::foundById()
{
    TraceListModel model;
    model.append(batch(1, 3));
    QCOMPARE(model.indexOf("id-1").row(), 2);
    model.setFilter(filterOf("status:5xx"));
    QVERIFY(!model.indexOf("id-1").isValid());
    QVERIFY(model.find("id-1")); // filtered out, not gone
    model.setPaused(true);
    model.append(batch(4, 4));
    QVERIFY(model.find("id-4"));
    QVERIFY(!model.find("id-5"));
    QVERIFY(!model.traceAt({}));
}

void TestTraceListModel::theFileStandsBeneath()
{
    constexpr int count = 100'000;
    FileFixture with(count);
    with.model.append(batch(1, 2));
    QVERIFY(with.open());
    QCOMPARE(with.model.rowCount(), count + 2);
    QCOMPARE(with.model.totalCount(), count + 2);
    QVERIFY(with.tells(2, pathOf(count)));
    QCOMPARE(with.model.index(1, TraceListModel::Path).data().toString(), QString("/pets/1"));
    for (const int row : {50'000, count + 1, 777})
        QVERIFY(with.tells(row, pathOf(count - row + 2)));
    const auto text = [&](int column) { return with.model.index(count + 1, column).data().toString(); };
    QVERIFY(with.tells(count + 1, pathOf(1)));
    QCOMPARE(text(TraceListModel::Method), QString("GET"));
    QCOMPARE(text(TraceListModel::Status), QString("200"));
    QCOMPARE(text(TraceListModel::Size), QString("200 B"));
    QCOMPARE(text(TraceListModel::Api), QString("things / dev"));
    QCOMPARE(with.model.index(1, 0).data(TraceListModel::StatusRole).toInt(), 200);
    with.model.append(batch(3, 3));
    QCOMPARE(with.model.storedRow(with.model.index(count + 2, 0)), std::int64_t(1)); // moved down by one
    with.model.close();
    QCOMPARE(with.model.rowCount(), 3);
    with.model.clear();
    QCOMPARE(with.model.totalCount(), 0);
}

void TestTraceListModel::theFileIsFiltered_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("newest");
    QTest::newRow("status") << QByteArray("status:5xx") << 200 << 20'000;
    QTest::newRow("method") << QByteArray("method:POST") << 2000 << 20'000;
    QTest::newRow("text") << QByteArray("things/123") << 111 << 12'399; // 123, 1230…1239, 12300…12399
    QTest::newRow("several") << QByteArray("method:POST -status:5xx path:9990/") << 2 << 19'990;
    QTest::newRow("the oldest alone") << QByteArray("path:/things/1/") << 1 << 1;
    QTest::newRow("none") << QByteArray("stage:prod") << 0 << 0;
}

void TestTraceListModel::theFileIsFiltered()
{
    QFETCH(QByteArray, filter);
    QFETCH(int, count);
    QFETCH(int, newest);
    FileFixture with(20'000);
    QVERIFY(with.open());
    with.model.setFilter(filterOf(filter.constData()));
    QVERIFY(with.model.isSearching());
    QVERIFY(with.settled());
    QCOMPARE(with.model.rowCount(), count);
    QCOMPARE(with.model.totalCount(), 20'000);
    QCOMPARE(int(with.model.storedRow(with.model.index(0, 0))), newest);
    QVERIFY(count == 0 || with.tells(0, pathOf(newest)));
    with.model.setFilter({});
    QVERIFY(with.settled());
    QCOMPARE(with.model.rowCount(), 20'000);
}

void TestTraceListModel::onlyThePartAskedForIsShown()
{
    FileFixture with(1000);
    const auto timeOf = [](int number) { return test::storedTrace(number)->time; };
    QVERIFY(with.open(timeOf(301), timeOf(401)));
    QCOMPARE(with.model.rowCount(), 100);
    QCOMPARE(with.model.storedRow(with.model.index(0, 0)), std::int64_t(400));
    QCOMPARE(with.model.storedRow(with.model.index(99, 0)), std::int64_t(301));
    QVERIFY(with.open(timeOf(1001)));
    QCOMPARE(with.model.rowCount(), 0);
}

void TestTraceListModel::aSearchIsStopped()
{
    FileFixture with(100'000);
    with.model.open(with.file, {}, std::chrono::system_clock::now());
    QTRY_VERIFY_WITH_TIMEOUT(with.model.rowCount() > 0, 20'000); // the first portion, long before the last
    with.model.stopSearch();
    QVERIFY(!with.model.isSearching());
    const int found = with.model.rowCount();
    QCOMPARE(with.model.storedRow(with.model.index(0, 0)), std::int64_t(100'000));
    QVERIFY(with.tells(0, pathOf(100'000)));
    QCOMPARE(with.model.rowCount(), found);
}

void TestTraceListModel::theNewestFilterCounts()
{
    FileFixture with(100'000);
    QVERIFY(with.open());
    for (const char* typed : {"s", "st", "status:5", "status:50", "status:500 path:00000/"}) {
        if (const auto filter = engine::TraceFilter::parse(typed))
            with.model.setFilter(*filter);
    }
    QVERIFY(with.settled());
    QCOMPARE(with.model.rowCount(), 1);
    QCOMPARE(with.model.storedRow(with.model.index(0, 0)), std::int64_t(100'000));
}

void TestTraceListModel::tracesOfTheFileAreLoaded()
{
    FileFixture with(1000);
    QVERIFY(with.open());
    const QModelIndex index = with.model.index(10, 0);
    QVERIFY(!with.model.traceAt(index));
    const std::int64_t row = with.model.storedRow(index);
    QCOMPARE(row, std::int64_t(990));
    QCOMPARE(with.model.indexOfStored(row), index);
    QVERIFY(!with.model.indexOfStored(1001).isValid());
    QSignalSpy loaded(&with.model, &TraceListModel::loaded);
    with.model.load(5);
    with.model.load(row); // the last one asked for
    QVERIFY(loaded.wait());
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(loaded[0][0].toLongLong(), qint64(row));
    const auto trace = loaded[0][1].value<engine::TracePtr>();
    QVERIFY(trace);
    QCOMPARE(trace->messages.size(), std::size_t(1));
    QCOMPARE(trace->method, std::string("POST"));
}

void TestTraceListModel::whatIsGoneSaysSo()
{
    FileFixture with(200);
    QVERIFY(with.open());
    {
        SQLite::Database database(with.file.toStdString(), SQLite::OPEN_READWRITE);
        database.exec("DELETE FROM trace WHERE id <= 100; DELETE FROM trace_document WHERE id <= 100");
    }
    QVERIFY(with.tells(150, "No longer kept"));
    QVERIFY(with.model.index(150, TraceListModel::Status).data().isNull());
    QSignalSpy loaded(&with.model, &TraceListModel::loaded);
    with.model.load(50);
    QVERIFY(loaded.wait());
    QVERIFY(!loaded[0][1].value<engine::TracePtr>());
}

// The store is written before the list hears of a trace, as the engine's sinks are in that order.
void TestTraceListModel::whatLeavesTheMemoryIsReadFromTheFile()
{
    FileFixture with(100, 10);
    QVERIFY(with.open());
    const auto store = engine::TraceStore::open(with.file.toStdString());
    QVERIFY(store);
    with.model.setFilter(filterOf("-path:/109/"));
    QVERIFY(with.settled());
    const auto expected = [](int newest) {
        QStringList all;
        for (int number = newest; number >= 1; --number)
            if (number != 109)
                all.append(pathOf(number));
        return all;
    };
    for (int number = 101; number <= 150; number += 5) {
        std::vector<engine::TracePtr> more;
        for (int i = number; i < number + 5; ++i)
            more.push_back(test::storedTrace(i));
        (*store)->accept(more);
        with.model.append(more);
        QTRY_VERIFY_WITH_TIMEOUT(with.model.storedRow(with.model.index(20, 0)) > 0,
                                 20'000); // twice as many as may stay
    }
    QTRY_VERIFY_WITH_TIMEOUT(with.model.storedRow(with.model.index(25, 0)) > 100, 20'000); // handed over
    QCOMPARE(with.model.rowCount(), 149);
    QCOMPARE(with.model.totalCount(), 150);
    const QStringList all = expected(150);
    for (int row = 0; row < all.size(); ++row)
        QVERIFY2(with.tells(row, all[row]), qPrintable(all[row]));
    with.model.setFilter({});
    QVERIFY(with.settled());
    QCOMPARE(with.model.rowCount(), 150);
}

void TestTraceListModel::whatDidNotFitWhilePausedIsReadFromTheFile()
{
    FileFixture with(100, 10);
    QVERIFY(with.open(Time(), test::storedTrace(101)->time));
    const auto store = engine::TraceStore::open(with.file.toStdString());
    QVERIFY(store);
    with.model.setPaused(true);
    for (int number = 101; number <= 150; ++number) {
        (*store)->accept(std::vector<engine::TracePtr>{test::storedTrace(number)});
        with.model.append({test::storedTrace(number)});
    }
    QCOMPARE(with.model.waitingCount(), 10);
    QCOMPARE(with.model.rowCount(), 100);
    with.model.setPaused(false);
    QVERIFY(with.settled());
    QCOMPARE(with.model.rowCount(), 150);
    for (const int row : {0, 9, 10, 49, 149})
        QVERIFY2(with.tells(row, pathOf(150 - row)), qPrintable(QString::number(row)));
}

void TestTraceListModel::aFileThatIsNotThereIsEmpty()
{
    FileFixture with(0, 10);
    QVERIFY(with.open());
    QCOMPARE(with.model.rowCount(), 0);
    with.model.open({}, {}, {}); // of a lone file: there is none
    QVERIFY(!with.model.isSearching());
    QVERIFY(with.open());
    const auto store = engine::TraceStore::open(with.file.toStdString()); // the gateway makes it when it runs
    QVERIFY(store);
    std::vector<engine::TracePtr> more;
    for (int number = 1; number <= 25; ++number)
        more.push_back(test::storedTrace(number));
    (*store)->accept(more);
    with.model.append(more);
    QTRY_COMPARE_WITH_TIMEOUT(with.model.storedRow(with.model.index(24, 0)), std::int64_t(1), 20'000);
    QCOMPARE(with.model.rowCount(), 25);
}

void TestTraceListModel::quantities_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("duration");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("size");
    QTest::newRow("nothing") << qint64(0) << "0 µs" << qint64(0) << "0 B";
    QTest::newRow("small") << qint64(84'400) << "84 µs" << qint64(999) << "999 B";
    QTest::newRow("edge") << qint64(999'600) << "1.0 ms" << qint64(1000) << "1.0 KB";
    QTest::newRow("two digits") << qint64(12'340'000) << "12 ms" << qint64(15'400) << "15 KB";
    QTest::newRow("large") << qint64(1'500'000'000) << "1.5 s" << qint64(104'857'600) << "105 MB";
    QTest::newRow("very large") << qint64(180'000'000'000) << "3.0 min" << qint64(3'000'000'000) << "3.0 GB";
}

void TestTraceListModel::quantities()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(qint64, bytes);
    QTEST(durationText(std::chrono::nanoseconds(nanoseconds)), "duration");
    QTEST(sizeText(bytes), "size");
}

QTEST_GUILESS_MAIN(TestTraceListModel)
#include "tst_trace_list_model.moc"
