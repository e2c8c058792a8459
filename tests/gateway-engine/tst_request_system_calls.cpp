// System calls per keep-alive request, counted beside those of a bare loop that does nothing but wait, read and write.
// The connection is read once and written once for each request, as there. What the thread asks for all connections
// together, once a turn of its loop however many are busy, has bounds: Asio's epoll tells that there is news in ours,
// which is then asked for it, and Asio's is told to look again (transport/readiness.h).
#include "tests/support/counted_system_calls.h"
#include "tests/support/served_gateway.h"

#include <QTest>

#include <array>
#include <thread>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;
using gw::test::SystemCalls;

class TestRequestSystemCalls : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readsAndWritesAsABareLoopDoes_data();
    void readsAndWritesAsABareLoopDoes();

private:
    std::unique_ptr<MeasuredApi> m_api;
};

namespace {

constexpr int warmUp = 100;
constexpr int count = 500;
constexpr std::uint64_t waitsOfATurn = 2;
constexpr std::uint64_t controlsOfATurn = 1;
constexpr std::uint64_t beside = count / 10; // for deadlines, which come by the clock

// Answers requests without a body, each of which comes in one piece, until the client goes away.
class BareLoop
{
public:
    BareLoop() : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* place = reinterpret_cast<sockaddr*>(&address);
        if (::bind(m_listener, place, size) == 0 && ::listen(m_listener, 1) == 0 &&
            ::getsockname(m_listener, place, &size) == 0)
            m_port = ntohs(address.sin_port);
    }
    BareLoop(const BareLoop&) = delete;
    BareLoop& operator=(const BareLoop&) = delete;
    ~BareLoop() { ::close(m_listener); }

    std::optional<SystemCalls> spentOn(const std::string& request)
    {
        std::thread thread([this] { serve(); });
        bool isGood = true;
        {
            gw::test::RawClient client(m_port);
            for (int i = 0; i <= warmUp + count && isGood; ++i)
                isGood = client.send(request) && client.receiveResponse().starts_with("HTTP/1.1 200");
        }
        thread.join();
        return isGood ? std::optional(m_atEnd - m_atBegin) : std::nullopt;
    }

private:
    void serve()
    {
        constexpr std::string_view answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
        const int connection = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        epoll_event event{};
        event.events = EPOLLIN;
        ::epoll_ctl(epoll, EPOLL_CTL_ADD, connection, &event);
        std::array<char, 16'384> buffer{};
        for (int request = 0;; ++request) {
            ::epoll_wait(epoll, &event, 1, -1);
            if (::recv(connection, buffer.data(), buffer.size(), 0) <= 0)
                break;
            if (request == warmUp)
                m_atBegin = gw::test::systemCalls;
            if (request == warmUp + count)
                m_atEnd = gw::test::systemCalls;
            ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
        }
        ::close(connection);
        ::close(epoll);
    }

    int m_listener;
    int m_port = 0;
    SystemCalls m_atBegin;
    SystemCalls m_atEnd;
};

} // namespace

void TestRequestSystemCalls::initTestCase()
{
#if !GW_COUNTS_SYSTEM_CALLS
    QSKIP("Sanitizers stand before the C library themselves.");
#endif
    m_api = std::make_unique<MeasuredApi>();
    QVERIFY(m_api->program());
}

void TestRequestSystemCalls::readsAndWritesAsABareLoopDoes_data()
{
    QTest::addColumn<int>("call");
    QTest::addColumn<bool>("traces");
    const auto calls = measuredCalls();
    for (std::size_t i = 0; i < calls.size(); ++i)
        for (const bool traces : {false, true})
            QTest::addRow("%s, traces %s", calls[i].name, traces ? "on" : "off") << int(i) << traces;
}

void TestRequestSystemCalls::readsAndWritesAsABareLoopDoes()
{
    QFETCH(int, call);
    QFETCH(bool, traces);
    const MeasuredCall measured = measuredCalls()[std::size_t(call)];
    const auto bare = BareLoop().spentOn(wireText({"bare", "GET", "/"}));
    QVERIFY(bare);
    QCOMPARE(bare->reads, std::uint64_t(count)); // the counting works
    QCOMPARE(bare->writes, std::uint64_t(count));
    QCOMPARE(bare->waits, std::uint64_t(count));

    TraceOptions options;
    options.enabled = traces;
    ServedGateway<SystemCalls> served(m_api->program(), options, [] { return gw::test::systemCalls; });
    const auto ours = served.spentOn(measured, warmUp, count);
    QVERIFY(ours);
    qInfo("%.2f reads, %.2f writes, %.2f waits, %.2f controls", double(ours->reads) / count,
          double(ours->writes) / count, double(ours->waits) / count, double(ours->controls) / count);
    QCOMPARE(ours->reads, bare->reads);
    QCOMPARE(ours->writes, bare->writes);
    QVERIFY(ours->waits <= waitsOfATurn * count + beside);
    QVERIFY(ours->controls <= controlsOfATurn * count + beside);
}

QTEST_GUILESS_MAIN(TestRequestSystemCalls)
#include "tst_request_system_calls.moc"
