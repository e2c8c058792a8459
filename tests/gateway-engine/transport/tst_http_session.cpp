// HTTP/1.1 on a served listener, seen from the wire: framing, keep-alive, limits, time-outs, refusals, orderly end.
#include "gateway-engine/transport/http_server.h"

#include "raw_client.h"

#include <boost/asio/post.hpp>

#include <QTest>

#include <atomic>
#include <future>

using namespace gw::engine;
using gw::test::bodyOf;
using gw::test::RawClient;
using gw::test::statusOf;
using namespace std::chrono_literals;

namespace {

// Held requests wait until the test lets them go.
class Gate
{
public:
    Task<void> pass(asio::io_context& context)
    {
        Timer timer(context, std::chrono::steady_clock::time_point::max());
        m_timer = &timer;
        m_arrived.set_value();
        co_await timer.async_wait(asTask);
    }
    void waitForArrival() { m_arrived.get_future().wait(); }
    void open()
    {
        asio::post(m_timer->get_executor(), [this] { m_timer->cancel(); });
    }

private:
    Timer* m_timer = nullptr; // of the coroutine that waits
    std::promise<void> m_arrived;
};

// Says what it was asked; some paths do special things.
class Echo final : public RequestHandler
{
public:
    Echo(Worker& worker, Gate& gate) : m_worker(worker), m_gate(gate) {}

    Task<Response> handle(Request&& request) override
    {
        if (request.target == "/wait")
            co_await m_gate.pass(m_worker.context);
        if (request.target == "/throw")
            throw std::runtime_error("a handler's mistake");
        Response response;
        response.headers.add("Content-Type", "text/plain");
        response.body =
            request.method + " " + request.target + " " + std::string(request.headers.get("Host")) + "|" + request.body;
        if (request.target == "/split")
            response.headers.add("X-Split", "a\r\nX-Injected: yes");
        if (request.target == "/empty")
            response.status = 204;
        if (request.target == "/big")
            response.body.assign(20'000'000, 'x');
        co_return response;
    }

private:
    Worker& m_worker;
    Gate& m_gate;
};

// A server whose limits a test chooses.
struct Server
{
    explicit Server(const WorkerOptions& options = {}, int threads = 1) : http(threads, options)
    {
        const auto result =
            http.listen("127.0.0.1", 0, [this](Worker& worker) { return std::make_unique<Echo>(worker, gate); });
        port = result ? *result : 0;
    }
    Gate gate;
    HttpServer http;
    int port = 0;
};

WorkerOptions shortTimes()
{
    WorkerOptions options;
    options.limits.headerTimeout = 60ms;
    options.limits.bodyTimeout = 60ms;
    options.limits.idleTimeout = 60ms;
    return options;
}

WorkerOptions smallLimits()
{
    WorkerOptions options;
    options.limits.maxTargetBytes = 100;
    options.limits.maxHeaderBytes = 500;
    options.limits.maxBodyBytes = 1'000;
    return options;
}

const std::string host = "Host: h\r\n";

std::string post(const std::string& body, const std::string& fields = {})
{
    return "POST /p HTTP/1.1\r\n" + host + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
}

} // namespace

class HttpSessionTest : public QObject
{
    Q_OBJECT

private slots:
    void answers_data();
    void answers();
    void readsARequestSplitAnywhere_data();
    void readsARequestSplitAnywhere();
    void answersPipelinedRequestsInOrder();
    void keepsOrEndsTheConnection_data();
    void keepsOrEndsTheConnection();
    void sendsContinueBeforeTheBody();
    void refusesAnUnknownExpectation();
    void refusesTooMuchBeforeItIsSent();
    void countsNamesAndValuesOfHeaders();
    void answersHeadWithTheLengthOnly();
    void neverLetsAHeaderSplitTheResponse();
    void readsAndSendsBigBodies();
    void writesTheDate();
    void answersASlowHeadWith408();
    void answersASlowBodyWith408();
    void endsAnIdleConnectionSilently();
    void survivesAHandlersException();
    void endsIdleConnectionsAtOnceWhenStopping();
    void finishesARunningRequestWhenStopping();
    void cancelsWhatOutlivesTheDeadline();
    void sharesConnectionsAmongThreads();
    void saysWhyItCannotListen_data();
    void saysWhyItCannotListen();
    void listensOnNamesAndAddresses_data();
    void listensOnNamesAndAddresses();
    void doesNotListenAfterStop();
};

void HttpSessionTest::answers_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body"); // null: not looked at
    const auto row = [](const char* name, const std::string& request, int status, const char* body = nullptr) {
        QTest::newRow(name) << QByteArray::fromStdString(request) << status << QByteArray(body);
    };
    const std::string chunked = "POST /c HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n";
    const std::string get = "GET / HTTP/1.1\r\n" + host;
    row("get", get + "\r\n", 200, "GET / h|");
    row("get with query and raw encoding", "GET /a%2Fb?x=%20 HTTP/1.1\r\n" + host + "\r\n", 200, "GET /a%2Fb?x=%20 h|");
    row("body by length", post("hello"), 200, "POST /p h|hello");
    row("zero length", post(""), 200, "POST /p h|");
    row("chunks", chunked + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", 200, "POST /c h|hello world");
    row("chunk extensions are tolerated", chunked + "5;a=b;c=\"d e\"\r\nhello\r\n0;x\r\n\r\n", 200, "POST /c h|hello");
    row("trailers are dropped", chunked + "2\r\nhi\r\n0\r\nX-Sum: 1\r\n\r\n", 200, "POST /c h|hi");
    row("empty lines first", "\r\n\r\n" + get + "\r\n", 200, "GET / h|");
    row("absolute form replaces Host", "GET http://other:81/x HTTP/1.1\r\n" + host + "\r\n", 200, "GET /x other:81|");
    row("absolute form without path", "GET http://other?q HTTP/1.1\r\n" + host + "\r\n", 200, "GET /?q other|");
    row("asterisk form", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n", 200, "OPTIONS * h|");
    row("fragment is dropped", "GET /a?b#c HTTP/1.1\r\n" + host + "\r\n", 200, "GET /a?b h|");
    row("1.0 without Host", "GET / HTTP/1.0\r\n\r\n", 200, "GET / |");
    row("no content", "GET /empty HTTP/1.1\r\n" + host + "\r\n", 204, "");
    row("unusual method", "M-SEARCH /x HTTP/1.1\r\n" + host + "\r\n", 200, "M-SEARCH /x h|");

    row("no Host", "GET / HTTP/1.1\r\n\r\n", 400);
    row("two Hosts", get + host + "\r\n", 400);
    row("Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400);
    row("Host with a space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400);
    row("user in absolute form", "GET http://u@h/ HTTP/1.1\r\n" + host + "\r\n", 400);
    row("foreign scheme", "GET ftp://h/ HTTP/1.1\r\n" + host + "\r\n", 400);
    row("relative target", "GET a/b HTTP/1.1\r\n" + host + "\r\n", 400);
    row("asterisk with GET", "GET * HTTP/1.1\r\n" + host + "\r\n", 400);
    row("connect", "CONNECT h:443 HTTP/1.1\r\n" + host + "\r\n", 501);
    row("space in target", "GET /a b HTTP/1.1\r\n" + host + "\r\n", 400);
    row("no version", "GET /\r\n" + host + "\r\n", 400);
    row("version 2.0", "GET / HTTP/2.0\r\n" + host + "\r\n", 505);
    row("version 1.2", "GET / HTTP/1.2\r\n" + host + "\r\n", 505);
    row("not HTTP", "GET / FTP/1.1\r\n" + host + "\r\n", 400);
    row("TLS hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 \r\n\r\n", 16), 400);
    row("space before colon", get + "X : y\r\n\r\n", 400);
    row("name with space", get + "X Y: z\r\n\r\n", 400);
    row("empty name", get + ": y\r\n\r\n", 400);
    row("folded value", get + "X: a\r\n b\r\n\r\n", 400);
    row("folded empty value", get + "X:\r\n b\r\n\r\n", 400);
    row("folded into nothing", get + "X: a\r\n \r\n\r\n", 400);
    row("bare CR", get + "X: a\rY: b\r\n\r\n", 400);
    row("bare LF", get + "X: a\nY: b\r\n\r\n", 400);
    row("NUL in a value", get + std::string("X: a\0b\r\n\r\n", 10), 400);
    row("two lengths", get + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx", 400);
    row("different lengths", get + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx", 400);
    row("list of lengths", get + "Content-Length: 1, 1\r\n\r\nx", 400);
    row("signed length", get + "Content-Length: +1\r\n\r\nx", 400);
    row("negative length", get + "Content-Length: -1\r\n\r\nx", 400);
    row("hexadecimal length", get + "Content-Length: 0x1\r\n\r\nx", 400);
    row("empty length", get + "Content-Length:\r\n\r\nx", 400);
    row("length beyond 64 bits", get + "Content-Length: 99999999999999999999\r\n\r\n", 400);
    row("length and chunked", get + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("chunked and length", get + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n", 400);
    row("chunked in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("unknown coding", get + "Transfer-Encoding: gzip\r\n\r\n", 501);
    row("unknown coding, then chunked", get + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501);
    row("obfuscated chunked", get + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501);
    row("chunked not last", get + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 400);
    row("chunked twice", get + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("empty coding", get + "Transfer-Encoding:\r\n\r\n0\r\n\r\n", 400);
    row("chunk size no number", chunked + "x\r\n\r\n", 400);
    row("chunk size signed", chunked + "+1\r\na\r\n0\r\n\r\n", 400);
    row("chunk size beyond 64 bits", chunked + "fffffffffffffffff\r\n", 400);
    row("chunk longer than said", chunked + "1\r\nab\r\n0\r\n\r\n", 400);
    row("control character in a chunk extension", chunked + "1;a=\"\n\"\r\na\r\n0\r\n\r\n", 400);
    row("length as a trailer", chunked + "0\r\nContent-Length: 1\r\n\r\n", 400);
}

void HttpSessionTest::answers()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    Server server;
    RawClient client(server.port);
    QVERIFY(client.send(request.toStdString()));
    client.endSending();
    const std::string answer = client.receiveAll();
    QCOMPARE(statusOf(answer), status);
    if (!body.isNull())
        QCOMPARE(QByteArray::fromStdString(bodyOf(answer)), body);
    if (status >= 400) {
        QVERIFY2(bodyOf(answer).starts_with("{\"message\":\""), answer.c_str());
        QVERIFY(answer.find("Connection: close\r\n") != std::string::npos);
    }
}

void HttpSessionTest::readsARequestSplitAnywhere_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("length") << QByteArray::fromStdString(post("hello"));
    QTest::newRow("chunks") << QByteArray::fromStdString(
        "POST /p HTTP/1.1\r\n" + host +
        "Transfer-Encoding: chunked\r\n\r\n3;x\r\nhel\r\n2\r\nlo\r\n0\r\n"
        "T: 1\r\n\r\n");
}

void HttpSessionTest::readsARequestSplitAnywhere()
{
    QFETCH(QByteArray, request);
    const std::string bytes = request.toStdString();
    Server server;
    RawClient client(server.port);
    for (std::size_t at = 1; at < bytes.size(); ++at) {
        // The first part travels behind a whole request, whose answer shows that the part has been read.
        QVERIFY(client.send("GET /first HTTP/1.1\r\n" + host + "\r\n" + bytes.substr(0, at)));
        QCOMPARE(bodyOf(client.receiveResponse()), "GET /first h|");
        QVERIFY(client.send(bytes.substr(at)));
        QCOMPARE(bodyOf(client.receiveResponse()), "POST /p h|hello");
    }
    for (const char byte : bytes) // every boundary at once
        QVERIFY(client.send(std::string_view(&byte, 1)));
    QCOMPARE(bodyOf(client.receiveResponse()), "POST /p h|hello");
}

void HttpSessionTest::answersPipelinedRequestsInOrder()
{
    Server server;
    RawClient client(server.port);
    std::string requests;
    for (int i = 0; i < 500; ++i)
        requests += post(std::to_string(i));
    QVERIFY(client.send(requests));
    for (int i = 0; i < 500; ++i)
        QCOMPARE(bodyOf(client.receiveResponse()), "POST /p h|" + std::to_string(i));
}

void HttpSessionTest::keepsOrEndsTheConnection_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<bool>("allowed");
    QTest::addColumn<bool>("kept");
    QTest::newRow("1.1") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n\r\n") << true << true;
    QTest::newRow("1.1 close") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: Close\r\n\r\n") << true << false;
    QTest::newRow("1.1 list") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: x, close\r\n\r\n") << true
                              << false;
    QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << true << false;
    QTest::newRow("1.0 keep-alive") << QByteArray("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") << true << true;
    QTest::newRow("switched off") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n\r\n") << false << false;
}

void HttpSessionTest::keepsOrEndsTheConnection()
{
    QFETCH(QByteArray, request);
    QFETCH(bool, allowed);
    QFETCH(bool, kept);
    WorkerOptions options;
    options.keepConnections = allowed;
    Server server(options);
    RawClient client(server.port);
    QVERIFY(client.send(request.toStdString()));
    const std::string answer = client.receiveResponse();
    QCOMPARE(statusOf(answer), 200);
    QVERIFY(answer.find(kept ? "Connection: keep-alive\r\n" : "Connection: close\r\n") != std::string::npos);
    if (!kept) {
        QVERIFY(client.isAtEnd());
        return;
    }
    QVERIFY(client.send(post("again")));
    QCOMPARE(bodyOf(client.receiveResponse()), "POST /p h|again");
}

void HttpSessionTest::sendsContinueBeforeTheBody()
{
    Server server;
    RawClient client(server.port);
    QVERIFY(client.send("POST /p HTTP/1.1\r\n" + host + "Expect: 100-Continue\r\nContent-Length: 5\r\n\r\n"));
    QCOMPARE(client.receiveResponse(false), "HTTP/1.1 100 Continue\r\n\r\n");
    QVERIFY(client.send("hello"));
    QCOMPARE(bodyOf(client.receiveResponse()), "POST /p h|hello");
    QVERIFY(client.send(post("now", "Expect: 100-continue\r\n"))); // who does not wait is not told to go on
    QCOMPARE(statusOf(client.receiveResponse()), 200);
}

void HttpSessionTest::refusesAnUnknownExpectation()
{
    Server server;
    RawClient client(server.port);
    QVERIFY(client.send("POST /p HTTP/1.1\r\n" + host + "Expect: miracle\r\nContent-Length: 5\r\n\r\n"));
    QCOMPARE(statusOf(client.receiveResponse()), 417);
    QVERIFY(client.send("hello")); // what comes late does not disturb
    client.endSending();
    QVERIFY(client.isAtEnd());
}

void HttpSessionTest::refusesTooMuchBeforeItIsSent()
{
    Server server(smallLimits());
    const auto answerTo = [&](const std::string& request) {
        RawClient client(server.port);
        client.send(request);
        return client.receiveResponse();
    };
    const std::string start = "GET / HTTP/1.1\r\n" + host;
    const std::string tooLong =
        answerTo("POST / HTTP/1.1\r\n" + host + "Expect: 100-continue\r\nContent-Length: 1001\r\n\r\n");
    QCOMPARE(statusOf(tooLong), 413);
    QCOMPARE(bodyOf(tooLong), "{\"message\":\"HTTP content length exceeded 1000 bytes\"}");
    QCOMPARE(statusOf(answerTo(post(std::string(1'000, 'x')))), 200);
    const std::string chunked = "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n";
    QCOMPARE(statusOf(answerTo(chunked + "3e8\r\n" + std::string(1'000, 'x') + "\r\n0\r\n\r\n")), 200);
    QCOMPARE(statusOf(answerTo(chunked + "3e9\r\n")), 413);
    QCOMPARE(statusOf(answerTo(chunked + "3e8\r\n" + std::string(1'000, 'x') + "\r\n1\r\n")), 413);
    QCOMPARE(statusOf(answerTo(chunked + "ffffffffffffffff\r\n")), 413);
    const std::string longUri = answerTo("GET /" + std::string(100, 'a') + " HTTP/1.1\r\n" + host + "\r\n");
    QCOMPARE(statusOf(longUri), 414);
    QCOMPARE(bodyOf(longUri), "{\"message\":\"Request URI too long\"}");
    QCOMPARE(statusOf(answerTo("GET /" + std::string(99, 'a') + " HTTP/1.1\r\n" + host + "\r\n")), 200);
    QCOMPARE(statusOf(answerTo("GET /" + std::string(20'000, 'a'))), 414); // without waiting for its end
    QCOMPARE(statusOf(answerTo(start + "X: " + std::string(500, 'a') + "\r\n\r\n")), 431);
    QCOMPARE(statusOf(answerTo(start + "X: " + std::string(20'000, 'a'))), 431);
    QCOMPARE(statusOf(answerTo(start + std::string(490, 'a'))), 431);
    std::string many = start;
    for (int i = 0; i < 200; ++i)
        many += "A: b\r\n";
    QCOMPARE(statusOf(answerTo(many + "\r\n")), 431);
}

// Names and values of all headers together, without what stands between them (reference 5).
void HttpSessionTest::countsNamesAndValuesOfHeaders()
{
    Server server;
    const auto statusWith = [&](std::size_t bytes) {
        RawClient client(server.port);
        const std::size_t others = std::string("HosthX").size() + std::string("Yy").size();
        client.send("GET / HTTP/1.1\r\nHost: h\r\nY: y\r\nX:    " + std::string(bytes - others, 'x') + "\r\n\r\n");
        return statusOf(client.receiveResponse());
    };
    QCOMPARE(statusWith(10'240), 200);
    QCOMPARE(statusWith(10'241), 431);
}

void HttpSessionTest::answersHeadWithTheLengthOnly()
{
    Server server;
    RawClient client(server.port);
    QVERIFY(client.send("HEAD / HTTP/1.1\r\n" + host + "\r\n"));
    const std::string answer = client.receiveResponse(false);
    QVERIFY(answer.find("Content-Length: 9\r\n") != std::string::npos); // "HEAD / h|"
    QVERIFY(client.send("GET / HTTP/1.1\r\n" + host + "\r\n"));
    QCOMPARE(bodyOf(client.receiveResponse()), "GET / h|");
}

void HttpSessionTest::neverLetsAHeaderSplitTheResponse()
{
    Server server;
    RawClient client(server.port);
    QVERIFY(client.send("GET /split HTTP/1.1\r\n" + host + "\r\n"));
    const std::string answer = client.receiveResponse();
    QVERIFY(answer.find("X-Split: a  X-Injected: yes\r\n") != std::string::npos);
}

void HttpSessionTest::readsAndSendsBigBodies()
{
    Server server;
    RawClient client(server.port);
    const std::string body(10'485'760, 'b');
    QVERIFY(client.send(post(body)));
    QCOMPARE(bodyOf(client.receiveResponse()).size(), body.size() + 10);
    QVERIFY(client.send("GET /big HTTP/1.1\r\n" + host + "\r\n"));
    QCOMPARE(bodyOf(client.receiveResponse()).size(), std::size_t{20'000'000});
    QVERIFY(client.send(post(body + "x")));
    QCOMPARE(statusOf(client.receiveResponse()), 413); // lingering: the answer arrives although much was unread
}

void HttpSessionTest::writesTheDate()
{
    Server server;
    RawClient client(server.port);
    QVERIFY(client.send("GET / HTTP/1.1\r\n" + host + "\r\n"));
    const std::string answer = client.receiveResponse();
    const auto at = answer.find("Date: ");
    QVERIFY(at != std::string::npos);
    const QString date = QString::fromStdString(answer.substr(at + 6, 29));
    const QDateTime time = QDateTime::fromString(date, Qt::RFC2822Date);
    QVERIFY2(date.endsWith("GMT") && qAbs(time.secsTo(QDateTime::currentDateTimeUtc())) < 10, qPrintable(date));
}

void HttpSessionTest::answersASlowHeadWith408()
{
    Server server(shortTimes());
    RawClient client(server.port);
    QVERIFY(client.send("GET / HTTP/1.1\r\n"));
    const std::string answer = client.receiveResponse();
    QCOMPARE(statusOf(answer), 408);
    client.endSending();
    QVERIFY(client.isAtEnd());
}

void HttpSessionTest::answersASlowBodyWith408()
{
    Server server(shortTimes());
    RawClient client(server.port);
    QVERIFY(client.send("POST / HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\na"));
    QCOMPARE(statusOf(client.receiveResponse()), 408);
}

void HttpSessionTest::endsAnIdleConnectionSilently()
{
    Server server(shortTimes());
    RawClient fresh(server.port);
    QVERIFY(fresh.isAtEnd());
    RawClient used(server.port);
    QVERIFY(used.send(post("x")));
    QCOMPARE(statusOf(used.receiveResponse()), 200);
    QVERIFY(used.isAtEnd());
    QTRY_COMPARE(server.http.openConnections(), std::uint64_t{0});
}

void HttpSessionTest::survivesAHandlersException()
{
    Server server;
    RawClient client(server.port);
    QVERIFY(client.send("GET /throw HTTP/1.1\r\n" + host + "\r\n"));
    const std::string answer = client.receiveResponse();
    QCOMPARE(statusOf(answer), 500);
    QCOMPARE(bodyOf(answer), "{\"message\": \"Internal server error\"}");
    QVERIFY(client.send(post("x")));
    QCOMPARE(statusOf(client.receiveResponse()), 200);
}

void HttpSessionTest::endsIdleConnectionsAtOnceWhenStopping()
{
    Server server;
    RawClient fresh(server.port);
    RawClient used(server.port);
    QVERIFY(used.send(post("x")));
    QCOMPARE(statusOf(used.receiveResponse()), 200);
    QTRY_COMPARE(server.http.openConnections(), std::uint64_t{2});
    server.http.stop(20s); // returns long before
    QVERIFY(fresh.isAtEnd());
    QVERIFY(used.isAtEnd());
    QVERIFY(!RawClient(server.port).isConnected());
}

void HttpSessionTest::finishesARunningRequestWhenStopping()
{
    Server server;
    RawClient client(server.port);
    QVERIFY(client.send("GET /wait HTTP/1.1\r\n" + host + "\r\n"));
    server.gate.waitForArrival();
    auto stopped = std::async(std::launch::async, [&] { server.http.stop(20s); });
    RawClient late(server.port);
    while (RawClient(server.port).isConnected()) { // until it listens no more
    }
    server.gate.open();
    const std::string answer = client.receiveResponse();
    QCOMPARE(statusOf(answer), 200);
    QVERIFY(answer.find("Connection: close\r\n") != std::string::npos);
    QVERIFY(client.isAtEnd());
    client.endSending();
    stopped.wait();
}

void HttpSessionTest::cancelsWhatOutlivesTheDeadline()
{
    Server server;
    RawClient client(server.port);
    QVERIFY(client.send("GET /wait HTTP/1.1\r\n" + host + "\r\n"));
    server.gate.waitForArrival();
    server.http.stop(10ms);
    server.http.stop(10ms); // idempotent
    QCOMPARE(client.receiveAll(), std::string());
}

void HttpSessionTest::sharesConnectionsAmongThreads()
{
    Server server({}, 3);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 9; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port));
        QVERIFY(clients.back()->send(post("x")));
        QCOMPARE(statusOf(clients.back()->receiveResponse()), 200);
    }
    for (const auto& worker : server.http.workers())
        QCOMPARE(worker->openConnections.load(), std::uint64_t{3});
}

void HttpSessionTest::saysWhyItCannotListen_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("message");
    QTest::newRow("foreign address") << "192.0.2.1" << 0 << "does not have that address";
    QTest::newRow("no name") << "no such name.invalid" << 0 << "no such name is known";
    QTest::newRow("negative port") << "127.0.0.1" << -1 << "There is no port -1";
    QTest::newRow("large port") << "127.0.0.1" << 65'536 << "There is no port 65536";
}

void HttpSessionTest::saysWhyItCannotListen()
{
    QFETCH(QString, address);
    QFETCH(int, port);
    QFETCH(QString, message);
    Gate gate;
    HttpServer server(1, {});
    const auto result = server.listen(address.toStdString(), port,
                                      [&](Worker& worker) { return std::make_unique<Echo>(worker, gate); });
    QVERIFY(!result);
    QVERIFY2(result.error().message.find(message.toStdString()) != std::string::npos, result.error().message.c_str());
    QVERIFY(!result.error().hint.empty());
}

void HttpSessionTest::listensOnNamesAndAddresses_data()
{
    QTest::addColumn<QString>("address");
    for (const char* address : {"localhost", "127.0.0.1", "0.0.0.0"})
        QTest::newRow(address) << address;
}

void HttpSessionTest::listensOnNamesAndAddresses()
{
    QFETCH(QString, address);
    Gate gate;
    HttpServer server(1, {});
    const auto listen = [&](int port) {
        return server.listen(address.toStdString(), port,
                             [&](Worker& worker) { return std::make_unique<Echo>(worker, gate); });
    };
    const auto port = listen(0);
    QVERIFY(port && *port > 0);
    RawClient client(*port);
    QVERIFY(client.send(post("x")));
    QCOMPARE(statusOf(client.receiveResponse()), 200);
    const auto again = listen(*port);
    QVERIFY(!again);
    QCOMPARE(again.error().message,
             "Cannot listen on " + address.toStdString() + ": port " + std::to_string(*port) + " is in use.");
}

void HttpSessionTest::doesNotListenAfterStop()
{
    Gate gate;
    HttpServer server(1, {});
    server.stop(0ms);
    QVERIFY(!server.listen("127.0.0.1", 0, [&](Worker& worker) { return std::make_unique<Echo>(worker, gate); }));
}

QTEST_GUILESS_MAIN(HttpSessionTest)
#include "tst_http_session.moc"
