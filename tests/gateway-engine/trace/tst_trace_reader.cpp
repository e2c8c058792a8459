// A trace file read as long lists read it: numbers of rows in portions, what they say, whole traces, while another
// connection writes.
#include "gateway-engine/trace/trace_reader.h"
#include "tests/support/many_traces.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;
using namespace gw::engine;
using gw::test::storedTrace;

namespace {

using Rows = std::vector<std::int64_t>;

struct OpenFile
{
    explicit OpenFile(int count)
    {
        test::writeManyTraces(path, count);
        auto opened = TraceReader::open(path);
        if (opened)
            reader = *std::move(opened);
    }

    // All rows that pass; what `reached` was told goes to `places`.
    Rows all(const char* filter, Rows* places = nullptr, const Rows& range = {}) const
    {
        Rows found;
        const auto within = range.empty() ? reader->range() : TraceReader::Range{range[0], range[1]};
        const auto done = reader->scan(*TraceFilter::parse(filter), *within, [&](Rows rows, std::int64_t reached) {
            found.insert(found.end(), rows.begin(), rows.end());
            if (places)
                places->push_back(reached);
            return true;
        });
        return done ? found : Rows{-1};
    }

    QTemporaryDir folder;
    const std::string path = folder.filePath("t.sqlite").toStdString();
    std::unique_ptr<TraceReader> reader;
};

} // namespace

class TestTraceReader : public QObject
{
    Q_OBJECT

private slots:
    void findsRowsInPortions()
    {
        const OpenFile file(40'000);
        QVERIFY(file.reader);
        Rows places;
        const Rows failed = file.all("status:5xx", &places);
        QCOMPARE(failed.size(), std::size_t(400));
        QCOMPARE(failed.front(), std::int64_t(40'000));
        QCOMPARE(failed.back(), std::int64_t(100));
        QVERIFY(std::is_sorted(failed.rbegin(), failed.rend()));
        QCOMPARE(places, (Rows{40'001 - TraceReader::rowsAtOnce, 40'001 - 2 * TraceReader::rowsAtOnce, 1}));
        QCOMPARE(file.all("").size(), std::size_t(40'000));
        QCOMPARE(file.all("", nullptr, {5, 7}), (Rows{7, 6, 5}));
        QCOMPARE(file.all("", nullptr, {7, 5}), Rows());
    }

    void stopsWhenTold()
    {
        const OpenFile file(40'000);
        int portions = 0;
        QVERIFY(
            file.reader->scan({}, *file.reader->range(), [&](const Rows&, std::int64_t) { return ++portions < 2; }));
        QCOMPARE(portions, 2);
    }

    void tellsWhatRowsSay()
    {
        const OpenFile file(1000);
        const auto told = file.reader->summaries({990, 5, 2000});
        QVERIFY(told);
        QCOMPARE(told->size(), std::size_t(2)); // one of them is not there
        const TraceSummary& one = told->front();
        const TracePtr expected = storedTrace(990);
        QCOMPARE(one.rowId, std::int64_t(990));
        QCOMPARE(one.requestId, expected->requestId);
        QCOMPARE(one.path, expected->path);
        QCOMPARE(one.method, std::string("POST"));
        QVERIFY(one.time == expected->time);
        QVERIFY(one.duration == storedTrace(90)->duration); // copied from it
        QCOMPARE(one.status, 200);
        QCOMPARE(file.reader->rowOf(expected->requestId).value(), std::int64_t(990));
        QCOMPARE(file.reader->rowOf("unknown").value(), std::int64_t(0));
        QCOMPARE((*file.reader->load(100))->status, 500);
        QCOMPARE((*file.reader->load(100))->messages.size(), std::size_t(1));
        QVERIFY(!*file.reader->load(2000));
        QCOMPARE(file.reader->newestBefore(storedTrace(31)->time).value(), std::int64_t(30));
        QCOMPARE(file.reader->newestBefore(storedTrace(1)->time).value(), std::int64_t(0));
    }

    void seesWhatIsWrittenMeanwhile()
    {
        const OpenFile file(100);
        QCOMPARE(file.reader->range()->last, std::int64_t(100));
        const auto store = TraceStore::open(file.path, 50); // which trims it as well
        QVERIFY(store);
        (*store)->accept(std::vector<TracePtr>{storedTrace(101)});
        QCOMPARE(file.reader->range()->first, std::int64_t(51));
        QCOMPARE(file.reader->range()->last, std::int64_t(101));
        QVERIFY(*file.reader->load(101));
        QVERIFY(!*file.reader->load(50));
        QCOMPARE(file.reader->summaries({50, 51})->size(), std::size_t(1));
    }

    void anEmptyFileHasNoRows()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("t.sqlite").toStdString();
        QVERIFY(!TraceReader::open(path)); // and none is made
        QVERIFY(!QFile::exists(folder.filePath("t.sqlite")));
        QVERIFY(TraceStore::open(path));
        const auto reader = TraceReader::open(path);
        QVERIFY(reader);
        QVERIFY((*reader)->range()->first > (*reader)->range()->last);
        QCOMPARE((*reader)->newestBefore(std::chrono::system_clock::now()).value(), std::int64_t(0));
    }

    void aFileOfAnotherVersionIsRefused()
    {
        const OpenFile file(100);
        {
            SQLite::Database database(file.path, SQLite::OPEN_READWRITE);
            database.exec("PRAGMA user_version=2");
        }
        const auto refused = TraceReader::open(file.path);
        QVERIFY(!refused);
        QVERIFY(!refused.error().hint.empty());
        QVERIFY(TraceStore::open(file.path)); // who writes begins anew
        const auto reader = TraceReader::open(file.path);
        QVERIFY(reader);
        QVERIFY((*reader)->range()->first > (*reader)->range()->last);
    }
};

QTEST_GUILESS_MAIN(TestTraceReader)
#include "tst_trace_reader.moc"
