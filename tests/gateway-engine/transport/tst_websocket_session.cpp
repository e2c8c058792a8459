// WebSocket connections seen from the wire (RFC 6455; reference 3.1): the handshake, messages, limits, ends.
#include "socket_world.h"

#include <boost/asio/post.hpp>

#include <QTest>

#include <atomic>
#include <future>
#include <thread>

using namespace gw::engine;
using namespace gw::test;

namespace {

// Messages that wait until the test lets them go.
class Hold
{
public:
    Task<void> wait()
    {
        Timer timer(co_await asio::this_coro::executor, Timer::time_point::max());
        {
            const std::lock_guard lock(m_mutex);
            m_waiting.push_back(&timer);
            m_arrived.notify_all();
        }
        co_await timer.async_wait(asTask);
    }
    std::size_t waitForArrivals(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        m_arrived.wait_for(lock, 20s, [&] { return m_waiting.size() >= count; });
        return m_waiting.size();
    }
    std::size_t letGo() // all that wait now
    {
        const std::lock_guard lock(m_mutex);
        const auto released = std::exchange(m_waiting, {});
        for (Timer* timer : released)
            asio::post(timer->get_executor(), [timer] { timer->cancel(); });
        return released.size();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::vector<Timer*> m_waiting;
};

std::string fieldOf(const std::string& head, const std::string& name)
{
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos)
        return {};
    const auto begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

std::string without(std::string request, const std::string& line)
{
    const auto at = request.find(line);
    return at == std::string::npos ? request : request.erase(at, line.size());
}

std::string changed(std::string request, const std::string& from, const std::string& to)
{
    const auto at = request.find(from);
    return at == std::string::npos ? request : request.replace(at, from.size(), to);
}

// The tick of the coarse timer follows the shortest of these.
WorkerOptions fineTick()
{
    WorkerOptions options;
    options.limits.idleTimeout = 80ms;
    return options;
}

SocketBehaviour limited(SocketLimits limits)
{
    SocketBehaviour behaviour;
    behaviour.limits = limits;
    return behaviour;
}

SocketLimits noLimits()
{
    return {0ms, 0ms, 0, 0, true};
}

} // namespace

class WebSocketSessionTest : public QObject
{
    Q_OBJECT

private slots:
    void shakesHands_data();
    void shakesHands();
    void leavesOtherRequestsToHttp_data();
    void leavesOtherRequestsToHttp();
    void refusesAsTheHandlerSays();
    void keepsTheConnectionAfterARefusal();
    void namesTheSubprotocolOnlyIfAgreed_data();
    void namesTheSubprotocolOnlyIfAgreed();
    void takesNoFrameBeforeTheHandshakeIsDone();
    void readsWhatCameWithTheHandshake();
    void readsFramesSplitAnywhere();
    void answersPings();
    void closesWithACode_data();
    void closesWithACode();
    void tellsHowItEnded_data();
    void tellsHowItEnded();
    void echoesLargeMessagesWithoutLimits_data();
    void echoesLargeMessagesWithoutLimits();
    void closesWhenIdle();
    void closesWhenItWasOpenTooLong();
    void messagesKeepItOpen();
    void boundsOverlappingMessages();
    void laterMessagesMayBeAnsweredFirst();
    void sendsInOrderFromAnyThread();
    void closesWhoReadsTooSlowly();
    void doesNotWaitForWhoReadsSlowly();
    void saysGoodbyeInOrder();
    void ignoresMessagesThatCrossItsClose();
    void givesUpOnAClientThatNeverCloses();
    void survivesAConversationsException();
    void endsConnectionsWhenStopping();
    void endsConnectionsOfAClosedListener();
    void listsConnections();
    void broadcastsToMany();
    void forgetsConnectionsThatAreGone();
};

void WebSocketSessionTest::shakesHands_data()
{
    QTest::addColumn<QString>("request");
    QTest::addColumn<int>("status");
    const std::string good = upgradeRequest();
    const auto row = [](const char* name, const std::string& request, int status) {
        QTest::newRow(name) << QString::fromStdString(request) << status;
    };
    row("valid", good, 101);
    row("protocol with a version", changed(good, "Upgrade: websocket", "Upgrade: WebSocket/13"), 101);
    row("several protocols", changed(good, "Upgrade: websocket", "Upgrade: h2c, WebSocket"), 101);
    row("Connection as a list", changed(good, "Connection: Upgrade", "Connection: keep-alive, upgrade"), 101);
    row("no version", without(good, "Sec-WebSocket-Version: 13\r\n"), 400);
    row("older version", changed(good, "Version: 13", "Version: 8"), 426);
    row("newer version", changed(good, "Version: 13", "Version: 14"), 426);
    row("version that is no number", changed(good, "Version: 13", "Version: x"), 426);
    row("no key", without(good, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"), 400);
    row("short key", changed(good, "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZQ=="), 400);
    row("key that is no base64", changed(good, "dGhlIHNhbXBsZSBub25jZQ==", "****************"), 400);
    row("no Connection", without(good, "Connection: Upgrade\r\n"), 400);
    row("POST", changed(good, "GET ", "POST "), 400);
    row("HTTP/1.0", changed(good, "HTTP/1.1", "HTTP/1.0"), 400);
}

void WebSocketSessionTest::shakesHands()
{
    QFETCH(QString, request);
    QFETCH(int, status);
    SocketServer server;
    PlainClient client(server.port);
    const std::string head = client.open(request.toStdString());
    QCOMPARE(statusOf(head), status);
    QCOMPARE(fieldOf(head, "Sec-WebSocket-Accept"), status == 101 ? std::string("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") : "");
    QCOMPARE(fieldOf(head, "Sec-WebSocket-Version"), std::string(status == 426 ? "13" : ""));
    QCOMPARE(fieldOf(head, "Sec-WebSocket-Extensions"), std::string());
    if (status != 101)
        return;
    QCOMPARE(fieldOf(head, "Upgrade"), std::string("websocket"));
    QCOMPARE(fieldOf(head, "Connection"), std::string("Upgrade"));
    QCOMPARE(fieldOf(head, "Content-Length"), std::string());
    client.send(text("hello"));
    QCOMPARE(client.receive()->payload, std::string("hello"));
}

void WebSocketSessionTest::leavesOtherRequestsToHttp_data()
{
    QTest::addColumn<QString>("request");
    QTest::newRow("no upgrade") << "GET /ws HTTP/1.1\r\nHost: h\r\n\r\n";
    QTest::newRow("another protocol") << "GET /ws HTTP/1.1\r\nHost: h\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n";
    QTest::newRow("nobody's path") << QString::fromStdString(upgradeRequest("/http"));
}

void WebSocketSessionTest::leavesOtherRequestsToHttp()
{
    QFETCH(QString, request);
    SocketServer server;
    RawClient client(server.port);
    client.send(request.toStdString());
    const std::string response = client.receiveResponse();
    QCOMPARE(statusOf(response), 200);
    QVERIFY(bodyOf(response).starts_with("HTTP /"));
}

void WebSocketSessionTest::refusesAsTheHandlerSays()
{
    SocketBehaviour behaviour;
    behaviour.connect = [](const Request&, Handshake& handshake) {
        handshake.refusal.status = 403;
        handshake.refusal.headers.add("x-amzn-ErrorType", "ForbiddenException");
        handshake.refusal.body = R"({"message":"Forbidden"})";
    };
    SocketServer server(behaviour);
    RawClient client(server.port);
    client.send(upgradeRequest());
    const std::string response = client.receiveResponse();
    QCOMPARE(statusOf(response), 403);
    QCOMPARE(bodyOf(response), std::string(R"({"message":"Forbidden"})"));
    QCOMPARE(server.http.connections().count(), std::size_t(0));
}

void WebSocketSessionTest::keepsTheConnectionAfterARefusal()
{
    SocketServer server;
    RawClient client(server.port);
    client.send(changed(upgradeRequest(), "Version: 13", "Version: 12"));
    QCOMPARE(statusOf(client.receiveResponse()), 426);
    client.send(upgradeRequest());
    QVERIFY(client.receiveResponse(false).starts_with("HTTP/1.1 101 "));
}

void WebSocketSessionTest::namesTheSubprotocolOnlyIfAgreed_data()
{
    QTest::addColumn<QString>("agreed");
    QTest::newRow("none") << "";
    QTest::newRow("one") << "chat.v2";
}

void WebSocketSessionTest::namesTheSubprotocolOnlyIfAgreed()
{
    QFETCH(QString, agreed);
    SocketBehaviour behaviour;
    behaviour.connect = [&](const Request&, Handshake& handshake) {
        handshake.subprotocol = agreed.toStdString();
        handshake.headers.add("X-Extra", "1");
        handshake.headers.add("Sec-WebSocket-Accept", "forged");
        handshake.headers.add("Content-Length", "5");
    };
    SocketServer server(behaviour);
    PlainClient client(server.port);
    const std::string head =
        client.open(upgradeRequest("/ws", "Sec-WebSocket-Protocol: chat.v1, chat.v2\r\n"
                                          "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"));
    QCOMPARE(fieldOf(head, "Sec-WebSocket-Protocol"), agreed.toStdString());
    QCOMPARE(fieldOf(head, "Sec-WebSocket-Accept"), std::string("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    QCOMPARE(fieldOf(head, "Sec-WebSocket-Extensions"), std::string());
    QCOMPARE(fieldOf(head, "Content-Length"), std::string());
    QCOMPARE(fieldOf(head, "X-Extra"), std::string("1"));
    client.send(text("x"));
    client.receive();
    QCOMPARE(server.http.connections().list()[0].facts.subprotocol, agreed.toStdString());
}

void WebSocketSessionTest::takesNoFrameBeforeTheHandshakeIsDone()
{
    std::atomic<int> early{-1};
    SocketBehaviour behaviour;
    SocketServer* running = nullptr;
    behaviour.connect = [&](const Request&, Handshake& handshake) {
        early = static_cast<int>(running->http.connections().count());
        handshake.apiId = "chat";
    };
    SocketServer server(behaviour);
    running = &server;
    PlainClient client(server.port);
    client.open();
    const auto connection = server.log.waitForConnections(1)[0];
    QCOMPARE(early.load(), 0);
    client.send(text("x")); // answered: it is open
    client.receive();
    QCOMPARE(connection->send(textFrame("later")), Sending::Taken);
    QCOMPARE(client.receive()->payload, std::string("later"));
}

void WebSocketSessionTest::readsWhatCameWithTheHandshake()
{
    SocketServer server;
    PlainClient client(server.port);
    QVERIFY(client.open(upgradeRequest() + text("early") + text("bird").substr(0, 3)).starts_with("HTTP/1.1 101 "));
    QCOMPARE(client.receive()->payload, std::string("early"));
    client.send(text("bird").substr(3));
    QCOMPARE(client.receive()->payload, std::string("bird"));
}

void WebSocketSessionTest::readsFramesSplitAnywhere()
{
    SocketServer server;
    PlainClient client(server.port);
    client.open();
    const std::string long126(300, 'x');
    const std::string bytes = text("first") + maskedFrame(1, "sec", false) + maskedFrame(9, "p") +
                              maskedFrame(0, "ond \xC3", false) + maskedFrame(0, "\xBC") + text(long126) + text("");
    for (const char byte : bytes)
        client.send({&byte, 1});
    QCOMPARE(client.receive()->payload, std::string("first"));
    const auto pong = client.receive();
    QCOMPARE(pong->opcode, 10);
    QCOMPARE(pong->payload, std::string("p"));
    QCOMPARE(client.receive()->payload, std::string("second \xC3\xBC"));
    QCOMPARE(client.receive()->payload, long126);
    QCOMPARE(client.receive()->payload, std::string());
}

void WebSocketSessionTest::answersPings()
{
    SocketServer server;
    PlainClient client(server.port);
    client.open();
    client.send(maskedFrame(10, "unasked") + maskedFrame(9, "") + maskedFrame(9, std::string(125, 'p')));
    QCOMPARE(client.receive()->payload, std::string());
    QCOMPARE(client.receive()->payload, std::string(125, 'p'));
}

void WebSocketSessionTest::closesWithACode_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& bytes, int code, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << code << reason;
    };
    const std::string small(32 * 1024, 'a');
    row("binary", maskedFrame(2, "x"), 1003, "Binary is not supported");
    row("not masked", std::string("\x81\x01x"), 1002, "The frame is not masked");
    row("reserved bit", std::string("\xC1\x80\0\0\0\0", 6), 1002, "A reserved bit is set");
    row("unknown opcode", std::string("\x83\x80\0\0\0\0", 6), 1002, "Unknown opcode");
    row("unknown control opcode", std::string("\x8B\x80\0\0\0\0", 6), 1002, "Unknown opcode");
    row("fragmented ping", maskedFrame(9, "x", false), 1002, "A control frame is fragmented or too long");
    row("long ping", maskedFrame(9, std::string(126, 'x')), 1002, "A control frame is fragmented or too long");
    row("nothing to continue", maskedFrame(0, "x"), 1002, "There is no message to continue");
    row("a message in a message", maskedFrame(1, "x", false) + text("y"), 1002, "A message begins within another");
    row("length of 16 bits not needed", std::string("\x81\xFE\0\x7D\0\0\0\0", 8), 1002,
        "The length is not in its shortest form");
    row("length of 64 bits not needed", std::string("\x81\xFF\0\0\0\0\0\0\xFF\xFF\0\0\0\0", 14), 1002,
        "The length is not in its shortest form");
    row("length beyond 63 bits", std::string("\x81\xFF\x80\0\0\0\0\x01\0\0\0\0\0\0", 14), 1002,
        "The length is not in its shortest form");
    row("no UTF-8", text("a\xFF"), 1007, "The text is not UTF-8");
    row("half a character", text("a\xC3"), 1007, "The text ends within a character");
    row("no UTF-8, before the frame is whole", text("a\xFF" + std::string(100, 'b')).substr(0, 8), 1007,
        "The text is not UTF-8");
    row("surrogate", text("\xED\xA0\x80"), 1007, "The text is not UTF-8");
    row("frame one byte too large", text(small + "a"), 1009, "The frame is larger than 32768 bytes");
    row("frame too large, told by its head", text(std::string(100'000, 'a')).substr(0, 14), 1009,
        "The frame is larger than 32768 bytes");
    row("message one byte too large",
        maskedFrame(1, small, false) + maskedFrame(0, small, false) + maskedFrame(0, small, false) +
            maskedFrame(0, small, false) + maskedFrame(0, "a"),
        1009, "The message is larger than 131072 bytes");
    row("close frame of one byte", maskedFrame(8, "x"), 1002, "A close frame has one byte");
    row("close code 1005", closing(1005), 1002, "The close code is not one to send");
    row("close reason without UTF-8", closing(1000, "\xFF"), 1007, "The close reason is not UTF-8");
    row("closed by the client", closing(1000), 1000, "");
    row("closed by the client with its own code", closing(4321, "why"), 4321, "");
    row("closed by the client without a code", maskedFrame(8, ""), 1005, "");
}

void WebSocketSessionTest::closesWithACode()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QFETCH(QString, reason);
    SocketServer server;
    PlainClient client(server.port);
    client.open();
    client.send(bytes.toStdString());
    const auto frames = client.receiveAll();
    QCOMPARE(frames.size(), std::size_t(1));
    QCOMPARE(frames[0].opcode, 8);
    QCOMPARE(frames[0].closeCode(), code);
    QCOMPARE(QString::fromStdString(frames[0].closeReason()), reason);
    QCOMPARE(static_cast<int>(server.log.waitForEnds(1)[0].code), code);
}

void WebSocketSessionTest::tellsHowItEnded_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("close frame") << QByteArray::fromStdString(closing(1001, "off")) << 1001 << "off";
    QTest::newRow("close frame without a code") << QByteArray::fromStdString(maskedFrame(8, "")) << 1005 << "";
    QTest::newRow("no close frame") << QByteArray() << 1006 << "";
    QTest::newRow("in the midst of a frame") << QByteArray::fromStdString(text("hello").substr(0, 9)) << 1006 << "";
}

void WebSocketSessionTest::tellsHowItEnded()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QFETCH(QString, reason);
    SocketServer server;
    {
        PlainClient client(server.port);
        client.open();
        client.send(bytes.toStdString());
        client.wire().endSending();
        client.receiveAll();
    }
    const auto ends = server.log.waitForEnds(1);
    QCOMPARE(static_cast<int>(ends[0].code), code);
    QCOMPARE(QString::fromStdString(ends[0].reason), reason);
    server.http.stop(5s);
    QCOMPARE(server.log.mostEndsOfOne(), std::size_t(1));
}

void WebSocketSessionTest::echoesLargeMessagesWithoutLimits_data()
{
    QTest::addColumn<int>("opcode");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("fragment");
    QTest::newRow("text of 64 KiB") << 1 << 65'536 << 65'536;
    QTest::newRow("text of 4 MiB") << 1 << 4'194'304 << 4'194'304;
    QTest::newRow("text of 4 MiB in fragments") << 1 << 4'194'304 << 4'096;
    QTest::newRow("binary of 16 MiB") << 2 << 16'777'216 << 16'777'216;
    QTest::newRow("binary of 1 MiB in fragments of 64") << 2 << 1'048'576 << 64;
}

void WebSocketSessionTest::echoesLargeMessagesWithoutLimits()
{
    QFETCH(int, opcode);
    QFETCH(int, size);
    QFETCH(int, fragment);
    SocketServer server(limited(noLimits()));
    PlainClient client(server.port);
    client.open();
    std::string message(static_cast<std::size_t>(size), 'x');
    for (std::size_t i = 0; i < message.size(); i += 97)
        message[i] = static_cast<char>('a' + i % 26);
    std::thread writer([&] {
        for (int at = 0; at < size; at += fragment)
            client.send(maskedFrame(
                at == 0 ? opcode : 0,
                std::string_view(message).substr(static_cast<std::size_t>(at), static_cast<std::size_t>(fragment)),
                at + fragment >= size));
    });
    const auto echo = client.receive();
    writer.join();
    QVERIFY(echo.has_value());
    QCOMPARE(echo->opcode, opcode);
    QVERIFY(echo->payload == message);
}

void WebSocketSessionTest::closesWhenIdle()
{
    SocketServer server(limited({100ms, 0ms, 1'000, 1'000, false}), fineTick());
    PlainClient client(server.port);
    client.open();
    const auto close = client.receive();
    QVERIFY(close.has_value());
    QCOMPARE(close->closeCode(), 1001);
    QCOMPARE(close->closeReason(), std::string("Going away"));
    client.send(closing(1001));
    QVERIFY(!client.receive());
    QCOMPARE(server.log.waitForEnds(1)[0].code, CloseCode::GoingAway);
}

void WebSocketSessionTest::closesWhenItWasOpenTooLong()
{
    SocketServer server(limited({10s, 150ms, 1'000, 1'000, false}), fineTick());
    PlainClient client(server.port);
    client.open();
    std::optional<SeenFrame> seen;
    do { // busy all the time
        client.send(text("x"));
        seen = client.receive();
    } while (seen && seen->opcode == 1);
    QVERIFY(seen.has_value());
    QCOMPARE(seen->closeCode(), 1001);
}

void WebSocketSessionTest::messagesKeepItOpen()
{
    SocketServer server(limited({400ms, 0ms, 1'000, 1'000, false}), fineTick());
    PlainClient client(server.port);
    client.open();
    const auto connection = server.log.waitForConnections(1)[0];
    const auto begin = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - begin < 1s) {
        connection->send(textFrame("news"));
        const auto seen = client.receive();
        QVERIFY(seen && seen->opcode == 1);
    }
}

void WebSocketSessionTest::boundsOverlappingMessages()
{
    Hold hold;
    SocketBehaviour behaviour;
    behaviour.message = [&](Connection& connection, std::string payload, bool) -> Task<void> {
        co_await hold.wait();
        connection.send(textFrame(payload));
    };
    SocketServer server(behaviour);
    PlainClient client(server.port);
    client.open();
    std::string bytes;
    for (int i = 0; i < 40; ++i)
        bytes += text(std::to_string(i));
    client.send(bytes);
    QCOMPARE(hold.waitForArrivals(16), std::size_t(16));
    for (std::size_t released = 0; released < 40; released += hold.letGo())
        QVERIFY(hold.waitForArrivals(1) <= 16);
    for (int i = 0; i < 40; ++i)
        QVERIFY(client.receive().has_value());
    QCOMPARE(server.log.waitForMessages(40).size(), std::size_t(40));
}

void WebSocketSessionTest::laterMessagesMayBeAnsweredFirst()
{
    Hold hold;
    SocketBehaviour behaviour;
    behaviour.message = [&](Connection& connection, std::string payload, bool) -> Task<void> {
        if (payload == "slow")
            co_await hold.wait();
        connection.send(textFrame(payload));
    };
    SocketServer server(behaviour);
    PlainClient client(server.port);
    client.open();
    client.send(text("slow") + text("quick"));
    QCOMPARE(client.receive()->payload, std::string("quick"));
    hold.letGo();
    QCOMPARE(client.receive()->payload, std::string("slow"));
}

void WebSocketSessionTest::sendsInOrderFromAnyThread()
{
    constexpr int threads = 4;
    constexpr int each = 200;
    SocketServer server;
    PlainClient client(server.port);
    client.open();
    const auto connection = server.log.waitForConnections(1)[0];
    client.send(text("x"));
    client.receive();
    std::vector<std::thread> senders;
    for (int t = 0; t < threads; ++t)
        senders.emplace_back([&, t] {
            for (int i = 0; i < each; ++i)
                connection->send(textFrame(std::to_string(t) + " " + std::to_string(i)));
        });
    std::array<int, threads> next{};
    for (int i = 0; i < threads * each; ++i) {
        const auto frame = client.receive();
        QVERIFY(frame.has_value());
        const int thread = frame->payload[0] - '0';
        QCOMPARE(frame->payload.substr(2), std::to_string(next[static_cast<std::size_t>(thread)]++));
    }
    for (std::thread& sender : senders)
        sender.join();
}

void WebSocketSessionTest::closesWhoReadsTooSlowly()
{
    WorkerOptions options;
    options.sending = {64, 1'000'000};
    SocketServer server({}, options);
    PlainClient client(server.port);
    client.open();
    client.send(text("x"));
    client.receive();
    const auto connection = server.log.waitForConnections(1)[0];
    const auto frame = textFrame(std::string(100'000, 'x'));
    Sending sending = Sending::Taken;
    int taken = 0;
    for (; sending == Sending::Taken && taken < 10'000; ++taken)
        sending = connection->send(frame); // nobody reads
    QCOMPARE(sending, Sending::Overflowing);
    QCOMPARE(connection->send(frame), Sending::Gone);
    QCOMPARE(server.log.waitForEnds(1)[0].code, CloseCode::PolicyViolation);
    std::vector<SeenFrame> seen = client.receiveAll(); // what was on its way is whole
    QVERIFY(!seen.empty());
    QCOMPARE(seen.back().opcode, 8);
    QCOMPARE(seen.back().closeCode(), 1008);
    for (std::size_t i = 0; i + 1 < seen.size(); ++i)
        QCOMPARE(seen[i].payload.size(), std::size_t(100'000));
}

void WebSocketSessionTest::doesNotWaitForWhoReadsSlowly()
{
    WorkerOptions options;
    options.sending = {64, 1'000'000};
    SocketServer server({}, options);
    PlainClient slow(server.port);
    slow.open();
    PlainClient quick(server.port);
    quick.open();
    const auto connections = server.log.waitForConnections(2);
    quick.send(text("x"));
    quick.receive();
    slow.send(text("x"));
    slow.receive();
    const auto frame = textFrame(std::string(100'000, 'x'));
    for (int i = 0; i < 200; ++i) {
        connections[0]->send(frame);
        connections[1]->send(frame);
        const auto seen = quick.receive();
        QVERIFY(seen && seen->payload.size() == 100'000);
    }
    QCOMPARE(server.log.waitForEnds(1)[0].connectionId, connections[0]->facts().connectionId);
}

void WebSocketSessionTest::saysGoodbyeInOrder()
{
    SocketServer server;
    PlainClient client(server.port);
    client.open();
    const auto connection = server.log.waitForConnections(1)[0];
    client.send(text("x"));
    client.receive();
    connection->send(textFrame("last words"));
    connection->close(CloseCode::Normal, "\xC3\xBC" + std::string(121, 'r') + "\xC3\xBC"); // 125 bytes
    QCOMPARE(connection->send(textFrame("too late")), Sending::Gone);
    QCOMPARE(client.receive()->payload, std::string("last words"));
    const auto close = client.receive();
    QCOMPARE(close->closeCode(), 1000);
    QCOMPARE(close->closeReason(), "\xC3\xBC" + std::string(121, 'r')); // no half of a character
    client.send(closing(1000));
    QVERIFY(!client.receive());
    const auto ends = server.log.waitForEnds(1);
    QCOMPARE(ends[0].code, CloseCode::Normal);
    server.http.stop(5s);
    QCOMPARE(server.log.mostEndsOfOne(), std::size_t(1));
}

void WebSocketSessionTest::ignoresMessagesThatCrossItsClose()
{
    SocketServer server;
    PlainClient client(server.port);
    client.open();
    client.send(text("before"));
    client.receive();
    server.log.waitForConnections(1)[0]->close(CloseCode::Normal, {});
    QCOMPARE(client.receive()->opcode, 8);
    client.send(text("crossing") + maskedFrame(9, "ping") + closing(1000));
    QVERIFY(!client.receive());
    QCOMPARE(server.log.waitForMessages(1).size(), std::size_t(1));
}

void WebSocketSessionTest::givesUpOnAClientThatNeverCloses()
{
    SocketServer server;
    PlainClient client(server.port);
    client.open();
    client.send(text("x"));
    client.receive();
    server.log.waitForConnections(1)[0]->close(CloseCode::Normal, {});
    QCOMPARE(client.receive()->opcode, 8);
    QVERIFY(!client.receive()); // it ends without an answer, after a while
}

void WebSocketSessionTest::survivesAConversationsException()
{
    SocketBehaviour behaviour;
    behaviour.message = [](Connection&, std::string, bool) -> Task<void> {
        throw std::runtime_error("a conversation's mistake");
        co_return;
    };
    SocketServer server(behaviour);
    PlainClient client(server.port);
    client.open();
    client.send(text("x"));
    const auto close = client.receive();
    QVERIFY(close.has_value());
    QCOMPARE(close->closeCode(), 1011);
}

void WebSocketSessionTest::endsConnectionsWhenStopping()
{
    SocketServer server({}, {}, 2);
    std::vector<std::unique_ptr<PlainClient>> clients;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(std::make_unique<PlainClient>(server.port));
        clients.back()->open();
    }
    std::thread stopping([&] { server.http.stop(20s); });
    for (auto& client : clients) {
        const auto close = client->receive();
        QVERIFY(close.has_value());
        QCOMPARE(close->closeCode(), 1001);
        client->send(closing(1001));
        QVERIFY(!client->receive());
    }
    clients.clear();
    stopping.join();
    QCOMPARE(server.log.waitForEnds(4).size(), std::size_t(4));
    QCOMPARE(server.log.mostEndsOfOne(), std::size_t(1));
    const auto connections = server.log.waitForConnections(4);
    QCOMPARE(connections[0]->send(textFrame("x")), Sending::Gone);
}

void WebSocketSessionTest::endsConnectionsOfAClosedListener()
{
    SocketServer server;
    PlainClient client(server.port);
    client.open();
    client.send(text("x"));
    client.receive();
    server.http.close("127.0.0.1", server.port);
    QCOMPARE(client.receive()->closeCode(), 1001);
}

void WebSocketSessionTest::listsConnections()
{
    SocketServer server;
    PlainClient first(server.port);
    first.open(upgradeRequest("/ws", "User-Agent: first/1\r\nX-User: ada\r\n"));
    first.send(text("hello"));
    first.receive();
    PlainClient second(server.port);
    second.open();
    second.send(text("x"));
    second.receive();
    const auto list = server.http.connections().list("chat");
    QCOMPARE(list.size(), std::size_t(2));
    QCOMPARE(list[0].facts.userAgent, std::string("first/1"));
    QCOMPARE(list[0].facts.principalId, std::string("ada"));
    QCOMPARE(list[0].facts.sourceIp, std::string("127.0.0.1"));
    QCOMPARE(list[0].facts.stageName, std::string("dev"));
    QVERIFY(list[0].facts.connectedAt <= list[0].lastActiveAt + 1ms);
    QCOMPARE(list[0].traffic.messagesIn, std::uint64_t(1));
    QCOMPARE(list[0].traffic.bytesIn, std::uint64_t(5));
    QCOMPARE(list[0].traffic.messagesOut, std::uint64_t(1));
    QCOMPARE(list[0].traffic.bytesOut, std::uint64_t(5));
    QCOMPARE(server.http.connections().list("other").size(), std::size_t(0));
    QCOMPARE(server.http.connections().list({}, 1).size(), std::size_t(1));
    QVERIFY(server.http.connections().find(list[1].facts.connectionId));
    QVERIFY(!server.http.connections().find("AAAAAAAAAAAAAAA="));
    QCOMPARE(server.http.connections().statistics().open, std::uint64_t(2));
    QCOMPARE(server.http.connections().statistics().messagesIn, std::uint64_t(2));
    QTRY_COMPARE(server.http.connections().statistics().messagesOut, std::uint64_t(2)); // counted once it is written
    QVERIFY(server.http.connections().close(list[0].facts.connectionId, CloseCode::Normal, "from the window"));
    QCOMPARE(first.receive()->closeReason(), std::string("from the window"));
    QVERIFY(!server.http.connections().close(list[0].facts.connectionId, CloseCode::Normal, {}));
}

void WebSocketSessionTest::broadcastsToMany()
{
    SocketServer server({}, {}, 2);
    std::vector<std::unique_ptr<PlainClient>> clients;
    std::vector<std::string> ids;
    for (int i = 0; i < 50; ++i) {
        clients.push_back(std::make_unique<PlainClient>(server.port));
        clients.back()->open();
        clients.back()->send(text("x"));
        clients.back()->receive();
    }
    const auto frame = textFrame("to all");
    QCOMPARE(server.http.connections().broadcastTo("chat", "dev", frame), std::size_t(50));
    QCOMPARE(server.http.connections().broadcastTo("chat", "prod", frame), std::size_t(0));
    for (auto& client : clients)
        QCOMPARE(client->receive()->payload, std::string("to all"));
    const auto some = server.http.connections().list("chat", 3);
    for (const ConnectionSnapshot& connection : some)
        ids.push_back(connection.facts.connectionId);
    ids.push_back("AAAAAAAAAAAAAAA=");
    QCOMPARE(server.http.connections().broadcast(ids, textFrame("to three")), std::size_t(3));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(clients[static_cast<std::size_t>(i)]->receive()->payload, std::string("to three"));
}

void WebSocketSessionTest::forgetsConnectionsThatAreGone()
{
    SocketServer server;
    std::string id;
    {
        PlainClient client(server.port);
        client.open();
        client.send(text("x"));
        client.receive();
        id = server.log.waitForConnections(1)[0]->facts().connectionId;
        QVERIFY(server.http.connections().find(id));
    }
    server.log.waitForEnds(1);
    QVERIFY(!server.http.connections().find(id));
    QCOMPARE(server.http.connections().count(), std::size_t(0));
    QCOMPARE(server.log.waitForConnections(1)[0]->send(textFrame("x")), Sending::Gone);
}

QTEST_GUILESS_MAIN(WebSocketSessionTest)
#include "tst_websocket_session.moc"
