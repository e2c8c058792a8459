// More callers than a function may have workers, through the whole gateway: they wait for their turn where queueTimeout
// says so, and are throttled as the service does it where not. The same for a minute: tests/bench/functions.py hold.
#include "function_fixture.h"
#include "gateway-engine/trace/trace_ring.h"
#include "tests/gateway-engine/transport/raw_client.h"
#include "tests/support/served_project.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;
using gw::test::bodyOf;
using gw::test::RawClient;
using gw::test::statusOf;
using namespace std::chrono_literals;

namespace {

constexpr const char* api = R"(
openapi: 3.0.1
info: {title: t, version: '1'}
paths:
  /f:
    post:
      responses: {}
      x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations'}
)";

// Answers with what it was sent; "hold" waits until a file of that name is there.
constexpr const char* code = R"(import os, time
def handler(event, context):
    while event['body'] == 'hold' and not os.path.exists('go'):
        time.sleep(0.005)
    return {'statusCode': 200, 'body': event['body']}
)";

std::string call(RawClient& client, const std::string& body)
{
    client.send("POST /dev/f HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                body);
    return client.receiveResponse();
}

struct Outcome
{
    std::atomic<int> good{0};
    std::atomic<int> throttled{0};
    std::atomic<int> other{0};
};

bool isThrottled(const std::string& answer)
{
    return statusOf(answer) == 500 && bodyOf(answer) == R"({"message": "Internal server error"})";
}

// Each caller one call after the other over one connection.
void callTogether(int port, int callers, int calls, Outcome& outcome)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < callers; ++i)
        threads.emplace_back([=, &outcome] {
            RawClient client(port);
            for (int n = 0; n < calls; ++n) {
                const std::string body = std::to_string(i) + "/" + std::to_string(n);
                const std::string answer = call(client, body);
                if (statusOf(answer) == 200 && bodyOf(answer) == body)
                    ++outcome.good;
                else
                    ++(isThrottled(answer) ? outcome.throttled : outcome.other);
            }
        });
    for (std::thread& thread : threads)
        thread.join();
}

} // namespace

class TestFunctionLoad : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        if (!hasProgram("python3"))
            QSKIP("python3 is not installed");
        m_folder = std::make_unique<FunctionFolder>();
        m_folder->write("functions/f/app.py", code);
    }
    void cleanup()
    {
        m_project.reset();
        m_folder.reset();
    }

    void callersWaitForTheirTurn();
    void withoutAQueueTheyAreThrottled();
    void patienceEnds();
    void stoppingEndsTheWait();

private:
    void serve(int workers, int queueTimeout)
    {
        Function function = python();
        function.reservedConcurrentExecutions = workers;
        function.queueTimeout = queueTimeout;
        m_project = std::make_unique<ServedProject>(m_folder->path(), ProjectParts{{function}, {}, api});
        QVERIFY(m_project->port() > 0);
    }
    [[nodiscard]] FunctionStatus status() const { return statusOf(m_project->backends().functions()); }

    std::unique_ptr<FunctionFolder> m_folder;
    std::unique_ptr<ServedProject> m_project;
};

void TestFunctionLoad::callersWaitForTheirTurn()
{
    serve(8, 60);
    Outcome outcome;
    callTogether(m_project->port(), 64, 40, outcome);
    QCOMPARE(outcome.other.load() + outcome.throttled.load(), 0);
    QCOMPARE(outcome.good.load(), 64 * 40);
    QTRY_COMPARE(status().counts.invocations, std::uint64_t{64 * 40}); // what is told is up to 100 ms old
    QTRY_COMPARE(status().inFlight, 0);
    QCOMPARE(status().counts.throttles, std::uint64_t{0});
    QCOMPARE(status().counts.coldStarts, std::uint64_t{8});
}

void TestFunctionLoad::withoutAQueueTheyAreThrottled()
{
    serve(2, 0);
    const auto traces = std::make_shared<TraceRing>();
    m_project->engine().addTraceSink(traces);
    Outcome outcome;
    callTogether(m_project->port(), 16, 20, outcome);
    QCOMPARE(outcome.other.load(), 0);
    QVERIFY(outcome.throttled > 0 && outcome.good > 0);
    m_project->engine().flushTraces();
    const auto all = traces->all();
    const auto refused = std::find_if(all.begin(), all.end(), [](const TracePtr& trace) { return trace->hasFault; });
    QVERIFY(refused != all.end());
    QVERIFY2(QString::fromStdString((*refused)->fault.reason).contains("Lambda invocation failed with status: 429"),
             (*refused)->fault.reason.c_str());
}

void TestFunctionLoad::patienceEnds()
{
    serve(1, 1);
    std::string held;
    std::thread first([&] {
        RawClient client(m_project->port());
        held = call(client, "hold");
    });
    QTRY_COMPARE_WITH_TIMEOUT(status().inFlight, 1, 20'000);
    RawClient client(m_project->port());
    QVERIFY(isThrottled(call(client, "second")));
    QTRY_COMPARE(status().counts.throttles, std::uint64_t{1});
    m_folder->write("functions/f/go", "");
    first.join();
    QCOMPARE(bodyOf(held), "hold");
    QCOMPARE(bodyOf(call(client, "third")), "third");
}

void TestFunctionLoad::stoppingEndsTheWait()
{
    serve(1, 600);
    std::vector<std::string> answers(3);
    std::vector<std::thread> callers;
    for (std::string& answer : answers)
        callers.emplace_back([&] {
            RawClient client(m_project->port());
            answer = call(client, "hold");
        });
    QTRY_COMPARE_WITH_TIMEOUT(status().inFlight, 1, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_project->engine().statistics().openConnections, std::uint64_t{3}, 20'000);
    m_project->engine().stop(100ms); // returns, and nobody is left waiting
    for (std::thread& caller : callers)
        caller.join();
    for (const std::string& answer : answers)
        QVERIFY2(answer.empty() || statusOf(answer) >= 500, answer.c_str());
}

QTEST_GUILESS_MAIN(TestFunctionLoad)
#include "tst_function_load.moc"
