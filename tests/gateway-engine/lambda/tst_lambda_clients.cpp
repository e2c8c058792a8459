// Real clients at both ends: the runtime client of the npm registry serves a function through our Runtime API, and the
// aws command line and the AWS SDK invoke functions through our Invoke API. installer/test-tools.sh installs them; a
// test whose tool is not there is skipped.
#include "function_fixture.h"
#include "gateway-engine/transport/http_server.h"
#include "tests/support/client_program.h"

#include <QFile>
#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;
using gw::test::hasModule;
using gw::test::Ran;
using gw::test::runClient;
using gw::test::toolsFolder;

namespace {

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

// The service at a port, as it is on the project's.
class Front final : public RequestHandler
{
public:
    explicit Front(LambdaService& service) : m_service(service) {}
    Task<Response> handle(Request&& request) override
    {
        if (m_service.owns(request))
            co_return co_await m_service.handle(std::move(request));
        Response none;
        none.status = 404;
        co_return none;
    }

private:
    LambdaService& m_service;
};

struct Served
{
    explicit Served(LambdaService& service) : http(1, {})
    {
        const auto listening = http.listen("127.0.0.1", 0, [&](Worker&) { return std::make_unique<Front>(service); });
        url = "http://127.0.0.1:" + QString::number(listening.value_or(0));
    }
    HttpServer http;
    QString url;
};

// awscli 1 takes a payload as it is, 2 wants to be told so.
QStringList rawPayload()
{
    const QByteArray version = runClient("aws", {"--version"}).out;
    return version.contains("aws-cli/2") ? QStringList{"--cli-binary-format", "raw-in-base64-out"} : QStringList{};
}

} // namespace

class TestLambdaClients : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<FunctionFolder>();
        m_folder->write("functions/f/app.py",
                        "import time\ndef handler(event, context):\n    time.sleep(event.get('pause', 0))\n    if "
                        "event.get('fail'):\n"
                        "        raise ValueError('as told')\n    print('said')\n"
                        "    return {'got': event, 'client': (context.client_context or {}).get('custom')}\n");
    }

    void theRuntimeClientServesAFunction();
    void theCommandLineInvokes();
    void theSdkInvokes();

private:
    std::unique_ptr<FunctionFolder> m_folder;
};

void TestLambdaClients::theRuntimeClientServesAFunction()
{
    const QString client = toolsFolder() + "/node_modules/aws-lambda-ric/bin/index.mjs";
    if (!hasProgram("node") || !QFile::exists(client))
        QSKIP("aws-lambda-ric is not installed: run installer/test-tools.sh");
    m_folder->write("functions/ric/bootstrap", "#!/bin/sh\nexec node '" + client.toUtf8() + "' \"$_HANDLER\"\n", true);
    m_folder->write("functions/ric/own.mjs",
                    "export const handler = async (event, context) => {\n"
                    "    if (event.fail) throw new TypeError('as told');\n"
                    "    if (event.exit) process.exit(7);\n"
                    "    if (event.size) return 'x'.repeat(event.size);\n"
                    "    console.log('said', event.n);\n"
                    "    return { got: event, id: context.awsRequestId, arn: context.invokedFunctionArn,\n"
                    "        left: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID };\n};\n");
    const auto service = m_folder->serve({provided("ric")});
    Request request = invocationOf("ric", R"({"n":1,"text":"ö ✓"})");
    request.headers.add("X-Amz-Log-Type", "Tail");
    const Answer answer = send(*service, std::move(request));
    QVERIFY2(answer.isGood(), answer.body.c_str());
    const json::Value told = answer.json();
    QCOMPARE(text(json::writeJson(told["got"])), QString::fromUtf8(R"({"n":1,"text":"ö ✓"})"));
    QCOMPARE(text(told["id"].scalarText()), text(std::string(answer.headers.get("x-amzn-RequestId"))));
    QCOMPARE(text(told["arn"].scalarText()), QString("arn:aws:lambda:us-east-1:000000000000:function:ric"));
    QCOMPARE(text(told["trace"].scalarText()), text(std::string(answer.headers.get("X-Amzn-Trace-Id"))));
    QVERIFY(told["left"].toInt() > 10'000);
    QVERIFY2(text(answer.log).contains("INFO\tsaid 1"), answer.log.c_str());

    const Answer failed = invoke(*service, "ric", R"({"fail":true})");
    QCOMPARE(text(failed.error), QString("Unhandled"));
    QCOMPARE(text(failed.json()["errorType"].scalarText()), QString("TypeError"));
    QCOMPARE(text(failed.json()["errorMessage"].scalarText()), QString("as told"));
    QCOMPARE(invoke(*service, "ric", R"({"size":6000000})").body.size(), std::size_t{6'000'002});
    QCOMPARE(text(invoke(*service, "ric", R"({"size":7000000})").json()["errorType"].scalarText()),
             QString("Function.ResponseSizeTooLarge"));
    QVERIFY(text(invoke(*service, "ric", R"({"exit":true})").body).contains("exit status 7"));
    for (int i = 0; i < 50; ++i)
        QVERIFY(invoke(*service, "ric").isGood());
}

void TestLambdaClients::theCommandLineInvokes()
{
    if (!hasProgram("aws") || !hasProgram("python3"))
        QSKIP("the aws command line is not installed: run installer/test-tools.sh");
    const auto service = m_folder->serve({python()});
    const Served served(*service);
    const QString file = text(m_folder->path("answer.json"));
    const auto aws = [&](const QStringList& arguments) {
        return runClient("aws", QStringList{"--endpoint-url", served.url, "--output", "json", "lambda"} + arguments);
    };
    const auto answer = [&] {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    };
    const Ran good =
        aws(QStringList{"invoke", "--function-name", "f", "--log-type", "Tail", "--payload", R"({"n":1})"} +
            rawPayload() + QStringList{file});
    QVERIFY2(good.code == 0, good.errors.constData());
    QCOMPARE(answer(), QByteArray(R"({"got": {"n": 1}, "client": null})"));
    const json::Value told = good.json();
    QCOMPARE(told["StatusCode"].toInt(), std::int64_t{200});
    QCOMPARE(text(told["ExecutedVersion"].scalarText()), QString("$LATEST"));
    QVERIFY(base64Decoded(told["LogResult"].scalarText()).value_or("").find("said\n") != std::string::npos);

    const Ran listed = aws({"list-functions"});
    QVERIFY2(listed.code == 0, listed.errors.constData());
    QVERIFY2(listed.out.contains("\"FunctionArn\": \"arn:aws:lambda:us-east-1:000000000000:function:f\""),
             listed.out.constData());
    const Ran missing = aws({"invoke", "--function-name", "other", file});
    QVERIFY(missing.code != 0);
    QVERIFY2(
        missing.errors.contains("(ResourceNotFoundException) when calling the Invoke operation: Function not found: "
                                "arn:aws:lambda:us-east-1:000000000000:function:other"),
        missing.errors.constData());
}

void TestLambdaClients::theSdkInvokes()
{
    if (!hasProgram("node") || !hasProgram("python3") || !hasModule("@aws-sdk/client-lambda"))
        QSKIP("@aws-sdk/client-lambda is not installed: run installer/test-tools.sh");
    Function function = python();
    function.reservedConcurrentExecutions = 1;
    const auto service = m_folder->serve({function});
    const Served served(*service);
    const Ran ran = runClient("node", {GW_TEST_DATA "/clients/lambda_calls.cjs", toolsFolder(), served.url});
    QVERIFY2(ran.code == 0, ran.errors.constData());
    const json::Value told = ran.json();
    const auto isAs = [&](const char* member, const char* expected) {
        const std::string given = json::writeJson(told[member]);
        if (given != expected)
            qWarning("%s: %s", member, given.c_str());
        return given == expected;
    };
    QVERIFY(
        isAs("good", "[200,\"{\\\"got\\\": {\\\"n\\\": 2}, \\\"client\\\": {\\\"a\\\": 1}}\",null,\"$LATEST\",true]"));
    QVERIFY(isAs("bad", "[200,\"as told\",\"Unhandled\"]"));
    QVERIFY(isAs("dry", "204"));
    QVERIFY(isAs("event", "202"));
    QVERIFY(isAs("missing", "[\"ResourceNotFoundException\",404,null]"));
    QVERIFY(isAs("runtime", "\"python3.11\""));
    QVERIFY(isAs("noJson", "[\"InvalidRequestContentException\",400,null]"));
    QVERIFY(isAs("large", "[\"RequestTooLargeException\",413,null]"));
    QVERIFY(isAs("throttled",
                 "[[\"TooManyRequestsException\",429,\"ReservedFunctionConcurrentInvocationLimitExceeded\"]]"));
}

QTEST_GUILESS_MAIN(TestLambdaClients)
#include "tst_lambda_clients.moc"
