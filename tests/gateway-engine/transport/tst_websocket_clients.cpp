// Clients that others wrote: npm's ws, Python's websockets, the AWS SDK and the aws command line (@connections,
// reference 3.6). installer/test-tools.sh installs them; a test whose client is not there is skipped.
#include "socket_world.h"
#include "tests/support/client_program.h"

#include <QStandardPaths>
#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::test;

namespace {

// Speaks "chat.v2", echoes, and tells a client its connection's id.
SocketBehaviour behaviour()
{
    SocketBehaviour behaviour;
    behaviour.connect = [](const Request& request, Handshake& handshake) {
        if (request.headers.hasToken("Sec-WebSocket-Protocol", "chat.v2"))
            handshake.subprotocol = "chat.v2";
    };
    behaviour.message = [](Connection& connection, std::string payload, bool) -> Task<void> {
        connection.send(textFrame(payload == "id" ? connection.facts().connectionId : payload));
        co_return;
    };
    return behaviour;
}

bool hasProgram(const char* name)
{
    return !QStandardPaths::findExecutable(name).isEmpty();
}

QString url(const SocketServer& server, const char* scheme, const char* path)
{
    return QString("%1://127.0.0.1:%2%3").arg(scheme).arg(server.port).arg(path);
}

void compare(const json::Value& told, const char* member, const char* expected)
{
    QCOMPARE(QString::fromStdString(json::writeJson(told[member])), QString::fromUtf8(expected));
}

} // namespace

class TestWebSocketClients : public QObject
{
    Q_OBJECT

private slots:
    void wsAndTheSdk();
    void pythonsWebsockets();
    void theCommandLine();
};

void TestWebSocketClients::wsAndTheSdk()
{
    if (!hasProgram("node") || !hasModule("ws") || !hasModule("@aws-sdk/client-apigatewaymanagementapi"))
        QSKIP("ws and @aws-sdk/client-apigatewaymanagementapi are not installed: run installer/test-tools.sh");
    SocketServer server(behaviour());
    const Ran ran = runClient("node", {GW_TEST_DATA "/clients/websocket_calls.cjs", toolsFolder(),
                                       url(server, "ws", "/ws"), url(server, "http", "/dev")});
    QVERIFY2(ran.code == 0, ran.errors.constData());
    const json::Value told = ran.json();
    compare(told, "protocol", R"("chat.v2")");
    compare(told, "extensions", R"("")");
    compare(told, "echo", R"(["grüße",false])");
    compare(told, "fragments", "true");
    compare(told, "pong", R"("are you there")");
    compare(told, "binary", R"([1003,"Binary is not supported"])");
    compare(told, "posted", R"([200,"from the SDK"])");
    compare(told, "got", R"(["127.0.0.1",true,true])");
    compare(told, "malformed", R"(["BadRequestException",400])");
    compare(told, "large", R"(["PayloadTooLargeException",413])");
    compare(told, "deleted", R"([1000,""])");
    compare(told, "gone", R"(["GoneException",410])");
}

void TestWebSocketClients::pythonsWebsockets()
{
    const QString python = "/usr/bin/python3"; // the distribution's, as its packages are
    if (runClient(python, {"-c", "import websockets"}).code != 0)
        QSKIP("python3-websockets is not installed: run installer/test-tools.sh");
    SocketServer server(behaviour());
    const Ran ran = runClient(python, {GW_TEST_DATA "/clients/websocket_calls.py", url(server, "ws", "/ws")});
    QVERIFY2(ran.code == 0, ran.errors.constData());
    const json::Value told = ran.json();
    compare(told, "protocol", R"("chat.v2")");
    compare(told, "echo", R"("grüße")");
    compare(told, "fragments", R"("fragments")");
    compare(told, "pong", "true");
    compare(told, "large", "131072");
    compare(told, "closed", "1000");
    compare(told, "tooLarge", R"([1009,"The frame is larger than 32768 bytes"])");
}

void TestWebSocketClients::theCommandLine()
{
    if (!hasProgram("aws") ||
        runClient("aws", {"apigatewaymanagementapi", "get-connection", "--generate-cli-skeleton"}).code != 0)
        QSKIP("the aws command line is not installed: run installer/test-tools.sh");
    SocketServer server(behaviour());
    PlainClient client(server.port);
    client.open();
    client.send(text("id"));
    const QString id = QString::fromStdString(client.receive()->payload);
    const auto aws = [&](const QStringList& arguments) {
        return runClient("aws", QStringList{"--endpoint-url", url(server, "http", "/dev"), "--output", "json",
                                            "apigatewaymanagementapi"} +
                                    arguments + QStringList{"--connection-id", id});
    };
    const Ran posted = aws({"post-to-connection", "--data", "aGVsbG8="});
    QVERIFY2(posted.code == 0, posted.errors.constData());
    const std::string received = client.receive()->payload; // version 1 sends the text as it is, version 2 reads base64
    QVERIFY2(received == "hello" || received == "aGVsbG8=", received.c_str());
    const Ran got = aws({"get-connection"});
    QVERIFY2(got.code == 0, got.errors.constData());
    QVERIFY2(got.out.contains("127.0.0.1"), got.out.constData());
    const Ran deleted = aws({"delete-connection"});
    QVERIFY2(deleted.code == 0, deleted.errors.constData());
    QCOMPARE(client.receive()->closeCode(), 1000);
    const Ran gone = aws({"post-to-connection", "--data", "aGVsbG8="});
    QVERIFY(gone.code != 0);
    QVERIFY2(gone.errors.contains("(GoneException) when calling the PostToConnection operation"),
             gone.errors.constData());
}

QTEST_GUILESS_MAIN(TestWebSocketClients)
#include "tst_websocket_clients.moc"
