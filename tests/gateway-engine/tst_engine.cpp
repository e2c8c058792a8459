// The engine as the programs use it: listen, deploy, swap under load, count, stop.
#include "gateway-engine/engine.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/trace/trace_ring.h"
#include "tests/gateway-engine/transport/raw_client.h"

#include <QTest>

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

using namespace gw::engine;
using gw::test::bodyOf;
using gw::test::RawClient;
using gw::test::statusOf;
using namespace std::chrono_literals;

namespace {

class Say final : public Stage
{
public:
    explicit Say(std::string text) : m_text(std::move(text)) {}
    const char* name() const override { return "say"; }
    Card card() const override { return Card::Integration; }
    std::optional<Fault> run(Exchange& x) const override
    {
        x.response.body = m_text;
        return std::nullopt;
    }

private:
    std::string m_text;
};

std::shared_ptr<const Program> saying(const std::string& text)
{
    auto program = std::make_shared<Program>();
    program->apiId = "a1b2c3d4e5";
    program->apiName = "pets";
    program->stageName = "dev";
    program->gatewayResponses = std::make_shared<const GatewayResponses>();
    program->routes.add("GET", "/pets", 0);
    CompiledMethod method;
    method.verb = "GET";
    method.resourcePath = "/pets";
    method.stages.push_back(std::make_unique<Say>(text));
    program->methods.push_back(std::move(method));
    return program;
}

std::string get(int port, const std::string& target, const std::string& host = "h")
{
    RawClient client(port);
    client.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    return client.receiveAll();
}

bool canConnect(const std::string& host, int port)
{
    return RawClient(port, host.c_str()).isConnected();
}

} // namespace

class EngineTest : public QObject
{
    Q_OBJECT

private slots:
    void servesAnApiOnItsOwnPort();
    void servesEveryApiOnTheProjectsPort();
    void servesWhatIsDeployedOnly();
    void servicesAreCalledWithoutASocket();
    void swapsProgramsWithoutLosingARequest();
    void countsAndTraces();
    void saysWhyItCannotListen();
    void followsTheListenTable_data();
    void followsTheListenTable();
    void changesTheDefaultApi();
    void endsConnectionsOfAClosedPort();
    void staysWhereItWasWhenThePortIsTaken();
    void stopsOnce();
};

void EngineTest::servesAnApiOnItsOwnPort()
{
    Engine engine;
    engine.deploy(saying("hello"));
    const auto port = engine.listenApi("a1b2c3d4e5", "127.0.0.1", 0);
    QVERIFY(port);
    QCOMPARE(bodyOf(get(*port, "/dev/pets")), "hello");
    QCOMPARE(statusOf(get(*port, "/dev/nothing")), 403);
    QVERIFY(statusOf(get(*port, "/restapis/a1b2c3d4e5/dev/_user_request_/pets")) >= 400);
}

void EngineTest::servesEveryApiOnTheProjectsPort()
{
    Engine engine;
    engine.deploy(saying("hello"));
    const auto port = engine.listenProject("localhost", 0);
    QVERIFY(port);
    QCOMPARE(bodyOf(get(*port, "/dev/pets", "a1b2c3d4e5.execute-api.localhost:" + std::to_string(*port))), "hello");
    QCOMPARE(bodyOf(get(*port, "/restapis/a1b2c3d4e5/dev/_user_request_/pets")), "hello");
    QVERIFY(statusOf(get(*port, "/dev/pets")) >= 400); // there is no default API
}

namespace {

class Echo final : public LocalService
{
public:
    std::string_view serviceName() const override { return "echo"; }
    bool owns(const Request& request) const override { return request.target == "/echo"; }
    Task<Response> handle(Request&& request) override
    {
        Response response;
        response.body = std::move(request.body);
        co_return response;
    }
};

} // namespace

void EngineTest::servicesAreCalledWithoutASocket()
{
    Engine engine;
    engine.serve({std::make_shared<Echo>()}, {});
    std::mutex mutex;
    std::vector<std::optional<Response>> answers;
    const auto call = [&](const std::string& target) {
        Request request;
        request.method = "POST";
        request.target = target;
        request.body = "said";
        engine.call(std::move(request), [&](std::optional<Response> answer) {
            const std::lock_guard lock(mutex);
            answers.push_back(std::move(answer));
        });
    };
    const auto count = [&] {
        const std::lock_guard lock(mutex);
        return answers.size();
    };
    call("/echo");
    QTRY_COMPARE(count(), std::size_t{1});
    QCOMPARE(answers[0]->body, std::string("said"));
    call("/other"); // no service's
    QCOMPARE(count(), std::size_t{2});
    QVERIFY(!answers[1]);
    engine.stop();
    call("/echo");
    QCOMPARE(count(), std::size_t{3});
    QVERIFY(!answers[2]);
}

void EngineTest::servesWhatIsDeployedOnly()
{
    Engine engine;
    const auto port = engine.listenApi("a1b2c3d4e5", "127.0.0.1", 0);
    QVERIFY(port);
    QVERIFY(statusOf(get(*port, "/dev/pets")) >= 400);
    engine.deploy(saying("hello"));
    QCOMPARE(statusOf(get(*port, "/dev/pets")), 200);
    engine.undeploy("a1b2c3d4e5", "dev");
    QVERIFY(statusOf(get(*port, "/dev/pets")) >= 400);
}

void EngineTest::swapsProgramsWithoutLosingARequest()
{
    EngineOptions options;
    options.threads = 2;
    Engine engine(options);
    engine.deploy(saying("0"));
    const auto port = engine.listenApi("a1b2c3d4e5", "127.0.0.1", 0);
    QVERIFY(port);
    std::atomic<bool> done = false;
    std::atomic<int> lost = 0;
    std::atomic<int> answered = 0;
    const auto ask = [&] {
        RawClient client(*port);
        while (!done) {
            client.send("GET /dev/pets HTTP/1.1\r\nHost: h\r\n\r\n");
            statusOf(client.receiveResponse()) == 200 ? ++answered : ++lost;
        }
    };
    std::thread first(ask);
    std::thread second(ask);
    for (int i = 1; i <= 200 || answered < 1'000; ++i)
        engine.deploy(saying(std::to_string(i)));
    done = true;
    first.join();
    second.join();
    QCOMPARE(lost.load(), 0);
}

void EngineTest::countsAndTraces()
{
    Engine engine;
    const auto ring = std::make_shared<TraceRing>();
    engine.addTraceSink(ring);
    engine.deploy(saying("hello"));
    const auto port = engine.listenApi("a1b2c3d4e5", "127.0.0.1", 0);
    QVERIFY(port);
    RawClient client(*port);
    client.send("GET /dev/pets?x HTTP/1.1\r\nHost: h\r\n\r\n");
    QCOMPARE(statusOf(client.receiveResponse()), 200);
    QCOMPARE(engine.statistics().requests, std::uint64_t{1});
    QCOMPARE(engine.statistics().openConnections, std::uint64_t{1});
    engine.flushTraces();
    const auto traces = ring->all();
    QCOMPARE(traces.size(), std::size_t{1});
    QCOMPARE(traces.front()->path, "/pets?x");
    QCOMPARE(traces.front()->remoteAddress, "127.0.0.1");
}

void EngineTest::saysWhyItCannotListen()
{
    Engine engine;
    const auto port = engine.listenApi("a", "127.0.0.1", 0);
    QVERIFY(port);
    const auto again = engine.listenProject("127.0.0.1", *port);
    QVERIFY(!again);
    QCOMPARE(again.error().message, "Cannot listen on 127.0.0.1: port " + std::to_string(*port) + " is in use.");
    QVERIFY(!again.error().hint.empty());
}

void EngineTest::followsTheListenTable_data()
{
    QTest::addColumn<QString>("host"); // of the API's port after the change; empty: it has none any more
    QTest::newRow("stays") << "127.0.0.1";
    QTest::newRow("moves") << "127.0.0.2";
    QTest::newRow("goes") << "";
}

void EngineTest::followsTheListenTable()
{
    QFETCH(QString, host);
    Engine engine;
    engine.deploy(saying("hello"));
    ListenTable table{{"127.0.0.1", 0}, {}, {{"a1b2c3d4e5", {"127.0.0.1", 0}}, {"other", {"127.0.0.1", 0}}}};
    QVERIFY(engine.listen(table).empty());
    const int before = engine.listening("a1b2c3d4e5")->port;
    const int other = engine.listening("other")->port;
    QCOMPARE(bodyOf(get(before, "/dev/pets")), "hello");

    table.apis.erase("a1b2c3d4e5");
    if (!host.isEmpty())
        table.apis["a1b2c3d4e5"] = {host.toStdString(), 0};
    QVERIFY(engine.listen(table).empty());
    QCOMPARE(engine.listening("other")->port, other);
    QVERIFY(statusOf(get(other, "/dev/pets")) >= 400);
    QCOMPARE(engine.listening("a1b2c3d4e5").has_value(), !host.isEmpty());
    QCOMPARE(canConnect("127.0.0.1", before), host == "127.0.0.1");
    if (!host.isEmpty())
        QVERIFY(canConnect(host.toStdString(), engine.listening("a1b2c3d4e5")->port));
}

void EngineTest::changesTheDefaultApi()
{
    Engine engine;
    engine.deploy(saying("hello"));
    QVERIFY(engine.listen({{"127.0.0.1", 0}, "other", {}}).empty());
    const int port = engine.listening()->port;
    QVERIFY(statusOf(get(port, "/dev/pets")) >= 400);
    QVERIFY(engine.listen({{"127.0.0.1", 0}, "a1b2c3d4e5", {}}).empty());
    QCOMPARE(engine.listening()->port, port);
    QCOMPARE(bodyOf(get(port, "/dev/pets")), "hello");
}

void EngineTest::endsConnectionsOfAClosedPort()
{
    EngineOptions options;
    options.threads = 2;
    Engine engine(options);
    engine.deploy(saying("hello"));
    QVERIFY(engine.listen({{"127.0.0.1", 0}, {}, {{"a1b2c3d4e5", {"127.0.0.1", 0}}}}).empty());
    RawClient kept(engine.listening()->port);
    RawClient client(engine.listening("a1b2c3d4e5")->port);
    client.send("GET /dev/pets HTTP/1.1\r\nHost: h\r\n\r\n");
    QCOMPARE(statusOf(client.receiveResponse()), 200);
    QVERIFY(engine.listen({{"127.0.0.1", 0}, {}, {}}).empty());
    QCOMPARE(client.receiveAll(), ""); // the end of the connection
    kept.send("GET /restapis/a1b2c3d4e5/dev/_user_request_/pets HTTP/1.1\r\nHost: h\r\n\r\n");
    QCOMPARE(statusOf(kept.receiveResponse()), 200);
}

void EngineTest::staysWhereItWasWhenThePortIsTaken()
{
    Engine other;
    const auto taken = other.listenProject("127.0.0.1", 0);
    QVERIFY(taken);
    Engine engine;
    engine.deploy(saying("hello"));
    QVERIFY(engine.listen({{"127.0.0.1", 0}, {}, {{"a1b2c3d4e5", {"127.0.0.1", 0}}}}).empty());
    const auto before = engine.listening("a1b2c3d4e5");
    const ListenTable impossible{{"127.0.0.1", 0}, {}, {{"a1b2c3d4e5", {"127.0.0.1", *taken}}}};
    const gw::Diagnostics told = engine.listen(impossible);
    QCOMPARE(told.size(), std::size_t{1});
    QVERIFY(told.front().message.find(std::to_string(*taken)) != std::string::npos);
    QVERIFY(engine.listening("a1b2c3d4e5") == before);
    QCOMPARE(bodyOf(get(before->port, "/dev/pets")), "hello");
    QVERIFY(engine.listen(impossible).empty()); // told once
}

void EngineTest::stopsOnce()
{
    Engine engine;
    engine.deploy(saying("hello"));
    const auto port = engine.listenApi("a1b2c3d4e5", "127.0.0.1", 0);
    QVERIFY(port);
    RawClient idle(*port);
    QTRY_COMPARE(engine.statistics().openConnections, std::uint64_t{1});
    engine.stop(20s); // an idle connection does not hold it up
    engine.stop(20s);
    QVERIFY(idle.isAtEnd());
    QVERIFY(!RawClient(*port).isConnected());
    QVERIFY(!engine.listenApi("a1b2c3d4e5", "127.0.0.1", 0));
    QCOMPARE(engine.statistics().openConnections, std::uint64_t{0});
}

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"
