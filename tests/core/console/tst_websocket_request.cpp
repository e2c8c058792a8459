// WebSocket requests without a socket: paths, matches, files, and what is made of them before it is sent.
#include "core/console/prepare_websocket.h"
#include "core/console/request_file.h"
#include "core/console/request_store.h"
#include "core/console/websocket_file.h"
#include "core/json/text.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;
using namespace gw::console;

namespace {

VariableScope scopeOf(const std::vector<std::pair<QString, QString>>& variables)
{
    DynamicValues dynamic = systemDynamicValues();
    dynamic.guid = [] { return QStringLiteral("a-guid"); };
    VariableScope scope(dynamic);
    for (const auto& [name, value] : variables)
        scope.add({name, value, {}, false});
    return scope;
}

const char* wholeFile = R"(# what the chat needs
type: websocket
url: "{{baseUrl}}?room=1" # of the stage
owner: me
headers:
  - { name: X-User, value: ann, note: kept }
subprotocols: [chat]
messages:
  # says hello
  - { name: Join, json: '{"action": "join"}', color: red }
  - { name: Bytes, hex: 00ff }
autoReplies:
  - when: { path: $.type, equals: ping, why: heartbeat }
    reply: { json: '{"type": "pong"}' }
reconnect: { attempts: 5, delay: 250 }
script: |
  steps: # one
    - send: hello
)";

} // namespace

class TestWebSocketRequest : public QObject
{
    Q_OBJECT

private slots:
    void pathsFindPlaces_data();
    void pathsFindPlaces();
    void badPathsAreRefused_data();
    void badPathsAreRefused();
    void messagesMatch_data();
    void messagesMatch();
    void badMatchesAreRefused();
    void patternsEnd();
    void filesComeBack();
    void editsTouchNothingElse();
    void badFilesAreRefused_data();
    void badFilesAreRefused();
    void storeKnowsTheType();
    void connectionsArePrepared_data();
    void connectionsArePrepared();
    void badConnectionsAreRefused_data();
    void badConnectionsAreRefused();
    void messagesArePrepared_data();
    void messagesArePrepared();
    void filesAreMessages();
};

void TestWebSocketRequest::pathsFindPlaces_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("found"); // JSON; empty: nothing
    QTest::newRow("all") << "$"
                         << R"({"a":{"b c":[1,{"d":null}]},"e":"x"})";
    QTest::newRow("member") << "$.e"
                            << "\"x\"";
    QTest::newRow("deep") << "$.a['b c'][1].d"
                          << "null";
    QTest::newRow("double quotes") << "$[\"a\"][\"b c\"][0]"
                                   << "1";
    QTest::newRow("from the end") << "$.a['b c'][-2]"
                                  << "1";
    QTest::newRow("absent") << "$.nothing"
                            << "";
    QTest::newRow("past the end") << "$.a['b c'][2]"
                                  << "";
    QTest::newRow("before the beginning") << "$.a['b c'][-3]"
                                          << "";
    QTest::newRow("no array") << "$.a[0]"
                              << "";
    QTest::newRow("below a text") << "$.e.f"
                                  << "";
}

void TestWebSocketRequest::pathsFindPlaces()
{
    QFETCH(QString, path);
    QFETCH(QString, found);
    const json::Value value = *json::readJson(R"({"a":{"b c":[1,{"d":null}]},"e":"x"})");
    const auto parsed = JsonPath::parse(path.toStdString());
    QVERIFY(parsed);
    const json::Value* at = parsed->find(value);
    QCOMPARE(at ? QString::fromStdString(json::writeJson(*at)) : QString(), found);
}

void TestWebSocketRequest::badPathsAreRefused_data()
{
    QTest::addColumn<QString>("path");
    for (const char* path : {"", "a.b", "$a", "$.", "$..a", "$.*", "$[", "$[x]", "$['x]", "$[]", "$.a[1", "$[1x]"})
        QTest::addRow("%s", path) << QString(path);
    QTest::newRow("too deep") << "$" + QString(".a").repeated(65);
}

void TestWebSocketRequest::badPathsAreRefused()
{
    QFETCH(QString, path);
    const auto parsed = JsonPath::parse(path.toStdString());
    QVERIFY(!parsed);
    QVERIFY(!parsed.error().hint.empty());
}

void TestWebSocketRequest::messagesMatch_data()
{
    using Kind = MessageMatch::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* name, Kind kind, const char* path, const char* value, const char* message,
                        bool is) {
        QTest::newRow(name) << int(kind) << QString(path) << QString(value) << QByteArray(message) << is;
    };
    row("any", Kind::Any, "", "", "x", true);
    row("a path is there", Kind::Any, "$.a", "", R"({"a":null})", true);
    row("a path is not there", Kind::Any, "$.b", "", R"({"a":null})", false);
    row("no JSON for a path", Kind::Any, "$.b", "", "plain", false);
    row("equal text", Kind::Equals, "", "hello", "hello", true);
    row("other text", Kind::Equals, "", "hello", "hello ", false);
    row("equal JSON in another order", Kind::Equals, "", R"({"a":1,"b":[2]})", R"({ "b": [2.0], "a": 1 })", true);
    row("JSON with one member more", Kind::Equals, "", R"({"a":1})", R"({"a":1,"b":2})", false);
    row("a number by its text", Kind::Equals, "$.n", "5", R"({"n":5})", true);
    row("a text that looks like a number", Kind::Equals, "$.n", "5", R"({"n":"5"})", true);
    row("another number", Kind::Equals, "$.n", "5", R"({"n":6})", false);
    row("a string in JSON", Kind::Equals, "$.n", "true", R"({"n":"true"})", true);
    row("contains", Kind::Contains, "", "ell", "hello", true);
    row("contains in a place", Kind::Contains, "$.a", "ell", R"({"a":"hello","b":"x"})", true);
    row("elsewhere only", Kind::Contains, "$.b", "ell", R"({"a":"hello","b":"x"})", false);
    row("matches", Kind::Matches, "$.id", "^[a-f0-9]{4}$", R"({"id":"00ff"})", true);
    row("does not match", Kind::Matches, "$.id", "^[a-f0-9]{4}$", R"({"id":"00fg"})", false);
    row("letters of others", Kind::Matches, "", "^\\w+$", "größe", true);
}

void TestWebSocketRequest::messagesMatch()
{
    QFETCH(int, kind);
    QFETCH(QString, path);
    QFETCH(QString, value);
    QFETCH(QByteArray, message);
    QFETCH(bool, matches);
    const auto compiled = CompiledMatch::compile({MessageMatch::Kind(kind), path, value});
    QVERIFY(compiled);
    QCOMPARE(compiled->matches(ReceivedMessage(message)), matches);
}

void TestWebSocketRequest::badMatchesAreRefused()
{
    QVERIFY(!CompiledMatch::compile({MessageMatch::Kind::Matches, {}, "(unclosed"}));
    QVERIFY(!CompiledMatch::compile({MessageMatch::Kind::Matches, {}, QString(5000, 'x')}));
    QVERIFY(!CompiledMatch::compile({MessageMatch::Kind::Equals, "type", "x"}));
}

// The classic that tries a power of two of ways.
void TestWebSocketRequest::patternsEnd()
{
    const auto compiled = CompiledMatch::compile({MessageMatch::Kind::Matches, {}, "^(a+)+$"});
    QElapsedTimer clock;
    clock.start();
    QVERIFY(!compiled->matches(ReceivedMessage(QByteArray(40, 'a') + "!")));
    QVERIFY2(clock.elapsed() < 2'000, qPrintable(QString::number(clock.elapsed())));
}

void TestWebSocketRequest::filesComeBack()
{
    const auto request = readWebSocket(wholeFile, "chat.yaml");
    QVERIFY2(request, request ? "" : request.error().message.c_str());
    QCOMPARE(request->url, QString("{{baseUrl}}?room=1"));
    QCOMPARE(request->subprotocols, QStringList{"chat"});
    QCOMPARE(request->messages.size(), std::size_t(2));
    QCOMPARE(request->messages[1].message, (Message{MessageKind::Hex, "00ff"}));
    QCOMPARE(request->autoReplies[0].when, (MessageMatch{MessageMatch::Kind::Equals, "$.type", "ping"}));
    QCOMPARE(request->reconnect.attempts, 5);
    QVERIFY(request->script.startsWith("steps: # one\n"));
    QCOMPARE(*writeWebSocket(wholeFile, *request), std::string(wholeFile)); // byte for byte
    const auto again = readWebSocket(*writeWebSocket({}, *request), {});
    QVERIFY(again);
    QCOMPARE(*again == *request, true);
    QCOMPARE(*readWebSocket(*writeWebSocket({}, WebSocketRequest{}), {}) == WebSocketRequest{}, true);
}

void TestWebSocketRequest::editsTouchNothingElse()
{
    WebSocketRequest request = *readWebSocket(wholeFile, {});
    request.messages[0].message.text = "{\"action\": \"leave\"}";
    request.messages.erase(request.messages.begin() + 1);
    request.messages.push_back({"File", {MessageKind::File, "data.bin"}});
    request.autoReplies[0].reply = {MessageKind::Text, "pong"};
    request.autoReplies[0].enabled = false;
    request.message = {MessageKind::Base64, "AAE="};
    request.script = "steps: # two\n  - send: hello\n";
    const auto text = writeWebSocket(wholeFile, request);
    QVERIFY2(text, text ? "" : text.error().message.c_str());
    QVERIFY(*readWebSocket(*text, {}) == request);
    for (const char* kept : {"# what the chat needs", "# of the stage", "owner: me", "note: kept", "# says hello",
                             "color: red", "why: heartbeat", "reconnect: { attempts: 5, delay: 250 }", "# two"})
        QVERIFY2(text->find(kept) != std::string::npos, (std::string(kept) + "\n" + *text).c_str());
    QVERIFY(text->find("00ff") == std::string::npos);
}

void TestWebSocketRequest::badFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no YAML") << QByteArray("type: [");
    QTest::newRow("a list") << QByteArray("- type: websocket");
    QTest::newRow("another type") << QByteArray("type: http\nurl: ws://x");
    QTest::newRow("an HTTP request") << QByteArray("method: GET\nurl: http://x");
    QTest::newRow("a message of no kind") << QByteArray("type: websocket\nmessages: [{name: a}]");
    QTest::newRow("a message of two kinds") << QByteArray("type: websocket\nmessages: [{text: a, hex: 00}]");
    QTest::newRow("messages as a text") << QByteArray("type: websocket\nmessages: hello");
    QTest::newRow("two conditions") << QByteArray(
        "type: websocket\nautoReplies: [{when: {equals: a, contains: b}, reply: c}]");
    QTest::newRow("no reply") << QByteArray("type: websocket\nautoReplies: [{when: a}]");
    QTest::newRow("headers without names") << QByteArray("type: websocket\nheaders: [{value: x}]");
}

void TestWebSocketRequest::badFilesAreRefused()
{
    QFETCH(QByteArray, text);
    const auto request = readWebSocket(text.toStdString(), "chat.yaml");
    QVERIFY(!request);
    QCOMPARE(request.error().file, std::string("chat.yaml"));
    QVERIFY(!request.error().message.empty());
}

void TestWebSocketRequest::storeKnowsTheType()
{
    QTemporaryDir dir;
    RequestStore store(dir.path());
    WebSocketRequest request;
    request.url = "ws://x/dev";
    QCOMPARE(*store.createWebSocket("chat", "Join", request), QString("chat/Join"));
    QCOMPARE(*store.create("chat", "List", ConsoleRequest{}), QString("chat/List"));
    QVERIFY(store.isWebSocket("chat/Join"));
    QVERIFY(!store.isWebSocket("chat/List"));
    QVERIFY(!store.isWebSocket("chat/Nobody"));
    QCOMPARE(store.list()[0].children[0].method, QString("WS"));
    QCOMPARE(store.list()[0].children[1].method, QString("GET"));
    QVERIFY(!store.load("chat/Join"));
    QVERIFY(!store.loadWebSocket("chat/List"));
    request.messages.push_back({"a", {MessageKind::Text, "b"}});
    QVERIFY(store.save("chat/Join", request));
    QVERIFY(*store.loadWebSocket("chat/Join") == request);
    QVERIFY(!store.createWebSocket("chat", "Join", request)); // nothing is overwritten
}

void TestWebSocketRequest::connectionsArePrepared_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("sent");
    QTest::newRow("as written") << "ws://h:1/dev?a=b c"
                                << "ws://h:1/dev?a=b%20c";
    QTest::newRow("secure") << "wss://h/dev"
                            << "wss://h/dev";
    QTest::newRow("http") << "http://h:1/dev"
                          << "ws://h:1/dev";
    QTest::newRow("https") << "HTTPS://h/dev"
                           << "wss://h/dev";
    QTest::newRow("no scheme") << "h:1/dev"
                               << "ws://h:1/dev";
    QTest::newRow("variables") << "{{baseUrl}}?id={{$guid}}"
                               << "ws://127.0.0.1:4780/dev?id=a-guid";
    QTest::newRow("a path") << "/chat"
                            << "ws://127.0.0.1:4780/dev/chat";
}

void TestWebSocketRequest::connectionsArePrepared()
{
    QFETCH(QString, url);
    QFETCH(QString, sent);
    WebSocketRequest request;
    request.url = url;
    request.headers = {{"Authorization", "Bearer {{token}}", true}, {"X-Off", "{{nobody}}", false}};
    request.subprotocols = {"chat", " "};
    const auto prepared =
        prepareConnection(request, scopeOf({{"baseUrl", "http://127.0.0.1:4780/dev"}, {"token", "t"}}));
    QVERIFY2(prepared, prepared ? "" : prepared.error().message.c_str());
    QCOMPARE(QString::fromLatin1(prepared->url.toEncoded()), sent);
    QCOMPARE(prepared->subprotocols, QStringList{"chat"});
    const std::vector<HeaderLine> expected{{"Authorization", "Bearer t"}, {"User-Agent", "Gatewright"}};
    QCOMPARE(prepared->headers, expected);
}

void TestWebSocketRequest::badConnectionsAreRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("subprotocol");
    QTest::addColumn<QString>("message");
    QTest::newRow("empty") << ""
                           << ""
                           << ""
                           << "empty";
    QTest::newRow("another scheme") << "ftp://h/"
                                    << ""
                                    << ""
                                    << "\"ftp\"";
    QTest::newRow("unknown variable") << "ws://{{host}}/"
                                      << ""
                                      << ""
                                      << "\"host\"";
    QTest::newRow("no host") << "ws:///x"
                             << ""
                             << ""
                             << "no URL";
    QTest::newRow("a header of the handshake") << "ws://h"
                                               << "sec-websocket-key"
                                               << ""
                                               << "handshake";
    QTest::newRow("the protocol as a header") << "ws://h"
                                              << "Sec-WebSocket-Protocol"
                                              << ""
                                              << "Sub-protocols";
    QTest::newRow("no header name") << "ws://h"
                                    << "a b"
                                    << ""
                                    << "header name";
    QTest::newRow("no sub-protocol") << "ws://h"
                                     << ""
                                     << "a,b"
                                     << "sub-protocol";
}

void TestWebSocketRequest::badConnectionsAreRefused()
{
    QFETCH(QString, url);
    QFETCH(QString, header);
    QFETCH(QString, subprotocol);
    QFETCH(QString, message);
    WebSocketRequest request;
    request.url = url;
    request.headers = {{header, "x", true}};
    request.subprotocols = {subprotocol};
    const auto prepared = prepareConnection(request, scopeOf({}));
    QVERIFY(!prepared);
    QVERIFY2(QString::fromStdString(prepared.error().message).contains(message), prepared.error().message.c_str());
}

void TestWebSocketRequest::messagesArePrepared_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes"); // null: refused
    QTest::newRow("json") << int(MessageKind::Json) << "{\"id\":\"{{$guid}}\"}" << QByteArray("{\"id\":\"a-guid\"}");
    QTest::newRow("text") << int(MessageKind::Text) << "ö {{name}}" << QByteArray("ö ann");
    QTest::newRow("unknown variable") << int(MessageKind::Text) << "{{nobody}}" << QByteArray();
    QTest::newRow("hex") << int(MessageKind::Hex) << "00 ff:7A" << QByteArray("\x00\xff\x7a", 3);
    QTest::newRow("half a byte") << int(MessageKind::Hex) << "00f" << QByteArray();
    QTest::newRow("no hex") << int(MessageKind::Hex) << "0g" << QByteArray();
    QTest::newRow("no hex, but fullwidth") << int(MessageKind::Hex) << QString::fromUtf8("００") << QByteArray();
    QTest::newRow("base64") << int(MessageKind::Base64) << "AAH/\n" << QByteArray("\x00\x01\xff", 3);
    QTest::newRow("base64url") << int(MessageKind::Base64) << "AAH_" << QByteArray("\x00\x01\xff", 3);
    QTest::newRow("no base64") << int(MessageKind::Base64) << "A*B=" << QByteArray();
    QTest::newRow("no file") << int(MessageKind::File) << "nowhere.bin" << QByteArray();
    QTest::newRow("no name of a file") << int(MessageKind::File) << "" << QByteArray();
}

void TestWebSocketRequest::messagesArePrepared()
{
    QFETCH(int, kind);
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    const auto prepared = prepareMessage({MessageKind(kind), text}, scopeOf({{"name", "ann"}}), "/nowhere");
    QCOMPARE(prepared.has_value(), !bytes.isNull());
    if (prepared) {
        QCOMPARE(prepared->bytes, bytes);
        QCOMPARE(prepared->isBinary, kind == int(MessageKind::Hex) || kind == int(MessageKind::Base64));
    }
}

void TestWebSocketRequest::filesAreMessages()
{
    QTemporaryDir dir;
    const auto write = [&](const QString& name, const QByteArray& bytes) {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    write("text.json", "{\"ö\":1}");
    write("data.bin", QByteArray("\xff\x00", 2));
    write("huge.bin", QByteArray(maxMessageBytes + 1, 'x'));
    const VariableScope scope = scopeOf({});
    QCOMPARE(*prepareMessage({MessageKind::File, "text.json"}, scope, dir.path()),
             (PreparedMessage{"{\"ö\":1}", false}));
    QCOMPARE(*prepareMessage({MessageKind::File, dir.filePath("data.bin")}, scope, {}),
             (PreparedMessage{QByteArray("\xff\x00", 2), true}));
    QVERIFY(!prepareMessage({MessageKind::File, "huge.bin"}, scope, dir.path()));
}

QTEST_GUILESS_MAIN(TestWebSocketRequest)
#include "tst_websocket_request.moc"
