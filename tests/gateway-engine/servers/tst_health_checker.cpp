// Checks of real servers: up, down and up again, with the reason of each; time-outs, wrong codes, ports, starting ones.
#include "gateway-engine/servers/health_checker.h"
#include "gateway-engine/servers/instance_address.h"
#include "gateway-engine/transport/http_client.h"
#include "tests/gateway-engine/servers/small_server.h"

#include <QTest>

#include <boost/asio/post.hpp>

#include <atomic>
#include <functional>
#include <future>
#include <thread>

using namespace gw::engine;
using gw::test::SmallServer;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 20'000;

// A server whose status can be changed while it is checked.
class Server
{
public:
    Server()
        : m_server([this](const std::string&) {
              ++checks;
              return SmallServer::Answer{status.load(), "x"};
          }),
          m_thread([this] { m_server.serve(); })
    {
    }
    ~Server()
    {
        m_server.interrupt();
        m_thread.join();
    }
    [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(m_server.port()); }

    std::atomic<int> status{200};
    std::atomic<int> checks{0};

private:
    SmallServer m_server;
    std::thread m_thread;
};

// Checks run on the worker's thread, as they do in the gateway.
class Checked
{
public:
    Checked(const std::string& address, HealthCheckPlan plan, TargetHealth first = TargetHealth::Initial)
        : instance(std::make_shared<ServerInstance>(address, parseInstanceAddress(address).value().endpoint,
                                                    std::make_shared<ChangeBell>())),
          m_client(m_worker, HttpClientOptions{1'000'000, 0, 1s})
    {
        instance->setHealth(first, "", {});
        m_worker.start();
        run([&] {
            m_checker = std::make_unique<HealthChecker>(m_worker.context, m_client, systemServices(), instance,
                                                        std::move(plan));
        });
    }
    ~Checked()
    {
        end();
        m_worker.stop();
    }
    void end()
    {
        run([&] { m_checker.reset(); });
    }
    [[nodiscard]] bool becomes(TargetHealth health) const
    {
        return QTest::qWaitFor([&] { return instance->health() == health; }, patience);
    }

    const std::shared_ptr<ServerInstance> instance;

private:
    void run(const std::function<void()>& action)
    {
        std::promise<void> done;
        asio::post(m_worker.context, [&] {
            action();
            done.set_value();
        });
        done.get_future().wait();
    }
    Worker m_worker{{}};
    HttpClient m_client;
    std::unique_ptr<HealthChecker> m_checker;
};

HealthCheckPlan quick(const std::string& path = "/health")
{
    HealthCheckPlan plan;
    plan.path = path;
    plan.interval = 5ms;
    plan.timeout = 5s;
    return plan;
}

std::string closedPort()
{
    const SmallServer server([](const std::string&) { return SmallServer::Answer(); });
    return "127.0.0.1:" + std::to_string(server.port());
}

} // namespace

class TestHealthChecker : public QObject
{
    Q_OBJECT

private slots:
    void goesUpDownAndUp()
    {
        Server server;
        Checked checked(server.address(), quick());
        QVERIFY(checked.becomes(TargetHealth::Healthy));
        QCOMPARE(checked.instance->reason(), std::string("GET /health answered 200"));
        server.status = 503;
        QVERIFY(checked.becomes(TargetHealth::Unhealthy));
        QVERIFY2(checked.instance->reason().starts_with("GET /health answered 503, "),
                 checked.instance->reason().c_str());
        QVERIFY(checked.instance->status({}).since > std::chrono::system_clock::time_point());
        server.status = 204;
        QVERIFY(checked.becomes(TargetHealth::Healthy));
        QCOMPARE(checked.instance->status({}).requests, std::uint64_t{0}); // checks are no requests
    }

    void saysWhatIsWrong()
    {
        const std::string address = closedPort();
        Checked checked(address, quick());
        QVERIFY(checked.becomes(TargetHealth::Unhealthy));
        QVERIFY2(checked.instance->reason().starts_with("Connection refused by " + address),
                 checked.instance->reason().c_str());
    }

    void timesOut()
    {
        const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); // accepts, but never answers
        sockaddr_in any{};
        any.sin_family = AF_INET;
        any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(listener, reinterpret_cast<sockaddr*>(&any), sizeof any);
        ::listen(listener, 8);
        socklen_t size = sizeof any;
        ::getsockname(listener, reinterpret_cast<sockaddr*>(&any), &size);
        auto plan = quick();
        plan.timeout = 50ms;
        Checked checked("127.0.0.1:" + std::to_string(ntohs(any.sin_port)), plan);
        QVERIFY(checked.becomes(TargetHealth::Unhealthy));
        QVERIFY2(checked.instance->reason().find("did not answer within 50 ms") != std::string::npos,
                 checked.instance->reason().c_str());
        ::close(listener);
    }

    void theMatcherDecides()
    {
        Server server;
        server.status = 404;
        auto plan = quick();
        plan.matcher = StatusMatcher::parse("200,404").value();
        Checked checked(server.address(), plan);
        QVERIFY(checked.becomes(TargetHealth::Healthy));
    }

    void aStartingOneTakesRequestsOnceItAnswers()
    {
        const std::string address = closedPort();
        auto plan = quick("/");
        plan.startInterval = 5ms;
        plan.interval = 5ms;
        Checked checked(address, plan, TargetHealth::Unused);
        QVERIFY(QTest::qWaitFor(
            [&] { return checked.instance->reason() == "starts: Connection refused by " + address; }, patience));
        QVERIFY(!checked.instance->takesRequests());
        std::atomic<int> status{500};
        SmallServer server([&](const std::string&) { return SmallServer::Answer{status.load()}; },
                           checked.instance->endpoint().port);
        QVERIFY(server.isListening());
        std::thread thread([&] { server.serve(); });
        QVERIFY(checked.becomes(TargetHealth::Unhealthy)); // it answers, though not well: used when there is no other
        status = 200;
        QVERIFY(checked.becomes(TargetHealth::Healthy));
        checked.end();
        server.interrupt();
        thread.join();
    }

    void aPortCanBeEnough()
    {
        auto plan = quick({});
        plan.startInterval = 5ms;
        Server server;
        Checked up(server.address(), plan, TargetHealth::Unused);
        QVERIFY(up.becomes(TargetHealth::Healthy));
        Checked down(closedPort(), plan, TargetHealth::Unused);
        QVERIFY(QTest::qWaitFor([&] { return down.instance->reason().starts_with("starts: Nothing listens on port "); },
                                patience));
        QCOMPARE(down.instance->health(), TargetHealth::Unused);
    }

    void endsWithItsLastCheckUnheard()
    {
        Server server;
        Checked checked(server.address(), quick());
        QVERIFY(checked.becomes(TargetHealth::Healthy));
        server.status = 500;
        checked.end();
        checked.instance->setHealth(TargetHealth::Draining, "stops", {});
        const int checks = server.checks;
        QTest::qWait(50);
        QVERIFY(server.checks <= checks + 1);
        QCOMPARE(checked.instance->health(), TargetHealth::Draining);
    }
};

QTEST_GUILESS_MAIN(TestHealthChecker)
#include "tst_health_checker.moc"
