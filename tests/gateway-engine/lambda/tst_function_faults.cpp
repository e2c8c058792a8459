// Functions that go wrong, through the whole gateway: HTTP in, the reference's fault out (1.16, 1.18, 4.1), the reason
// on the trace, the next request served, and the engine's memory, descriptors and processes back where they were.
#include "function_fixture.h"
#include "gateway-engine/trace/trace_ring.h"
#include "tests/gateway-engine/transport/raw_client.h"
#include "tests/support/served_project.h"

#include <QRegularExpression>
#include <QTest>

#include <fstream>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;
using gw::test::bodyOf;
using gw::test::RawClient;
using gw::test::statusOf;

namespace {

constexpr const char* internalError = R"({"message": "Internal server error"})";

// A runtime of one's own: whatever stands in "answer" is what it answers.
constexpr const char* bareRuntime = R"(#!/usr/bin/env python3
import http.client, os
answer = open('answer', 'rb').read()
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
while True:
    api.request('GET', '/2018-06-01/runtime/invocation/next')
    event = api.getresponse()
    event.read()
    api.request('POST', '/2018-06-01/runtime/invocation/%s/response' % event.getheader('Lambda-Runtime-Aws-Request-Id'), answer)
    api.getresponse().read()
)";

struct Kind
{
    const char* name;
    const char* source; // of app.py; empty: a bare runtime
    int timeout;
};

const Kind kinds[] = {
    {"hang", "import time\ndef handler(event, context):\n    time.sleep(600)\n", 1},
    {"late", "import time\ndef handler(event, context):\n    time.sleep(600)\n", 2},
    {"init", "import os\nos._exit(5)\n", 20},
    {"exit", "import os\ndef handler(event, context):\n    os._exit(3)\n", 20},
    {"killed", "import os\ndef handler(event, context):\n    os.kill(os.getpid(), 9)\n", 20},
    {"loud",
     "import sys\ndef handler(event, context):\n    for i in range(1000):\n        sys.stdout.write('y' * 100000 + "
     "'\\n')\n    return {'statusCode': 200, 'body': 'done'}\n",
     120},
    {"large", "def handler(event, context):\n    return {'statusCode': 200, 'body': 'x' * 7000000}\n", 60},
    {"list", "def handler(event, context):\n    return [1]\n", 20},
    {"broken", "", 20},
    {"good", "def handler(event, context):\n    return {'statusCode': 200, 'body': 'good'}\n", 20},
};

// "/NAME" is the function by proxy, "/custom/NAME" the same with templates' rules.
std::string apiText()
{
    std::string text = "openapi: 3.0.1\ninfo: {title: t, version: '1'}\npaths:\n";
    for (const Kind& kind : kinds) {
        const std::string name = kind.name;
        const std::string common =
            "httpMethod: POST, uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + name +
            "/invocations', timeoutInMillis: " + (name == "late" ? "200" : "29000");
        text += "  /" + name +
                ":\n    post:\n      responses: {}\n      x-amazon-apigateway-integration: {type: aws_proxy, " +
                common + "}\n";
        text += "  /custom/" + name + ":\n    post:\n      responses: {'200': {description: ok}}\n" +
                "      x-amazon-apigateway-integration: {type: aws, " + common +
                ", responses: {default: {statusCode: '200'}}}\n";
    }
    return text;
}

Function functionOf(const Kind& kind)
{
    Function function = *kind.source ? python(kind.name) : provided(kind.name);
    function.timeout = kind.timeout;
    return function;
}

QString withoutIds(const std::string& words)
{
    static const QRegularExpression id("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    return QString::fromStdString(words).replace(id, "ID");
}

bool isOneOurs(int pid)
{
    return processStat(pid).value(1).toInt() == static_cast<int>(::getpid());
}

// Functions that run, the guard process not counted.
int childProcesses()
{
    int count = 0;
    for (const QString& name : QDir("/proc").entryList(QDir::Dirs))
        if (const int pid = name.toInt(); pid > 0 && lives(pid) && isOneOurs(pid))
            ++count;
    return count;
}

std::size_t openDescriptors()
{
    return static_cast<std::size_t>(QDir("/proc/self/fd").entryList(QDir::Files | QDir::System).size());
}

// "VmRSS:" or, the most since it was last forgotten, "VmHWM:".
[[maybe_unused]] long memoryKb(const char* which)
{
    std::ifstream status("/proc/self/status");
    std::string word;
    long kilobytes = 0;
    while (status >> word)
        if (word == which)
            status >> kilobytes;
    return kilobytes;
}

void forgetMostMemory()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

} // namespace

class TestFunctionFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void faults_data();
    void faults();
    void loudFunctionsAreBounded();
    void everythingReturns();
    void cleanupTestCase() { m_project.reset(); }

private:
    std::string post(const std::string& path) const
    {
        RawClient client(m_project->port());
        client.send("POST /dev" + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
        return client.receiveAll();
    }
    [[nodiscard]] FunctionStatus statusOfFunction(const std::string& name) const
    {
        for (const FunctionStatus& status : *m_project->backends().functions().status())
            if (status.name == name)
                return status;
        return {};
    }

    FunctionFolder m_folder;
    std::unique_ptr<ServedProject> m_project;
    std::shared_ptr<TraceRing> m_traces = std::make_shared<TraceRing>(1);
};

void TestFunctionFaults::initTestCase()
{
    if (!hasProgram("python3"))
        QSKIP("python3 is not installed");
    ProjectParts parts;
    for (const Kind& kind : kinds) {
        const QString folder = QString("functions/") + kind.name + "/";
        if (*kind.source) {
            m_folder.write(folder + "app.py", kind.source);
        } else {
            m_folder.write(folder + "bootstrap", bareRuntime, true);
            m_folder.write(folder + "answer", "{\"statusCode\": 200,");
        }
        parts.functions.push_back(functionOf(kind));
    }
    parts.api = apiText();
    m_project = std::make_unique<ServedProject>(m_folder.path(), parts);
    QVERIFY(m_project->port() > 0);
    m_project->engine().addTraceSink(m_traces);
}

void TestFunctionFaults::faults_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("customStatus"); // with a custom integration and no pattern that meets the error
    QTest::addColumn<QString>("customBody");
    const auto row = [](const char* name, const char* function, int status, const QString& body, const QString& reason,
                        int customStatus, const QString& customBody) {
        QTest::newRow(name) << function << status << body << reason << customStatus << customBody;
    };
    // What the Invoke API says of a function that failed, and what the gateway makes of it.
    const auto failed = [&](const char* name, const char* function, const QString& type, const QString& message) {
        const QString payload = "{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}";
        row(name, function, 502, internalError,
            "Lambda execution failed with status 200 due to customer function error: " + message +
                ". Lambda request id: ID",
            200, payload);
    };
    failed("hangs", "hang", "Sandbox.Timedout", "RequestId: ID Error: Task timed out after 1.00 seconds");
    failed("crashes at init", "init", "Runtime.ExitError",
           "RequestId: ID Error: Runtime exited with error: exit status 5");
    failed("crashes in flight", "exit", "Runtime.ExitError",
           "RequestId: ID Error: Runtime exited with error: exit status 3");
    failed("is killed in flight", "killed", "Runtime.ExitError",
           "RequestId: ID Error: Runtime exited with error: signal: killed");
    failed("answers 7 MB", "large", "Function.ResponseSizeTooLarge",
           "Response payload size exceeded maximum allowed payload size (6291556 bytes).");
    row("takes longer than the gateway waits", "late", 504, R"({"message": "Endpoint request timed out"})",
        "Execution failed due to a timeout error: lambda did not answer within 200 ms", 504,
        R"({"message": "Endpoint request timed out"})");
    const QString malformed = "Execution failed due to configuration error: Malformed Lambda proxy response";
    row("answers malformed JSON", "broken", 502, internalError, malformed, 200, R"({"statusCode": 200,)");
    row("answers a list", "list", 502, internalError, malformed, 200, "[1]");
    row("prints 100 MB", "loud", 200, "done", "", 200, R"({"statusCode": 200, "body": "done"})");
}

void TestFunctionFaults::faults()
{
    QFETCH(QString, function);
    QFETCH(int, status);
    QFETCH(QString, body);
    QFETCH(QString, reason);
    QFETCH(int, customStatus);
    QFETCH(QString, customBody);
    const std::string path = "/" + function.toStdString();
    for (int i = 0; i < 2; ++i) { // the next one meets the same, not what the last one left
        const std::string answer = post(path);
        QCOMPARE(statusOf(answer), status);
        QCOMPARE(QString::fromStdString(bodyOf(answer)), body);
        QCOMPARE(QString::fromStdString(answer).contains("x-amzn-ErrorType: InternalServerErrorException\r\n"),
                 status != 200);
        m_project->engine().flushTraces();
        const TracePtr trace = m_traces->all().at(0);
        QCOMPARE(withoutIds(trace->fault.reason), reason);
        QCOMPARE(trace->fault.responseType, std::string(status == 504   ? "INTEGRATION_TIMEOUT"
                                                        : status == 502 ? "INTEGRATION_FAILURE"
                                                                        : ""));
    }
    const std::string custom = post("/custom" + path);
    QCOMPARE(statusOf(custom), customStatus);
    QCOMPARE(withoutIds(bodyOf(custom)), customBody);
    QCOMPARE(bodyOf(post("/good")), "good");
}

// 100 MB are read as they come and kept in part.
void TestFunctionFaults::loudFunctionsAreBounded()
{
    QCOMPARE(bodyOf(post("/loud")), "done"); // the log is full
    forgetMostMemory();
    [[maybe_unused]] const long before = memoryKb("VmRSS:");
    QCOMPARE(bodyOf(post("/loud")), "done");
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY2(memoryKb("VmHWM:") < before + 20'000, qPrintable(QString::number(memoryKb("VmHWM:") - before)));
#endif
    std::size_t kept = 0;
    for (const LogLine& line : m_project->backends().functions().log().after(0).lines)
        kept += line.text.size();
    QVERIFY(kept <= FunctionLogLimits().maxBytes);
}

void TestFunctionFaults::everythingReturns()
{
    const auto round = [&] {
        for (const Kind& kind : kinds)
            QVERIFY(statusOf(post("/" + std::string(kind.name))) >= 200);
        QTRY_COMPARE_WITH_TIMEOUT(statusOfFunction("late").inFlight, 0, 20'000); // runs to its own time-out
    };
    round(); // what a first round makes for good: threads' caches, the allocator's own
    const int processes = childProcesses();
    const std::size_t descriptors = openDescriptors();
    [[maybe_unused]] const long before = memoryKb("VmRSS:"); // sanitizers keep what is freed for a while
    for (int i = 0; i < 3; ++i)
        round();
    QTRY_COMPARE(childProcesses(), processes);
    QTRY_COMPARE(openDescriptors(), descriptors);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY2(memoryKb("VmRSS:") < before + 20'000, qPrintable(QString::number(memoryKb("VmRSS:") - before)));
#endif
}

QTEST_GUILESS_MAIN(TestFunctionFaults)
#include "tst_function_faults.moc"
