// Parameter mappings on the routes of an HTTP API (reference 2.5): what goes to the endpoint, what comes back, what is
// left out, and what no deployment takes. CORS of its answers (2.6) is here as well: mappings and it meet there.
#include "tests/support/authorized_api.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using gw::engine::test::AuthorizedApi;

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

std::string apiWith(const QString& mappings, const std::string& more = {})
{
    return more + R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /pets/{id}:
    x-amazon-apigateway-any-method:
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: ANY
        uri: "http://127.0.0.1:1/base?fixed=1"
)" + mappings.toStdString();
}

QString requestMapping(const QString& to, const QString& from)
{
    return QString("        requestParameters: { \"%1\": \"%2\" }\n").arg(to, from);
}

std::unique_ptr<AuthorizedApi> served(const std::string& openApi, const std::string& stage = "dev")
{
    auto api = std::make_unique<AuthorizedApi>(openApi, Project{}, Secrets{}, std::string(), stage, ApiKind::Http);
    api->upstream.outcome->response.status = 200;
    return api;
}

Request clientRequest(const std::string& target, const std::string& body = {})
{
    Request request;
    request.method = "POST";
    request.target = target;
    request.headers.add("Host", "x.localhost");
    request.headers.add("X-One", "1");
    request.headers.add("x-one", "2");
    request.headers.add("Content-Type", "application/json");
    request.body = body;
    return request;
}

QStringList valuesOf(const Headers& headers, std::string_view name)
{
    QStringList values;
    for (const HeaderField field : headers)
        if (equalsIgnoreCase(field.name, name))
            values << text(field.value);
    return values;
}

} // namespace

class TestRouteMapping : public QObject
{
    Q_OBJECT

private slots:
    void headers_data();
    void headers();
    void targets_data();
    void targets();
    void readsEverythingFirst();
    void eventsOfFunctions();
    void parametersOfServicesAreNoMappings();
    void noValueAddsALine();
    void answers_data();
    void answers();
    void onlyItsStatusIsMapped();
    void corsOfAnswers();
    void refusesConfigurations_data();
    void refusesConfigurations();
    void notesWhatItDid();
};

void TestRouteMapping::headers_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("header");
    QTest::addColumn<QStringList>("values");
    const auto row = [](const char* to, const char* from, const char* header, QStringList values) {
        QTest::newRow((std::string(to) + " " + from).c_str())
            << QString(to) << QString(from) << QString(header) << std::move(values);
    };
    row("append:header.x-one", "3", "X-One", {"1", "2", "3"});
    row("append:header.x-new", "3", "X-New", {"3"});
    row("overwrite:header.x-one", "3", "X-One", {"3"});
    row("overwrite:header.x-new", "3", "X-New", {"3"});
    row("remove:header.X-ONE", "''", "X-One", {});
    row("remove:header.nobody", "''", "X-One", {"1", "2"});
    row("overwrite:header.x", "$request.header.X-ONE", "x", {"1,2"});
    row("overwrite:header.x", "$request.querystring.q", "x", {"a,b c"});
    row("overwrite:header.x", "$request.querystring.Q", "x", {});
    row("overwrite:header.x", "$request.path", "x", {"/pets/7"});
    row("overwrite:header.x", "$request.path.id", "x", {"7"});
    row("overwrite:header.x", "$request.body", "x", {R"({"pet":{"name":"Rex","tags":["a"]}})"});
    row("overwrite:header.x", "$request.body.pet.name", "x", {"Rex"});
    row("overwrite:header.x", "$request.body.pet.tags", "x", {R"(["a"])"});
    row("overwrite:header.x", "$request.body.pet.nothing", "x", {});
    row("overwrite:header.x", "$context.stage", "x", {"dev"});
    row("overwrite:header.x", "$context.nothing", "x", {});
    row("overwrite:header.x", "$stageVariables.tenant", "x", {"acme"});
    row("overwrite:header.x", "$stageVariables.nothing", "x", {});
    row("overwrite:header.x", "${request.path.id}/${stageVariables.tenant}!", "x", {"7/acme!"});
    row("overwrite:header.x-one", "$request.header.missing", "X-One", {"1", "2"}); // skipped, nothing is taken away
    row("overwrite:header.Host", "other.example", "Host", {"other.example"});
}

void TestRouteMapping::headers()
{
    QFETCH(QString, to);
    QFETCH(QString, from);
    QFETCH(QString, header);
    const auto api = served(apiWith(requestMapping(to, from)));
    QVERIFY2(api->diagnostics.empty(), api->diagnostics.empty() ? "" : api->diagnostics[0].message.c_str());
    const Response response =
        api->send(clientRequest("/dev/pets/7?q=a&q=b%20c", R"({"pet":{"name":"Rex","tags":["a"]}})"));
    QCOMPARE(response.status, 200);
    QTEST(valuesOf(api->upstream.sent.at(0).headers, header.toStdString()), "values");
}

void TestRouteMapping::targets_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("target");
    const auto row = [](const char* to, const char* from, const char* target) {
        QTest::newRow((std::string(to) + " " + from).c_str()) << QString(to) << QString(from) << QString(target);
    };
    row("append:querystring.q", "z w", "/base?fixed=1&q=a&Q=b&q=z%20w");
    row("append:querystring.new", "$request.path.id", "/base?fixed=1&q=a&Q=b&new=7%20x");
    row("overwrite:querystring.q", "z", "/base?fixed=1&Q=b&q=z");
    row("overwrite:querystring.q", "$request.header.missing", "/base?fixed=1&q=a&Q=b");
    row("overwrite:querystring.q", "a&b=c#d", "/base?fixed=1&Q=b&q=a%26b%3Dc%23d");
    row("remove:querystring.q", "''", "/base?fixed=1&Q=b");
    row("remove:querystring.fixed", "''", "/base?q=a&Q=b");
    row("remove:querystring.nobody", "''", "/base?fixed=1&q=a&Q=b");
    row("overwrite:path", "$request.path", "/pets/7%20x?fixed=1&q=a&Q=b");
    row("overwrite:path", "/v2/a%20b", "/v2/a%20b?fixed=1&q=a&Q=b");
    row("overwrite:path", "v2", "/v2?fixed=1&q=a&Q=b");
    row("overwrite:path", "/v2?x=1", "/v2%3Fx=1?fixed=1&q=a&Q=b");
    row("overwrite:path", "/v2/${request.path.id}", "/v2/7%20x?fixed=1&q=a&Q=b");
    row("overwrite:path", "$request.header.missing", "/base?fixed=1&q=a&Q=b");
}

void TestRouteMapping::targets()
{
    QFETCH(QString, to);
    QFETCH(QString, from);
    const auto api = served(apiWith(requestMapping(to, from)));
    QCOMPARE(api->send(clientRequest("/dev/pets/7%20x?q=a&Q=b")).status, 200);
    QTEST(text(api->upstream.sent.at(0).target), "target");
}

// A value that another mapping changes is still the client's.
void TestRouteMapping::readsEverythingFirst()
{
    const auto api = served(apiWith("        requestParameters:\n"
                                    "          \"overwrite:header.x-one\": changed\n"
                                    "          \"overwrite:header.x-two\": $request.header.x-one\n"
                                    "          \"overwrite:path\": /elsewhere\n"
                                    "          \"append:querystring.path\": $request.path\n"));
    api->send(clientRequest("/dev/pets/7"));
    QCOMPARE(valuesOf(api->upstream.sent.at(0).headers, "x-two"), QStringList{"1,2"});
    QCOMPARE(text(api->upstream.sent.at(0).target), "/elsewhere?fixed=1&path=/pets/7");
}

// A function's event is made of the request as mappings leave it; what its function answers is mapped as well.
void TestRouteMapping::eventsOfFunctions()
{
    const auto api = served(R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /pets/{id}:
    post:
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        payloadFormatVersion: "2.0"
        uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations"
        requestParameters:
          "overwrite:header.x-one": $request.path.id
          "remove:header.content-type": ''
          "append:querystring.who": $context.stage
          "overwrite:path": /elsewhere/${request.path.id}
        responseParameters: { "201": { "overwrite:header.x-made": $response.header.x-by, "overwrite:statuscode": "200" } }
)");
    api->functions->returns(R"({"statusCode":201,"headers":{"x-by":"f"},"body":"made"})");
    const Response response = api->send(clientRequest("/dev/pets/7?q=a", "{}"));
    QCOMPARE(response.status, 200);
    QCOMPARE(text(response.headers.get("x-made")), "f");
    const json::Value event = json::readJson(api->functions->events.at(0)).value();
    QCOMPARE(text(event["headers"]["x-one"].toString()), "7");
    QVERIFY(!event["headers"].find("content-type"));
    QCOMPARE(text(event["rawQueryString"].toString()), "q=a&who=dev");
    QCOMPARE(text(event["rawPath"].toString()), "/dev/elsewhere/7");
    QCOMPARE(text(event["pathParameters"]["id"].toString()), "7");
}

void TestRouteMapping::parametersOfServicesAreNoMappings()
{
    const auto api = served(R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /pets:
    post:
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration:
        type: aws_proxy
        integrationSubtype: SQS-SendMessage
        payloadFormatVersion: "1.0"
        credentials: "arn:aws:iam::000000000000:role/r"
        requestParameters: { QueueUrl: "https://sqs.us-east-1.amazonaws.com/000000000000/q", MessageBody: $request.body }
)");
    QVERIFY2(api->diagnostics.empty(), api->diagnostics.empty() ? "" : api->diagnostics[0].message.c_str());
}

void TestRouteMapping::noValueAddsALine()
{
    const auto api = served(apiWith(requestMapping("overwrite:header.x", "$request.querystring.q")));
    api->send(clientRequest("/dev/pets/7?q=a%0D%0AX-Evil:%201"));
    const Headers& sent = api->upstream.sent.at(0).headers;
    QCOMPARE(valuesOf(sent, "x"), QStringList{"aX-Evil: 1"});
    QVERIFY(!sent.has("X-Evil"));
}

void TestRouteMapping::answers_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("from");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("header");
    QTest::addColumn<QStringList>("values");
    const auto row = [](const char* to, const char* from, int status, const char* header, QStringList values) {
        QTest::newRow((std::string(to) + " " + from).c_str())
            << QString(to) << QString(from) << status << QString(header) << std::move(values);
    };
    row("append:header.x-one", "3", 404, "x-one", {"1", "3"});
    row("overwrite:header.x-one", "3", 404, "x-one", {"3"});
    row("remove:header.x-one", "''", 404, "x-one", {});
    row("overwrite:header.y", "$response.header.X-ONE", 404, "y", {"1"});
    row("overwrite:header.y", "$response.body.why", 404, "y", {"late"});
    row("overwrite:header.y", "$response.body", 404, "y", {R"({"why":"late","code":409})"});
    row("overwrite:header.y", "$context.stage", 404, "y", {"dev"});
    row("overwrite:header.y", "$stageVariables.tenant", 404, "y", {"acme"});
    row("overwrite:header.y", "$response.header.missing", 404, "y", {});
    row("overwrite:statuscode", "200", 200, "x-one", {"1"});
    row("overwrite:statuscode", "$response.body.code", 409, "x-one", {"1"});
    row("overwrite:statuscode", "$response.body.why", 404, "x-one", {"1"}); // no status: left out
    row("overwrite:statuscode", "$response.header.missing", 404, "x-one", {"1"});
}

void TestRouteMapping::answers()
{
    QFETCH(QString, to);
    QFETCH(QString, from);
    QFETCH(QString, header);
    const auto api =
        served(apiWith(QString("        responseParameters: { \"404\": { \"%1\": \"%2\" } }\n").arg(to, from)));
    QVERIFY2(api->diagnostics.empty(), api->diagnostics.empty() ? "" : api->diagnostics[0].message.c_str());
    Response& answer = api->upstream.outcome->response;
    answer.status = 404;
    answer.headers.add("X-One", "1");
    answer.body = R"({"why":"late","code":409})";
    const Response response = api->send(clientRequest("/dev/pets/7"));
    QTEST(response.status, "status");
    QTEST(valuesOf(response.headers, header.toStdString()), "values");
    QCOMPARE(text(response.bodyText()), R"({"why":"late","code":409})");
}

void TestRouteMapping::onlyItsStatusIsMapped()
{
    const auto api = served(apiWith("        responseParameters:\n"
                                    "          \"404\": { \"overwrite:statuscode\": \"200\" }\n"
                                    "          \"200\": { \"overwrite:header.x\": \"1\" }\n"));
    api->upstream.outcome->response.status = 500;
    QCOMPARE(api->send(clientRequest("/dev/pets/7")).status, 500);
    api->upstream.outcome->response.status = 404;
    const Response found = api->send(clientRequest("/dev/pets/7"));
    QCOMPARE(found.status, 200);
    QVERIFY(!found.headers.has("x")); // by the integration's status alone
    api->upstream.outcome = tl::unexpected(UpstreamFailure{});
    QCOMPARE(api->send(clientRequest("/dev/pets/7")).status, 503); // the gateway's own errors are not mapped
}

void TestRouteMapping::corsOfAnswers()
{
    const auto api = served(apiWith({}, "x-amazon-apigateway-cors: { allowOrigins: [ \"https://a.example\" ], "
                                        "exposeHeaders: [ x-one ] }\n"));
    api->upstream.outcome->response.headers.add("Access-Control-Allow-Origin", "*");
    Request request = clientRequest("/dev/pets/7");
    request.headers.add("Origin", "https://a.example");
    const Response mine = api->send(request);
    QCOMPARE(valuesOf(mine.headers, "access-control-allow-origin"), QStringList{"https://a.example"});
    QCOMPARE(valuesOf(mine.headers, "access-control-expose-headers"), QStringList{"x-one"});
    request.headers.set("Origin", "https://b.example");
    QVERIFY(!api->send(request).headers.has("access-control-allow-origin"));
    request.headers.set("Origin", "https://a.example");
    request.target = "/dev/nowhere";
    const Response missing = api->send(request);
    QCOMPARE(missing.status, 404);
    QCOMPARE(valuesOf(missing.headers, "access-control-allow-origin"), QStringList{"https://a.example"});
}

void TestRouteMapping::refusesConfigurations_data()
{
    QTest::addColumn<QString>("mappings");
    QTest::addColumn<QString>("words");
    QTest::newRow("reserved") << requestMapping("overwrite:header.Authorization", "x") << "reserved";
    QTest::newRow("reserved prefix") << requestMapping("append:header.X-Amz-Date", "x") << "reserved";
    QTest::newRow("reserved, read") << requestMapping("append:header.x", "$request.header.apigw-requestid")
                                    << "gateway's own";
    QTest::newRow("no destination") << requestMapping("append:path", "x") << "nothing that a mapping can change";
    QTest::newRow("no source") << requestMapping("append:header.x", "$request.cookie.a") << "no source";
    QTest::newRow("a later side") << requestMapping("append:header.x", "$response.header.a") << "no source";
    QTest::newRow("of REST APIs") << requestMapping("integration.request.header.x", "'1'")
                                  << "nothing that a mapping can change";
    QTest::newRow("reserved answer")
        << "        responseParameters: { \"200\": { \"overwrite:header.access-control-allow-origin\": \"*\" } }\n"
        << "reserved";
    QTest::newRow("no status") << "        responseParameters: { default: { \"overwrite:header.x\": \"1\" } }\n"
                               << "none";
    QTest::newRow("no such status") << "        responseParameters: { \"200\": { \"overwrite:statuscode\": \"99\" } }\n"
                                    << "no status";
}

// Such a route answers with an error, and the deployment says why.
void TestRouteMapping::refusesConfigurations()
{
    QFETCH(QString, mappings);
    QFETCH(QString, words);
    const auto api = served(apiWith(mappings));
    QCOMPARE(api->diagnostics.size(), std::size_t(1));
    QVERIFY2(text(api->diagnostics[0].message).contains(words), api->diagnostics[0].message.c_str());
    const Response response = api->send(clientRequest("/dev/pets/7"));
    QCOMPARE(response.status, 500);
    QCOMPARE(text(response.bodyText()), R"({"message":"Internal Server Error"})");
}

void TestRouteMapping::notesWhatItDid()
{
    const auto api = served(apiWith("        requestParameters:\n"
                                    "          \"overwrite:header.a\": $request.path.id\n"
                                    "          \"overwrite:header.b\": $request.header.missing\n"
                                    "          \"remove:header.x-one\": ''\n"));
    api->send(clientRequest("/dev/pets/7"));
    QCOMPARE(text(api->note("map_parameters", "overwrite:header.a")), "7");
    QVERIFY(text(api->note("map_parameters", "overwrite:header.b")).contains("left out"));
    QCOMPARE(text(api->note("map_parameters", "remove:header.x-one")), "removed");
}

QTEST_GUILESS_MAIN(TestRouteMapping)
#include "tst_route_mapping.moc"
