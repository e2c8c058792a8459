// The Runtime API as a runtime sees it (reference 4.1): the test speaks it over raw connections, in place of a runtime
// whose process only tells its address.
#include "function_fixture.h"
#include "gateway-engine/lambda/runtime_api.h"
#include "tests/gateway-engine/transport/raw_client.h"

#include <QDateTime>
#include <QTest>

#include <thread>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;
using gw::test::bodyOf;
using gw::test::RawClient;
using gw::test::statusOf;

namespace {

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

std::string get(const std::string& path)
{
    return "GET /2018-06-01/runtime/" + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

std::string post(const std::string& path, const std::string& body)
{
    return "POST /2018-06-01/runtime/" + path +
           " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string field(const std::string& response, const std::string& name)
{
    const auto at = response.find("\r\n" + name + ": ");
    if (at == std::string::npos)
        return {};
    const auto begin = at + name.size() + 4;
    return response.substr(begin, response.find("\r\n", begin) - begin);
}

} // namespace

class TestRuntimeApi : public QObject
{
    Q_OBJECT

private slots:
    void calls_data();
    void calls();
    void init();
    void cleanup();
    void anInvocationGoesThereAndBack();
    void theFunctionsErrorIsItsPayload();
    void wrongIdsAndStatesAreRefused();
    void aStreamedAnswerIsReadWhole();
    void anAnswerThatIsTooLarge();
    void aSecondQuestionTakesTheFirstOnesPlace();
    void initErrorsBecomeTheAnswer();
    void theClientContextArrivesOnOneLine();

private:
    // Starts an invocation on a thread and connects to the worker that was started for it.
    void begin(Request request);
    Answer ended()
    {
        m_caller.join();
        return m_answer;
    }

    std::unique_ptr<FunctionFolder> m_folder;
    std::unique_ptr<LambdaService> m_service;
    std::unique_ptr<RawClient> m_runtime;
    int m_port = 0;
    std::thread m_caller;
    Answer m_answer;
};

void TestRuntimeApi::calls_data()
{
    using Kind = RuntimeCall::Kind;
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("id");
    const auto row = [](const char* name, const char* method, const char* path, Kind kind, const char* id) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(path) << static_cast<int>(kind) << QByteArray(id);
    };
    row("next", "GET", "/2018-06-01/runtime/invocation/next", Kind::Next, "");
    row("response", "POST", "/2018-06-01/runtime/invocation/a-1/response", Kind::Response, "a-1");
    row("error", "POST", "/2018-06-01/runtime/invocation/a-1/error", Kind::Error, "a-1");
    row("init error", "POST", "/2018-06-01/runtime/init/error", Kind::InitError, "");
    row("another method", "POST", "/2018-06-01/runtime/invocation/next", Kind::Unknown, "");
    row("a response that is asked for", "GET", "/2018-06-01/runtime/invocation/a-1/response", Kind::Unknown, "");
    row("another version", "GET", "/2019-01-01/runtime/invocation/next", Kind::Unknown, "");
    row("no id", "POST", "/2018-06-01/runtime/invocation/", Kind::Unknown, "");
    row("more behind it", "POST", "/2018-06-01/runtime/invocation/a/response/b", Kind::Unknown, "a");
    row("nothing", "GET", "", Kind::Unknown, "");
}

void TestRuntimeApi::calls()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(int, kind);
    QFETCH(QByteArray, id);
    const RuntimeCall call = runtimeCallOf(method.constData(), path.constData());
    QCOMPARE(static_cast<int>(call.kind), kind);
    QCOMPARE(text(std::string(call.requestId)), QString::fromLatin1(id));
}

void TestRuntimeApi::init()
{
    m_folder = std::make_unique<FunctionFolder>();
    m_folder->write("functions/f/bootstrap",
                    "#!/bin/sh\necho \"$AWS_LAMBDA_RUNTIME_API\" > address~ && mv address~ \"" +
                        QByteArray::fromStdString(m_folder->path("address")) + "\"\nexec sleep 600\n",
                    true);
    Function function = provided();
    function.reservedConcurrentExecutions = 1;
    LambdaOptions options;
    options.watchSources = false;
    m_service = m_folder->serve({function}, options);
}

void TestRuntimeApi::cleanup()
{
    if (m_service)
        m_service->stop(); // a call that still waits is answered
    if (m_caller.joinable())
        m_caller.join();
    m_runtime.reset();
    m_service.reset();
    m_folder.reset();
}

void TestRuntimeApi::begin(Request request)
{
    m_caller = std::thread(
        [this, request = std::move(request)]() mutable { m_answer = send(*m_service, std::move(request)); });
    QFile address(text(m_folder->path("address")));
    QTRY_VERIFY_WITH_TIMEOUT(address.exists(), 20'000);
    QVERIFY(address.open(QIODevice::ReadOnly));
    const QByteArray told = address.readAll().trimmed();
    QVERIFY(told.startsWith("127.0.0.1:"));
    m_port = told.mid(10).toInt();
    m_runtime = std::make_unique<RawClient>(m_port);
    QVERIFY(m_runtime->isConnected());
}

void TestRuntimeApi::anInvocationGoesThereAndBack()
{
    Request request = invocationOf("f:live", R"({"n":1})");
    request.headers.add("X-Amzn-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793");
    begin(std::move(request));
    m_runtime->send(get("invocation/next"));
    const std::string next = m_runtime->receiveResponse();
    QCOMPARE(statusOf(next), 200);
    QCOMPARE(text(bodyOf(next)), QString(R"({"n":1})"));
    const std::string id = field(next, "Lambda-Runtime-Aws-Request-Id");
    QCOMPARE(id.size(), std::size_t{36});
    QCOMPARE(text(field(next, "Lambda-Runtime-Invoked-Function-Arn")),
             QString("arn:aws:lambda:us-east-1:000000000000:function:f:live"));
    QCOMPARE(text(field(next, "Lambda-Runtime-Trace-Id")), QString("Root=1-5759e988-bd862e3fe1be46a994272793"));
    const auto left = std::stoll(field(next, "Lambda-Runtime-Deadline-Ms")) - QDateTime::currentMSecsSinceEpoch();
    QVERIFY(left > 15'000 && left <= 20'000);
    m_runtime->send(post("invocation/" + id + "/response", "no JSON: as it is"));
    const std::string accepted = m_runtime->receiveResponse();
    QCOMPARE(statusOf(accepted), 202);
    QCOMPARE(text(bodyOf(accepted)), QString(R"({"status":"OK"})"));
    const Answer answer = ended();
    QVERIFY(answer.isGood());
    QCOMPARE(text(answer.body), QString("no JSON: as it is"));
    QCOMPARE(text(std::string(answer.headers.get("x-amzn-RequestId"))), text(id));
    QCOMPARE(text(std::string(answer.headers.get("X-Amz-Executed-Version"))), QString("$LATEST"));
    QCOMPARE(text(std::string(answer.headers.get("X-Amzn-Trace-Id"))),
             QString("Root=1-5759e988-bd862e3fe1be46a994272793"));
}

void TestRuntimeApi::theFunctionsErrorIsItsPayload()
{
    begin(invocationOf("f", "{}"));
    m_runtime->send(get("invocation/next"));
    const std::string id = field(m_runtime->receiveResponse(), "Lambda-Runtime-Aws-Request-Id");
    m_runtime->send(post("invocation/" + id + "/error", R"({"errorType":"Own","errorMessage":"mine"})"));
    QCOMPARE(statusOf(m_runtime->receiveResponse()), 202);
    const Answer answer = ended();
    QCOMPARE(answer.status, 200);
    QCOMPARE(text(answer.error), QString("Unhandled"));
    QCOMPARE(text(answer.body), QString(R"({"errorType":"Own","errorMessage":"mine"})"));
}

void TestRuntimeApi::wrongIdsAndStatesAreRefused()
{
    begin(invocationOf("f", "{}"));
    m_runtime->send(post("invocation/x/response", "1"));
    std::string refused = m_runtime->receiveResponse();
    QCOMPARE(statusOf(refused), 400); // nothing was given out yet
    QVERIFY(text(bodyOf(refused)).contains("InvalidRequestID"));
    m_runtime->send(get("invocation/next"));
    const std::string id = field(m_runtime->receiveResponse(), "Lambda-Runtime-Aws-Request-Id");
    m_runtime->send(post("invocation/another/response", "1"));
    QCOMPARE(statusOf(m_runtime->receiveResponse()), 400);
    m_runtime->send(get("invocation/next")); // before the answer
    refused = m_runtime->receiveResponse();
    QCOMPARE(statusOf(refused), 403);
    QVERIFY(text(bodyOf(refused)).contains("InvalidStateTransition"));
    m_runtime->send(post("init/error", "{}")); // init is over
    QCOMPARE(statusOf(m_runtime->receiveResponse()), 403);
    m_runtime->send(get("invocation/other"));
    QCOMPARE(statusOf(m_runtime->receiveResponse()), 404);
    m_runtime->send(post("invocation/" + id + "/response", "1"));
    QCOMPARE(statusOf(m_runtime->receiveResponse()), 202);
    m_runtime->send(post("invocation/" + id + "/response", "2")); // once more
    QCOMPARE(statusOf(m_runtime->receiveResponse()), 403);
    QCOMPARE(text(ended().body), QString("1"));
}

void TestRuntimeApi::aStreamedAnswerIsReadWhole()
{
    begin(invocationOf("f", "{}"));
    m_runtime->send(get("invocation/next"));
    const std::string id = field(m_runtime->receiveResponse(), "Lambda-Runtime-Aws-Request-Id");
    m_runtime->send("POST /2018-06-01/runtime/invocation/" + id +
                    "/response HTTP/1.1\r\nHost: h\r\nLambda-Runtime-Function-Response-Mode: streaming\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
    m_runtime->send("7\r\n second\r\n0\r\n\r\n");
    QCOMPARE(statusOf(m_runtime->receiveResponse()), 202);
    QCOMPARE(text(ended().body), QString("first second"));
}

void TestRuntimeApi::anAnswerThatIsTooLarge()
{
    begin(invocationOf("f", "{}"));
    m_runtime->send(get("invocation/next"));
    const std::string id = field(m_runtime->receiveResponse(), "Lambda-Runtime-Aws-Request-Id");
    m_runtime->send(post("invocation/" + id + "/response", std::string(mostResponseBytes + 1, 'x')));
    const std::string refused = m_runtime->receiveResponse();
    QCOMPARE(statusOf(refused), 413);
    QCOMPARE(text(bodyOf(refused)),
             QString(R"({"errorMessage":"Exceeded maximum allowed payload size (6291556 bytes).",)"
                     R"("errorType":"RequestEntityTooLarge"})"));
    const Answer answer = ended();
    QCOMPARE(text(answer.json()["errorType"].scalarText()), QString("Function.ResponseSizeTooLarge"));
    RawClient again(m_port); // and the runtime goes on with another connection
    again.send(get("invocation/next"));
    m_caller = std::thread([this] { m_answer = invoke(*m_service, "f", "7"); });
    const std::string next = again.receiveResponse();
    QCOMPARE(text(bodyOf(next)), QString("7"));
    again.send(post("invocation/" + field(next, "Lambda-Runtime-Aws-Request-Id") + "/response",
                    std::string(mostResponseBytes, 'x')));
    QCOMPARE(statusOf(again.receiveResponse()), 202);
    QCOMPARE(ended().body.size(), mostResponseBytes);
}

void TestRuntimeApi::aSecondQuestionTakesTheFirstOnesPlace()
{
    begin(invocationOf("f", "1"));
    m_runtime->send(get("invocation/next"));
    const std::string id = field(m_runtime->receiveResponse(), "Lambda-Runtime-Aws-Request-Id");
    m_runtime->send(post("invocation/" + id + "/response", "1") + get("invocation/next"));
    QCOMPARE(statusOf(m_runtime->receiveResponse()), 202);
    QCOMPARE(text(ended().body), QString("1"));
    RawClient second(m_port);
    second.send(get("invocation/next"));
    QCOMPARE(statusOf(m_runtime->receiveResponse()), 403); // the first is let go
    m_caller = std::thread([this] { m_answer = invoke(*m_service, "f", "2"); });
    const std::string next = second.receiveResponse();
    QCOMPARE(text(bodyOf(next)), QString("2"));
    second.send(post("invocation/" + field(next, "Lambda-Runtime-Aws-Request-Id") + "/response", "22"));
    QCOMPARE(text(ended().body), QString("22"));
}

void TestRuntimeApi::initErrorsBecomeTheAnswer()
{
    begin(invocationOf("f", "{}"));
    const std::string payload = R"({"errorType":"Runtime.Own","errorMessage":"cannot begin"})";
    for (int tries = 0; tries < 2; ++tries) { // reference 4.1: the second within the invocation
        const QString address = text(m_folder->path("address"));
        if (tries > 0) {
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(address), 20'000);
            QFile file(address);
            QVERIFY(file.open(QIODevice::ReadOnly));
            m_runtime = std::make_unique<RawClient>(file.readAll().trimmed().mid(10).toInt());
        }
        QFile::remove(address);
        m_runtime->send(post("init/error", payload));
        QCOMPARE(statusOf(m_runtime->receiveResponse()), 202);
    }
    const Answer answer = ended();
    QCOMPARE(text(answer.error), QString("Unhandled"));
    QCOMPARE(text(answer.body), text(payload));
}

void TestRuntimeApi::theClientContextArrivesOnOneLine()
{
    Request request = invocationOf("f", "{}");
    request.headers.add("X-Amz-Client-Context", base64Encoded("{\n \"custom\": {\"a\": 1}\r\n}"));
    begin(std::move(request));
    m_runtime->send(get("invocation/next"));
    const std::string next = m_runtime->receiveResponse();
    QCOMPARE(text(field(next, "Lambda-Runtime-Client-Context")), QString(R"({"custom":{"a":1}})"));
    m_runtime->send(post("invocation/" + field(next, "Lambda-Runtime-Aws-Request-Id") + "/response", "1"));
    QVERIFY(ended().isGood());
    Request broken = invocationOf("f", "{}");
    broken.headers.add("X-Amz-Client-Context", "no base64 of JSON");
    QCOMPARE(send(*m_service, std::move(broken)).status, 400);
}

QTEST_GUILESS_MAIN(TestRuntimeApi)
#include "tst_runtime_api.moc"
