// Two thousand WebSocket connections: no message is lost and none comes twice, each ends once, and nothing of them
// stays. Figures at larger numbers are tests/bench/sockets.py's.
#include "socket_world.h"

#include <QTest>

#include <thread>

#include <sys/resource.h>

using namespace gw::engine;
using namespace gw::test;

namespace {

constexpr std::size_t connections = 2'000;

bool allowsFiles(std::size_t count)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur > count;
}

} // namespace

class WebSocketLoadTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void broadcastsReachEachOnce();
    void breakingOffEndsEachOnce();
    void sendersOfManyThreadsMeetClosingConnections();

private:
    void open(std::size_t count);

    std::unique_ptr<SocketServer> m_server;
    std::vector<std::unique_ptr<PlainClient>> m_clients;
};

void WebSocketLoadTest::init()
{
    if (!allowsFiles(2 * connections + 100))
        QSKIP("Fewer open files are allowed than the connections need");
    m_clients.clear();
    SocketBehaviour quiet;
    quiet.notesMessages = false;
    m_server = std::make_unique<SocketServer>(quiet, WorkerOptions(), 2);
}

void WebSocketLoadTest::open(std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        m_clients.push_back(std::make_unique<PlainClient>(m_server->port));
        QVERIFY(m_clients.back()->open().starts_with("HTTP/1.1 101 "));
        m_clients.back()->send(text("x")); // its echo says that it is open
        QVERIFY(m_clients.back()->receive().has_value());
    }
}

void WebSocketLoadTest::broadcastsReachEachOnce()
{
    constexpr int rounds = 5;
    open(connections);
    QCOMPARE(m_server->http.connections().count(), connections);
    for (int round = 0; round < rounds; ++round)
        QCOMPARE(m_server->http.connections().broadcastTo("chat", "dev", textFrame(std::to_string(round))),
                 connections);
    for (auto& client : m_clients)
        for (int round = 0; round < rounds; ++round)
            QCOMPARE(client->receive()->payload, std::to_string(round));
    m_server->http.connections().broadcastTo("chat", "dev", textFrame("last"));
    for (auto& client : m_clients) // nothing came between
        QCOMPARE(client->receive()->payload, std::string("last"));
}

void WebSocketLoadTest::breakingOffEndsEachOnce()
{
    open(connections);
    for (std::size_t i = 0; i < connections / 2; ++i)
        m_clients[i]->wire().breakOff();
    QCOMPARE(m_server->log.waitForEnds(connections / 2).size(), connections / 2);
    QCOMPARE(m_server->http.connections().count(), connections / 2);
    QCOMPARE(m_server->http.connections().broadcastTo("chat", {}, textFrame("to the rest")), connections / 2);
    for (std::size_t i = connections / 2; i < connections; ++i)
        QCOMPARE(m_clients[i]->receive()->payload, std::string("to the rest"));
    m_clients.clear();
    QCOMPARE(m_server->log.waitForEnds(connections).size(), connections);
    m_server->http.stop(std::chrono::seconds(20));
    QCOMPARE(m_server->log.mostEndsOfOne(), std::size_t(1));
    QCOMPARE(m_server->http.connections().count(), std::size_t(0));
    for (const auto& connection : m_server->log.takeConnections())
        QCOMPARE(connection.use_count(), 1L); // nobody else holds it any more
}

void WebSocketLoadTest::sendersOfManyThreadsMeetClosingConnections()
{
    constexpr std::size_t count = 400;
    open(count);
    const auto all = m_server->log.waitForConnections(count);
    std::vector<std::thread> senders;
    for (int t = 0; t < 3; ++t)
        senders.emplace_back([&all] {
            const auto frame = textFrame("news");
            for (int round = 0; round < 20; ++round)
                for (const auto& connection : all)
                    connection->send(frame);
        });
    senders.emplace_back([&all] {
        for (std::size_t i = 0; i < all.size(); i += 2)
            all[i]->close(CloseCode::Normal, "enough");
    });
    for (std::size_t i = 1; i < count; i += 4)
        m_clients[i]->wire().breakOff();
    for (std::thread& sender : senders)
        sender.join();
    for (std::size_t i = 3; i < count; i += 4) // those that stay get all of it
        for (int message = 0; message < 60; ++message)
            QCOMPARE(m_clients[i]->receive()->payload, std::string("news"));
    m_clients.clear();
    QCOMPARE(m_server->log.waitForEnds(count).size(), count);
    QCOMPARE(m_server->log.mostEndsOfOne(), std::size_t(1));
}

QTEST_GUILESS_MAIN(WebSocketLoadTest)
#include "tst_websocket_load.moc"
