// Functions behind a remote Invoke endpoint (reference 4.1): what is sent there, and what its answers mean, those of
// the runtime interface emulator included.
#include "function_fixture.h"
#include "gateway-engine/lambda/remote_invoke.h"
#include "tests/support/engine_world.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;
using Kind = InvocationOutcome::Kind;

namespace {

Function remote(const std::string& endpoint)
{
    Function function = python("orders");
    function.endpoint = endpoint;
    return function;
}

InvocationRequest request()
{
    InvocationRequest made;
    made.requestId = "11111111-2222-4333-8444-555555555555";
    made.payload = R"({"n":1})";
    made.traceId = "Root=1-0-0";
    return made;
}

Task<InvocationOutcome> call(const Function& function, const InvocationRequest& made, UpstreamClient& client)
{
    co_return co_await invokeRemotely(function, made, client);
}

} // namespace

class TestRemoteInvoke : public QObject
{
    Q_OBJECT

private slots:
    void whereItGoes_data();
    void whereItGoes();
    void whatAnswersMean_data();
    void whatAnswersMean();
    void whatBelongsToTheCallGoesAlong();
    void anEndpointThatIsNotThere();
};

void TestRemoteInvoke::whereItGoes_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("target");
    QTest::newRow("an emulator of the service") << "http://127.0.0.1:4566"
                                                << "127.0.0.1:4566"
                                                << "/2015-03-31/functions/orders/invocations";
    QTest::newRow("a slash is no path") << "http://127.0.0.1:4566/"
                                        << "127.0.0.1:4566"
                                        << "/2015-03-31/functions/orders/invocations";
    QTest::newRow("a container has its own name for it")
        << "http://localhost:9000/2015-03-31/functions/function/invocations"
        << "localhost:9000"
        << "/2015-03-31/functions/function/invocations";
}

void TestRemoteInvoke::whereItGoes()
{
    QFETCH(QString, endpoint);
    QFETCH(QString, host);
    QFETCH(QString, target);
    FakeUpstream upstream;
    upstream.outcome->response.body = "1";
    const InvocationOutcome outcome = runTask(call(remote(endpoint.toStdString()), request(), upstream));
    QCOMPARE(outcome.kind, Kind::Succeeded);
    QCOMPARE(upstream.sent.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(upstream.sent[0].target), target);
    QCOMPARE(QString::fromStdString(std::string(upstream.sent[0].headers.get("Host"))), host);
    QCOMPARE(upstream.sent[0].body, std::string(R"({"n":1})"));
    QVERIFY(upstream.sent[0].timeout > std::chrono::seconds(20)); // the function's own comes first
}

void TestRemoteInvoke::whatAnswersMean_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("functionError");
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("payload"); // a part of it
    const auto row = [](const char* name, int status, const char* error, const char* body, Kind kind,
                        const char* payload) {
        QTest::newRow(name) << status << error << body << static_cast<int>(kind) << payload;
    };
    row("a result", 200, "", R"({"ok":true})", Kind::Succeeded, R"({"ok":true})");
    row("a marked error", 200, "Unhandled", R"({"errorType":"E","errorMessage":"m"})", Kind::FunctionError, "\"m\"");
    row("an error by its payload", 200, "", R"({"errorType":"E","errorMessage":"m","trace":[]})", Kind::FunctionError,
        "\"m\"");
    row("a result that speaks of errors", 200, "", R"({"errorType":"E","errorMessage":"m","orders":[]})",
        Kind::Succeeded, "orders");
    row("an error type that is no text", 200, "", R"({"errorType":1,"errorMessage":"m"})", Kind::Succeeded, "1");
    row("no JSON", 200, "", R"("errorType": "errorMessage")", Kind::Succeeded, "errorType");
    row("the emulator's time-out", 200, "", "Task timed out after 3.00 seconds", Kind::FunctionError,
        R"({"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 11111111-2222-4333-8444-555555555555 Error: Task )"
        R"(timed out after 3.00 seconds"})");
    row("too many", 429, "", "{}", Kind::Throttled, "");
    row("not there", 404, "", R"({"Message":"Function not found"})", Kind::ServiceError, "answered 404");
    row("broken", 502, "", "oh", Kind::ServiceError, "answered 502: oh");
}

void TestRemoteInvoke::whatAnswersMean()
{
    QFETCH(int, status);
    QFETCH(QString, functionError);
    QFETCH(QString, body);
    QFETCH(int, kind);
    QFETCH(QString, payload);
    FakeUpstream upstream;
    upstream.outcome->response.status = status;
    upstream.outcome->response.body = body.toStdString();
    if (!functionError.isEmpty())
        upstream.outcome->response.headers.add("X-Amz-Function-Error", functionError.toStdString());
    const InvocationOutcome outcome = runTask(call(remote("http://127.0.0.1:9"), request(), upstream));
    QCOMPARE(static_cast<int>(outcome.kind), kind);
    QVERIFY2(QString::fromStdString(outcome.payload).contains(payload), outcome.payload.c_str());
}

void TestRemoteInvoke::whatBelongsToTheCallGoesAlong()
{
    FakeUpstream upstream;
    upstream.outcome->response.headers.add("X-Amz-Log-Result", base64Encoded("lines"));
    InvocationRequest made = request();
    made.clientContext = R"({"custom":{}})";
    made.wantsLogTail = true;
    const InvocationOutcome outcome = runTask(call(remote("http://127.0.0.1:9"), made, upstream));
    QCOMPARE(outcome.logTail, std::string("lines"));
    const Headers& sent = upstream.sent.at(0).headers;
    QCOMPARE(std::string(sent.get("X-Amz-Client-Context")), base64Encoded(made.clientContext));
    QCOMPARE(std::string(sent.get("X-Amz-Log-Type")), std::string("Tail"));
    QCOMPARE(std::string(sent.get("X-Amzn-Trace-Id")), made.traceId);
}

void TestRemoteInvoke::anEndpointThatIsNotThere()
{
    FunctionFolder folder;
    const auto service = folder.serve({remote("http://127.0.0.1:1")});
    const Answer refused = invoke(*service, "orders");
    QCOMPARE(refused.status, 500);
    QCOMPARE(std::string(refused.headers.get("x-amzn-ErrorType")), std::string("ServiceException"));
    QVERIFY2(refused.body.find("runs at \\\"http://127.0.0.1:1\\\", and it did not answer: Connection refused") !=
                 std::string::npos,
             refused.body.c_str());
    QTRY_COMPARE(statusOf(*service).state, FunctionStatus::State::Remote);
    QTRY_COMPARE(statusOf(*service).counts.errors, std::uint64_t{1});
    service->follow({remote("no address")});
    QCOMPARE(invoke(*service, "orders").status, 500);
}

QTEST_GUILESS_MAIN(TestRemoteInvoke)
#include "tst_remote_invoke.moc"
