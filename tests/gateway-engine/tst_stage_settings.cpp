// What a stage does beside serving: canaries take their share, access logs and execution logs are written into the
// project and nowhere else (reference 1.28, 1.29, 1.34).
#include "core/format/openapi_read.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/compile/stage_settings.h"
#include "gateway-engine/gateway.h"
#include "gateway-engine/trace/access_log.h"
#include "gateway-engine/trace/stage_log_sink.h"
#include "tests/support/engine_world.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace gw::engine;

namespace {

gw::Api apiCalling(const std::string& host)
{
    const std::string text = "openapi: 3.0.1\ninfo: {title: t, version: '1'}\npaths:\n  /pets/{id}:\n    get:\n"
                             "      parameters: [{name: id, in: path, required: true}]\n"
                             "      responses: {'200': {description: ok}}\n      x-amazon-apigateway-integration:\n"
                             "        {type: http_proxy, httpMethod: GET, uri: 'http://" +
                             host +
                             "/${stageVariables.place}'}\n"
                             "  /checked:\n    get:\n      parameters: [{name: q, in: query, required: true}]\n"
                             "      requestBody: {content: {application/json: {schema: {required: [name]}}}}\n"
                             "      responses: {'200': {description: ok}}\n"
                             "x-amazon-apigateway-request-validators: "
                             "{all: {validateRequestBody: true, validateRequestParameters: true}}\n"
                             "x-amazon-apigateway-request-validator: all\n";
    gw::Api api;
    api.id = gw::ApiId{3};
    api.apiId = "pets123456";
    api.name = "pets";
    gw::OpenApiReading reading = gw::readOpenApi(text, "a.yaml", api.id);
    api.definition = gw::RestApi{reading.source->definition};
    api.source = reading.source;
    return api;
}

gw::Stage stageWith(gw::StringMap variables)
{
    gw::Stage stage;
    stage.variables = std::move(variables);
    return stage;
}

Request requestFor(const std::string& target)
{
    Request request;
    request.method = "GET";
    request.target = target;
    request.headers.add("Host", "localhost");
    request.headers.add("User-Agent", "test\tagent");
    request.headers.add("Authorization", "secret-of-mine");
    request.remoteAddress = "127.0.0.9";
    return request;
}

class World
{
public:
    explicit World(bool hasTraces = true) : gateway(services, {hasTraces, 1024}) {}

    int get(const std::string& target)
    {
        const ListenerScope scope{"pets123456", false};
        return test::runTask(gateway.handle(requestFor(target), scope, upstream)).status;
    }
    QByteArray text(const QString& file) const
    {
        QFile f(folder.filePath(file));
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }
    void addSink()
    {
        gateway.traces().addSink(std::make_shared<StageLogSink>(
            folder.path().toStdString(), [this](const gw::Diagnostic& d) { reports.push_back(d); }));
    }

    QTemporaryDir folder;
    gw::Diagnostics reports;
    test::FakeServices services;
    test::FakeUpstream upstream;
    Gateway gateway;
};

} // namespace

class TestStageSettings : public QObject
{
    Q_OBJECT

private slots:
    void canaryTakesItsShare_data()
    {
        QTest::addColumn<double>("percent");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("none") << 0.0 << 0 << 0;
        QTest::newRow("a little") << 0.1 << 0 << 4;
        QTest::newRow("a tenth") << 10.0 << 80 << 120;
        QTest::newRow("half") << 50.0 << 470 << 530;
        QTest::newRow("all") << 100.0 << 1000 << 1000;
    }

    void canaryTakesItsShare()
    {
        QFETCH(double, percent);
        QFETCH(int, least);
        QFETCH(int, most);
        World world;
        gw::Stage stage = stageWith({{"place", "main"}});
        stage.canary = gw::CanarySettings{percent, "canary", {{"place", "next"}}, false};
        const gw::Api released = apiCalling("canary");
        const Compilation compiled = compile(apiCalling("stable"), stage, {"stable", "canary", &released});
        QVERIFY(compiled.program && compiled.diagnostics.empty());
        world.gateway.deploy(compiled.program);
        for (int i = 0; i < 1000; ++i)
            world.get("/dev/pets/1");
        int canaries = 0;
        for (const UpstreamRequest& sent : world.upstream.sent) {
            const bool isCanary = sent.endpoint.host == "canary";
            QCOMPARE(QString::fromStdString(sent.target), isCanary ? QString("/next") : QString("/main"));
            canaries += isCanary ? 1 : 0;
        }
        QCOMPARE(world.upstream.sent.size(), std::size_t(1000));
        QVERIFY2(canaries >= least && canaries <= most, qPrintable(QString::number(canaries)));
    }

    void aCanaryWithoutADeploymentHasTheStagesOwn()
    {
        gw::Stage stage = stageWith({{"place", "main"}});
        stage.canary = gw::CanarySettings{100, {}, {{"place", "next"}}, false};
        const Compilation compiled = compile(apiCalling("stable"), stage, {"stable", {}, nullptr});
        QVERIFY(compiled.program->canary);
        QCOMPARE(compiled.program->canary->deploymentId, std::string("stable"));
        QCOMPARE(*gw::findIn(compiled.program->canary->stageVariables, "place"), std::string("next"));
        QVERIFY(compiled.program->isCanary == false && compiled.program->canary->isCanary == true);
        QVERIFY(!compile(apiCalling("stable"), stageWith({})).program->isCanary.has_value());
    }

    void writesAccessLogs_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("line");
        QTest::newRow("request") << "$context.requestId $context.httpMethod $context.path $context.resourcePath"
                                 << "ID GET /dev/pets/7 /pets/{id}";
        QTest::newRow("answer") << "$context.requestId $context.status $context.responseLength"
                                << "ID 200 5";
        QTest::newRow("endpoint") << "$context.requestId $context.integrationStatus $context.integration.status"
                                  << "ID 200 200";
        QTest::newRow("identity") << "$context.requestId $context.identity.sourceIp"
                                  << "ID 127.0.0.9";
        QTest::newRow("control characters") << "$context.requestId $context.identity.userAgent"
                                            << "ID test agent";
        QTest::newRow("time") << "$context.requestId $context.requestTime $context.requestTimeEpoch"
                              << "ID 14/Nov/2023:22:13:20 +0000 1700000000000";
        QTest::newRow("missing") << "$context.requestId $context.authorizer.principalId $context.isCanaryRequest"
                                 << "ID - -";
        QTest::newRow("unknown") << "$context.requestId $context.nonsense"
                                 << "ID -";
        QTest::newRow("no VTL") << "$context.requestId #set($a = 1)$a"
                                << "ID #set($a = 1)$a";
        QTest::newRow("where") << "$context.requestId $context.apiId/$context.stage/$context.deploymentId"
                               << "ID pets123456/dev/abc123";
    }

    void writesAccessLogs()
    {
        QFETCH(QString, format);
        QFETCH(QString, line);
        World world(false); // with traces off, too
        world.addSink();
        world.upstream.outcome->response.status = 200;
        world.upstream.outcome->response.body = "12345";
        gw::Stage stage = stageWith({});
        stage.accessLog = {"logs/deep/access.log", format.toStdString()};
        world.gateway.deploy(compile(apiCalling("x"), stage, {"abc123", {}, nullptr}).program);
        QCOMPARE(world.get("/dev/pets/7?key=1"), 200);
        QCOMPARE(world.get("/dev/pets/7"), 200);
        world.gateway.traces().flush();
        const QList<QByteArray> lines = world.text("logs/deep/access.log").split('\n');
        QCOMPARE(lines.size(), 3); // two and the end
        const QByteArray id = lines[0].left(36);
        QCOMPARE(QString::fromUtf8(lines[0]).replace(QString::fromUtf8(id), "ID"), line);
        QVERIFY(world.reports.empty());
    }

    void logsWhatClientsWereTold_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("ownId"); // of the client, in x-amzn-RequestId
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* name, const char* target, const char* format, const char* line,
                            const char* ownId = "") { QTest::newRow(name) << target << ownId << format << line; };
        const char* error = "$context.error.responseType|$context.error.message|$context.error.messageString|"
                            "$context.error.validationErrorString|$context.status";
        row("nothing failed", "/dev/pets/7", error, "-|-|-|-|200");
        row("no route", "/dev/nowhere", error,
            "MISSING_AUTHENTICATION_TOKEN|Missing Authentication Token|\"Missing Authentication Token\"|-|403");
        row("parameters", "/dev/checked", error,
            "BAD_REQUEST_PARAMETERS|Missing required request parameters: [q]|\"Missing required request parameters: "
            "[q]\"|-|400");
        row("body", "/dev/checked?q=1", error,
            "BAD_REQUEST_BODY|Invalid request body|\"Invalid request body\"|[object has missing required properties "
            "([\"name\"])]|400");
        row("resource", "/dev/pets/7", "$context.resourceId|$context.resourcePath", "rln99j|/pets/{id}");
        row("no resource", "/dev/nowhere", "$context.resourceId|$context.resourcePath|$context.path",
            "-|-|/dev/nowhere");
        row("an id of the client's own", "/dev/pets/7", "$context.requestId", "0a1b2c3d-0000-4000-8000-00000000000f",
            "0a1b2c3d-0000-4000-8000-00000000000f");
        row("an id that is no UUID", "/dev/pets/7", "$context.requestId", "UUID_REPLACED_INVALID_REQUEST_ID", "mine");
        row("a query stays out", "/dev/pets/7?key=secret", "$context.path", "/dev/pets/7");
        row("braces", "/dev/pets/7", "${context.status}!", "200!");
    }

    void logsWhatClientsWereTold()
    {
        QFETCH(QString, target);
        QFETCH(QString, ownId);
        QFETCH(QString, format);
        QFETCH(QString, line);
        World world(false);
        world.addSink();
        gw::Stage stage = stageWith({});
        stage.accessLog = {"a.log", format.toStdString() + " $context.extendedRequestId"};
        world.gateway.deploy(compile(apiCalling("x"), stage).program);
        Request request = requestFor(target.toStdString());
        if (!ownId.isEmpty())
            request.headers.add("x-amzn-RequestId", ownId.toStdString());
        const Response response =
            test::runTask(world.gateway.handle(std::move(request), {"pets123456", false}, world.upstream));
        world.gateway.traces().flush();
        const std::string_view id = response.headers.get("x-amz-apigw-id");
        QCOMPARE(QString::fromUtf8(world.text("a.log")), line + " " + QString::fromUtf8(id.data(), 16) + "\n");
    }

    void onlyRequestsOfAStageAreLogged()
    {
        World world;
        world.addSink();
        gw::Stage stage = stageWith({});
        stage.accessLog = {"a.log", "$context.requestId"};
        world.gateway.deploy(compile(apiCalling("x"), stage).program);
        QCOMPARE(world.get("/dev/nowhere"), 403);
        QCOMPARE(world.get("/prod/pets/1"), 403);
        world.gateway.traces().flush();
        QCOMPARE(world.text("a.log").count('\n'), 1);
    }

    void goesOnAfterRotation()
    {
        World world;
        world.addSink();
        gw::Stage stage = stageWith({});
        stage.accessLog = {"a.log", "$context.requestId"};
        world.gateway.deploy(compile(apiCalling("x"), stage).program);
        world.get("/dev/pets/1");
        world.gateway.traces().flush();
        QVERIFY(QFile::rename(world.folder.filePath("a.log"), world.folder.filePath("a.log.1")));
        world.get("/dev/pets/2");
        world.gateway.traces().flush();
        QCOMPARE(world.text("a.log").count('\n'), 1);
        QCOMPARE(world.text("a.log.1").count('\n'), 1);
    }

    // A project is not to be trusted with the rest of the machine.
    void writesNowhereElse_data()
    {
        QTest::addColumn<QString>("destination");
        QTest::addColumn<QString>("link"); // made beforehand; "pipe": a named pipe
        QTest::newRow("link to a file") << "a.log"
                                        << "a.log";
        QTest::newRow("link to a folder") << "logs/a.log"
                                          << "logs";
        QTest::newRow("named pipe") << "pipe"
                                    << "pipe";
    }

    void writesNowhereElse()
    {
        QFETCH(QString, destination);
        QFETCH(QString, link);
        World world;
        world.addSink();
        QTemporaryDir elsewhere;
        const QByteArray place = world.folder.filePath(link).toLocal8Bit();
        if (link == "pipe")
            QCOMPARE(mkfifo(place.constData(), 0600), 0);
        else
            QVERIFY(QFile::link(elsewhere.path() + (link == "logs" ? "" : "/target"), world.folder.filePath(link)));
        gw::Stage stage = stageWith({});
        stage.accessLog = {destination.toStdString(), "$context.requestId"};
        world.gateway.deploy(compile(apiCalling("x"), stage).program);
        QCOMPARE(world.get("/dev/pets/1"), 200);
        QCOMPARE(world.get("/dev/pets/1"), 200);
        world.gateway.traces().flush();
        QVERIFY(QDir(elsewhere.path()).isEmpty());
        QCOMPARE(world.reports.size(), std::size_t(1)); // told once, and requests go on
        QVERIFY(!world.reports[0].hint.empty());
    }

    void refusesDestinationsOutside()
    {
        gw::Stage stage = stageWith({});
        for (const char* file : {"../a.log", "/tmp/a.log", "a/../../b", "gatewright.yaml", ""}) {
            stage.accessLog = {file, "$context.requestId"};
            QVERIFY2(!compile(apiCalling("x"), stage).program->logging, file);
        }
    }

    void writesExecutionLogs_data()
    {
        QTest::addColumn<QString>("level");
        QTest::addColumn<bool>("dataTrace");
        QTest::addColumn<bool>("fails");
        QTest::addColumn<QStringList>("has");
        QTest::addColumn<QStringList>("hasNot");
        const QStringList steps{"Starting execution for request", "HTTP Method: GET, Resource Path: /pets/1",
                                "Method completed with status: 200"};
        const QStringList data{"Method request headers", "Endpoint response body", "Method response body"};
        QTest::newRow("off") << "OFF" << true << false << QStringList() << steps + data;
        QTest::newRow("errors, all well") << "ERROR" << false << false << QStringList() << steps;
        QTest::newRow("errors, one fails")
            << "ERROR" << false << true << QStringList{"Method completed with status: 504"} << data;
        QTest::newRow("info") << "INFO" << false << false << steps << data;
        QTest::newRow("info with data") << "INFO" << true << false << steps + data << QStringList{"secret-of-mine"};
    }

    void writesExecutionLogs()
    {
        QFETCH(QString, level);
        QFETCH(bool, dataTrace);
        QFETCH(bool, fails);
        QFETCH(QStringList, has);
        QFETCH(QStringList, hasNot);
        World world;
        world.addSink();
        if (fails)
            world.upstream.outcome = tl::unexpected(UpstreamFailure{});
        gw::Stage stage = stageWith({});
        stage.methodSettings = {{"*/*", level.toStdString(), dataTrace, false}};
        world.gateway.deploy(compile(apiCalling("x"), stage).program);
        QCOMPARE(world.get("/dev/pets/1"), fails ? 504 : 200);
        world.gateway.traces().flush();
        const QByteArray log = world.text(".gatewright/logs/API-Gateway-Execution-Logs_pets123456/dev.log");
        for (const QString& text : has)
            QVERIFY2(log.contains(text.toUtf8()), log.constData());
        for (const QString& text : hasNot)
            QVERIFY2(!log.contains(text.toUtf8()), log.constData());
        for (const QByteArray& line : log.split('\n'))
            QVERIFY(line.size() <= 1024);
    }

    void theMostSpecificSettingsHold_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("verb");
        QTest::addColumn<int>("level");
        QTest::newRow("everything else") << "/owners"
                                         << "GET" << 0;
        QTest::newRow("its own") << "/pets/{id}"
                                 << "GET" << 2;
        QTest::newRow("another verb") << "/pets/{id}"
                                      << "PUT" << 1;
        QTest::newRow("another path") << "/pets"
                                      << "GET" << 0;
        QTest::newRow("root") << "/"
                              << "GET" << 1;
        QTest::newRow("no route") << ""
                                  << "PATCH" << 0;
    }

    void theMostSpecificSettingsHold()
    {
        QFETCH(QString, path);
        QFETCH(QString, verb);
        QFETCH(int, level);
        gw::Stage stage = stageWith({});
        stage.methodSettings = {{"pets/{id}/*", "ERROR", false, false},
                                {"pets/{id}/GET", "INFO", false, false},
                                {"/GET", "ERROR", false, false}};
        const auto logging = stageLogging(apiCalling("x"), stage, {}, false);
        QVERIFY(logging);
        QCOMPARE(static_cast<int>(logging->of(path.toStdString(), verb.toStdString()).level), level);
    }
};

QTEST_GUILESS_MAIN(TestStageSettings)
#include "tst_stage_settings.moc"
