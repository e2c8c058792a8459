// HttpSender against a real server on port 0: answers of every shape, slow, endless, broken and huge ones.
#include "core/console/http_sender.h"
#include "core/console/send_error.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <memory>

using namespace gw;
using namespace gw::console;
using namespace std::chrono_literals;

namespace {

constexpr qint64 hugeBytes = 100 << 20;

// One connection of the test server: reads a request, answers by its path.
class Conversation : public QObject
{
    Q_OBJECT

public:
    explicit Conversation(QTcpSocket* socket) : QObject(socket), m_socket(socket)
    {
        connect(socket, &QTcpSocket::readyRead, this, [this] { read(); });
        connect(socket, &QTcpSocket::bytesWritten, this, [this] { pour(); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

private:
    void read()
    {
        m_received += m_socket->readAll();
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = m_received.left(end + 2);
        const qsizetype at = head.toLower().indexOf("content-length:");
        const qsizetype length =
            at < 0 ? 0 : head.mid(at + 15, head.indexOf("\r\n", at) - at - 15).trimmed().toLongLong();
        if (m_received.size() < end + 4 + length)
            return;
        const QByteArray body = m_received.mid(end + 4, length);
        m_received.remove(0, end + 4 + length);
        answer(head.split(' ').value(1), head, body);
    }

    void answer(const QByteArray& path, const QByteArray& head, const QByteArray& body)
    {
        if (path == "/echo")
            return reply("200 OK", head + "\r\n" + body);
        if (path == "/duplicates")
            return write("HTTP/1.1 200 OK\r\nX-B: 1\r\nSet-Cookie: a=1\r\nX-A: x\r\nSet-Cookie: b=2, c\r\nx-b: 2\r\n"
                         "Content-Length: 2\r\n\r\nok");
        if (path == "/redirect")
            return write("HTTP/1.1 302 Found\r\nLocation: /echo\r\nContent-Length: 4\r\n\r\nmove");
        if (path.startsWith("/status/"))
            return reply(path.mid(8) + " Some Reason", "the body of " + path.mid(8));
        if (path == "/nocontent")
            return write("HTTP/1.1 204 No Content\r\n\r\n");
        if (path == "/login")
            return write(
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 4\r\n\r\nwho?");
        if (path == "/chunked")
            return write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
        if (path == "/events")
            return write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\ndata: 1\n\n");
        if (path == "/more") // and nothing after it
            return write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
        if (path == "/head")
            return write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        if (path == "/continue")
            return write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        if (path == "/cut")
            return write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"), m_socket->disconnectFromHost();
        if (path == "/garbage")
            return write("SSH-2.0-OpenSSH_9\r\n"), m_socket->disconnectFromHost();
        if (path == "/hangup")
            return m_socket->abort();
        if (path == "/stall")
            return write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        if (path == "/huge") {
            write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(hugeBytes) + "\r\n\r\n");
            m_left = hugeBytes;
            return pour();
        }
        // "/never": no answer at all
    }

    void reply(const QByteArray& status, const QByteArray& body)
    {
        write("HTTP/1.1 " + status +
              "\r\nContent-Type: text/plain\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

    void pour()
    {
        constexpr qint64 piece = 256 << 10;
        while (m_left > 0 && m_socket->bytesToWrite() < piece) {
            const qint64 n = std::min(piece, m_left);
            m_left -= n;
            m_socket->write(QByteArray(n, char('a' + (m_left / piece) % 26)));
        }
    }

    void write(const QByteArray& bytes) { m_socket->write(bytes); }

    QTcpSocket* m_socket;
    QByteArray m_received;
    qint64 m_left = 0;
};

// The server lives on a thread of its own, so that its work never stops the event loop under test.
class Server : public QThread
{
public:
    Server()
    {
        m_server = new QTcpServer;
        m_server->listen(QHostAddress::LocalHost, 0);
        m_port = m_server->serverPort();
        m_server->moveToThread(this);
        QObject::connect(m_server, &QTcpServer::newConnection, m_server, [server = m_server] {
            while (QTcpSocket* socket = server->nextPendingConnection())
                new Conversation(socket);
        });
        QObject::connect(this, &QThread::finished, m_server, &QObject::deleteLater);
        start();
    }

    ~Server() override
    {
        quit();
        wait();
    }

    [[nodiscard]] QUrl url(const QString& path) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path));
    }

private:
    QTcpServer* m_server;
    int m_port;
};

PreparedRequest get(const QUrl& url, const QByteArray& method = "GET", const QByteArray& body = {})
{
    PreparedRequest request;
    request.method = method;
    request.url = url;
    request.body = body;
    request.headers = {{"Accept", "*/*"}, {"User-Agent", "test"}};
    return request;
}

} // namespace

class TestHttpSender : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_server = std::make_unique<Server>(); }
    void cleanupTestCase() { m_server.reset(); }

    void verbsAndBodiesGoOut_data();
    void verbsAndBodiesGoOut();
    void statusesAreAnswers_data();
    void statusesAreAnswers();
    void headersKeepOrderAndCookies();
    void otherShapes_data();
    void otherShapes();
    void failuresSayWhy_data();
    void failuresSayWhy();
    void refusedConnectionNamesThePort();
    void brokenAnswerIsShownSoFar();
    void stalledAnswerTimesOut();
    void cancelIsSilentAboutTheAnswer();
    void sendingAgainForgetsTheFirst();
    void filesAreSent();
    void hugeAnswerGoesToAFile();
    void tooLongAnswerIsCut();
    void whatStreamsIsToldAsItComes_data();
    void whatStreamsIsToldAsItComes();
    void silentEventStreamsAreNoStall();
    void stoppingBeforeTheHeadIsCanceling();
    void lengthsDoNotStream();

private:
    HttpOutcome exchange(const PreparedRequest& request, const SendOptions& options = {});

    std::unique_ptr<Server> m_server;
};

HttpOutcome TestHttpSender::exchange(const PreparedRequest& request, const SendOptions& options)
{
    HttpSender sender;
    HttpOutcome got;
    bool done = false;
    connect(&sender, &HttpSender::finished, this, [&](const HttpOutcome& outcome) {
        got = outcome;
        done = true;
    });
    sender.send(request, options);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(done, 60'000); }();
    return got;
}

void TestHttpSender::verbsAndBodiesGoOut_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("get") << QByteArray("GET") << QByteArray();
    QTest::newRow("get with body") << QByteArray("GET") << QByteArray("{}");
    QTest::newRow("post") << QByteArray("POST") << QByteArray("{\"a\":1}");
    QTest::newRow("empty post") << QByteArray("POST") << QByteArray();
    QTest::newRow("put") << QByteArray("PUT") << QByteArray("x");
    QTest::newRow("patch") << QByteArray("PATCH") << QByteArray("x");
    QTest::newRow("delete") << QByteArray("DELETE") << QByteArray();
    QTest::newRow("own verb") << QByteArray("PURGE") << QByteArray();
    QTest::newRow("options") << QByteArray("OPTIONS") << QByteArray();
    QTest::newRow("large") << QByteArray("POST") << QByteArray(3 << 20, 'x');
}

void TestHttpSender::verbsAndBodiesGoOut()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    const HttpOutcome plain = exchange(get(m_server->url("/echo"), method, body));
    QVERIFY(plain.response && !plain.error);
    const QByteArray seen = plain.response->body.all();
    QVERIFY2(seen.startsWith(method + " /echo HTTP/1.1\r\n"), seen.left(200));
    QVERIFY(seen.endsWith("\r\n\r\n" + body));
    QVERIFY(seen.contains("User-Agent: test\r\n"));
    QVERIFY(!seen.contains("Upgrade")); // no HTTP/2
    QVERIFY(plain.response->firstByte.count() > 0);
    QVERIFY(plain.response->total >= plain.response->firstByte);
}

void TestHttpSender::statusesAreAnswers_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 201, 400, 402, 403, 404, 405, 409, 410, 413, 418, 429, 500, 501, 502, 503, 504, 599})
        QTest::addRow("%d", status) << status;
}

void TestHttpSender::statusesAreAnswers()
{
    QFETCH(int, status);
    const HttpOutcome outcome = exchange(get(m_server->url(QString("/status/%1").arg(status))));
    QVERIFY(outcome.response && !outcome.error);
    QCOMPARE(outcome.response->status, status);
    QCOMPARE(outcome.response->reason, QString("Some Reason"));
    QCOMPARE(outcome.response->body.all(), "the body of " + QByteArray::number(status));
}

void TestHttpSender::headersKeepOrderAndCookies()
{
    const HttpOutcome outcome = exchange(get(m_server->url("/duplicates")));
    QVERIFY(outcome.response);
    // Cookies stay apart. Qt joins other lines of one name, as RFC 9110 5.3 allows, and puts them where the last stood.
    const std::vector<HeaderLine> expected{
        {"X-A", "x"}, {"Set-Cookie", "a=1"}, {"Set-Cookie", "b=2, c"}, {"x-b", "1, 2"}, {"Content-Length", "2"}};
    QCOMPARE(outcome.response->headers, expected);
}

void TestHttpSender::otherShapes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("redirects are not followed") << "/redirect" << QByteArray("GET") << 302 << QByteArray("move");
    QTest::newRow("no content") << "/nocontent" << QByteArray("DELETE") << 204 << QByteArray();
    QTest::newRow("asks who") << "/login" << QByteArray("GET") << 401 << QByteArray("who?");
    QTest::newRow("chunks") << "/chunked" << QByteArray("GET") << 200 << QByteArray("abcdef");
    QTest::newRow("head has no body") << "/head" << QByteArray("HEAD") << 200 << QByteArray();
    QTest::newRow("continue first") << "/continue" << QByteArray("GET") << 200 << QByteArray("ok");
}

void TestHttpSender::otherShapes()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, method);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const HttpOutcome outcome = exchange(get(m_server->url(path), method));
    QVERIFY2(outcome.response, outcome.error ? outcome.error->message.c_str() : "");
    QVERIFY2(!outcome.error, outcome.error ? outcome.error->message.c_str() : "");
    QCOMPARE(outcome.response->status, status);
    QCOMPARE(outcome.response->body.all(), body);
}

void TestHttpSender::failuresSayWhy_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("message");
    QTest::newRow("hangs up") << "/hangup"
                              << "closed the connection before the answer was complete";
    QTest::newRow("no HTTP") << "/garbage"
                             << "";
}

void TestHttpSender::failuresSayWhy()
{
    QFETCH(QString, path);
    QFETCH(QString, message);
    const HttpOutcome outcome = exchange(get(m_server->url(path), "POST", "x"));
    QVERIFY(outcome.error);
    QVERIFY2(QString::fromStdString(outcome.error->message).contains(message), outcome.error->message.c_str());
    QVERIFY(!outcome.error->hint.empty());
}

void TestHttpSender::refusedConnectionNamesThePort()
{
    int port = 0;
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost, 0));
        port = closed.serverPort();
    }
    const HttpOutcome outcome = exchange(get(QUrl(QString("http://127.0.0.1:%1/").arg(port))));
    QVERIFY(!outcome.response);
    QCOMPARE(QString::fromStdString(outcome.error->message), QString("Nothing listens on 127.0.0.1:%1.").arg(port));
    QCOMPARE(outcome.error->hint, std::string("Start the gateway with F5."));
    QCOMPARE(outcome.error->rule, std::string(connectionRefusedRule));
}

void TestHttpSender::brokenAnswerIsShownSoFar()
{
    const HttpOutcome outcome = exchange(get(m_server->url("/cut"), "POST", "x"));
    QVERIFY(outcome.error);
    QVERIFY(outcome.response);
    QCOMPARE(outcome.response->status, 200);
    QCOMPARE(outcome.response->body.all(), QByteArray("only this"));
}

void TestHttpSender::stalledAnswerTimesOut()
{
    for (const char* path : {"/stall", "/never"}) {
        const HttpOutcome outcome = exchange(get(m_server->url(path)), {200ms, 1 << 20});
        QVERIFY(outcome.error);
        QVERIFY(QString::fromStdString(outcome.error->message).startsWith("Nothing came from 127.0.0.1:"));
        QCOMPARE(outcome.response.has_value(), QByteArray(path) == "/stall");
    }
}

void TestHttpSender::cancelIsSilentAboutTheAnswer()
{
    HttpSender sender;
    QSignalSpy finished(&sender, &HttpSender::finished);
    QSignalSpy canceled(&sender, &HttpSender::canceled);
    sender.cancel(); // nothing to cancel
    QCOMPARE(canceled.count(), 0);
    sender.send(get(m_server->url("/huge")));
    QVERIFY(sender.isSending());
    QSignalSpy progressed(&sender, &HttpSender::progressed);
    QVERIFY(progressed.wait(10'000));
    sender.cancel();
    QVERIFY(!sender.isSending());
    QCOMPARE(canceled.count(), 1);
    const HttpOutcome next = exchange(get(m_server->url("/echo")));
    QVERIFY(next.response);
    QCOMPARE(finished.count(), 0);
}

void TestHttpSender::sendingAgainForgetsTheFirst()
{
    HttpSender sender;
    std::vector<HttpOutcome> outcomes;
    connect(&sender, &HttpSender::finished, this, [&](const HttpOutcome& outcome) { outcomes.push_back(outcome); });
    sender.send(get(m_server->url("/never")));
    sender.send(get(m_server->url("/status/201")));
    QTRY_COMPARE(outcomes.size(), std::size_t(1));
    QCOMPARE(outcomes[0].response->status, 201);
    sender.send(get(m_server->url("/never")));
    // Destroying the sender with a request under way is the end of it.
}

void TestHttpSender::filesAreSent()
{
    QTemporaryDir dir;
    QFile file(dir.filePath("body.bin"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray bytes(200'000, 'z');
    file.write(bytes);
    file.close();
    PreparedRequest request = get(m_server->url("/echo"), "PUT");
    request.bodyFile = file.fileName();
    const HttpOutcome outcome = exchange(request);
    QVERIFY(outcome.response);
    QVERIFY(outcome.response->body.all().endsWith("\r\n\r\n" + bytes));
    request.bodyFile = dir.filePath("none.bin");
    const HttpOutcome missing = exchange(request);
    QVERIFY(!missing.response);
    QVERIFY(QString::fromStdString(missing.error->message).startsWith("Cannot read the body file"));
}

void TestHttpSender::hugeAnswerGoesToAFile()
{
    QElapsedTimer sinceTick;
    qint64 longestGap = 0;
    QTimer ticks;
    connect(&ticks, &QTimer::timeout, this, [&] { longestGap = std::max(longestGap, sinceTick.restart()); });
    sinceTick.start();
    ticks.start(10);
    QElapsedTimer clock;
    clock.start();
    QString path;
    {
        const HttpOutcome outcome = exchange(get(m_server->url("/huge")));
        qInfo("100 MB in %lld ms, longest gap of the event loop %lld ms", clock.elapsed(), longestGap);
        QVERIFY(outcome.response && !outcome.error);
        const ResponseBody& body = outcome.response->body;
        QCOMPARE(body.size(), hugeBytes);
        QVERIFY(!body.isInMemory());
        path = body.filePath();
        QVERIFY(QFileInfo::exists(path));
        QCOMPARE(body.head(10).size(), 10);
        QCOMPARE(body.read(hugeBytes - 5, 100), QByteArray("aaaaa"));
        QCOMPARE(body.all().size(), ResponseBody::maxInMemory);
        QTemporaryDir dir;
        QVERIFY(body.saveTo(dir.filePath("copy")));
        QCOMPARE(QFileInfo(dir.filePath("copy")).size(), hugeBytes);
        QVERIFY(!body.saveTo(dir.filePath("no/such/folder/copy")));
    }
    QVERIFY(!QFileInfo::exists(path)); // gone with its last owner
}

void TestHttpSender::tooLongAnswerIsCut()
{
    const HttpOutcome outcome = exchange(get(m_server->url("/huge")), {60s, 2 << 20});
    QVERIFY(outcome.error && outcome.response);
    QVERIFY(QString::fromStdString(outcome.error->message).contains("longer than 2 MiB"));
    QVERIFY(outcome.response->body.size() < 8 << 20);
}

void TestHttpSender::whatStreamsIsToldAsItComes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isEvents");
    QTest::newRow("events") << "/events" << QByteArray("data: 1\n\n") << true;
    QTest::newRow("chunks") << "/more" << QByteArray("abc") << false;
}

void TestHttpSender::whatStreamsIsToldAsItComes()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isEvents);
    HttpSender sender;
    QByteArray got;
    std::optional<HttpOutcome> outcome;
    bool saidEvents = false;
    connect(&sender, &HttpSender::streamed, this, [&](const HttpResponse& soFar, const QByteArray& more) {
        got += more;
        saidEvents = isEventStream(soFar);
        QCOMPARE(soFar.body.all(), got);
        QCOMPARE(soFar.status, 200);
    });
    connect(&sender, &HttpSender::finished, this, [&](const HttpOutcome& each) { outcome = each; });
    sender.send(get(m_server->url(path)));
    QTRY_COMPARE(got, bytes); // while the answer is not over
    QVERIFY(!outcome && sender.isSending());
    QCOMPARE(saidEvents, isEvents);
    sender.stop();
    QVERIFY(outcome && outcome->isStopped && !outcome->error);
    QCOMPARE(outcome->response->body.all(), bytes);
    QVERIFY(!sender.isSending());
}

void TestHttpSender::silentEventStreamsAreNoStall()
{
    HttpSender sender;
    QSignalSpy finished(&sender, &HttpSender::finished);
    QSignalSpy streamed(&sender, &HttpSender::streamed);
    sender.send(get(m_server->url("/events")), {100ms, 1 << 20});
    QTRY_COMPARE(streamed.count(), 1);
    const HttpOutcome stalled = exchange(get(m_server->url("/more")), {300ms, 1 << 20}); // others are
    QVERIFY(stalled.error);
    QCOMPARE(finished.count(), 0);
    QVERIFY(sender.isSending());
}

void TestHttpSender::stoppingBeforeTheHeadIsCanceling()
{
    HttpSender sender;
    QSignalSpy canceled(&sender, &HttpSender::canceled);
    sender.stop();
    QCOMPARE(canceled.count(), 0);
    sender.send(get(m_server->url("/never")));
    sender.stop();
    QCOMPARE(canceled.count(), 1);
}

void TestHttpSender::lengthsDoNotStream()
{
    HttpSender sender;
    QSignalSpy streamed(&sender, &HttpSender::streamed);
    QSignalSpy finished(&sender, &HttpSender::finished);
    sender.send(get(m_server->url("/echo")));
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(streamed.count(), 0);
}

QTEST_GUILESS_MAIN(TestHttpSender)
#include "tst_http_sender.moc"
