// Keys over real sockets: issuers that are good, slow, huge, malformed, rotating or gone; who waits, and who does not.
#include "gateway-engine/access/key_sets.h"
#include "gateway-engine/engine.h"
#include "gateway-engine/transport/asio_types.h"
#include "tests/support/http_caller.h"
#include "tests/support/token_fixture.h"

#include <boost/asio/this_coro.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <fstream>
#include <future>
#include <thread>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

std::string keysText(const std::string& keyId = "RS256")
{
    return json::writeJson(test::keySetDocument({test::publicJwk(JoseAlgorithm::RS256, keyId)}));
}

Response text(std::string body, int status = 200)
{
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

// An issuer whose keys stand at /keys, found by discovery, too.
struct IssuerStandIn
{
    std::string keys = keysText();
    std::chrono::milliseconds delay{0};
    std::string discovered; // as issuer and jwks_uri; empty: its own
    int status = 200;
    std::mutex mutex; // guards those above
    test::HttpStandIn server{[this](Request request) { return answer(std::move(request)); }};

    Task<Response> answer(Request request)
    {
        std::chrono::milliseconds wait;
        Response response;
        {
            const std::lock_guard lock(mutex);
            wait = delay;
            response = request.path() == "/keys" ? text(keys, status) : discovery();
        }
        if (wait > 0ms) {
            Timer timer(co_await boost::asio::this_coro::executor, wait);
            co_await timer.async_wait(asTask);
        }
        if (response.status >= 300 && response.status < 400)
            response.headers.add("Location", "http://example.com/keys");
        co_return response;
    }
    Response discovery()
    {
        json::Value document = json::Value::object();
        document.set("issuer", discovered.empty() ? server.url() : discovered);
        document.set("jwks_uri", discovered.empty() ? server.url() + "/keys" : discovered);
        return text(json::writeJson(document));
    }
    void set(const std::function<void(IssuerStandIn&)>& change)
    {
        const std::lock_guard lock(mutex);
        change(*this);
    }
};

struct World
{
    explicit World(KeySetsOptions options = {}) : clock(std::make_shared<Clock>(systemServices())), sets(options, clock)
    {
    }
    Result<SharedKeys> keys(const KeyPlace& place, const std::string& keyId = "RS256")
    {
        return test::runTask(sets.at(place)->keys(keyId));
    }
    std::shared_ptr<Clock> clock;
    KeySets sets;
};

KeyPlace urlOf(IssuerStandIn& issuer)
{
    return {"https://issuer.example.com", issuer.server.url() + "/keys"};
}

// A route that needs the keys of an issuer for its answer.
class AskingService final : public LocalService
{
public:
    explicit AskingService(std::shared_ptr<KeySource> source) : m_source(std::move(source)) {}
    [[nodiscard]] std::string_view serviceName() const override { return "asking"; }
    [[nodiscard]] bool owns(const Request& request) const override { return request.path() == "/ask"; }
    [[nodiscard]] Task<Response> handle(Request&&) override
    {
        const auto keys = co_await m_source->keys("RS256");
        co_return text(keys ? "keys" : keys.error().message);
    }

private:
    std::shared_ptr<KeySource> m_source;
};

bool says(const Result<SharedKeys>& keys, const char* words)
{
    if (keys)
        return false;
    const QString message = QString::fromStdString(keys.error().message);
    if (!message.contains(words))
        qWarning("%s", keys.error().message.c_str());
    return message.contains(words) && !keys.error().hint.empty();
}

} // namespace

class TestKeySets : public QObject
{
    Q_OBJECT

private slots:
    void keysComeFromAUrl()
    {
        IssuerStandIn issuer;
        World world;
        const auto keys = world.keys(urlOf(issuer));
        QVERIFY2(keys.has_value(), keys ? "" : keys.error().message.c_str());
        QVERIFY((*keys)->has("RS256"));
        QVERIFY(world.keys(urlOf(issuer)).has_value());
        QCOMPARE(issuer.server.calls("/keys"), 1);
    }

    void keysAreDiscovered()
    {
        IssuerStandIn issuer;
        World world;
        const auto keys = world.keys({issuer.server.url(), {}});
        QVERIFY2(keys.has_value(), keys ? "" : keys.error().message.c_str());
        QCOMPARE(issuer.server.calls("/.well-known/openid-configuration"), 1);
        QCOMPARE(issuer.server.calls("/keys"), 1);
    }

    void discoveryLeadsToNoPlainHttpElsewhere()
    {
        IssuerStandIn issuer;
        World world;
        issuer.set([](IssuerStandIn& i) { i.discovered = i.server.url(); });
        QVERIFY(says(world.keys({issuer.server.url(), {}}), "is no key set")); // the document itself, once more
        issuer.set([](IssuerStandIn& i) { i.discovered = "http://example.com/keys"; });
        QVERIFY(says(world.keys({issuer.server.url() + "/", {}}), "is of \"http://example.com/keys\""));
    }

    void keysStandInAFile()
    {
        QTemporaryDir folder;
        KeySetsOptions options;
        options.projectFolder = folder.path().toStdString();
        World world(options);
        std::ofstream(options.projectFolder / "keys.json") << keysText();
        QVERIFY(world.keys({"https://a", "keys.json"}).has_value());
        QVERIFY(says(world.keys({"https://a", "none.json"}), "cannot be read"));
        QVERIFY(says(world.keys({"https://a", "../keys.json"}), "outside of the project"));
        QVERIFY(says(world.keys({"https://a", "/etc/passwd"}), "outside of the project"));
        std::ofstream(options.projectFolder / "huge.json") << std::string(150'001, ' ');
        QVERIFY(says(world.keys({"https://a", "huge.json"}), "has 150001 bytes"));
        std::ofstream(options.projectFolder / "bad.json") << "{";
        QVERIFY(says(world.keys({"https://a", "bad.json"}), "is no key set"));
        std::ofstream(options.projectFolder / "keys.json") << keysText("second"); // seen soon
        QVERIFY(world.clock->advance(3s).has_value());
        const auto keys = world.keys({"https://a", "keys.json"}, "second");
        QVERIFY(keys && (*keys)->has("second"));
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QByteArray>("keys");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("words");
        QTest::newRow("malformed") << QByteArray("{\"keys\":") << 200 << "is no key set";
        QTest::newRow("no keys") << QByteArray("{}") << 200 << "is no key set";
        QTest::newRow("a page") << QByteArray("<html>") << 200 << "is no key set";
        QTest::newRow("huge") << QByteArray(150'001, ' ') << 200 << "is larger than";
        QTest::newRow("not found") << QByteArray("{}") << 404 << "answered 404";
        QTest::newRow("fault") << QByteArray("{}") << 500 << "answered 500";
        QTest::newRow("redirect") << QByteArray() << 302 << "leads on to another address";
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(QByteArray, keys);
        QFETCH(int, status);
        QFETCH(QString, words);
        IssuerStandIn issuer;
        issuer.set([&](IssuerStandIn& i) {
            i.keys = keys.toStdString();
            i.status = status;
        });
        World world;
        QVERIFY(says(world.keys(urlOf(issuer)), words.toUtf8().constData()));
        QVERIFY(!world.keys(urlOf(issuer)).has_value());
        QCOMPARE(issuer.server.calls("/keys"), 1); // the failure is remembered
        QVERIFY(world.clock->advance(5s).has_value());
        issuer.set([&](IssuerStandIn& i) {
            i.keys = keysText();
            i.status = 200;
        });
        QVERIFY(world.keys(urlOf(issuer)).has_value());
    }

    void theLimitOfBytesIsExact()
    {
        IssuerStandIn issuer;
        issuer.set([](IssuerStandIn& i) { i.keys += std::string(150'000 - i.keys.size(), ' '); });
        World world;
        const auto keys = world.keys(urlOf(issuer));
        QVERIFY2(keys.has_value(), keys ? "" : keys.error().message.c_str());
    }

    void whoIsNotThereIsSaid()
    {
        std::string url;
        {
            IssuerStandIn gone;
            url = gone.server.url() + "/keys";
        }
        World world;
        QVERIFY(says(world.keys({"https://a", url}), "Connection refused"));
    }

    void slowIssuersAreGivenUp()
    {
        IssuerStandIn issuer;
        issuer.set([](IssuerStandIn& i) { i.delay = 30s; });
        KeySetsOptions options;
        options.timeout = 100ms;
        World world(options);
        QVERIFY(says(world.keys(urlOf(issuer)), "did not answer within"));
    }

    void aSlowIssuerHoldsUpNobodyElse()
    {
        IssuerStandIn slow;
        IssuerStandIn quick;
        slow.set([](IssuerStandIn& i) { i.delay = 30s; });
        KeySetsOptions options;
        options.timeout = 5s;
        World world(options);
        std::promise<void> ended;
        world.sets.check(urlOf(slow), [&](const auto&) { ended.set_value(); });
        for (int i = 0; i < 20; ++i)
            QVERIFY(world.keys({"https://a", quick.server.url() + "/keys?" + std::to_string(i)}).has_value());
        QVERIFY(ended.get_future().wait_for(0s) == std::future_status::timeout);
    }

    void anotherRouteAnswersOnTheSameThreadMeanwhile()
    {
        IssuerStandIn slow;
        slow.set([](IssuerStandIn& i) { i.delay = 30s; });
        KeySetsOptions options;
        options.timeout = 1s;
        World world(options);
        Engine engine; // one thread
        engine.serve({std::make_shared<AskingService>(world.sets.at(urlOf(slow)))}, [&] { world.sets.stop(); });
        const int port = engine.listenProject("127.0.0.1", 0).value_or(0);
        auto asked = std::async(std::launch::async, [port] { return test::HttpCaller(port).get("/ask").body; });
        QTRY_COMPARE(slow.server.calls("/keys"), 1);
        test::HttpCaller caller(port);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(caller.get("/elsewhere").status, 403); // of no API
        QVERIFY(asked.wait_for(0s) == std::future_status::timeout);
        QVERIFY(asked.get().find("did not answer within") != std::string::npos);
        engine.stop();
    }

    void manyWhoWaitShareOneFetch()
    {
        IssuerStandIn issuer;
        issuer.set([](IssuerStandIn& i) { i.delay = 100ms; });
        World world;
        std::atomic<int> good{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] { good += world.keys(urlOf(issuer)).has_value() ? 1 : 0; });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(good.load(), 8);
        QCOMPARE(issuer.server.calls("/keys"), 1);
    }

    void rotatedKeysAreFoundAndMadeUpOnesDoNotFlood()
    {
        IssuerStandIn issuer;
        World world;
        QVERIFY(world.keys(urlOf(issuer)).has_value());
        for (int i = 0; i < 100; ++i)
            QVERIFY(world.keys(urlOf(issuer), "made-up-" + std::to_string(i)).has_value());
        QCOMPARE(issuer.server.calls("/keys"), 1);
        issuer.set([](IssuerStandIn& i) { i.keys = keysText("next"); });
        QVERIFY(world.clock->advance(10s).has_value());
        const auto keys = world.keys(urlOf(issuer), "next");
        QVERIFY(keys && (*keys)->has("next") && !(*keys)->has("RS256"));
        QCOMPARE(issuer.server.calls("/keys"), 2);
    }

    void keysAreKeptWhileTheIssuerIsGone()
    {
        World world;
        KeyPlace place;
        {
            IssuerStandIn issuer;
            place = urlOf(issuer);
            QVERIFY(world.keys(place).has_value());
        }
        QVERIFY(world.clock->advance(1h).has_value());
        QVERIFY(world.keys(place, "made-up").has_value());
        QVERIFY(world.keys(place).has_value());
        QVERIFY(world.clock->advance(1h).has_value());
        QVERIFY(says(world.keys(place), "Connection refused"));
    }

    void aCheckAlwaysFetches()
    {
        IssuerStandIn issuer;
        World world;
        QVERIFY(world.keys(urlOf(issuer)).has_value());
        issuer.set([](IssuerStandIn& i) { i.status = 500; });
        std::promise<Result<SharedKeys>> checked;
        world.sets.check(urlOf(issuer), [&](Result<SharedKeys> keys) { checked.set_value(std::move(keys)); });
        QVERIFY(says(checked.get_future().get(), "answered 500"));
        QVERIFY(world.keys(urlOf(issuer)).has_value()); // they are good still
        QCOMPARE(issuer.server.calls("/keys"), 2);
    }

    void afterTheEndKeysThatAreKnownDo()
    {
        IssuerStandIn issuer;
        World world;
        const auto source = world.sets.at(urlOf(issuer));
        QVERIFY(test::runTask(source->keys("RS256")).has_value());
        world.sets.stop();
        world.sets.stop();
        QVERIFY(test::runTask(source->keys("RS256")).has_value());
        QVERIFY(!test::runTask(world.sets.at({"https://a", issuer.server.url() + "/other"})->keys("x")).has_value());
    }
};

QTEST_GUILESS_MAIN(TestKeySets)
#include "tst_key_sets.moc"
