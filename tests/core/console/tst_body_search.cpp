// Looking for text in bodies of any length: in memory and on disk, both ways, around the end, across the pieces it
// reads.
#include "core/console/body_search.h"

#include <QSignalSpy>
#include <QTest>

using namespace gw::console;

namespace {

constexpr qint64 piece = 1 << 20;
constexpr int patience = 20'000;

ResponseBody bodyOf(qint64 bytes, const QList<std::pair<qint64, QByteArray>>& words)
{
    QByteArray all(bytes, '.');
    for (const auto& [at, word] : words)
        all.replace(at, word.size(), word);
    ResponseBody body;
    body.append(all);
    return body;
}

// -1: not found; -2: no answer.
qint64 find(const ResponseBody& body, const QByteArray& wanted, qint64 from, BodySearch::Direction direction)
{
    BodySearch search;
    QSignalSpy found(&search, &BodySearch::found);
    QSignalSpy notFound(&search, &BodySearch::notFound);
    search.start(body, wanted, from, direction);
    if (!QTest::qWaitFor([&] { return !found.empty() || !notFound.empty(); }, patience))
        return -2;
    return found.empty() ? -1 : found[0][0].toLongLong();
}

} // namespace

class TestBodySearch : public QObject
{
    Q_OBJECT

private slots:
    void findsTheNext_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QList<qint64>>("places");
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("forward");
        QTest::addColumn<qint64>("backward");
        const qint64 large = 10 * piece; // in a file
        QTest::newRow("nowhere") << qint64(100) << QList<qint64>{} << qint64(0) << qint64(-1) << qint64(-1);
        QTest::newRow("empty") << qint64(0) << QList<qint64>{} << qint64(0) << qint64(-1) << qint64(-1);
        QTest::newRow("one") << qint64(100) << QList<qint64>{50} << qint64(0) << qint64(50) << qint64(50);
        QTest::newRow("from itself") << qint64(100) << QList<qint64>{50} << qint64(50) << qint64(50) << qint64(50);
        QTest::newRow("two") << qint64(100) << QList<qint64>{10, 50} << qint64(30) << qint64(50) << qint64(10);
        QTest::newRow("around the end") << qint64(100) << QList<qint64>{10, 50} << qint64(60) << qint64(10)
                                        << qint64(50);
        QTest::newRow("at the very end") << qint64(100) << QList<qint64>{94} << qint64(95) << qint64(94) << qint64(94);
        QTest::newRow("across pieces") << large << QList<qint64>{3 * piece - 3} << qint64(0) << 3 * piece - 3
                                       << 3 * piece - 3;
        QTest::newRow("across the place it begins at")
            << large << QList<qint64>{5 * piece - 3} << 5 * piece << 5 * piece - 3 << 5 * piece - 3;
        QTest::newRow("far ahead") << large << QList<qint64>{1, large - 6} << qint64(2) << large - 6 << qint64(1);
        QTest::newRow("beyond the end") << qint64(100) << QList<qint64>{50} << qint64(1000) << qint64(50) << qint64(50);
    }

    void findsTheNext()
    {
        QFETCH(qint64, size);
        QFETCH(QList<qint64>, places);
        QFETCH(qint64, from);
        QList<std::pair<qint64, QByteArray>> words;
        for (const qint64 place : places)
            words.append({place, "Wanted"});
        const ResponseBody body = bodyOf(size, words);
        QCOMPARE(body.isInMemory(), size <= ResponseBody::maxInMemory);
        for (const char* wanted : {"wanted", "WANTED"}) {
            QTEST(find(body, wanted, from, BodySearch::Direction::Forward), "forward");
            QTEST(find(body, wanted, from, BodySearch::Direction::Backward), "backward");
        }
    }

    void lettersOfOtherScriptsAreExact()
    {
        const ResponseBody body = bodyOf(100, {{10, "GR\xc3\x9cN"}, {40, "gr\xc3\xbcn"}});
        QCOMPARE(find(body, "GR\xc3\xbcN", 0, BodySearch::Direction::Forward), qint64(40));
        QCOMPARE(find(body, "", 0, BodySearch::Direction::Forward), qint64(-1));
    }

    void theNewestSearchAnswers()
    {
        const ResponseBody body = bodyOf(64 * piece, {{63 * piece, "late"}, {5, "early"}});
        BodySearch search;
        QSignalSpy found(&search, &BodySearch::found);
        search.start(body, "late", 0, BodySearch::Direction::Forward);
        search.start(body, "early", 0, BodySearch::Direction::Forward);
        QVERIFY(search.isRunning());
        QVERIFY(found.wait(patience));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0][0].toLongLong(), qint64(5));
        QVERIFY(!search.isRunning());
    }

    void aCanceledSearchDoesNotAnswer()
    {
        const ResponseBody body = bodyOf(16 * piece, {{15 * piece, "late"}});
        BodySearch search;
        QSignalSpy found(&search, &BodySearch::found);
        search.start(body, "late", 0, BodySearch::Direction::Forward);
        search.cancel();
        QVERIFY(!search.isRunning());
        search.start(body, "late", 0, BodySearch::Direction::Backward);
        QVERIFY(found.wait(patience));
        QCOMPARE(found.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestBodySearch)
#include "tst_body_search.moc"
