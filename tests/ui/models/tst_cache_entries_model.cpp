// The rows of a stage's cache: merged by id, whatever order a look gives.
#include "ui/models/cache_entries_model.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QTest>

using namespace gw;
using namespace gw::ui;
using engine::CacheEntry;

class TestCacheEntriesModel : public QObject
{
    Q_OBJECT

    static CacheEntry entry(std::uint64_t id, std::uint64_t hits = 0)
    {
        return {id, "GET /pets?page=" + std::to_string(id), 200, 2048, hits, std::chrono::seconds(61),
                std::chrono::seconds(239)};
    }

private slots:
    void rowsAreMergedById()
    {
        CacheEntriesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries({entry(2), entry(5), entry(3)});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.idAt(0), std::uint64_t{5});
        const QPersistentModelIndex three = model.index(1, 0);
        model.setEntries({entry(3, 7), entry(9), entry(4), entry(1)}); // 2 and 5 have gone
        QCOMPARE(model.rowCount(), 4);
        QVERIFY(three.isValid());
        QCOMPARE(model.idAt(three.row()), std::uint64_t{3});
        QCOMPARE(model.index(three.row(), CacheEntriesModel::Hits).data().toString(), QString("7"));
        model.setEntries({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!three.isValid());
        QCOMPARE(model.idAt(0), std::uint64_t{0});
    }

    void cellsAreWords()
    {
        CacheEntriesModel model;
        model.setEntries({entry(1, 3)});
        const auto text = [&](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(CacheEntriesModel::Key), QString("GET /pets?page=1"));
        QCOMPARE(text(CacheEntriesModel::Status), QString("200"));
        QCOMPARE(text(CacheEntriesModel::Age), QString("61 s"));
        QCOMPARE(text(CacheEntriesModel::TimeLeft), QString("239 s"));
        QVERIFY(!text(CacheEntriesModel::Size).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCacheEntriesModel)
#include "tst_cache_entries_model.moc"
