// What only HTTP APIs have in their files (reference 1.39, 2.5, 2.6): the CORS configuration and the response
// parameters of integrations: read, and edited so that nothing else of the file changes.
#include "core/format/openapi_read.h"
#include "core/format/openapi_write.h"
#include "tests/core/edit/edited_project.h"
#include "tests/support/line_diff.h"

#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

using DefinitionChange = std::function<void(OpenApiDefinition&)>;
Q_DECLARE_METATYPE(DefinitionChange)

namespace {

const std::string file = R"(openapi: 3.0.1
info: {title: t, version: '1'}
x-amazon-apigateway-cors: # pages
  allowOrigins:
    - https://a.example # theirs
    - https://b.example
  allowCredentials: true
  maxAge: 60
  mine: kept
  allowMethods: [GET, 'POST'] # quoted
paths:
  /a:
    get:
      responses: {}
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: https://example.org/a
        payloadFormatVersion: '1.0'
        requestParameters:
          append:header.x: $context.requestId # who
          overwrite:path: $request.path
        responseParameters:
          '200': # good ones
            overwrite:header.x: '1' # one
            remove:header.y: ''
          "404": {overwrite:statuscode: "200"}
  /b:
    get: {responses: {}}
)";

Integration& integrationOf(OpenApiDefinition& d)
{
    return *d.resources[0].edit().methods[0].edit().integration;
}

DefinitionChange onCors(std::function<void(CorsConfiguration&)> change)
{
    return [change = std::move(change)](OpenApiDefinition& d) { change(*d.cors); };
}

DefinitionChange onParameters(std::function<void(std::vector<ResponseParameters>&)> change)
{
    return [change = std::move(change)](OpenApiDefinition& d) { change(integrationOf(d).responseParameters); };
}

QStringList messagesOf(const std::string& text)
{
    QStringList messages;
    for (const Diagnostic& d : readOpenApi(text, "f.yaml", petsId).diagnostics)
        messages << QString("%1: %2").arg(d.position.line).arg(QString::fromStdString(d.message));
    return messages;
}

} // namespace

class TestHttpApiParts : public QObject
{
    Q_OBJECT

private slots:
    void reads()
    {
        Api api = apiFrom(file);
        const CorsConfiguration& cors = *api.openApi()->cors;
        QCOMPARE(cors.allowOrigins, (std::vector<std::string>{"https://a.example", "https://b.example"}));
        QCOMPARE(cors.allowMethods, (std::vector<std::string>{"GET", "POST"}));
        QVERIFY(cors.allowHeaders.empty() && cors.exposeHeaders.empty() && cors.allowCredentials && cors.maxAge == 60);
        const Integration& integration = integrationOf(*api.openApi());
        QVERIFY((integration.responseParameters ==
                 std::vector<ResponseParameters>{{"200", {{"overwrite:header.x", "1"}, {"remove:header.y", ""}}},
                                                 {"404", {{"overwrite:statuscode", "200"}}}}));
        QVERIFY((integration.requestParameters ==
                 StringMap{{"append:header.x", "$context.requestId"}, {"overwrite:path", "$request.path"}}));
        QVERIFY(!apiFrom(openApiText("GET /a")).openApi()->cors);
    }

    void readsLeniently_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QStringList>("messages");
        const auto row = [](const char* name, const char* part, QStringList messages) {
            QTest::newRow(name) << QString(part) << std::move(messages);
        };
        row("nothing", "{}", {});
        row("one origin", "{allowOrigins: '*'}", {});
        row("no object", "[GET]", {"3: The CORS configuration is not an object."});
        row("no list", "{allowMethods: 4}", {"3: \"allowMethods\" of the CORS configuration is not a list."});
        row("no age", "{maxAge: soon}", {"3: \"maxAge\" of the CORS configuration is no number of seconds."});
    }

    void readsLeniently()
    {
        QFETCH(QString, part);
        const std::string text =
            "openapi: 3.0.1\ninfo: {title: t, version: '1'}\nx-amazon-apigateway-cors: " + part.toStdString() +
            "\npaths: {}\n";
        QTEST(messagesOf(text), "messages");
    }

    void readsParametersLeniently_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QStringList>("messages");
        QTest::newRow("a list") << "[1]"
                                << QStringList{
                                       "7: GET /a: \"responseParameters\" of the integration is not an object."};
        QTest::newRow("a text for a status")
            << "{'200': x, '201': {}}"
            << QStringList{"7: GET /a: The response parameters for the status \"200\" are not an object, or stand in "
                           "the file twice."};
        QTest::newRow("a list as value") << "{'200': {'overwrite:header.x': [1]}}"
                                         << QStringList{"7: GET /a: \"overwrite:header.x\" in \"responseParameters\" "
                                                        "has no text of its own."};
    }

    void readsParametersLeniently()
    {
        QFETCH(QString, part);
        const std::string text = "openapi: 3.0.1\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n"
                                 "      responses: {}\n      x-amazon-apigateway-integration: {type: http_proxy, uri: "
                                 "'http://a', responseParameters: " +
                                 part.toStdString() + "}\n";
        QTEST(messagesOf(text), "messages");
    }

    void editsTouchTheirLinesOnly_data()
    {
        QTest::addColumn<DefinitionChange>("change");
        QTest::addColumn<QStringList>("diff");
        const auto row = [](const char* name, DefinitionChange change, QStringList diff) {
            QTest::newRow(name) << std::move(change) << std::move(diff);
        };
        row("nothing", [](OpenApiDefinition&) {}, {});
        row("an origin", onCors([](CorsConfiguration& c) { c.allowOrigins[1] = "https://c.example"; }),
            {"-    - https://b.example", "+    - https://c.example"});
        row("a method", onCors([](CorsConfiguration& c) { c.allowMethods.emplace_back("PUT"); }),
            {"-  allowMethods: [GET, 'POST'] # quoted", "+  allowMethods: [GET, 'POST', PUT] # quoted"});
        row("headers", onCors([](CorsConfiguration& c) { c.exposeHeaders = {"x"}; }),
            {"+  exposeHeaders:", "+    - x"});
        row("no credentials", onCors([](CorsConfiguration& c) { c.allowCredentials = false; }),
            {"-  allowCredentials: true", "+  allowCredentials: false"});
        row("no age", onCors([](CorsConfiguration& c) { c.maxAge.reset(); }), {"-  maxAge: 60"});
        row("another age", onCors([](CorsConfiguration& c) { c.maxAge = -1; }), {"-  maxAge: 60", "+  maxAge: -1"});
        row("a value", onParameters([](auto& p) { p[0].parameters[0].second = "$response.header.z"; }),
            {"-            overwrite:header.x: '1' # one",
             "+            overwrite:header.x: '$response.header.z' # one"});
        row("a mapping less", onParameters([](auto& p) { p[0].parameters.pop_back(); }),
            {"-            remove:header.y: ''"});
        row("a mapping more", onParameters([](auto& p) { setIn(p[0].parameters, "append:header.z", "2"); }),
            {"+            append:header.z: '2'"});
        row("another status", onParameters([](auto& p) { p[1].statusCode = "500"; }),
            {"-          \"404\": {overwrite:statuscode: \"200\"}",
             "+          \"500\": {overwrite:statuscode: \"200\"}"});
        row("a status less", onParameters([](auto& p) { p.pop_back(); }),
            {"-          \"404\": {overwrite:statuscode: \"200\"}"});
        row("the request's", [](OpenApiDefinition& d) { integrationOf(d).requestParameters[1].second = "/x"; },
            {"-          overwrite:path: $request.path", "+          overwrite:path: /x"});
    }

    void editsTouchTheirLinesOnly()
    {
        QFETCH(DefinitionChange, change);
        Api api = apiFrom(file);
        change(*api.openApi());
        const auto text = writeOpenApi(api);
        QVERIFY2(text, text ? "" : toString(text.error()).c_str());
        QTEST(lineDiff(linesOf(file), linesOf(*text)), "diff");
        QVERIFY(readOpenApi(*text, "f.yaml", petsId).source->definition == *api.openApi());
    }

    void isWrittenAnew()
    {
        Api api = apiFrom(file);
        api.source = nullptr;
        const std::string text = writeOpenApi(api).value();
        const auto read = readOpenApi(text, "f.yaml", petsId);
        QVERIFY(read.source);
        QVERIFY(read.source->definition.cors == api.openApi()->cors);
        QVERIFY(integrationOf(*api.openApi()).responseParameters ==
                read.source->definition.resources[0]->methods[0]->integration->responseParameters);
    }

    void goesAndComesBack()
    {
        Api api = apiFrom(file);
        api.openApi()->cors.reset();
        const std::string without = writeOpenApi(api).value();
        QVERIFY(without.find("cors") == std::string::npos);
        Api again = apiFrom(without);
        again.openApi()->cors = CorsConfiguration{};
        const std::string with = writeOpenApi(again).value();
        QVERIFY(readOpenApi(with, "f.yaml", petsId).source->definition.cors == CorsConfiguration{});
    }
};

QTEST_GUILESS_MAIN(TestHttpApiParts)
#include "tst_http_api_parts.moc"
