// The command line as users call it: usage, help, exit codes, lint and eval.
#include "cli_process.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace gw::test;

namespace {

const QByteArray goodApi = "openapi: 3.0.1\ninfo: {title: pets, version: '1'}\npaths:\n  /pets:\n    get:\n"
                           "      responses: {'200': {description: ok, content: {application/json: {example: [1]}}}}\n";

const QByteArray badApi = goodApi + "  /pets/:\n    get: {responses: {'200': {description: ok}}}\n";

} // namespace

class CliTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void usage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("output"); // contained in stdout when 0, in stderr otherwise
        QTest::newRow("version") << QStringList{"--version"} << 0 << "gatewright 0.";
        QTest::newRow("help") << QStringList{"--help"} << 0 << "Example:";
        QTest::newRow("-h") << QStringList{"-h"} << 0 << "Exit codes:";
        for (const char* command : {"serve", "invoke", "eval", "lint", "traces"})
            QTest::newRow(command) << QStringList{command, "--help"} << 0 << QString("gatewright %1").arg(command);
        for (const char* command : {"list", "show", "export"})
            QTest::newRow(command) << QStringList{"traces", command, "--help"} << 0
                                   << QString("gatewright traces %1").arg(command);
        QTest::newRow("nothing") << QStringList{} << 2 << "gatewright needs one of: serve, invoke";
        QTest::newRow("unknown command") << QStringList{"frobnicate"} << 2 << "frobnicate";
        QTest::newRow("unknown option") << QStringList{"lint", "x", "--frobnicate"} << 2 << "frobnicate";
        QTest::newRow("no project") << QStringList{"lint"} << 2 << "PROJECT";
        QTest::newRow("unknown format") << QStringList{"lint", "x", "--format", "xml"} << 2 << "xml";
        QTest::newRow("unknown kind") << QStringList{"eval", "nothing"} << 2 << "\"nothing\" is not a kind";
        QTest::newRow("port out of range") << QStringList{"serve", "x", "--port", "70000"} << 2 << "70000";
        QTest::newRow("port no number") << QStringList{"serve", "x", "--port", "http"} << 2 << "http";
        QTest::newRow("no threads") << QStringList{"serve", "x", "--threads", "0"} << 2 << "0";
        QTest::newRow("traces alone") << QStringList{"traces"} << 2
                                      << "gatewright traces needs one of: list, show, export";
        QTest::newRow("unknown trace command") << QStringList{"traces", "burn"} << 2 << "burn";
        QTest::newRow("bad filter") << QStringList{"traces", "list", "x", "--filter", "status:abc"} << 2 << "status";
        QTest::newRow("no such project") << QStringList{"lint", "/nowhere/at/all"} << 3 << "/nowhere/at/all";
        QTest::newRow("serve no such project") << QStringList{"serve", "/nowhere/at/all"} << 3 << "/nowhere/at/all";
        QTest::newRow("invoke no such project") << QStringList{"invoke", "/nowhere/at/all"} << 3 << "/nowhere/at/all";
        QTest::newRow("no such trace file")
            << QStringList{"traces", "list", "/nowhere/t.sqlite"} << 3 << "/nowhere/t.sqlite";
        QTest::newRow("bad header") << QStringList{"invoke", "x", "-H", "nonsense"} << 2
                                    << "\"nonsense\" is not a header";
        QTest::newRow("bad path") << QStringList{"invoke", "x", "--path", "pets"} << 2 << "\"pets\" is not a path";
    }

    void usage()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, output);
        const CliResult result = runCli(arguments);
        QVERIFY2(result.code == code, qPrintable(QString::number(result.code) + result.output + result.errors));
        const QString text = code == 0 ? result.output : result.errors;
        QVERIFY2(text.contains(output), qPrintable(result.output + "|" + result.errors));
        QVERIFY2(code == 0 || result.output.isEmpty(), qPrintable(result.output));
    }

    void optionsComeFromTheEnvironment()
    {
        QProcessEnvironment environment = cleanEnvironment();
        environment.insert("GATEWRIGHT_FORMAT", "json");
        const QString file = write("env.yaml", goodApi);
        const CliResult result = runCli({"lint", file}, {}, {}, environment);
        QVERIFY(QJsonDocument::fromJson(result.output.toUtf8()).isObject());
        environment.insert("GATEWRIGHT_FORMAT", "nonsense");
        QCOMPARE(runCli({"lint", file}, {}, {}, environment).code, 2);
        // What is given on the line wins.
        environment.insert("GATEWRIGHT_FORMAT", "json");
        QVERIFY(
            runCli({"lint", file, "--format", "text"}, {}, {}, environment).output.contains("[method-no-integration]"));
    }

    void lintSaysWhere()
    {
        write("bad.yaml", badApi);
        const CliResult result = runCli({"lint", "bad.yaml"}, {}, m_folder.path());
        QCOMPARE(result.code, 1);
        QVERIFY2(result.output.contains("bad.yaml:8:5: error: \"GET /pets/\" is the same route as \"GET /pets\""),
                 qPrintable(result.output));
        QVERIFY(result.output.contains(" [route-duplicate]\n    "));
        QVERIFY(!result.output.contains("\033["));
        QVERIFY(result.errors.startsWith("1 error"));
        QCOMPARE(runCli({"lint", write("good.yaml", goodApi)}).code, 0);
    }

    void lintNamesFilesAsTheUserDid()
    {
        const QString file = write("named.yaml", badApi);
        QVERIFY(runCli({"lint", file}).output.contains(file + ":8:5: error"));
    }

    void lintTellsADanglingReferenceOnce_data()
    {
        QTest::addColumn<QByteArray>("reference"); // in the operation
        QTest::newRow("parameter") << QByteArray("parameters: [{$ref: '#/components/parameters/no'}]");
        QTest::newRow("body") << QByteArray("requestBody: {$ref: '#/components/requestBodies/no'}");
        QTest::newRow("other file") << QByteArray("requestBody: {$ref: 'no.yaml#/no'}");
        QTest::newRow("integration") << QByteArray("x-amazon-apigateway-integration: {$ref: '#/components/x/no'}");
        QTest::newRow("example") << QByteArray("requestBody: {content: {a/b: {examples: {x: {$ref: '#/no'}}}}}");
    }

    void lintTellsADanglingReferenceOnce()
    {
        QFETCH(QByteArray, reference);
        const CliResult result = runCli({"lint", write("dangling.yaml", goodApi + "      " + reference + "\n")});
        QCOMPARE(result.output.count("/no\""), 1);
        QCOMPARE(result.output.count("[ref-missing]"), 1);
    }

    void lintWritesJson()
    {
        const CliResult result = runCli({"lint", write("bad2.yaml", badApi), "--json"});
        QCOMPARE(result.code, 1);
        const QJsonArray list = QJsonDocument::fromJson(result.output.toUtf8())["diagnostics"].toArray();
        QVERIFY(!list.isEmpty());
        const auto isDuplicate = [](const QJsonValue& v) { return v["rule"].toString() == "route-duplicate"; };
        const auto found = std::find_if(list.begin(), list.end(), isDuplicate);
        QVERIFY(found != list.end());
        QCOMPARE((*found).toObject()["line"].toInt(), 8);
        QCOMPARE((*found).toObject()["severity"].toString(), QString("error"));
        QVERIFY(!(*found).toObject()["hint"].toString().isEmpty());
    }

    void lintWritesSarif()
    {
        const CliResult result = runCli({"lint", write("bad3.yaml", badApi), "--format", "sarif"});
        QCOMPARE(result.code, 1);
        const QJsonObject log = QJsonDocument::fromJson(result.output.toUtf8()).object();
        QCOMPARE(log["version"].toString(), QString("2.1.0"));
        const QJsonObject run = log["runs"].toArray().at(0).toObject();
        QVERIFY(run["tool"]["driver"]["rules"].toArray().size() > 10);
        QVERIFY(!run["results"].toArray().isEmpty());
    }

    void lintOfABrokenFileIsNoSuccess()
    {
        const CliResult result = runCli({"lint", write("broken.yaml", "openapi: 3.0.1\npaths: [\n")});
        QVERIFY2(result.code == 1 || result.code == 3, qPrintable(result.errors));
        QVERIFY(QString(result.output + result.errors).contains("broken.yaml:"));
    }

    void evalRoute_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("output");
        const auto row = [](const char* name, const char* input, const char* output) {
            QTest::newRow(name) << QByteArray(input) << QByteArray(output);
        };
        row("literal before variable",
            R"({"kind":"rest","routes":["GET /pets/{id}","GET /pets/one"],"method":"GET","path":"/pets/one"})",
            R"({"route":"GET /pets/one","pathParameters":{}})");
        row("variable", R"({"kind":"rest","routes":["GET /pets/{id}"],"method":"GET","path":"/pets/1?x=y"})",
            R"({"route":"GET /pets/{id}","pathParameters":{"id":"1"}})");
        row("greedy", R"({"routes":["ANY /{proxy+}"],"method":"PUT","path":"/a/b"})",
            R"({"route":"ANY /{proxy+}","pathParameters":{"proxy":"a/b"}})");
        row("none", R"({"kind":"rest","routes":["GET /pets"],"method":"GET","path":"/toys"})", R"({"route":null})");
        row("http default", R"({"kind":"http","routes":["$default","GET /a"],"method":"GET","path":"/b"})",
            R"({"route":"$default","pathParameters":{}})");
        row("http, a trailing slash", R"({"kind":"http","routes":["GET /a"],"method":"GET","path":"/a/"})",
            R"({"route":null})");
        row("http, decoded", R"({"kind":"http","routes":["GET /a/{x}"],"method":"GET","path":"/a/b%20c%3Fd"})",
            R"({"route":"GET /a/{x}","pathParameters":{"x":"b c"}})");
        row("no routes", R"({"kind":"rest","routes":[],"method":"GET","path":"/"})", R"({"route":null})");
    }

    void evalRoute()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, output);
        const CliResult result = runCli({"eval", "route"}, input + "\n");
        QCOMPARE(result.code, 0);
        QCOMPARE(result.output.trimmed().toUtf8(), output);
    }

    void aBadLineDoesNotStopTheRun()
    {
        const QByteArray good = R"({"routes":["GET /"],"method":"GET","path":"/"})";
        const CliResult result =
            runCli({"eval", "route"}, good +
                                          "\n{not json\n"
                                          "{\"kind\":\"soap\",\"routes\":[]}\n"
                                          "{\"routes\":[\"pets\"],\"method\":\"GET\",\"path\":\"/\"}\n"
                                          "{\"routes\":[\"GET /\"],\"method\":1,\"path\":\"/\"}\n"
                                          "[]\n" +
                                          good); // no newline at the end
        QCOMPARE(result.code, 0);
        const QStringList lines = result.output.trimmed().split('\n');
        QCOMPARE(lines.size(), 7);
        for (int i = 1; i <= 5; ++i) {
            const QJsonObject error = QJsonDocument::fromJson(lines[i].toUtf8())["error"].toObject();
            QVERIFY2(!error["message"].toString().isEmpty(), qPrintable(lines[i]));
            QCOMPARE(error["line"].toInt(), i + 1);
            QVERIFY(error["column"].toInt() >= 1);
        }
        QCOMPARE(QJsonDocument::fromJson(lines[3].toUtf8())["error"]["column"].toInt(), 12); // where "pets" begins
        QCOMPARE(lines[6], lines[0]);
    }

    void invokesTheDesign()
    {
        const CliResult result = runCli({"invoke", write("invoke.yaml", goodApi), "--path", "/pets"});
        QVERIFY2(result.code == 0, qPrintable(result.errors));
        const QJsonObject answer = QJsonDocument::fromJson(result.output.toUtf8()).object();
        QCOMPARE(answer["status"].toInt(), 200);
        QCOMPARE(answer["body"].toString(), QString("[1]"));
        QVERIFY(answer["log"].isString());
        QVERIFY(answer["latency"].isDouble());
        QVERIFY(answer["headers"].toObject().contains("Content-Type"));
        QVERIFY(answer["multiValueHeaders"].toObject()["Content-Type"].isArray());
    }

    void invokeSucceedsWhateverTheStatus()
    {
        const CliResult result = runCli({"invoke", write("invoke2.yaml", goodApi), "--path", "/nothing"});
        QCOMPARE(result.code, 0);
        QCOMPARE(QJsonDocument::fromJson(result.output.toUtf8())["status"].toInt(), 403);
    }

    void invokesOneMethodWhateverThePath()
    {
        const QString file = write("invoke4.yaml", goodApi);
        const CliResult result = runCli({"invoke", file, "--resource", "/pets", "--path", "/somewhere/else?x=1"});
        QVERIFY2(result.code == 0, qPrintable(result.errors));
        const QJsonObject answer = QJsonDocument::fromJson(result.output.toUtf8()).object();
        QCOMPARE(answer["body"].toString(), QString("[1]"));
        QVERIFY(answer["log"].toString().contains("Resource Path: /somewhere/else\n"));
        QVERIFY(answer["log"].toString().contains("Method request query string: {x=1}\n"));
        QVERIFY(!answer["headers"].toObject().contains("x-amzn-RequestId"));
        QCOMPARE(QJsonDocument::fromJson(runCli({"invoke", file, "--resource", "/pets"}).output.toUtf8())["body"],
                 QJsonValue("[1]"));
    }

    void invokeRefuses()
    {
        const QString file = write("invoke3.yaml", goodApi);
        QCOMPARE(runCli({"invoke", file, "--api", "nothing"}).code, 2);
        QCOMPARE(runCli({"invoke", file, "--stage-variable", "novalue"}).code, 2);
        QCOMPARE(runCli({"invoke", file, "-d", "@/nowhere/at/all"}).code, 2);
        const CliResult resource = runCli({"invoke", file, "--resource", "/nowhere"});
        QCOMPARE(resource.code, 2);
        QVERIFY(resource.errors.contains("Invalid Resource identifier specified"));
        const CliResult method = runCli({"invoke", file, "--resource", "/pets", "--method", "PATCH"});
        QCOMPARE(method.code, 2);
        QVERIFY(method.errors.contains("Invalid Method identifier specified"));
    }

private:
    QString write(const QString& name, const QByteArray& text) const
    {
        const QString file = m_folder.filePath(name);
        return writeText(file, text) ? file : QString();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(CliTest)
#include "tst_cli.moc"
