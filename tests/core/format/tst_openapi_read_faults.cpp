// Reading API documents: what is refused, and what is named as wrong and left out.
#include "tests/core/format/openapi_texts.h"

#include <QTest>

using namespace gw;
using namespace gw::test;

class TestOpenApiReadFaults : public QObject
{
    Q_OBJECT

private slots:
    void refusesWhatIsNoApi_data();
    void refusesWhatIsNoApi();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void bearsCircularReferences();
    void boundsFindings();
};

void TestOpenApiReadFaults::refusesWhatIsNoApi_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("line");
    QTest::newRow("empty") << ""
                           << "empty" << 0;
    QTest::newRow("a list") << "[1]"
                            << "top is not an object" << 0;
    QTest::newRow("a text") << "hello"
                            << "top is not an object" << 0;
    QTest::newRow("something else") << "a: 1"
                                    << "neither \"openapi\" nor \"swagger\"" << 0;
    QTest::newRow("openapi 4") << "openapi: 4.0.0\npaths: {}"
                               << "version \"4.0.0\"" << 1;
    QTest::newRow("openapi without number") << "info: {}\nopenapi: yes please"
                                            << "version \"yes please\"" << 2;
    QTest::newRow("swagger 1.2") << "swagger: '1.2'"
                                 << "version \"1.2\"" << 1;
    QTest::newRow("swagger 1") << "{\"swaggerVersion\": \"1.2\", \"apis\": []}"
                               << "Swagger 1" << 0;
    QTest::newRow("AsyncAPI") << "asyncapi: 2.6.0\nchannels: {}"
                              << "AsyncAPI" << 0;
    QTest::newRow("Postman") << "{\"info\": {\"schema\": \"https://x\"}, \"item\": []}"
                             << "Postman" << 0;
    QTest::newRow("CloudFormation") << "AWSTemplateFormatVersion: '2010-09-09'\nResources: {}"
                                    << "CloudFormation" << 0;
    QTest::newRow("SAM with a definition") << "Transform: AWS::Serverless-2016-10-31\nResources:\n  A:\n    "
                                              "Properties:\n      DefinitionBody:\n        openapi: 3.0.1"
                                           << "Resources.A.Properties.DefinitionBody" << 6;
    QTest::newRow("WebSocket API") << "routeSelectionExpression: a"
                                   << "WebSocket" << 0;
    QTest::newRow("broken YAML") << "openapi: 3.0.1\npaths: {"
                                 << "" << 2;
    QTest::newRow("broken JSON") << "{\"openapi\": \"3.0.1\",}"
                                 << "" << 1;
}

void TestOpenApiReadFaults::refusesWhatIsNoApi()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    const OpenApiReading reading = readText(text.toStdString());
    QVERIFY(!reading.source);
    QCOMPARE(reading.diagnostics.size(), std::size_t(1));
    const Diagnostic& d = reading.diagnostics.front();
    QVERIFY2(d.message.find(message.toStdString()) != std::string::npos, d.message.c_str());
    QVERIFY(d.severity == Severity::Error && d.file == "api.yaml" && !d.hint.empty());
    QFETCH(int, line);
    if (line > 0)
        QVERIFY(d.position.line >= 1 && d.position.line <= line);
}

void TestOpenApiReadFaults::namesWhatIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("line");
    const auto row = [](const char* name, const std::string& text, const char* rule, const char* message, int line) {
        QTest::newRow(name) << QString::fromStdString(text) << rule << message << line;
    };
    row("paths is a list", head + "paths: [1]", "openapi-path", "\"paths\" is not an object", 3);
    row("path without slash", head + "paths:\n  a: {}", "openapi-path", "\"a\" does not begin", 4);
    row("path is a text", head + "paths:\n  /a: x", "openapi-path", "not an object of methods", 4);
    row("unknown verb", head + "paths:\n  /a:\n    gett: {}", "openapi-operation", "\"gett\"", 5);
    row("trace", head + "paths:\n  /a:\n    trace: {}", "openapi-operation", "TRACE", 5);
    row("method is null", head + "paths:\n  /a:\n    get:", "openapi-operation", "GET /a", 5);
    row("verb twice", head + "paths:\n  /a:\n    get: {}\n    GET: {}", "openapi-operation", "twice", 6);
    row("shared path item", head + "paths:\n  /a: {$ref: '#/x'}", "ref-missing", "\"#/x\"", 4);
    row("shared path item that is there", head + "x: {get: {}}\npaths:\n  /a: {$ref: '#/x'}", "openapi-path", "\"#/x\"",
        5);
    row("parameters is an object", withOperation("{parameters: {}}"), "openapi-parameter", "not a list", 5);
    row("parameter is a text", withOperation("{parameters: [x]}"), "openapi-parameter", "not an object", 5);
    row("parameter without name", withOperation("{parameters: [{in: query}]}"), "openapi-parameter", "no name", 5);
    row("parameter nowhere", withOperation("{parameters: [{name: a, in: body}]}"), "openapi-parameter", "\"body\"", 5);
    row("parameter twice", withOperation("{parameters: [{name: a, in: query}, {name: a, in: query}]}"),
        "openapi-parameter", "twice", 5);
    row("parameter reference to nothing", withOperation("{parameters: [{$ref: '#/no'}]}"), "ref-missing", "\"#/no\"",
        5);
    row("shared parameter that leads nowhere", withOperation("{parameters: [{$ref: '#/p'}]}") + "p: {$ref: '#/no'}\n",
        "ref-missing", "\"#/no\"", 6);
    row("responses is a list", withOperation("{responses: []}"), "openapi-response", "not an object", 5);
    row("response is a text", withOperation("{responses: {'200': x}}"), "openapi-response", "Response 200", 5);
    row("response reference to nothing", withOperation("{responses: {'200': {$ref: '#/no'}}}"), "ref-missing",
        "\"#/no\"", 5);
    row("content is a list", withOperation("{responses: {'200': {content: [1]}}}"), "openapi-content", "not an object",
        5);
    row("examples is a list", withOperation("{responses: {'200': {content: {a/b: {examples: [1]}}}}}"),
        "openapi-example", "not an object", 5);
    row("example reference to nothing",
        withOperation("{responses: {'200': {content: {a/b: {examples: {x: {$ref: '#/no'}}}}}}}"), "ref-missing",
        "\"#/no\"", 5);
    row("header is a number", withOperation("{responses: {'200': {headers: {A: 1}}}}"), "openapi-header",
        "not an object", 5);
    row("body reference to nothing", withOperation("{requestBody: {$ref: '#/no'}}"), "ref-missing", "\"#/no\"", 5);
    row("integration reference to nothing", withOperation("{x-amazon-apigateway-integration: {$ref: '#/no'}}"),
        "ref-missing", "\"#/no\"", 5);
    row("integration is a text", withOperation("{x-amazon-apigateway-integration: x}"), "openapi-integration",
        "not an object", 5);
    row("unknown integration type", withOperation("{x-amazon-apigateway-integration: {type: ftp}}"),
        "openapi-integration", "\"ftp\"", 5);
    row("unknown behaviour",
        withOperation("{x-amazon-apigateway-integration: {type: mock, passthroughBehavior: maybe}}"),
        "openapi-integration", "\"maybe\"", 5);
    row("timeout is a text", withOperation("{x-amazon-apigateway-integration: {type: mock, timeoutInMillis: long}}"),
        "openapi-integration", "milliseconds", 5);
    row("mapping to a list",
        withOperation("{x-amazon-apigateway-integration: {type: mock, requestParameters: {a: [1]}}}"), "openapi-map",
        "\"a\"", 5);
    row("unknown scheme", withOperation("{security: [{nobody: []}]}"), "openapi-security", "\"nobody\"", 5);
    row("validators are a list", head + "x-amazon-apigateway-request-validators: [a]", "openapi-validator",
        "not an object", 3);
    row("validator is a text", head + "x-amazon-apigateway-request-validators: {All: yes}", "openapi-validator",
        "\"All\"", 3);
    row("validator twice", head + "x-amazon-apigateway-request-validators: {All: {}, All: {}}", "openapi-validator",
        "twice", 3);
    row("compression is a text", head + "x-amazon-apigateway-minimum-compression-size: small", "openapi-compression",
        "10485760", 3);
    row("compression below zero", head + "x-amazon-apigateway-minimum-compression-size: -1", "openapi-compression",
        "10485760", 3);
    row("compression too large", head + "x-amazon-apigateway-minimum-compression-size: 10485761", "openapi-compression",
        "10485760", 3);
    row("documentation parts are an object", head + "x-amazon-apigateway-documentation: {documentationParts: {}}",
        "openapi-documentation", "not a list", 3);
    row("documentation of nothing", head + "x-amazon-apigateway-documentation: {documentationParts: [{properties: 1}]}",
        "openapi-documentation", "what it is about", 3);
    row("gateway response is a text", head + "x-amazon-apigateway-gateway-responses: {DEFAULT_4XX: no}",
        "openapi-gateway-response", "\"DEFAULT_4XX\"", 3);
}

void TestOpenApiReadFaults::namesWhatIsWrong()
{
    QFETCH(QString, text);
    QFETCH(QString, rule);
    QFETCH(QString, message);
    QFETCH(int, line);
    const OpenApiReading reading = readText(text.toStdString());
    QVERIFY(reading.source);
    QCOMPARE(reading.source->text, text.toStdString());
    QCOMPARE(reading.diagnostics.size(), std::size_t(1));
    const Diagnostic& d = reading.diagnostics.front();
    QCOMPARE(QString::fromStdString(d.rule), rule);
    QVERIFY2(d.message.find(message.toStdString()) != std::string::npos, d.message.c_str());
    QCOMPARE(d.position.line, line);
    QVERIFY(d.severity == Severity::Warning && d.position.column > 0 && !d.hint.empty());
}

void TestOpenApiReadFaults::bearsCircularReferences()
{
    const OpenApiReading reading = readText(withOperation(
        "{parameters: [{$ref: '#/components/parameters/A'}], responses: {'200': {$ref: '#/components/responses/R'}}}",
        "components: {parameters: {A: {$ref: '#/components/parameters/B'}, B: {$ref: '#/components/parameters/A'}}, "
        "responses: {R: {$ref: '#/components/responses/R'}}}\n"));
    const Method* method = onlyMethod(reading);
    QVERIFY(method);
    QVERIFY(method->requestParameters.empty() && method->responses.empty());
    QCOMPARE(reading.diagnostics.size(), std::size_t(2));
}

void TestOpenApiReadFaults::boundsFindings()
{
    std::string text = head + "paths:\n";
    for (int i = 0; i < 5000; ++i)
        text += "  p" + std::to_string(i) + ": {}\n";
    const OpenApiReading reading = readText(text);
    QVERIFY(reading.source);
    QCOMPARE(reading.diagnostics.size(), std::size_t(201));
    QVERIFY(reading.diagnostics.back().message.starts_with("4800 more"));
}

QTEST_GUILESS_MAIN(TestOpenApiReadFaults)
#include "tst_openapi_read_faults.moc"
