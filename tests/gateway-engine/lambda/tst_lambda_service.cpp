// Functions as real processes of node and python3, invoked through the Invoke API as integrations and clients do it:
// answers, errors, limits, logs, reloading, and that nothing is left behind.
#include "core/json/text.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/lambda/invoke_api.h"
#include "gateway-engine/lambda/lambda_service.h"
#include "tests/support/engine_world.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <thread>

using namespace gw;
using namespace gw::engine;

namespace {

struct Answer
{
    int status = 0;
    std::string error; // X-Amz-Function-Error
    std::string body;
    std::string log;
    json::Value json() const { return json::readJson(body).value_or(json::Value()); }
};

Request invocationOf(const std::string& function, const std::string& payload, const std::string& type = {})
{
    Request request;
    request.method = "POST";
    request.target = "/2015-03-31/functions/" + function + "/invocations";
    request.headers.add("X-Amz-Log-Type", "Tail");
    if (!type.empty())
        request.headers.add("X-Amz-Invocation-Type", type);
    request.body = payload;
    return request;
}

Task<Response> ask(LambdaService& service, Request request)
{
    co_return co_await service.handle(std::move(request));
}

Answer answerOf(const Response& response)
{
    Answer answer;
    answer.status = response.status;
    answer.error = response.headers.get("X-Amz-Function-Error");
    answer.body = response.bodyText();
    answer.log = base64Decoded(response.headers.get("X-Amz-Log-Result")).value_or(std::string());
    return answer;
}

Answer invoke(LambdaService& service, const std::string& function, const std::string& payload = "{}",
              const std::string& type = {})
{
    return answerOf(test::runTask(ask(service, invocationOf(function, payload, type))));
}

// All at once, from one thread.
std::vector<Answer> invokeTogether(LambdaService& service, const std::string& function, int count)
{
    boost::asio::io_context context(1);
    std::vector<Answer> answers;
    for (int i = 0; i < count; ++i)
        boost::asio::co_spawn(
            context, ask(service, invocationOf(function, "{}")),
            [&answers](const std::exception_ptr&, const Response& response) { answers.push_back(answerOf(response)); });
    context.run();
    return answers;
}

Function named(const std::string& name, const std::string& runtime, const std::string& handler)
{
    Function function;
    function.name = name;
    function.runtime = runtime;
    function.handler = handler;
    function.codeUri = "functions/" + name;
    function.timeout = 10;
    return function;
}

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

bool lives(int pid)
{
    return ::kill(pid, 0) == 0;
}

} // namespace

class TestLambdaService : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void answers_data();
    void answers();
    void environment();
    void warmWorkersAreUsedAgain();
    void oneMoreThanTheLimitIsThrottled();
    void manyCallersOnFewWorkers();
    void aFunctionThatHangsIsEnded();
    void crashes_data();
    void crashes();
    void tooLargeAnAnswer();
    void muchOutputIsBounded();
    void logsOfAnInvocation();
    void otherInvocationTypes();
    void requestsThatAreRefused_data();
    void requestsThatAreRefused();
    void changedSourcesAreUsed();
    void aFunctionThatIsGoneIsNotFound();
    void nothingRunsAfterStop();
    void whoIsWhere_data();
    void whoIsWhere();

private:
    void write(const QString& file, const QByteArray& content, bool isProgram = false);
    std::unique_ptr<LambdaService> serviceOf(std::vector<Function> functions, LambdaOptions options = {});
    static bool has(const char* program) { return !QStandardPaths::findExecutable(program).isEmpty(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLambdaService::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestLambdaService::write(const QString& file, const QByteArray& content, bool isProgram)
{
    const QString path = m_folder->filePath(file);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile out(path);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(content);
    out.close();
    if (isProgram)
        out.setPermissions(out.permissions() | QFileDevice::ExeOwner);
}

std::unique_ptr<LambdaService> TestLambdaService::serviceOf(std::vector<Function> functions, LambdaOptions options)
{
    options.projectFolder = m_folder->path().toStdString();
    auto service = std::make_unique<LambdaService>(std::move(options), systemServices());
    service->follow(std::move(functions));
    return service;
}

void TestLambdaService::answers_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("runtime");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QString>("error");    // X-Amz-Function-Error
    QTest::addColumn<QString>("expected"); // the whole payload, or a part of it where it is an error
    const auto node = [](const char* name, const char* file, const char* source, const char* handler, const char* error,
                         const char* expected) {
        QTest::newRow(name) << "node"
                            << "nodejs20.x" << file << QByteArray(source) << handler << error << expected;
    };
    node("module, asynchronous", "index.mjs", "export const handler = async (e) => ({got: e.n});", "index.handler", "",
         R"({"got":7})");
    node("CommonJS, callback", "index.js", "exports.run = (e, c, done) => done(null, 'x' + e.n);", "index.run", "",
         R"("x7")");
    node("callback that waits", "index.js",
         "exports.run = (e, c, done) => { let n = 0; setTimeout(() => { n = 1; }, 20); done(null, {n}); };",
         "index.run", "", R"({"n":0})");
    node("nested folder", "lib/app.js", "exports.a = {b: async () => 1};", "lib/app.a.b", "", "1");
    node("returns nothing", "index.js", "exports.run = async () => {};", "index.run", "", "null");
    node("throws", "index.mjs", "export const handler = async () => { throw new TypeError('no'); };", "index.handler",
         "Unhandled", R"("errorType":"TypeError","errorMessage":"no","trace":)");
    node("no such handler", "index.mjs", "export const other = 1;", "index.handler", "Unhandled",
         "Runtime.HandlerNotFound");
    node("no such module", "other.mjs", "export const handler = 1;", "index.handler", "Unhandled",
         "Runtime.ImportModuleError");
    node("no JavaScript", "index.mjs", "export const = ;", "index.handler", "Unhandled", "Runtime.UserCodeSyntaxError");
    const auto python = [](const char* name, const char* source, const char* handler, const char* error,
                           const char* expected) {
        QTest::newRow(name) << "python3"
                            << "python3.11"
                            << "app.py" << QByteArray(source) << handler << error << expected;
    };
    python("python", "def handler(event, context):\n    return {'got': event['n'], 'u': 'ö'}\n", "app.handler", "",
           R"({"got": 7, "u": "ö"})");
    python("python raises", "def handler(event, context):\n    raise KeyError('no')\n", "app.handler", "Unhandled",
           R"("errorMessage": "'no'", "errorType": "KeyError", "requestId": )");
    python("python without the handler", "x = 1\n", "app.handler", "Unhandled", "Runtime.HandlerNotFound");
    python("python without a module it imports", "import no_such_module_at_all\n", "app.handler", "Unhandled",
           "Runtime.ImportModuleError");
    python("no Python", "def handler(:\n", "app.handler", "Unhandled", "Runtime.UserCodeSyntaxError");
    python("what is no JSON", "def handler(event, context):\n    return {1, 2}\n", "app.handler", "Unhandled",
           "Runtime.MarshalError");
}

void TestLambdaService::answers()
{
    QFETCH(QString, program);
    QFETCH(QString, runtime);
    QFETCH(QString, file);
    QFETCH(QByteArray, source);
    QFETCH(QString, handler);
    QFETCH(QString, error);
    QFETCH(QString, expected);
    if (!has(qPrintable(program)))
        QSKIP("the runtime is not installed");
    write("functions/f/" + file, source);
    const auto service = serviceOf({named("f", runtime.toStdString(), handler.toStdString())});
    const Answer answer = invoke(*service, "f", R"({"n":7})");
    QCOMPARE(answer.status, 200);
    QCOMPARE(text(answer.error), error);
    if (error.isEmpty())
        QCOMPARE(text(answer.body), expected);
    else
        QVERIFY2(text(answer.body).contains(expected), qPrintable(text(answer.body)));
}

void TestLambdaService::environment()
{
    if (!has("node"))
        QSKIP("node is not installed");
    write("functions/f/index.mjs", "export const handler = async (e, c) => ({env: process.env, left: "
                                   "c.getRemainingTimeInMillis(), arn: c.invokedFunctionArn, id: c.awsRequestId});");
    Function function = named("f", "nodejs20.x", "index.handler");
    function.environment = {{"OWN", "1"}, {"AWS_REGION", "mine"}, {"PATH_OF", "x"}};
    const auto service = serviceOf({function});
    qputenv("GW_SECRET_OF_THE_USER", "1");
    const json::Value answer = invoke(*service, "f").json();
    const json::Value& env = answer["env"];
    QCOMPARE(text(env["OWN"].scalarText()), QString("1"));
    QCOMPARE(text(env["AWS_REGION"].scalarText()), QString("us-east-1")); // reserved
    QCOMPARE(text(env["_HANDLER"].scalarText()), QString("index.handler"));
    QCOMPARE(text(env["AWS_LAMBDA_FUNCTION_NAME"].scalarText()), QString("f"));
    QCOMPARE(text(env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"].scalarText()), QString("128"));
    QCOMPARE(text(env["AWS_EXECUTION_ENV"].scalarText()), QString("AWS_Lambda_nodejs20.x"));
    QVERIFY(!env.find("GW_SECRET_OF_THE_USER")); // nothing of the user's own
    QCOMPARE(text(answer["arn"].scalarText()), QString("arn:aws:lambda:us-east-1:000000000000:function:f"));
    QVERIFY(answer["left"].toInt() > 1'000 && answer["left"].toInt() <= 10'000);
}

void TestLambdaService::warmWorkersAreUsedAgain()
{
    if (!has("node"))
        QSKIP("node is not installed");
    write("functions/f/index.mjs", "let n = 0; export const handler = async () => [process.pid, ++n];");
    const auto service = serviceOf({named("f", "nodejs20.x", "index.handler")});
    const json::Value first = invoke(*service, "f").json();
    const json::Value second = invoke(*service, "f").json();
    QVERIFY(first.asArray().at(0) == second.asArray().at(0));
    QCOMPARE(second.asArray().at(1).toInt(), std::int64_t{2});
}

void TestLambdaService::oneMoreThanTheLimitIsThrottled()
{
    if (!has("node"))
        QSKIP("node is not installed");
    write("functions/f/index.mjs", "export const handler = () => new Promise((done) => setTimeout(done, 300, 'ok'));");
    Function function = named("f", "nodejs20.x", "index.handler");
    function.reservedConcurrentExecutions = 2;
    const auto service = serviceOf({function});
    const std::vector<Answer> answers = invokeTogether(*service, "f", 5);
    const auto with = [&](int status) {
        return std::count_if(answers.begin(), answers.end(), [&](const Answer& a) { return a.status == status; });
    };
    QCOMPARE(with(200), 2);
    QCOMPARE(with(429), 3);
    for (const Answer& answer : answers)
        if (answer.status == 429)
            QCOMPARE(text(answer.json()["Reason"].scalarText()),
                     QString("ReservedFunctionConcurrentInvocationLimitExceeded"));
}

void TestLambdaService::manyCallersOnFewWorkers()
{
    if (!has("node"))
        QSKIP("node is not installed");
    write("functions/f/index.mjs", "export const handler = async () => process.pid;");
    Function function = named("f", "nodejs20.x", "index.handler");
    function.reservedConcurrentExecutions = 2;
    const auto service = serviceOf({function});
    std::vector<std::thread> callers;
    std::atomic<int> good{0};
    for (int i = 0; i < 2; ++i)
        callers.emplace_back([&] {
            for (int n = 0; n < 50; ++n)
                good += invoke(*service, "f").status == 200 ? 1 : 0;
        });
    for (std::thread& caller : callers)
        caller.join();
    QCOMPARE(good.load(), 100);
}

void TestLambdaService::aFunctionThatHangsIsEnded()
{
    if (!has("python3"))
        QSKIP("python3 is not installed");
    write("functions/f/app.py", "import time, os\npid = os.getpid()\ndef handler(event, context):\n"
                                "    if event.get('hang'):\n        time.sleep(60)\n    return pid\n");
    Function function = named("f", "python3.11", "app.handler");
    function.timeout = 1;
    const auto service = serviceOf({function});
    const json::Value before = invoke(*service, "f").json();
    const Answer hung = invoke(*service, "f", R"({"hang":true})");
    QCOMPARE(text(hung.error), QString("Unhandled"));
    QCOMPARE(text(hung.json()["errorType"].scalarText()), QString("Sandbox.Timedout"));
    QVERIFY(text(hung.json()["errorMessage"].scalarText()).endsWith("Error: Task timed out after 1.00 seconds"));
    const Answer after = invoke(*service, "f");
    QCOMPARE(text(after.error), QString());
    QVERIFY(!(after.json() == before));
    QVERIFY(!lives(static_cast<int>(before.toInt())));
}

void TestLambdaService::crashes_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("errorType");
    QTest::addColumn<QString>("message");
    QTest::newRow("in flight") << QByteArray("import os\ndef handler(event, context):\n    os._exit(3)\n")
                               << "Runtime.ExitError"
                               << "Runtime exited with error: exit status 3";
    QTest::newRow("by a signal") << QByteArray("import os\ndef handler(event, context):\n    os.kill(os.getpid(), 9)\n")
                                 << "Runtime.ExitError"
                                 << "Runtime exited with error: signal: killed";
    QTest::newRow("with good grace") << QByteArray("import os\ndef handler(event, context):\n    os._exit(0)\n")
                                     << "Runtime.ExitError"
                                     << "Runtime exited without providing a reason";
    QTest::newRow("at init") << QByteArray("import os\nos._exit(5)\n") << "Runtime.ExitError"
                             << "Runtime exited with error: exit status 5";
    QTest::newRow("an exception at init") << QByteArray("raise RuntimeError('early')\n") << "RuntimeError"
                                          << "early";
}

void TestLambdaService::crashes()
{
    QFETCH(QByteArray, source);
    QFETCH(QString, errorType);
    QFETCH(QString, message);
    if (!has("python3"))
        QSKIP("python3 is not installed");
    write("functions/f/app.py", source);
    const auto service = serviceOf({named("f", "python3.11", "app.handler")});
    for (int i = 0; i < 2; ++i) { // and the next one is served as well
        const Answer answer = invoke(*service, "f");
        QCOMPARE(answer.status, 200);
        QCOMPARE(text(answer.error), QString("Unhandled"));
        QCOMPARE(text(answer.json()["errorType"].scalarText()), errorType);
        QVERIFY2(text(answer.json()["errorMessage"].scalarText()).contains(message), qPrintable(text(answer.body)));
    }
}

void TestLambdaService::tooLargeAnAnswer()
{
    if (!has("python3"))
        QSKIP("python3 is not installed");
    write("functions/f/app.py", "def handler(event, context):\n    return 'x' * event['size']\n");
    const auto service = serviceOf({named("f", "python3.11", "app.handler")});
    const Answer large = invoke(*service, "f", R"({"size":7000000})");
    QCOMPARE(text(large.error), QString("Unhandled"));
    QCOMPARE(text(large.json()["errorType"].scalarText()), QString("Function.ResponseSizeTooLarge"));
    QCOMPARE(text(large.json()["errorMessage"].scalarText()),
             QString("Response payload size exceeded maximum allowed payload size (6291556 bytes)."));
    QCOMPARE(invoke(*service, "f", R"({"size":6000000})").body.size(), std::size_t{6'000'002});
}

void TestLambdaService::muchOutputIsBounded()
{
    if (!has("python3"))
        QSKIP("python3 is not installed");
    write("functions/f/app.py", "import sys\ndef handler(event, context):\n    for i in range(1000):\n"
                                "        sys.stdout.write('y' * 100000 + '\\n')\n    return 'done'\n");
    Function function = named("f", "python3.11", "app.handler");
    function.timeout = 60;
    const auto service = serviceOf({function});
    const Answer answer = invoke(*service, "f"); // 100 MB
    QCOMPARE(text(answer.body), QString("\"done\""));
    QVERIFY(answer.log.size() <= 4'096);
    std::size_t kept = 0;
    for (const LogLine& line : service->log().after(0).lines) {
        kept += line.text.size();
        QVERIFY(line.text.size() <= FunctionLogLimits().maxLineBytes);
    }
    QVERIFY(kept <= FunctionLogLimits().maxBytes);
    QVERIFY(service->log().after(0).dropped > 0);
}

void TestLambdaService::logsOfAnInvocation()
{
    if (!has("python3"))
        QSKIP("python3 is not installed");
    write("functions/f/app.py", "print('starting')\ndef handler(event, context):\n    print('hello')\n    return 1\n");
    const auto service = serviceOf({named("f", "python3.11", "app.handler")});
    const QStringList lines = text(invoke(*service, "f").log).trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines[0].startsWith("START RequestId: ") && lines[0].endsWith(" Version: $LATEST"));
    QCOMPARE(lines[1], QString("hello"));
    QVERIFY(lines[2].startsWith("END RequestId: "));
    QVERIFY(lines[3].startsWith("REPORT RequestId: "));
    QVERIFY(lines[3].contains("\tMemory Size: 128 MB\tMax Memory Used: "));
    QVERIFY(lines[3].contains("\tInit Duration: "));
    QVERIFY(!text(invoke(*service, "f").log).contains("Init Duration"));
}

void TestLambdaService::otherInvocationTypes()
{
    if (!has("python3"))
        QSKIP("python3 is not installed");
    const std::string mark = m_folder->filePath("mark").toStdString();
    write("functions/f/app.py",
          QByteArray("def handler(event, context):\n    open('") + mark.c_str() + "', 'a').write('x')\n");
    const auto service = serviceOf({named("f", "python3.11", "app.handler")});
    const Answer dry = invoke(*service, "f", "{}", "DryRun");
    QCOMPARE(dry.status, 204);
    QVERIFY(!QFile::exists(text(mark)));
    const Answer event = invoke(*service, "f", "{}", "Event");
    QCOMPARE(event.status, 202);
    QCOMPARE(text(event.body), QString());
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(text(mark)).size() == 1, 10'000);
}

void TestLambdaService::requestsThatAreRefused_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    QTest::newRow("no such function") << "other" << QByteArray("{}") << 404
                                      << "Function not found: arn:aws:lambda:us-east-1:000000000000:function:other";
    QTest::newRow("no name") << "no%20name" << QByteArray("{}") << 404 << "Function not found";
    QTest::newRow("no JSON") << "f" << QByteArray("{") << 400 << "Could not parse request body into json";
    QTest::newRow("too deep") << "f" << QByteArray(5'000, '[') << 400 << "Could not parse request body into json";
    QTest::newRow("too large") << "f"
                               << "\"" + QByteArray(6'400'000, 'x') + "\"" << 413 << "Request must be smaller";
}

void TestLambdaService::requestsThatAreRefused()
{
    QFETCH(QString, function);
    QFETCH(QByteArray, payload);
    QFETCH(int, status);
    QFETCH(QString, message);
    write("functions/f/app.py", "def handler(event, context):\n    return 1\n");
    const auto service = serviceOf({named("f", "python3.11", "app.handler")});
    const Answer answer = invoke(*service, function.toStdString(), payload.toStdString());
    QCOMPARE(answer.status, status);
    QVERIFY2(text(answer.body).contains(message), qPrintable(text(answer.body)));
}

void TestLambdaService::changedSourcesAreUsed()
{
    if (!has("python3"))
        QSKIP("python3 is not installed");
    write("functions/f/app.py", "def handler(event, context):\n    return 'old'\n");
    const auto service = serviceOf({named("f", "python3.11", "app.handler")});
    QCOMPARE(text(invoke(*service, "f").body), QString("\"old\""));
    write("functions/f/app.py", "def handler(event, context):\n    return 'new'\n");
    QString body;
    QTRY_VERIFY_WITH_TIMEOUT((body = text(invoke(*service, "f").body)) == "\"new\"", 10'000);
    QVERIFY(body == "\"new\""); // and no invocation failed on the way: each gave one of the two
}

void TestLambdaService::aFunctionThatIsGoneIsNotFound()
{
    if (!has("python3"))
        QSKIP("python3 is not installed");
    write("functions/f/app.py", "import os\ndef handler(event, context):\n    return os.getpid()\n");
    const auto service = serviceOf({named("f", "python3.11", "app.handler")});
    const int pid = static_cast<int>(invoke(*service, "f").json().toInt());
    QVERIFY(lives(pid));
    service->follow({});
    QCOMPARE(invoke(*service, "f").status, 404);
    QTRY_VERIFY_WITH_TIMEOUT(!lives(pid), 10'000);
}

void TestLambdaService::nothingRunsAfterStop()
{
    if (!has("python3"))
        QSKIP("python3 is not installed");
    write("functions/f/app.py", "import os, subprocess\nchild = subprocess.Popen(['sleep', '600'])\n"
                                "def handler(event, context):\n    return [os.getpid(), child.pid]\n");
    const auto service = serviceOf({named("f", "python3.11", "app.handler")});
    const json::Value pids = invoke(*service, "f").json();
    QCOMPARE(pids.asArray().size(), std::size_t{2});
    for (const json::Value& pid : pids.asArray())
        QVERIFY(lives(static_cast<int>(pid.toInt())));
    service->stop();
    service->stop();
    for (const json::Value& pid : pids.asArray())
        QTRY_VERIFY_WITH_TIMEOUT(!lives(static_cast<int>(pid.toInt())), 10'000);
    QCOMPARE(invoke(*service, "f").status, 404);
}

void TestLambdaService::whoIsWhere_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("qualifier");
    QTest::newRow("name") << "orders"
                          << "orders"
                          << "";
    QTest::newRow("name and alias") << "orders:live"
                                    << "orders"
                                    << "live";
    QTest::newRow("ARN") << "arn:aws:lambda:eu-west-1:111122223333:function:orders"
                         << "orders"
                         << "";
    QTest::newRow("ARN and version") << "arn:aws:lambda:eu-west-1:111122223333:function:orders:7"
                                     << "orders"
                                     << "7";
    QTest::newRow("partial ARN") << "111122223333:function:orders"
                                 << "orders"
                                 << "";
    QTest::newRow("no name") << "or ders"
                             << ""
                             << "";
    QTest::newRow("nothing") << ""
                             << ""
                             << "";
    QTest::newRow("a path") << "../orders"
                            << ""
                            << "";
}

void TestLambdaService::whoIsWhere()
{
    QFETCH(QString, address);
    QFETCH(QString, name);
    QFETCH(QString, qualifier);
    const FunctionAddress found = functionAddress(address.toStdString());
    QCOMPARE(text(found.name), name);
    QCOMPARE(text(found.qualifier), qualifier);
}

QTEST_GUILESS_MAIN(TestLambdaService)
#include "tst_lambda_service.moc"
