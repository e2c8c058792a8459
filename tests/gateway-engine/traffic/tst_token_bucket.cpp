// The arithmetic of a token bucket (reference 1.27): alone, on many threads, over years, through changes of its limit,
// and of several buckets a request has to pass.
#include "gateway-engine/traffic/token_bucket.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <limits>
#include <thread>

using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

using Nanoseconds = std::chrono::nanoseconds;
using TimePoint = TokenBucket::TimePoint;

constexpr TimePoint begin{std::chrono::hours(1000)};

int takeAll(TokenBucket& bucket, TimePoint now, int most = 1'000'000)
{
    int taken = 0;
    while (taken < most && bucket.take(now))
        ++taken;
    return taken;
}

// `perSecond` requests a second on each of `threads` threads, all going by one time that moves on with the requests.
int passed(TokenBucket& bucket, int threads, int perSecond, std::chrono::seconds time)
{
    const std::int64_t requests = std::int64_t{perSecond} * time.count();
    std::atomic<std::int64_t> next{0};
    std::atomic<int> count{0};
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i)
        running.emplace_back([&] {
            for (std::int64_t n = next++; n < requests; n = next++)
                count += bucket.take(begin + Nanoseconds(n * 1'000'000'000 / perSecond));
        });
    for (std::thread& thread : running)
        thread.join();
    return count;
}

} // namespace

class TestTokenBucket : public QObject
{
    Q_OBJECT

private slots:
    void beginsFullAndRefills_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("burst");
        QTest::addColumn<qint64>("nanoseconds"); // after the bucket was emptied
        QTest::addColumn<int>("tokens");         // that are there then
        QTest::newRow("at once") << 100.0 << 50 << qint64(0) << 0;
        QTest::newRow("just before the first") << 100.0 << 50 << qint64(9'999'900) << 0;
        QTest::newRow("the first") << 100.0 << 50 << qint64(10'000'000) << 1;
        QTest::newRow("just before the second") << 100.0 << 50 << qint64(19'999'900) << 1;
        QTest::newRow("half a second") << 100.0 << 50 << qint64(500'000'000) << 50;
        QTest::newRow("no more than the burst") << 100.0 << 50 << qint64(3'600'000'000'000) << 50;
        QTest::newRow("a tenth of a token a second") << 0.1 << 1 << qint64(9'999'999'000) << 0;
        QTest::newRow("a tenth of a token a second, in time") << 0.1 << 1 << qint64(10'000'000'000) << 1;
        QTest::newRow("three tenths") << 0.3 << 5 << qint64(10'000'000'000) << 3;
        QTest::newRow("a third, in three seconds") << 1.0 / 3.0 << 5 << qint64(3'000'000'000) << 1;
        QTest::newRow("seven in a second") << 7.0 << 10 << qint64(1'000'000'000) << 7;
        QTest::newRow("one an hour") << 1.0 / 3600 << 2 << qint64(3'600'000'000'000) << 1;
        QTest::newRow("the account's") << 10'000.0 << 5'000 << qint64(100'000'000) << 1000;
        QTest::newRow("a burst beyond all need") << 1.0 << std::numeric_limits<int>::max() << qint64(0) << -1;
    }
    void beginsFullAndRefills()
    {
        QFETCH(double, rate);
        QFETCH(int, burst);
        QFETCH(qint64, nanoseconds);
        QFETCH(int, tokens);
        TokenBucket bucket({rate, burst}, begin);
        QCOMPARE(bucket.level(begin), double(burst));
        if (tokens < 0) {
            QCOMPARE(takeAll(bucket, begin, 1000), 1000);
            QCOMPARE(bucket.level(begin), double(burst) - 1000);
            return;
        }
        const TimePoint first = begin + 12'345'678ns; // where no token falls due by chance
        QCOMPARE(takeAll(bucket, first), burst);
        QCOMPARE(bucket.level(first), 0.0);
        QCOMPARE(takeAll(bucket, first + Nanoseconds(nanoseconds)), tokens);
    }

    void refusesEverything_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("burst");
        QTest::newRow("no burst") << 100.0 << 0;
        QTest::newRow("no rate") << 0.0 << 50;
        QTest::newRow("neither") << 0.0 << 0;
        QTest::newRow("negative rate") << -1.0 << 50;
        QTest::newRow("negative burst") << 100.0 << -1;
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << 50;
        QTest::newRow("less than one in thirty years") << 1e-300 << 50;
    }
    void refusesEverything()
    {
        QFETCH(double, rate);
        QFETCH(int, burst);
        TokenBucket bucket({rate, burst}, begin);
        for (const auto time : {0h, 1h, 24h * 365})
            QVERIFY(!bucket.take(begin + time));
        QCOMPARE(bucket.level(begin + 1h), 0.0);
    }

    void refillsWhatWasTakenNotWhatFlowedOver()
    {
        TokenBucket bucket({0.1, 1}, begin);
        const TimePoint late =
            begin + 9'990ms; // the next whole second of the refill is near; the bucket is full since long
        QVERIFY(bucket.take(late));
        QVERIFY(!bucket.take(late + 20ms));
        QVERIFY(!bucket.take(late + 9'999ms));
        QVERIFY(bucket.take(late + 10s));
    }

    void exactUnderLoad_data()
    {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 4, 8, 32})
            QTest::addRow("%d", threads) << threads;
    }
    void exactUnderLoad()
    {
        QFETCH(int, threads);
        TokenBucket bucket({100, 50}, begin);
        const int count = passed(bucket, threads, 10'000, 10s);
        QVERIFY2(std::abs(count - (50 + 100 * 10)) <= 1, qPrintable(QString::number(count)));
    }

    void neverDrifts_data()
    {
        QTest::addColumn<double>("rate");
        QTest::newRow("3") << 3.0;
        QTest::newRow("9999") << 9999.0;
        QTest::newRow("0.7") << 0.7;
        QTest::newRow("1/7") << 1.0 / 7;
        QTest::newRow("33333.3") << 33333.3;
    }
    void neverDrifts() // taken as soon as it is there, for a hundred years or ten million tokens
    {
        QFETCH(double, rate);
        TokenBucket bucket({rate, 1000}, begin);
        QCOMPARE(takeAll(bucket, begin), 1000);
        std::int64_t taken = 0;
        const auto step = Nanoseconds(std::int64_t(300e9 / rate)); // some 300 tokens
        TimePoint now = begin;
        for (int i = 0; i < 30'000 && now - begin < std::chrono::hours(24 * 36'500); ++i) {
            now += step;
            taken += takeAll(bucket, now);
        }
        const long double due = static_cast<long double>(rate) * (now - begin).count() / 1e9L;
        QVERIFY2(std::abs(static_cast<double>(due - static_cast<long double>(taken))) <= 1.0,
                 qPrintable(QString("%1 of %2").arg(taken).arg(double(due))));
    }

    void survivesTwoHundredYears()
    {
        TokenBucket bucket({1e8, std::numeric_limits<int>::max()}, begin);
        const TimePoint late = begin + std::chrono::hours(24 * 365 * 200);
        QVERIFY(bucket.take(late));
        QVERIFY(bucket.take(late + 1s));
        QVERIFY(bucket.level(late + 1s) > 1e9);
        TokenBucket slow({1e-9, 1}, begin);
        QVERIFY(slow.take(begin));
        QVERIFY(!slow.take(begin + std::chrono::hours(24 * 365 * 31)));
        QVERIFY(slow.take(begin + std::chrono::hours(24 * 365 * 32)));
    }

    void earlierTimesAreNoFault()
    {
        TokenBucket bucket({10, 5}, begin);
        QCOMPARE(takeAll(bucket, begin + 1s), 5);
        QVERIFY(!bucket.take(begin + 500ms));
        QVERIFY(!bucket.take(begin - 1h));
        QVERIFY(bucket.take(begin + 1'100ms));
    }

    void givesBack()
    {
        TokenBucket bucket({1, 2}, begin);
        QVERIFY(bucket.take(begin));
        bucket.giveBack();
        QCOMPARE(bucket.level(begin), 2.0);
        QCOMPARE(takeAll(bucket, begin), 2);
        bucket.giveBack();
        QCOMPARE(takeAll(bucket, begin), 1);
        bucket.giveBack();
        QCOMPARE(bucket.level(begin + 10s), 2.0); // never above the burst
        QCOMPARE(takeAll(bucket, begin + 10s), 2);
    }

    void changesKeepTheLevel_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("burst");
        QTest::addColumn<double>("level"); // right after
        QTest::addColumn<double>("afterSecond");
        QTest::newRow("faster") << 1000.0 << 50 << 20.0 << 50.0;
        QTest::newRow("slower") << 0.5 << 50 << 20.0 << 20.5;
        QTest::newRow("more burst") << 10.0 << 500 << 20.0 << 30.0;
        QTest::newRow("less burst") << 10.0 << 5 << 5.0 << 5.0;
        QTest::newRow("closed") << 0.0 << 0 << 0.0 << 0.0;
        QTest::newRow("the same") << 10.0 << 50 << 20.0 << 30.0;
        QTest::newRow("much finer units") << 1e-6 << 50 << 20.0 << 20.000001;
        QTest::newRow("much coarser units") << 1e8 << 1'000'000'000 << 20.0 << 100'000'020.0;
    }
    void changesKeepTheLevel()
    {
        QFETCH(double, rate);
        QFETCH(int, burst);
        QFETCH(double, level);
        QFETCH(double, afterSecond);
        TokenBucket bucket({10, 50}, begin);
        QCOMPARE(takeAll(bucket, begin, 40), 40);
        const TimePoint now = begin + 1s;
        bucket.setLimit({rate, burst}, now);
        QCOMPARE(bucket.limit(), (ThrottleLimit{rate, burst}));
        QCOMPARE(bucket.level(now), level);
        QVERIFY(std::abs(bucket.level(now + 1s) - afterSecond) < 1e-8);
        QCOMPARE(takeAll(bucket, now, 100), int(level));
    }

    void opensAgainEmpty()
    {
        TokenBucket bucket({0, 0}, begin);
        bucket.setLimit({10, 5}, begin + 1s);
        QVERIFY(!bucket.take(begin + 1s));
        QCOMPARE(takeAll(bucket, begin + 1'200ms), 2);
    }

    void changesWhileTakenFrom()
    {
        TokenBucket bucket({1000, 1000}, begin);
        std::atomic<bool> isOver{false};
        std::atomic<int> count{0};
        std::vector<std::thread> takers;
        for (int i = 0; i < 4; ++i)
            takers.emplace_back([&] {
                while (!isOver)
                    count += bucket.take(begin);
            });
        for (int i = 0; i < 500; ++i) { // no time passes: however it is set, 1000 tokens are all there are
            bucket.setLimit({double(1 + i % 7), 1000 + i % 3}, begin);
            (void)bucket.level(begin);
        }
        while (bucket.hasToken(begin))
            std::this_thread::yield();
        isOver = true;
        for (std::thread& taker : takers)
            taker.join();
        QCOMPARE(count.load(), 1000);
    }

    void firstExhaustedRefuses_data()
    {
        QTest::addColumn<QList<int>>("tokens"); // of each bucket
        QTest::addColumn<int>("refusing");      // -1: all gave
        QTest::newRow("all have some") << QList<int>{1, 1, 1, 1} << -1;
        QTest::newRow("the first") << QList<int>{0, 1, 0, 1} << 0;
        QTest::newRow("the second") << QList<int>{1, 0, 0, 0} << 1;
        QTest::newRow("the last") << QList<int>{5, 5, 5, 0} << 3;
        QTest::newRow("some are not there") << QList<int>{-1, -1, 2, 0} << 3;
        QTest::newRow("none is there") << QList<int>{-1, -1, -1, -1} << -1;
        QTest::newRow("none at all") << QList<int>{} << -1;
    }
    void firstExhaustedRefuses()
    {
        QFETCH(QList<int>, tokens);
        QFETCH(int, refusing);
        std::vector<std::unique_ptr<TokenBucket>> buckets;
        std::vector<TokenBucket*> places;
        for (const int count : tokens) {
            buckets.push_back(count < 0 ? nullptr : std::make_unique<TokenBucket>(ThrottleLimit{1, 5}, begin));
            places.push_back(buckets.back().get());
            if (count >= 0)
                takeAll(*buckets.back(), begin, 5 - count);
        }
        const auto refused = takeFromAll(places, begin);
        QCOMPARE(refused ? int(*refused) : -1, refusing);
        for (int i = 0; i < tokens.size(); ++i)
            if (places[std::size_t(i)])
                QCOMPARE(places[std::size_t(i)]->level(begin), double(tokens[i] - (refusing < 0 ? 1 : 0)));
    }

    void allOrNothingOnManyThreads() // clients with ten tokens each share an account with thirty-five
    {
        TokenBucket account({1, 35}, begin);
        std::vector<std::unique_ptr<TokenBucket>> clients;
        for (int i = 0; i < 8; ++i)
            clients.push_back(std::make_unique<TokenBucket>(ThrottleLimit{1, 10}, begin));
        std::atomic<int> count{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                TokenBucket* const levels[] = {clients[std::size_t(i)].get(), &account};
                for (int n = 0; n < 1000; ++n)
                    count += !takeFromAll(levels, begin);
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(count.load(), 35);
        double left = 0;
        for (const auto& client : clients)
            left += client->level(begin);
        QCOMPARE(left, 80.0 - 35); // those refused by the account cost no client a token
        QCOMPARE(account.level(begin), 0.0);
    }

    void halfSetLimits_data()
    {
        QTest::addColumn<double>("rate"); // -1 is unset
        QTest::addColumn<int>("burst");
        QTest::addColumn<bool>("limits");
        QTest::addColumn<double>("expectedRate");
        QTest::addColumn<int>("expectedBurst");
        QTest::newRow("both") << 5.0 << 7 << true << 5.0 << 7;
        QTest::newRow("rate") << 5.0 << -1 << true << 5.0 << 5000;
        QTest::newRow("burst") << -1.0 << 7 << true << 10000.0 << 7;
        QTest::newRow("neither") << -1.0 << -1 << false << 0.0 << 0;
        QTest::newRow("zeros are set") << 0.0 << 0 << true << 0.0 << 0;
    }
    void halfSetLimits()
    {
        QFETCH(double, rate);
        QFETCH(int, burst);
        QFETCH(bool, limits);
        QFETCH(double, expectedRate);
        QFETCH(int, expectedBurst);
        const auto limit = limitOf({rate, burst}, accountThrottle);
        QCOMPARE(limit.has_value(), limits);
        if (limit)
            QCOMPARE(*limit, (ThrottleLimit{expectedRate, expectedBurst}));
        QVERIFY(!limitOf({}, accountThrottle));
    }
};

QTEST_APPLESS_MAIN(TestTokenBucket)
#include "tst_token_bucket.moc"
