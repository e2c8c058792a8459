// A WebSocket API over real sockets: handshake, messages and replies, @connections, and the end of a connection as
// traces tell it (reference 3.1 to 3.6).
#include "core/format/websocket_file.h"
#include "gateway-engine/access.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/engine.h"
#include "gateway-engine/trace/trace_store.h"
#include "tests/gateway-engine/transport/socket_world.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gw;
using namespace gw::engine;
using gw::test::PlainClient;
using gw::test::RawClient;
using gw::test::SeenFrame;

namespace {

const std::string chat = R"(routes:
  - routeKey: $connect
    integration:
      integrationType: MOCK
      requestTemplates: { $default: '{"statusCode": #if($input.params("ticket") == "good")200#{else}401#end}' }
      integrationResponses:
        - integrationResponseKey: $default
          responseParameters: { method.response.header.Sec-WebSocket-Protocol: "'chat.v1'" }
  - routeKey: ping
    routeResponseSelectionExpression: $default
    routeResponses: [{ routeResponseKey: $default }]
    integration:
      integrationType: MOCK
      requestTemplates: { $default: '{"statusCode": 200}' }
      integrationResponses:
        - integrationResponseKey: $default
          responseTemplates: { $default: '$context.connectionId' }
)";

class KeptTraces final : public TraceSink
{
public:
    void accept(std::span<const TracePtr> traces) override { all.insert(all.end(), traces.begin(), traces.end()); }
    std::vector<TracePtr> all;
};

class ServedChat
{
public:
    ServedChat()
    {
        Api api;
        api.id = ApiId{7};
        api.apiId = "w1w2w3w4w5";
        api.name = "chat";
        api.definition = readWebSocket(chat, "chat.yaml", api.id).definition;
        gw::Stage stage;
        stage.name = "dev";
        engine.addTraceSink(traces);
        Compilation compilation = compile(api, stage);
        engine.deploy(compilation.program);
        port = engine.listenProject("127.0.0.1", 0, "w1w2w3w4w5").value_or(0);
    }

    std::string http(const std::string& method, const std::string& path, const std::string& body = {})
    {
        RawClient client(port);
        client.send(method + " " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) +
                    "\r\nConnection: close\r\n\r\n" + body);
        return client.receiveAll();
    }

    std::shared_ptr<KeptTraces> traces = std::make_shared<KeptTraces>();
    Engine engine;
    int port = 0;
};

std::string opening(const std::string& target)
{
    return gw::test::upgradeRequest(target, "Sec-WebSocket-Protocol: chat.v1\r\n");
}

} // namespace

class TestWebSocketServed : public QObject
{
    Q_OBJECT

private slots:
    void shakesHands_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("status");
        QTest::newRow("on the default API's stage") << "/dev?ticket=good"
                                                    << "101";
        QTest::newRow("by the long address") << "/restapis/w1w2w3w4w5/dev/_user_request_?ticket=good"
                                             << "101";
        QTest::newRow("refused by $connect") << "/dev?ticket=bad"
                                             << "401";
        QTest::newRow("below the stage") << "/dev/room?ticket=good"
                                         << "403";
        QTest::newRow("another stage") << "/prod?ticket=good"
                                       << "403";
    }

    void shakesHands()
    {
        QFETCH(QString, target);
        QFETCH(QString, status);
        ServedChat served;
        PlainClient client(served.port);
        const std::string head = client.open(opening(target.toStdString()));
        QVERIFY2(head.starts_with("HTTP/1.1 " + status.toStdString()), head.c_str());
        if (status == "101")
            QVERIFY2(head.find("Sec-WebSocket-Protocol: chat.v1") != std::string::npos, head.c_str());
    }

    void repliesAndTellsErrors()
    {
        ServedChat served;
        PlainClient client(served.port);
        QVERIFY(client.open(opening("/dev?ticket=good")).starts_with("HTTP/1.1 101"));
        client.send(gw::test::text(R"({"action":"ping"})"));
        const auto reply = client.receive();
        QVERIFY(reply && reply->opcode == 1);
        const std::string id = reply->payload;
        QCOMPARE(id.size(), std::size_t(16));
        client.send(gw::test::text("hello"));
        const auto error = client.receive();
        QVERIFY(error);
        const std::string begin = "{\"message\": \"Forbidden\", \"connectionId\":\"" + id + "\", \"requestId\":\"";
        QVERIFY2(error->payload.starts_with(begin), error->payload.c_str());
    }

    void managesConnections()
    {
        ServedChat served;
        PlainClient client(served.port);
        QVERIFY(client.open(opening("/dev?ticket=good")).starts_with("HTTP/1.1 101"));
        client.send(gw::test::text(R"({"action":"ping"})"));
        const std::string id = client.receive()->payload;
        const std::string path = "/dev/@connections/" + id;
        QVERIFY(served.http("POST", path, "news").starts_with("HTTP/1.1 200"));
        QCOMPARE(client.receive()->payload, std::string("news"));
        QVERIFY(served.http("POST", "/restapis/w1w2w3w4w5/dev/_user_request_/@connections/" + id, "more")
                    .starts_with("HTTP/1.1 200"));
        QCOMPARE(client.receive()->payload, std::string("more"));
        QVERIFY(served.http("GET", path).find("\"connectedAt\"") != std::string::npos);
        QVERIFY(served.http("DELETE", path).starts_with("HTTP/1.1 204"));
        QCOMPARE(client.receive()->opcode, 8);
        client.send(gw::test::closing(1000));
        QVERIFY(!client.receive()); // and with it the connection
        QVERIFY(served.http("POST", path, "news").starts_with("HTTP/1.1 410"));
    }

    void tracesWholeConnections()
    {
        QTemporaryDir folder;
        const auto file = std::filesystem::path(folder.filePath("traces.sqlite").toStdString());
        std::string id;
        {
            ServedChat served;
            served.engine.addTraceSink(std::shared_ptr<TraceSink>(*TraceStore::open(file)));
            PlainClient client(served.port);
            QVERIFY(client.open(opening("/dev?ticket=good")).starts_with("HTTP/1.1 101"));
            client.send(gw::test::text(R"({"action":"ping"})"));
            id = client.receive()->payload;
            QVERIFY(served.http("POST", "/dev/@connections/" + id, "news").starts_with("HTTP/1.1 200"));
            QVERIFY(client.receive());
            client.send(gw::test::closing(1000, "bye"));
            client.receiveAll();
            served.engine.stop();
            served.engine.flushTraces();
            QStringList methods;
            for (const TracePtr& trace : served.traces->all)
                if (trace->socket && trace->socket->connectionId == id)
                    methods << QString::fromStdString(trace->method);
            QCOMPARE(methods, QStringList({"CONNECT", "MESSAGE", "PUSH", "DISCONNECT"}));
            const SocketTrace& end = *served.traces->all.back()->socket;
            QCOMPARE(end.disconnectStatusCode, 1000);
            QCOMPARE(end.disconnectReason, std::string("bye"));
        }
        const auto store = TraceStore::openReadOnly(file);
        QVERIFY2(store, store ? "" : store.error().message.c_str());
        const auto count = [&](const std::string& filter) {
            return (*store)->count(*TraceFilter::parse(filter)).value_or(0);
        };
        QCOMPARE(count("connection:" + id), std::size_t(4));
        QCOMPARE(count("connection:" + id + " direction:out"), std::size_t(1));
        QCOMPARE(count("connection:nobody="), std::size_t(0));
        const auto list = (*store)->list(*TraceFilter::parse("method:message"), 1);
        QVERIFY(list && list->size() == 1);
        const auto trace = (*store)->load(list->front().requestId);
        QVERIFY(trace && *trace && (*trace)->socket);
        QCOMPARE((*trace)->socket->routeKey, std::string("ping"));
    }
};

QTEST_GUILESS_MAIN(TestWebSocketServed)
#include "tst_websocket_served.moc"
