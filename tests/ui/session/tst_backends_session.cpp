// What the pages see of functions and servers while the gateway runs: told on the GUI thread, by whoever runs now.
#include "tests/ui/session/workspace_on_disk.h"
#include "ui/session/backends_session.h"
#include "ui/session/gateway_session.h"

#include <thread>

using namespace gw;
using namespace gw::test;
using namespace gw::ui;

namespace {

// Tells from a thread of its own, as the engine does.
class Told final : public RunningBackends
{
public:
    void listen(Listener listener) override { m_listener = std::move(listener); }
    [[nodiscard]] engine::FunctionStatuses functions() const override
    {
        engine::FunctionStatus status;
        status.name = "greet";
        return std::make_shared<const std::vector<engine::FunctionStatus>>(1, status);
    }
    [[nodiscard]] engine::FunctionLog::Lines functionLog(std::uint64_t, const std::string&) const override
    {
        return {};
    }
    void invoke(const std::string&, const std::string& event, std::function<void(InvokeOutcome)> done) override
    {
        std::thread([event, done = std::move(done)] {
            InvokeOutcome outcome;
            outcome.payload = event;
            done(std::move(outcome));
        }).join();
    }
    [[nodiscard]] std::vector<engine::ServerStatus> servers() const override { return {}; }
    [[nodiscard]] engine::ServerLogPage serverLog(const std::string&, std::uint64_t) const override { return {}; }
    void start(const std::string& name) override { commands << "start " + QString::fromStdString(name); }
    void stop(const std::string& name) override { commands << "stop " + QString::fromStdString(name); }
    void restart(const std::string& name) override { commands << "restart " + QString::fromStdString(name); }

    void tell()
    {
        std::thread([this] {
            if (m_listener.functionsChanged)
                m_listener.functionsChanged();
            if (m_listener.serverLogGrew)
                m_listener.serverLogGrew("store");
        }).join();
    }

    QStringList commands;

private:
    Listener m_listener;
};

} // namespace

class TestBackendsSession : public QObject
{
    Q_OBJECT

private slots:
    void nothingRuns()
    {
        BackendsSession session;
        QVERIFY(!session.isRunning());
        QVERIFY(!session.function("greet"));
        QVERIFY(!session.server("store"));
        QCOMPARE(session.invoke("greet", "{}"), 0);
        session.start("store"); // nobody to tell
    }

    void wordsArriveOnTheGuiThread()
    {
        BackendsSession session;
        const auto told = std::make_shared<Told>();
        session.attach(told);
        QVERIFY(session.isRunning() && session.function("greet") && !session.function("other"));
        QSignalSpy functions(&session, &BackendsSession::functionsChanged);
        QSignalSpy log(&session, &BackendsSession::serverLogGrew);
        told->tell();
        QCOMPARE(functions.size(), 0); // not on the teller's thread
        QVERIFY(functions.wait());
        QTRY_COMPARE(log.size(), 1);
        QCOMPARE(log.first().first().toString(), QString("store"));
        session.restart("store");
        session.stop("store");
        QCOMPARE(told->commands, QStringList({"restart store", "stop store"}));
    }

    void formerOnesAreNotHeard()
    {
        BackendsSession session;
        const auto former = std::make_shared<Told>();
        session.attach(former);
        former->tell();
        session.attach(nullptr);
        QSignalSpy functions(&session, &BackendsSession::functionsChanged);
        former->tell();
        QCoreApplication::processEvents();
        QCOMPARE(functions.size(), 0);
    }

    void anInvocationIsAnsweredByItsNumber()
    {
        BackendsSession session;
        session.attach(std::make_shared<Told>());
        InvokeOutcome last;
        int number = 0;
        connect(&session, &BackendsSession::invoked, this, [&](int n, const InvokeOutcome& outcome) {
            number = n;
            last = outcome;
        });
        const int asked = session.invoke("greet", "{\"a\":1}");
        QVERIFY(asked > 0);
        QTRY_COMPARE(number, asked);
        QCOMPARE(last.payload, std::string("{\"a\":1}"));
    }

    void answersMayComeAfterTheSession()
    {
        auto session = std::make_unique<BackendsSession>();
        session->attach(std::make_shared<Told>());
        QVERIFY(session->invoke("greet", "{}") > 0);
        session.reset();
        QCoreApplication::processEvents();
    }

    // The real ones: a function of the project behind a running gateway.
    void theGatewaysOwnFunctionsAnswer()
    {
        QTemporaryDir dir;
        write(dir.filePath("gatewright.yaml"), "name: shop\nfunctions:\n  - {name: greet, runtime: python3.11, "
                                               "handler: app.handler, timeout: 20}\n");
        write(dir.filePath("functions/greet/app.py"),
              "import time\ndef handler(event, context):\n    if event.get('slow'):\n        time.sleep(15)\n"
              "    print('heard')\n    return {'n': event['n'] + 1}\n");
        Workspace workspace;
        QVERIFY(openNow(workspace, dir.path()));
        auto gateway = std::make_unique<GatewaySession>(workspace);
        gateway->setPort(0);
        gateway->start();
        BackendsSession& session = gateway->backends();
        std::vector<InvokeOutcome> outcomes;
        connect(&session, &BackendsSession::invoked, this,
                [&](int, const InvokeOutcome& outcome) { outcomes.push_back(outcome); });
        session.invoke("greet", "{\"n\": 1}");
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.size(), std::size_t{1}, 20'000);
        QCOMPARE(outcomes[0].payload, std::string("{\"n\": 2}"));
        QVERIFY(outcomes[0].problem.empty() && !outcomes[0].isFunctionError);
        QVERIFY(outcomes[0].log.find("heard") != std::string::npos);
        QVERIFY(outcomes[0].log.find("REPORT RequestId: " + outcomes[0].requestId) != std::string::npos);
        session.invoke("greet", "{}"); // no "n"
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.size(), std::size_t{2}, 20'000);
        QVERIFY(outcomes[1].isFunctionError);
        session.invoke("gone", "{}");
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.size(), std::size_t{3}, 20'000);
        QVERIFY2(outcomes[2].problem.find("ResourceNotFoundException") != std::string::npos,
                 outcomes[2].problem.c_str());
        QTRY_VERIFY(session.function("greet") && session.function("greet")->counts.invocations == 2);
        session.invoke("greet", "{\"slow\": true}");
        QTRY_VERIFY(session.function("greet")->inFlight == 1);
        gateway->stop();
        QTRY_COMPARE_WITH_TIMEOUT(outcomes.size(), std::size_t{4}, 20'000);
        QVERIFY(!outcomes[3].problem.empty() || outcomes[3].isFunctionError);
        QVERIFY(!session.isRunning());
        gateway.reset();
    }
};

QTEST_MAIN(TestBackendsSession)
#include "tst_backends_session.moc"
