// WebSocketSession against real servers: what it sends, hears, answers by itself, and how it ends.
#include "core/console/websocket_line.h"
#include "core/console/websocket_session.h"
#include "tests/support/websocket_server.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace gw;
using namespace gw::console;
using namespace std::chrono_literals;
using State = WebSocketSession::State;

namespace {

PreparedConnection to(const QString& url)
{
    PreparedConnection connection;
    connection.url = QUrl(url);
    return connection;
}

// A session with what it told.
struct Heard
{
    Heard()
    {
        QObject::connect(&session, &WebSocketSession::framesArrived, &session, [this](const std::vector<Frame>& more) {
            frames.insert(frames.end(), more.begin(), more.end());
            largest = std::max(largest, more.size());
        });
        QObject::connect(&session, &WebSocketSession::framesDropped, &session, [this](qint64 n) { dropped += n; });
        QObject::connect(&session, &WebSocketSession::closed, &session,
                         [this](int c, const QString& r) { code = c, reason = r; });
        QObject::connect(&session, &WebSocketSession::failed, &session, [this](const Diagnostic& d) { why = d; });
        QObject::connect(&session, &WebSocketSession::opened, &session, [this](const QString& p) { chosen = p; });
    }
    [[nodiscard]] int count(Frame::Kind kind, Frame::Direction direction) const
    {
        return int(std::count_if(frames.begin(), frames.end(), [=](const Frame& frame) {
            return frame.kind == kind && frame.direction == direction;
        }));
    }
    [[nodiscard]] int received() const
    {
        return count(Frame::Kind::Text, Frame::Direction::Received) +
               count(Frame::Kind::Binary, Frame::Direction::Received);
    }
    [[nodiscard]] QByteArray last(Frame::Kind kind) const
    {
        for (auto it = frames.rbegin(); it != frames.rend(); ++it)
            if (it->kind == kind)
                return it->payload;
        return {};
    }

    WebSocketSession session;
    std::vector<Frame> frames;
    std::size_t largest = 0;
    qint64 dropped = 0;
    int code = 0;
    QString reason;
    std::optional<Diagnostic> why;
    QString chosen;
};

} // namespace

class TestWebSocketSession : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_server = std::make_unique<test::WebSocketServer>(); }
    void cleanupTestCase() { m_server.reset(); }

    void messagesGoBothWays();
    void handshakeSaysWhatItWasTold();
    void pingsAreAnswered();
    void closeCodesAreTold_data();
    void closeCodesAreTold();
    void closedHereIsTold();
    void brokenLineIsAbnormal();
    void refusalsAreExplained_data();
    void refusalsAreExplained();
    void nothingListens();
    void handshakeTimesOut();
    void connectingIsCanceled();
    void secureAddressNeedsTls();
    void sendingWhileClosedIsAnError();
    void rulesAnswer();
    void twoThatAnswerEachOtherEnd();
    void badRulesAreRefused();
    void reconnectsAndGivesUp();
    void ofNormalEndsNoneReconnects();
    void waitingCanBeEnded();
    void aHundredThousandComeInSteps();
    void aBusyWindowLosesTheOldest();
    void endsInTheMiddle();

private:
    std::unique_ptr<test::WebSocketServer> m_server;
};

void TestWebSocketSession::messagesGoBothWays()
{
    Heard heard;
    heard.session.open(to(m_server->url("/echo")));
    heard.session.send({"hello ö", false}); // queued behind the handshake: not open yet, so an error
    QTRY_COMPARE(heard.session.state(), State::Open);
    QCOMPARE(heard.frames[0].kind, Frame::Kind::Error);
    heard.session.send({"hello ö", false});
    heard.session.send({QByteArray("\x00\xff", 2), true});
    QTRY_COMPARE(heard.received(), 2);
    QCOMPARE(heard.last(Frame::Kind::Text), QByteArray("hello ö"));
    QCOMPARE(heard.last(Frame::Kind::Binary), QByteArray("\x00\xff", 2));
    QCOMPARE(heard.count(Frame::Kind::Text, Frame::Direction::Sent), 1);
    QVERIFY(heard.frames.back().time > 0);
}

void TestWebSocketSession::handshakeSaysWhatItWasTold()
{
    Heard heard;
    PreparedConnection connection = to(m_server->url("/greet?a=1"));
    connection.headers = {{"X-User", "ann"}, {"Authorization", "Bearer t"}};
    connection.subprotocols = {"unknown", "v2"};
    heard.session.open(connection);
    QTRY_COMPARE(heard.received(), 1);
    QCOMPARE(heard.last(Frame::Kind::Text), QByteArray("ann|Bearer t|a=1"));
    QCOMPARE(heard.chosen, QString("v2"));
    QVERIFY(heard.last(Frame::Kind::Open).endsWith(" as v2"));
}

void TestWebSocketSession::pingsAreAnswered()
{
    Heard heard;
    heard.session.open(to(m_server->url("/silent")));
    QTRY_COMPARE(heard.session.state(), State::Open);
    heard.session.ping("are you there");
    QTRY_COMPARE(heard.count(Frame::Kind::Pong, Frame::Direction::Received), 1);
    QVERIFY(heard.last(Frame::Kind::Pong).contains(" ms: are you there"));
    QCOMPARE(heard.count(Frame::Kind::Ping, Frame::Direction::Sent), 1);
}

void TestWebSocketSession::closeCodesAreTold_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {1000, 1001, 1003, 1008, 1009, 1011, 4321})
        QTest::addRow("%d", code) << code;
}

void TestWebSocketSession::closeCodesAreTold()
{
    QFETCH(int, code);
    Heard heard;
    heard.session.open(to(m_server->url(QString("/bye?%1").arg(code))));
    QTRY_COMPARE(heard.code, code);
    QCOMPARE(heard.reason, QString("reason"));
    QCOMPARE(heard.session.state(), State::Closed);
    QCOMPARE(heard.frames.back().kind, Frame::Kind::Close);
    QCOMPARE(heard.frames.back().closeCode, code);
    QCOMPARE(closeCodeMeaning(code).isEmpty(), code == 4321);
}

void TestWebSocketSession::closedHereIsTold()
{
    Heard heard;
    heard.session.open(to(m_server->url("/silent")));
    QTRY_COMPARE(heard.session.state(), State::Open);
    heard.session.close(4000, QString(200, u'ö')); // longer than a frame may say
    QTRY_COMPARE(heard.session.state(), State::Closed);
    QCOMPARE(heard.code, 4000);
    QVERIFY(heard.reason.toUtf8().size() <= 123);
    QCOMPARE(heard.frames.back().direction, Frame::Direction::Sent);
}

void TestWebSocketSession::brokenLineIsAbnormal()
{
    Heard heard;
    heard.session.open(to(m_server->url("/drop")));
    QTRY_COMPARE(heard.code, 1006);
    QCOMPARE(heard.session.state(), State::Closed);
}

void TestWebSocketSession::refusalsAreExplained_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("message");
    const auto row = [](int status, const char* words) {
        QTest::addRow("%d", status) << QByteArray("HTTP/1.1 " + QByteArray::number(status) + ' ' + words +
                                                  "\r\nContent-Length: 2\r\n\r\n{}")
                                    << QString("refused the connection: %1").arg(status);
    };
    row(400, "Bad Request");
    row(401, "Unauthorized");
    row(403, "Forbidden");
    row(404, "Not Found");
    row(500, "Internal Server Error");
    row(502, "Bad Gateway");
    row(302, "Found");
    row(200, "OK");
    QTest::newRow("garbage") << QByteArray("SSH-2.0-OpenSSH_9\r\n\r\n") << "";
    QTest::newRow("a wrong key")
        << QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Accept: bm90IHRoZSByaWdodCBvbmU=\r\n\r\n")
        << "no WebSocket handshake";
}

void TestWebSocketSession::refusalsAreExplained()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, message);
    test::RefusingServer server(answer);
    Heard heard;
    heard.session.open(to(server.url()), {5s, {3, 10ms}});
    QTRY_VERIFY_WITH_TIMEOUT(heard.why, 10'000);
    QVERIFY2(QString::fromStdString(heard.why->message).contains(message), heard.why->message.c_str());
    QVERIFY(!heard.why->hint.empty());
    QCOMPARE(heard.count(Frame::Kind::Waiting, Frame::Direction::None), 0); // asking again would not help
}

void TestWebSocketSession::nothingListens()
{
    QString url;
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost, 0));
        url = QString("ws://127.0.0.1:%1/dev").arg(closed.serverPort());
    }
    Heard heard;
    heard.session.open(to(url));
    QTRY_VERIFY(heard.why);
    QVERIFY(heard.why->message.starts_with("Nothing listens on 127.0.0.1:"));
    QCOMPARE(heard.session.state(), State::Closed);
}

void TestWebSocketSession::handshakeTimesOut()
{
    test::RefusingServer server({});
    Heard heard;
    heard.session.open(to(server.url()), {200ms, {}});
    QTRY_VERIFY(heard.why);
    QVERIFY2(heard.why->message.starts_with("Nothing came from 127.0.0.1:"), heard.why->message.c_str());
}

void TestWebSocketSession::connectingIsCanceled()
{
    test::RefusingServer server({});
    Heard heard;
    heard.session.open(to(server.url()));
    QTRY_COMPARE(heard.session.state(), State::Connecting);
    heard.session.close();
    QTRY_COMPARE(heard.session.state(), State::Closed);
    QVERIFY(!heard.why);
}

void TestWebSocketSession::secureAddressNeedsTls()
{
    test::RefusingServer server("HTTP/1.1 400 Bad Request\r\n\r\n"); // as one does that speaks no TLS
    Heard heard;
    heard.session.open(to(server.url().replace("ws://", "wss://")), {5s, {}});
    QTRY_VERIFY_WITH_TIMEOUT(heard.why, 10'000);
    QVERIFY2(heard.why->message.find("secure") != std::string::npos, heard.why->message.c_str());
}

void TestWebSocketSession::sendingWhileClosedIsAnError()
{
    Heard heard;
    heard.session.open(to(m_server->url("/bye?1000")));
    QTRY_COMPARE(heard.code, 1000);
    heard.session.send({"late", false});
    QTRY_COMPARE(heard.frames.back().kind, Frame::Kind::Error);
    QVERIFY(heard.frames.back().payload.startsWith("Not sent"));
}

void TestWebSocketSession::rulesAnswer()
{
    Heard heard;
    ReplyRules rules;
    VariableScope scope;
    scope.add({"name", "ann", {}, false});
    rules.scope = scope;
    rules.rules = {{{MessageMatch::Kind::Equals, "$.type", "ping"}, {MessageKind::Text, "off"}, false},
                   {{MessageMatch::Kind::Equals, "$.type", "ping"}, {MessageKind::Text, "pong of {{name}}"}, true},
                   {{MessageMatch::Kind::Equals, {}, "pong of ann"}, {MessageKind::Text, "{{nobody}}"}, true}};
    QVERIFY(heard.session.setReplyRules(rules));
    heard.session.open(to(m_server->url("/ping")));
    QTRY_COMPARE(heard.received(), 2);
    QTRY_COMPARE(heard.frames.back().kind, Frame::Kind::Error); // of the reply that names nobody
    QVERIFY(heard.frames.back().payload.contains("\"nobody\" is not defined"));
    const auto sent = std::find_if(heard.frames.begin(), heard.frames.end(),
                                   [](const Frame& frame) { return frame.direction == Frame::Direction::Sent; });
    QCOMPARE(sent->payload, QByteArray("pong of ann"));
    QVERIFY(sent->isAutomatic);
}

void TestWebSocketSession::twoThatAnswerEachOtherEnd()
{
    Heard heard;
    ReplyRules rules;
    rules.rules = {{{}, {MessageKind::Text, "again"}, true}};
    QVERIFY(heard.session.setReplyRules(rules));
    heard.session.open(to(m_server->url("/ping")));
    QTRY_VERIFY_WITH_TIMEOUT(heard.count(Frame::Kind::Error, Frame::Direction::None) == 1, 60'000);
    QCOMPARE(heard.count(Frame::Kind::Text, Frame::Direction::Sent), WebSocketSession::mostAutoReplies - 1);
}

void TestWebSocketSession::badRulesAreRefused()
{
    Heard heard;
    ReplyRules rules;
    rules.rules = {{{MessageMatch::Kind::Matches, {}, "("}, {MessageKind::Text, "x"}, true}};
    QVERIFY(!heard.session.setReplyRules(rules));
    rules.rules[0].enabled = false;
    QVERIFY(heard.session.setReplyRules(rules));
}

void TestWebSocketSession::reconnectsAndGivesUp()
{
    Heard heard;
    const int before = m_server->connections();
    heard.session.open(to(m_server->url("/drop")), {5s, {3, 10ms}});
    QTRY_VERIFY(heard.session.state() == State::Closed && heard.code == 1006);
    QCOMPARE(heard.count(Frame::Kind::Waiting, Frame::Direction::None), 3);
    QCOMPARE(heard.count(Frame::Kind::Open, Frame::Direction::None), 4);
    QTRY_COMPARE(m_server->connections() - before, 4);
    QVERIFY(heard.last(Frame::Kind::Waiting).contains("0.04 s, attempt 3 of 3")); // 10, 20, 40 milliseconds
}

void TestWebSocketSession::ofNormalEndsNoneReconnects()
{
    Heard heard;
    heard.session.open(to(m_server->url("/bye?1000")), {5s, {3, 10ms}});
    QTRY_COMPARE(heard.code, 1000);
    QCOMPARE(heard.count(Frame::Kind::Waiting, Frame::Direction::None), 0);
}

void TestWebSocketSession::waitingCanBeEnded()
{
    Heard heard;
    heard.session.open(to(m_server->url("/drop")), {5s, {3, 30s}});
    QTRY_COMPARE(heard.session.state(), State::Waiting);
    heard.session.close();
    QTRY_COMPARE(heard.session.state(), State::Closed);
}

void TestWebSocketSession::aHundredThousandComeInSteps()
{
    Heard heard;
    QElapsedTimer clock;
    clock.start();
    heard.session.open(to(m_server->url("/flood?100000")));
    QTRY_VERIFY_WITH_TIMEOUT(heard.received() + heard.dropped >= 100'000, 120'000);
    qInfo("100000 messages in %lld ms, %lld dropped", clock.elapsed(), heard.dropped);
    QVERIFY(heard.largest <= WebSocketSession::batchFrames);
    QVERIFY(heard.last(Frame::Kind::Text).startsWith("{\"n\":99999,"));
}

// The owner's loop stands still while they come: what waits is bounded, and the newest is what is left.
void TestWebSocketSession::aBusyWindowLosesTheOldest()
{
    Heard heard;
    heard.session.open(to(m_server->url("/echo")));
    QTRY_COMPARE(heard.session.state(), State::Open);
    const QByteArray large(4 << 20, 'x');
    for (int i = 0; i < 24; ++i)
        heard.session.send({large, true});
    heard.session.send({"the last", false});
    QTRY_VERIFY_WITH_TIMEOUT(heard.last(Frame::Kind::Text) == "the last" && heard.received() > 0, 60'000);
    qint64 kept = 0;
    for (const Frame& frame : heard.frames)
        kept += frame.payload.size();
    QVERIFY(kept > 0);
}

void TestWebSocketSession::endsInTheMiddle()
{
    for (int i = 0; i < 5; ++i) {
        auto heard = std::make_unique<Heard>();
        heard->session.open(to(m_server->url("/flood?50000")));
        QTRY_VERIFY(heard->received() > 0);
        heard.reset(); // with messages on their way
    }
}

QTEST_GUILESS_MAIN(TestWebSocketSession)
#include "tst_console_websocket_session.moc"
