// HTTP APIs served over real sockets (reference 2): addresses of stages, errors of their own, endpoints and throttles,
// access logs, and what a request that is too large is told.
#include "core/api/access_log_format.h"
#include "core/format/openapi_read.h"
#include "gateway-engine/access.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/engine.h"
#include "gateway-engine/pipeline/variables.h"
#include "gateway-engine/trace/access_log.h"
#include "gateway-engine/trace/trace_ring.h"
#include "tests/support/http_caller.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using test::HttpCaller;
using test::HttpStandIn;

namespace {

constexpr char apiId[] = "abcdefghij";

constexpr char nobody[] = "http://127.0.0.1:1";

std::string documentFor(const std::string& uri)
{
    const auto route = [](const std::string& verb, const std::string& to) {
        return "    " + verb +
               ":\n      responses: {}\n      x-amazon-apigateway-integration: {type: http_proxy, httpMethod: ANY, "
               "payloadFormatVersion: '1.0', uri: '" +
               to + "'}\n";
    };
    return "openapi: 3.0.1\ninfo: {title: t, version: '1'}\npaths:\n  /pets/{id}:\n" + route("get", uri + "/one/{id}") +
           "  /dead:\n" + route("get", nobody) + "  /limited:\n" + route("get", uri + "/limited");
}

Api apiFor(const std::string& uri)
{
    Api api;
    api.id = ApiId{7};
    api.apiId = apiId;
    api.name = "pets";
    api.definition = HttpApi{readOpenApi(documentFor(uri), "a.yaml", api.id).source->definition};
    return api;
}

gw::Stage stageNamed(const std::string& name)
{
    gw::Stage stage;
    stage.name = name;
    stage.id = StageId{name.size()};
    return stage;
}

// Two stages of one API, with an endpoint that tells the path it got.
class World
{
public:
    World()
        : endpoint([](Request request) -> Task<Response> {
              Response response;
              response.headers.add("Content-Type", "text/plain");
              response.headers.add("apigw-requestid", "forged");
              response.body = request.target;
              co_return response;
          })
    {
        ring = std::make_shared<TraceRing>();
        engine.addTraceSink(ring);
        engine.deploy(compile(apiFor(endpoint.url()), stageNamed("$default")).program);
        engine.deploy(compile(apiFor(endpoint.url()), stageNamed("prod")).program);
        port = engine.listenApi(apiId, "127.0.0.1", 0).value_or(0);
    }
    ~World() { engine.stop(); }

    HttpStandIn endpoint;
    std::shared_ptr<TraceRing> ring;
    Engine engine;
    int port = 0;
};

} // namespace

class TestHttpApis : public QObject
{
    Q_OBJECT

private slots:
    void addresses_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("body");
        const auto row = [](const char* name, const char* path, int status, const char* body) {
            QTest::newRow(name) << path << status << body;
        };
        row("the default stage", "/pets/1", 200, "/one/1");
        row("a named stage goes first", "/prod/pets/2", 200, "/one/2");
        row("the default stage by name is a path", "/$default/pets/1", 404, R"({"message":"Not Found"})");
        row("a stage that is none is a path", "/beta/pets/1", 404, R"({"message":"Not Found"})");
        row("no route", "/nothing", 404, R"({"message":"Not Found"})");
        row("no route of a named stage", "/prod/nothing", 404, R"({"message":"Not Found"})");
        row("a trailing slash", "/pets/1/", 404, R"({"message":"Not Found"})");
        row("an endpoint that is not there", "/dead", 503, R"({"message":"Service Unavailable"})");
    }
    void addresses()
    {
        QFETCH(QString, path);
        QFETCH(int, status);
        QFETCH(QString, body);
        World world;
        QVERIFY(world.port > 0);
        HttpCaller caller(world.port);
        const Response response = caller.get(path.toStdString());
        QCOMPARE(response.status, status);
        QCOMPARE(QString::fromStdString(response.bodyText()), body);
        QVERIFY(response.headers.get("apigw-requestid").size() == 16);
        for (const char* name : {"x-amzn-RequestId", "x-amz-apigw-id", "x-amzn-ErrorType"})
            QVERIFY2(!response.headers.has(name), name);
        QCOMPARE(response.headers.get("Content-Type"),
                 status == 200 ? std::string_view("text/plain") : std::string_view("application/json"));
    }

    void noStageAnswers()
    {
        Engine engine;
        engine.deploy(compile(apiFor(nobody), stageNamed("prod")).program);
        const int port = engine.listenApi(apiId, "127.0.0.1", 0).value_or(0);
        HttpCaller caller(port);
        for (const char* path : {"/", "/pets/1", "/beta/pets/1"}) {
            const Response response = caller.get(path);
            QCOMPARE(response.status, 404);
            QCOMPARE(response.bodyText(), std::string(R"({"message":"Not Found"})"));
            QVERIFY(response.headers.has("apigw-requestid"));
            QVERIFY(!response.headers.has("x-amzn-ErrorType"));
        }
        engine.stop();
    }

    void endpointsHearOfTheHop()
    {
        std::string forwarded;
        std::string others;
        HttpStandIn endpoint([&](Request request) -> Task<Response> {
            forwarded = request.headers.get("Forwarded");
            for (const HeaderField field : request.headers)
                if (field.name.starts_with("X-Forwarded"))
                    others += std::string(field.name) + " ";
            co_return Response();
        });
        Engine engine;
        engine.deploy(compile(apiFor(endpoint.url()), stageNamed("$default")).program);
        const int port = engine.listenApi(apiId, "127.0.0.1", 0).value_or(0);
        HttpCaller caller(port);
        QCOMPARE(caller.get("/pets/1", {{"X-Forwarded-For", "198.51.100.7"}, {"Host", "api.example"}}).status, 200);
        engine.stop();
        QCOMPARE(forwarded, std::string("for=198.51.100.7, by=127.0.0.1;for=127.0.0.1;host=api.example;proto=http"));
        QCOMPARE(others, std::string());
    }

    void aBodyThatIsTooLarge()
    {
        EngineOptions options;
        options.limits.maxBodyBytes = 100;
        Engine engine(options);
        engine.deploy(compile(apiFor(nobody), stageNamed("$default")).program);
        const int port = engine.listenApi(apiId, "127.0.0.1", 0).value_or(0);
        HttpCaller caller(port);
        const Response response = caller.send("POST", "/pets/1", {}, std::string(101, 'x'));
        engine.stop();
        QCOMPARE(response.status, 413);
        QCOMPARE(response.bodyText(), std::string(R"({"message":"Request Entity Too Large"})"));
        QVERIFY(response.headers.has("apigw-requestid"));
        QVERIFY(!response.headers.has("x-amzn-ErrorType"));
    }

    void routesAreThrottled()
    {
        Project project;
        Api api = apiFor(nobody);
        gw::Stage stage = stageNamed("$default");
        stage.routeSettings = {{"GET /limited", {}, {}, {}, {0.001, 1}}};
        api.stages = {stage};
        project.apis.emplace_back(api);
        Access access{AccessOptions{}};
        (void)access.follow(project, {});
        Surroundings surroundings;
        access.surround(surroundings);
        Engine engine;
        engine.deploy(compile(api, stage, {}, surroundings).program);
        const int port = engine.listenApi(apiId, "127.0.0.1", 0).value_or(0);
        HttpCaller caller(port);
        QCOMPARE(caller.get("/limited").status, 503); // let in, and nobody is behind it
        const Response refused = caller.get("/limited");
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.bodyText(), std::string(R"({"message":"Too Many Requests"})"));
        QCOMPARE(refused.bodyText().size(), std::size_t{31});
        QCOMPARE(caller.get("/dead").status, 503); // another route has a bucket of its own
        engine.stop();
    }

    void accessLogs_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("expected");
        QTest::newRow("answered") << "/pets/a%20b?x=1"
                                  << "$default|GET /pets/{id}|GET|/pets/a b|200|200|-|14|14|-|-";
        QTest::newRow("a named stage") << "/prod/pets/1"
                                       << "prod|GET /pets/{id}|GET|/prod/pets/1|200|200|-|6|6|-|-";
        QTest::newRow("no endpoint")
            << "/dead"
            << "$default|GET /dead|GET|/dead|503|-|Service Unavailable|33|33|INTEGRATION_FAILURE|-";
        QTest::newRow("no route") << "/none"
                                  << "$default|-|GET|/none|404|-|Not Found|23|23|RESOURCE_NOT_FOUND|-";
    }
    void accessLogs()
    {
        QFETCH(QString, path);
        QFETCH(QString, expected);
        World world;
        HttpCaller caller(world.port);
        const Response response = caller.get(path.toStdString());
        world.engine.flushTraces();
        const auto traces = world.ring->all();
        QCOMPARE(traces.size(), std::size_t{1});
        StageLogging logging;
        logging.isHttpApi = true;
        for (const gw::AccessLogPart& part : gw::accessLogParts(
                 "$context.stage|$context.routeKey|$context.httpMethod|$context.path|$context.status|"
                 "$context.integration.status|$context.error.message|$context.responseLength|$context.dataProcessed|"
                 "$context.error.responseType|$context.awsEndpointRequestId"))
            logging.accessLogFormat.push_back({part.text, part.variable});
        QCOMPARE(QString::fromStdString(accessLogLine(logging, *traces.front())), expected);
        const auto id = accessLogValue(logging, *traces.front(), "requestId");
        QCOMPARE(id, std::optional<std::string>(response.headers.get("apigw-requestid")));
        QCOMPARE(accessLogValue(logging, *traces.front(), "extendedRequestId"), id);
    }
};

QTEST_GUILESS_MAIN(TestHttpApis)
#include "tst_http_apis.moc"
