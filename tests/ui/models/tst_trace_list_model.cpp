// The list of traces: newest first, bounded, filtered and paused with exact row operations.
#include "ui/models/quantity_text.h"
#include "ui/models/trace_list_model.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
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
