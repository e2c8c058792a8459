// The Test of one method (reference 1.35): the current design without a socket, what the service fills in for the
// caller, and the log in its words.
#include "core/format/openapi_read.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/invoke.h"
#include "gateway-engine/pipeline/variables.h"

#include <QRegularExpression>
#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

constexpr char document[] = R"(
openapi: 3.0.1
info: {title: pets, version: '1'}
paths:
  /pets/{petId}:
    get:
      x-amazon-apigateway-request-validator: parameters
      parameters: [{name: q, in: query, required: false}]
      responses: {'200': {description: ok, headers: {X-Mapped: {}}}}
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: {application/json: '{"statusCode": 200}'}
        responses:
          default:
            statusCode: '200'
            responseParameters: {method.response.header.X-Mapped: "'yes'"}
            responseTemplates:
              application/json: "$context.stage $context.identity.sourceIp $context.identity.apiKey $context.identity.apiKeyId $context.identity.caller $context.identity.user $context.protocol $input.params('petId') $stageVariables.colour"
    x-amazon-apigateway-any-method:
      responses: {'200': {description: ok}}
      x-amazon-apigateway-integration: {type: mock, requestTemplates: {application/json: '{"statusCode": "none"}'}, responses: {default: {statusCode: '200'}}}
  /lost:
    get:
      responses: {'200': {description: ok}}
      x-amazon-apigateway-integration: {type: http, httpMethod: GET, uri: 'http://no such host/', responses: {default: {statusCode: '200'}}}
)";

std::shared_ptr<const Program> program()
{
    const auto reading = readOpenApi(document, "pets.yaml", ApiId{1});
    Api api;
    api.id = ApiId{1};
    api.apiId = "abcdefghij";
    api.name = "pets";
    api.definition = RestApi{reading.source->definition};
    gw::Stage stage;
    stage.name = testStageName;
    stage.variables = {{"colour", "blue"}};
    stage.canary = gw::CanarySettings{100, {}, {{"colour", "red"}}, false}; // has no say in a test
    return compile(api, stage).program;
}

Request requestFor(const char* verb, const char* target = "")
{
    Request request;
    request.method = verb;
    request.target = target;
    request.remoteAddress = testSourceIp;
    return request;
}

// Without the first line and the times.
QStringList eventsOf(const InvokeResult& result)
{
    static const QRegularExpression stamp("^\\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4} : ");
    QStringList events = QString::fromStdString(result.log).split('\n').mid(1);
    for (QString& event : events)
        event.remove(stamp);
    return events;
}

} // namespace

class TestInvoke : public QObject
{
    Q_OBJECT

private slots:
    void fillsInTheCaller();
    void takesAnyPath_data();
    void takesAnyPath();
    void choosesTheMethod_data();
    void choosesTheMethod();
    void logsWhatWentWell();
    void logsWhatWentWrong();
    void cutsLongMaps();
};

void TestInvoke::fillsInTheCaller()
{
    const auto result = invokeMethod(program(), "/pets/{petId}", requestFor("GET", "/pets/7"));
    QVERIFY(result);
    QCOMPARE(QString::fromStdString(result->response.bodyText()),
             QString("test-invoke-stage test-invoke-source-ip test-invoke-api-key test-invoke-api-key-id "
                     "test-invoke-caller test-invoke-user HTTP/1.1 7 blue"));
    QVERIFY(!result->response.headers.has("x-amzn-RequestId"));
    QVERIFY(!result->response.headers.has("x-amz-apigw-id"));
}

void TestInvoke::takesAnyPath_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("petId");
    QTest::addColumn<QString>("logged");
    QTest::newRow("fits") << QByteArray("/pets/7?q=1") << "7"
                          << "/pets/7";
    QTest::newRow("none: the resource's own") << QByteArray() << "{petId}"
                                              << "/pets/{petId}";
    QTest::newRow("does not fit") << QByteArray("/other/path/altogether") << ""
                                  << "/other/path/altogether";
}

void TestInvoke::takesAnyPath()
{
    QFETCH(QByteArray, path);
    QFETCH(QString, petId);
    QFETCH(QString, logged);
    const auto result = invokeMethod(program(), "/pets/{petId}", requestFor("GET", path.constData()));
    QVERIFY(result);
    QCOMPARE(result->response.status, 200);
    QVERIFY(QString::fromStdString(result->response.bodyText()).endsWith("HTTP/1.1 " + petId + " blue"));
    QVERIFY(eventsOf(*result).contains("HTTP Method: GET, Resource Path: " + logged));
    QVERIFY(eventsOf(*result).contains(petId.isEmpty() ? QString("Method request path: {}")
                                                       : "Method request path: {petId=" + petId + "}"));
}

void TestInvoke::choosesTheMethod_data()
{
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<int>("status"); // 0: refused
    QTest::addColumn<QString>("message");
    QTest::newRow("its own") << QByteArray("/pets/{petId}") << QByteArray("GET") << 200 << QString();
    QTest::newRow("any") << QByteArray("/pets/{petId}") << QByteArray("PUT") << 500 << QString();
    QTest::newRow("no such resource") << QByteArray("/toys") << QByteArray("GET") << 0
                                      << "Invalid Resource identifier specified";
    QTest::newRow("no such method") << QByteArray("/lost") << QByteArray("PUT") << 0
                                    << "Invalid Method identifier specified";
}

void TestInvoke::choosesTheMethod()
{
    QFETCH(QByteArray, resource);
    QFETCH(QByteArray, verb);
    QFETCH(int, status);
    QFETCH(QString, message);
    Request request = requestFor(verb.constData());
    request.headers.add("X-HTTP-Method-Override", "HEAD"); // the method is chosen already
    const auto result = invokeMethod(program(), resource.toStdString(), std::move(request));
    QCOMPARE(result.has_value(), status != 0);
    if (result)
        QCOMPARE(result->response.status, status);
    else
        QCOMPARE(QString::fromStdString(result.error().message), message);
}

void TestInvoke::logsWhatWentWell()
{
    Request request = requestFor("GET", "/pets/7?q=a%20b&q=c");
    request.headers.add("Accept", "a/b");
    request.headers.add("Accept", "c/d");
    const auto result = invokeMethod(program(), "/pets/{petId}", std::move(request));
    QVERIFY(result);
    const QString id = QString::fromStdString(result->trace->requestId);
    QVERIFY(QString::fromStdString(result->log).startsWith("Execution log for request " + id + "\n"));
    QCOMPARE(eventsOf(*result),
             (QStringList{"Starting execution for request: " + id, "HTTP Method: GET, Resource Path: /pets/7",
                          "Method request path: {petId=7}", "Method request query string: {q=a b,c}",
                          "Method request headers: {Accept=a/b,c/d}", "Method request body before transformations: ",
                          "Method response body after transformations: " +
                              QString::fromStdString(result->response.bodyText()),
                          "Method response headers: {Content-Type=application/json, X-Mapped=yes}",
                          "Successfully completed execution", "Method completed with status: 200", ""}));
}

void TestInvoke::logsWhatWentWrong()
{
    const auto result = invokeMethod(program(), "/pets/{petId}", requestFor("PUT"));
    QVERIFY(result);
    const QStringList events = eventsOf(*result);
    QCOMPARE(events.size(), 9); // six of the request, what failed, how it ended, the end
    QCOMPARE(events[6], QString("Execution failed due to configuration error: Unable to parse statusCode. It should be "
                                "an integer that is defined in the request template."));
    QCOMPARE(events[7], QString("Method completed with status: 500"));
    QCOMPARE(events[8], QString());
}

void TestInvoke::cutsLongMaps()
{
    Request request = requestFor("GET");
    request.headers.add("X-Long", std::string(2'000, 'x'));
    const auto result = invokeMethod(program(), "/pets/{petId}", std::move(request));
    QVERIFY(result);
    const QString headers = eventsOf(*result).filter("Method request headers: ").value(0);
    QVERIFY(headers.endsWith("x [TRUNCATED]"));
    QCOMPARE(headers.size(), QString("Method request headers: ").size() + 998 + QString(" [TRUNCATED]").size());
}

QTEST_GUILESS_MAIN(TestInvoke)
#include "tst_invoke.moc"
