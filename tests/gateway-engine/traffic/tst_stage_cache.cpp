// The stage cache (reference 1.30): what two requests must have in common, times to live, room, invalidation and who
// may ask for it, many threads.
#include "gateway-engine/traffic/cache_control.h"
#include "gateway-engine/traffic/stage_cache.h"

#include <QTest>

#include <thread>

using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

using TimePoint = StageCache::TimePoint;
constexpr TimePoint begin{1000h};

CachedResponsePtr answer(std::size_t bytes, int status = 200)
{
    auto response = std::make_shared<CachedResponse>();
    response->status = status;
    response->headers.add("Content-Type", "application/json");
    response->body = std::make_shared<const std::string>(bytes, 'x');
    return response;
}

CacheKey key(const std::string& value)
{
    CacheKey made("localhost", "pets");
    made.add("method.request.querystring.type", value);
    return made;
}

// "host namespace name=value …": "~" instead of "=value" is one that is not given.
CacheKey keyFrom(const QString& text)
{
    const QStringList parts = text.split(' ');
    CacheKey made(parts[0].toStdString(), parts[1].toStdString());
    for (const QString& part : parts.mid(2)) {
        const std::string value = part.section('=', 1).toStdString();
        made.add(part.section('=', 0, 0).section('~', 0, 0).toStdString(),
                 part.endsWith('~') ? std::nullopt : std::optional<std::string_view>(value));
    }
    return made;
}

} // namespace

class TestStageCache : public QObject
{
    Q_OBJECT

private slots:
    void keys_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("same");
        QTest::newRow("the same") << "h ns x=1 y=2"
                                  << "h ns x=1 y=2" << true;
        QTest::newRow("host in other letters") << "Api.Local h"
                                               << "api.local h" << true;
        QTest::newRow("another host") << "h ns"
                                      << "i ns" << false;
        QTest::newRow("another namespace") << "h ns"
                                           << "h nS" << false;
        QTest::newRow("another value") << "h ns x=1"
                                       << "h ns x=2" << false;
        QTest::newRow("letter case of values") << "h ns x=a"
                                               << "h ns x=A" << false;
        QTest::newRow("another parameter") << "h ns x=1"
                                           << "h ns y=1" << false;
        QTest::newRow("empty and not given") << "h ns x="
                                             << "h ns x~" << false;
        QTest::newRow("one that pretends to be two") << "h ns x=1y=2"
                                                     << "h ns x=1 y=2" << false;
        QTest::newRow("lengths within values") << "h ns x=1:y2:=2"
                                               << "h ns x=1 y=2" << false;
        QTest::newRow("parts that run together") << "ab c"
                                                 << "a bc" << false;
    }
    void keys()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(bool, same);
        QCOMPARE(keyFrom(a) == keyFrom(b), same);
        StageCache cache(1 << 20);
        QVERIFY(cache.store(keyFrom(a), answer(10), 60s, begin) == StageCache::Stored::Yes);
        QCOMPARE(cache.find(keyFrom(b), begin) != nullptr, same);
    }

    void keysInWords_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("words");
        const QString in = "method.request.";
        QTest::newRow("plain") << "Localhost:8080 pets " + in + "querystring.type=dog"
                               << "localhost:8080 pets " + in + "querystring.type=dog";
        QTest::newRow("no parameters") << "h pets"
                                       << "h pets";
        QTest::newRow("not given") << "h pets " + in + "path.id~"
                                   << "h pets " + in + "path.id not given";
        QTest::newRow("a secret header") << "h pets " + in + "header.authorization=Bearer-0123456789-abcdef"
                                         << "h pets " + in + "header.authorization=****cdef";
        QTest::newRow("a secret parameter") << "h pets " + in + "querystring.api_key=0123"
                                            << "h pets " + in + "querystring.api_key=****";
        QTest::newRow("long") << "h pets " + in + "path.id=" + QString(500, 'x')
                              << "h pets " + in + "path.id=" + QString(80, 'x') + QString(QChar(0x2026));
        QTest::newRow("long, cut between letters")
            << "h pets " + in + "path.id=x" + QString(500, QChar(0xE4))
            << "h pets " + in + "path.id=x" + QString(39, QChar(0xE4)) + QString(QChar(0x2026));
    }
    void keysInWords()
    {
        QFETCH(QString, key);
        QFETCH(QString, words);
        QCOMPARE(QString::fromStdString(cacheKeyInWords(keyFrom(key).text())), words);
    }

    void timesToLive_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<qint64>("milliseconds"); // later
        QTest::addColumn<bool>("hit");
        QTest::newRow("at once") << 300 << qint64(0) << true;
        QTest::newRow("just before") << 300 << qint64(299'999) << true;
        QTest::newRow("over") << 300 << qint64(300'000) << false;
        QTest::newRow("off") << 0 << qint64(0) << false;
        QTest::newRow("negative") << -1 << qint64(0) << false;
        QTest::newRow("the longest") << 3600 << qint64(3'599'999) << true;
        QTest::newRow("no longer than that") << 1'000'000 << qint64(3'600'000) << false;
    }
    void timesToLive()
    {
        QFETCH(int, seconds);
        QFETCH(qint64, milliseconds);
        QFETCH(bool, hit);
        StageCache cache(1 << 20);
        const auto stored = cache.store(key("a"), answer(10), std::chrono::seconds(seconds), begin);
        QVERIFY(stored == (seconds > 0 ? StageCache::Stored::Yes : StageCache::Stored::NoTimeToLive));
        QCOMPARE(cache.find(key("a"), begin + std::chrono::milliseconds(milliseconds)) != nullptr, hit);
        const CacheStatistics statistics = cache.statistics();
        QCOMPARE(int(statistics.hits), hit ? 1 : 0);
        QCOMPARE(int(statistics.misses), hit ? 0 : 1);
        QCOMPARE(statistics.entries, hit ? 1u : 0u);
        QCOMPARE(statistics.bytes > 0, hit);
    }

    void answersAreShared()
    {
        StageCache cache(1 << 20);
        const auto stored = answer(1000, 404);
        QVERIFY(cache.store(key("a"), stored, 60s, begin) == StageCache::Stored::Yes);
        const auto found = cache.find(key("a"), begin);
        QCOMPARE(found.get(), stored.get());
        cache.flush();
        QCOMPARE(found->status, 404);
        QCOMPARE(found->body->size(), 1000u);
    }

    void tooLarge_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<int>("room");
        QTest::addColumn<bool>("kept");
        QTest::newRow("the largest") << 1'048'576 << (4 << 20) << true;
        QTest::newRow("a byte more") << 1'048'577 << (4 << 20) << false;
        QTest::newRow("larger than all room") << 5'000 << 4'096 << false;
        QTest::newRow("no room at all") << 0 << 0 << false;
    }
    void tooLarge()
    {
        QFETCH(int, bytes);
        QFETCH(int, room);
        QFETCH(bool, kept);
        StageCache cache{std::size_t(room)};
        const auto stored = cache.store(key("a"), answer(std::size_t(bytes)), 60s, begin);
        QVERIFY(stored == (kept ? StageCache::Stored::Yes : StageCache::Stored::TooLarge));
        QCOMPARE(cache.find(key("a"), begin) != nullptr, kept);
    }

    void whatWasUsedLongestAgoMakesRoom()
    {
        StageCache cache(100'000);
        for (int i = 0; i < 9; ++i)
            QVERIFY(cache.store(key(std::to_string(i)), answer(10'000), 60s, begin) == StageCache::Stored::Yes);
        QVERIFY(cache.find(key("0"), begin)); // now 1 is the oldest, wherever it is kept
        for (int i = 9; i < 13; ++i)
            QVERIFY(cache.store(key(std::to_string(i)), answer(10'000), 60s, begin) == StageCache::Stored::Yes);
        QStringList kept;
        for (int i = 0; i < 13; ++i)
            if (cache.find(key(std::to_string(i)), begin))
                kept << QString::number(i);
        QCOMPARE(kept.join(' '), "0 5 6 7 8 9 10 11 12");
        QCOMPARE(cache.statistics().evictions, 4u);
        QVERIFY(cache.statistics().bytes <= 100'000);
        cache.setMaxBytes(25'000);
        QCOMPARE(cache.statistics().entries, 2u);
        QVERIFY(cache.find(key("12"), begin));
    }

    void replacesAndInvalidates()
    {
        StageCache cache(1 << 20);
        QVERIFY(cache.store(key("a"), answer(10), 60s, begin) == StageCache::Stored::Yes);
        const std::size_t bytes = cache.statistics().bytes;
        QVERIFY(cache.store(key("a"), answer(20), 60s, begin + 50s) == StageCache::Stored::Yes);
        QCOMPARE(cache.statistics().bytes, bytes + 10);
        QCOMPARE(cache.find(key("a"), begin + 100s)->body->size(), 20u);
        QVERIFY(cache.invalidate(key("a")));
        QVERIFY(!cache.invalidate(key("a")));
        QVERIFY(!cache.find(key("a"), begin + 100s));
        QCOMPARE(cache.statistics().bytes, 0u);
        for (int i = 0; i < 100; ++i)
            QVERIFY(cache.store(key(std::to_string(i)), answer(10), 60s, begin) == StageCache::Stored::Yes);
        QCOMPARE(cache.flush(), 100u);
        QCOMPARE(cache.flush(), 0u);
        QCOMPARE(cache.statistics().bytes, 0u);
    }

    void lists()
    {
        StageCache cache(1 << 20);
        QVERIFY(cache.store(key("old"), answer(10), 30s, begin) == StageCache::Stored::Yes);
        QVERIFY(cache.store(key("a"), answer(10, 201), 60s, begin) == StageCache::Stored::Yes);
        QVERIFY(cache.store(key("b"), answer(10), 60s, begin + 10s) == StageCache::Stored::Yes);
        QVERIFY(cache.find(key("a"), begin + 20s));
        const auto listed = cache.list(begin + 40s);
        QCOMPARE(listed.size(), 2u);
        QCOMPARE(listed[0].key, "localhost pets method.request.querystring.type=a");
        QCOMPARE(listed[0].status, 201);
        QCOMPARE(int(listed[0].hits), 1);
        QVERIFY(listed[0].age == 40s && listed[0].timeLeft == 20s);
        QVERIFY(listed[0].bytes > 10);
        QVERIFY(listed[1].age == 30s && listed[1].timeLeft == 30s);
        QCOMPARE(cache.list(begin, 1).size(), 1u);
    }

    void manyThreads()
    {
        StageCache cache(200'000);
        std::atomic<int> wrong{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 6; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 2'000; ++i) {
                    const int n = (i * 7 + t) % 60;
                    const CacheKey asked = key(std::to_string(n));
                    const auto found = cache.find(asked, begin + std::chrono::milliseconds(i));
                    if (found)
                        wrong += found->body->size() != std::size_t(n) * 100;
                    else
                        cache.store(asked, answer(std::size_t(n) * 100), 1s, begin + std::chrono::milliseconds(i));
                    if (i % 500 == 0)
                        (void)cache.list(begin, 10);
                    if (i % 700 == 0)
                        cache.flush();
                    if (i % 90 == 0)
                        cache.invalidate(asked);
                }
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
        const CacheStatistics statistics = cache.statistics();
        QCOMPARE(int(statistics.hits + statistics.misses), 12'000);
        QVERIFY(statistics.bytes <= 200'000);
        cache.flush();
        QCOMPARE(cache.statistics().bytes, 0u);
    }

    void clusterSizes_data()
    {
        QTest::addColumn<QString>("size");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("smallest") << "0.5" << qint64(536'870'912);
        QTest::newRow("largest") << "237" << qint64(237) * (1 << 30);
        QTest::newRow("no size of the service's") << "1" << qint64(-1);
        QTest::newRow("empty") << "" << qint64(-1);
    }
    void clusterSizes()
    {
        QFETCH(QString, size);
        QFETCH(qint64, bytes);
        const auto found = cacheClusterBytes(size.toStdString());
        QCOMPARE(found ? qint64(*found) : -1, bytes);
    }

    void asksForFresh_data()
    {
        QTest::addColumn<QStringList>("values"); // of Cache-Control
        QTest::addColumn<bool>("asks");
        QTest::newRow("none") << QStringList{} << false;
        QTest::newRow("max-age=0") << QStringList{"max-age=0"} << true;
        QTest::newRow("no-cache") << QStringList{"no-cache"} << true;
        QTest::newRow("other letters, blanks") << QStringList{" No-Store ,  MAX-AGE = 0 "} << true;
        QTest::newRow("quotes") << QStringList{"max-age=\"0\""} << true;
        QTest::newRow("zeros") << QStringList{"max-age=000"} << true;
        QTest::newRow("in a second field") << QStringList{"no-transform", "max-age=0"} << true;
        QTest::newRow("an age") << QStringList{"max-age=10"} << false;
        QTest::newRow("no age") << QStringList{"max-age="} << false;
        QTest::newRow("not a number") << QStringList{"max-age=0x0"} << false;
        QTest::newRow("others") << QStringList{"no-store, only-if-cached, s-maxage=0, x-max-age=0,,"} << false;
        QTest::newRow("no-cache of a field") << QStringList{"no-cache=\"a\""} << false;
    }
    void asksForFresh()
    {
        QFETCH(QStringList, values);
        QFETCH(bool, asks);
        Headers headers;
        headers.add("Host", "max-age=0");
        for (const QString& value : values)
            headers.add("cache-control", value.toStdString());
        QCOMPARE(asksForFreshAnswer(headers), asks);
    }

    void outcomes_data()
    {
        using Strategy = UnauthorizedCacheControl;
        using Outcome = CacheControlOutcome;
        QTest::addColumn<bool>("asks");
        QTest::addColumn<bool>("isAuthorized");
        QTest::addColumn<bool>("needsRight");
        QTest::addColumn<int>("strategy");
        QTest::addColumn<int>("outcome");
        const auto row = [](const char* name, bool asks, bool isAuthorized, bool requiring, Strategy strategy,
                            Outcome outcome) {
            QTest::newRow(name) << asks << isAuthorized << requiring << int(strategy) << int(outcome);
        };
        row("not asked", false, false, true, Strategy::FailWith403, Outcome::Serve);
        row("allowed", true, true, true, Strategy::FailWith403, Outcome::Refresh);
        row("open to all", true, false, false, Strategy::FailWith403, Outcome::Refresh);
        row("403", true, false, true, Strategy::FailWith403, Outcome::Refuse);
        row("warning", true, false, true, Strategy::SucceedWithResponseHeader, Outcome::ServeWithWarning);
        row("silent", true, false, true, Strategy::SucceedWithoutResponseHeader, Outcome::Serve);
    }
    void outcomes()
    {
        QFETCH(bool, asks);
        QFETCH(bool, isAuthorized);
        QFETCH(bool, needsRight);
        QFETCH(int, strategy);
        QFETCH(int, outcome);
        QCOMPARE(int(cacheControlOutcome(asks, isAuthorized, {needsRight, UnauthorizedCacheControl(strategy)})),
                 outcome);
        QVERIFY(CacheControlSettings{}.strategy == UnauthorizedCacheControl::SucceedWithResponseHeader);
    }
};

QTEST_APPLESS_MAIN(TestStageCache)
#include "tst_stage_cache.moc"
