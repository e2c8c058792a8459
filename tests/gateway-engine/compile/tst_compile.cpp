// From designs to programs: real documents, kinds that are not served yet, and the values made from schemas.
#include "core/format/openapi_read.h"
#include "core/json/text.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/pipeline/serve.h"
#include "gateway-engine/schema/sample.h"
#include "tests/support/engine_world.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

Api apiOf(OpenApiDefinition definition)
{
    Api api;
    api.id = ApiId{1};
    api.apiId = "abcdefghij";
    api.name = "api";
    api.definition = RestApi{std::move(definition)};
    return api;
}

// "/pets/{id}" → "/pets/1", "/{proxy+}" → "/1"
std::string concretePath(const std::string& path)
{
    std::string result;
    for (std::size_t at = 0; at < path.size();) {
        const auto end = path[at] == '{' ? path.find('}', at) : std::string::npos;
        result += end == std::string::npos ? path[at] : '1';
        at = end == std::string::npos ? at + 1 : end + 1;
    }
    return result;
}

} // namespace

class TestCompile : public QObject
{
    Q_OBJECT

private slots:
    void refusesWebSocketApis();
    void servesRealDocuments_data();
    void servesRealDocuments();
    void samples_data();
    void samples();
    void samplesAreStable();
    void boundsSamples_data();
    void boundsSamples();
    void oversizedTemplatesAnswerWithAnError_data();
    void oversizedTemplatesAnswerWithAnError();
};

void TestCompile::refusesWebSocketApis()
{
    Api api = apiOf({});
    api.definition = WebSocketApi{};
    const Compilation compilation = compile(api, gw::Stage{});
    QVERIFY(!compilation.program);
    QCOMPARE(compilation.diagnostics.size(), std::size_t{1});
    QVERIFY(compilation.diagnostics[0].severity == Severity::Error);
    QCOMPARE(compilation.diagnostics[0].message,
             std::string("\"api\" cannot be served: WebSocket APIs are not served yet."));
    QVERIFY(!compilation.diagnostics[0].hint.empty());
    QVERIFY(compilation.diagnostics[0].node.api == api.id);
}

void TestCompile::servesRealDocuments_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("operations");
    const QDir folder(qEnvironmentVariable("GATEWRIGHT_CASES") + "/openapi");
    QFile file(folder.filePath("index.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("The conformance cases are not here; set GATEWRIGHT_CASES to their folder.");
    const auto index = json::readJson(file.readAll().toStdString());
    QVERIFY(index && index->isArray());
    for (const json::Value& entry : index->asArray()) {
        if (!entry["operations"].isNumber())
            continue;
        const QString name = QString::fromStdString(entry["file"].scalarText());
        QTest::newRow(qPrintable(name)) << folder.filePath(name) << static_cast<int>(entry["operations"].toInt());
    }
}

void TestCompile::servesRealDocuments()
{
    QFETCH(QString, path);
    QFETCH(int, operations);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto reading = readOpenApi(file.readAll().toStdString(), path.toStdString(), ApiId{1});
    QVERIFY(reading.source);
    gw::Stage stage;
    stage.name = "dev";
    const Compilation compilation = compile(apiOf(reading.source->definition), stage);
    QVERIFY(compilation.program);
    QVERIFY(!hasErrors(compilation.diagnostics));
    QCOMPARE(static_cast<int>(compilation.program->methods.size()), operations);

    test::FakeServices services;
    test::FakeUpstream upstream;
    for (const CompiledMethod& method : compilation.program->methods) {
        Request request;
        request.method = method.verb == "ANY" ? "GET" : method.verb;
        request.target = concretePath(method.resourcePath);
        Exchange x(std::move(request), compilation.program, upstream, services, {});
        test::runTask(serve(x));
        const Response& response = x.response;
        QVERIFY2(x.method, method.resourcePath.c_str());
        QVERIFY(response.status >= 200 && response.status <= 599);
        const std::string_view type = response.headers.get("Content-Type");
        // The templates of gateway responses are the document's own: with the service, too, a quoted
        // $context.error.validationErrorString is no JSON.
        const bool isOurs = response.status < 400 && x.endpointResponse.bodyText().empty();
        if (isOurs && type == "application/json" && !response.bodyText().empty())
            QVERIFY2(json::readJson(response.bodyText()), response.bodyText().c_str());
    }
}

void TestCompile::samples_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* name, const char* schema, const char* value) {
        QTest::newRow(name) << schema << value;
    };
    row("example first", R"({"type":"string","example":"a","default":"b","enum":["c"]})", R"("a")");
    row("example of null", R"({"type":"string","example":null})", "null");
    row("const", R"({"const":5})", "5");
    row("default", R"({"type":"integer","default":9})", "9");
    row("enum", R"({"enum":["x","y"]})", R"("x")");
    row("3.1 examples", R"({"type":"string","examples":["p","q"]})", R"("p")");
    row("3.1 types", R"({"type":["null","integer"],"minimum":7,"maximum":7})", "7");
    row("null type", R"({"type":"null"})", "null");
    row("boolean schema", "true", "{}");
    row("nothing said", "{}", "{}");
    row("bounds", R"({"type":"integer","minimum":1000,"maximum":1000})", "1000");
    row("only a maximum", R"({"type":"integer","maximum":-5})", "-5");
    row("exclusive, 3.0", R"({"type":"integer","minimum":500,"exclusiveMinimum":true})", "501");
    row("exclusive, 3.1", R"({"type":"integer","exclusiveMinimum":500})", "501");
    row("multiple", R"({"type":"integer","multipleOf":250,"minimum":300})", "500");
    row("number bounds", R"({"type":"number","minimum":0.25,"maximum":0.25})", "0.25");
    row("plain pattern", R"({"type":"string","pattern":"^v1$"})", R"("v1")");
    row("longest", R"({"type":"string","maxLength":0})", R"("")");
    row("all of",
        R"({"allOf":[{"type":"object","properties":{"a":{"const":1}}},{"properties":{"b":{"const":2}}}],"properties":{"c":{"const":3}}})",
        R"({"a":1,"b":2,"c":3})");
    row("one of", R"({"oneOf":[{"type":"null"},{"const":2}]})", "2");
    row("any of", R"({"anyOf":[{"const":1},{"const":2}]})", "1");
    row("items", R"({"type":"array","items":{"const":1},"minItems":3})", "[1,1,1]");
    row("no items", R"({"type":"array","items":{"const":1},"maxItems":0})", "[]");
    row("items say nothing", R"({"type":"array"})", "[]");
    row("tuple", R"({"prefixItems":[{"const":1},{"const":"a"}]})", R"([1,"a"])");
    row("map", R"({"type":"object","additionalProperties":{"const":1}})", R"({"key":1})");
    row("write only", R"({"properties":{"a":{"const":1},"b":{"type":"string","writeOnly":true}}})", R"({"a":1})");
    row("reference", R"({"$ref":"#/components/schemas/Leaf"})", R"({"n":1})");
    row("missing reference", R"({"$ref":"#/components/schemas/Nowhere"})", "null");
    row("reference to itself", R"({"$ref":"#/components/schemas/Loop"})", "null");
    row("circle by property", R"({"$ref":"#/components/schemas/Node"})", R"({"n":1,"many":[]})");
    row("circle by choice", R"({"$ref":"#/components/schemas/Choice"})", R"({"c":"end"})");
}

namespace {

OpenApiDefinition sampleDefinition()
{
    OpenApiDefinition definition;
    definition.components = json::readJson(R"({"schemas":{
        "Leaf":{"properties":{"n":{"const":1}}},
        "Loop":{"$ref":"#/components/schemas/Loop"},
        "Node":{"properties":{"n":{"const":1},"next":{"$ref":"#/components/schemas/Node"},
                "many":{"type":"array","items":{"$ref":"#/components/schemas/Node"}}}},
        "Choice":{"properties":{"c":{"oneOf":[{"$ref":"#/components/schemas/Choice"},{"const":"end"}]}}}}})")
                                .value();
    return definition;
}

} // namespace

void TestCompile::samples()
{
    QFETCH(QString, schema);
    QFETCH(QString, value);
    const OpenApiDefinition definition = sampleDefinition();
    Sampler sampler(definition);
    const json::Value made = sampler.sample(json::readJson(schema.toStdString()).value(), "seed");
    QCOMPARE(QString::fromStdString(json::writeJson(made)), value);
}

void TestCompile::samplesAreStable()
{
    const OpenApiDefinition definition = sampleDefinition();
    const json::Value schema = json::readJson(R"({"properties":{"id":{"type":"string","format":"uuid"},
        "at":{"type":"string","format":"date-time"},"mail":{"type":"string","format":"email"},
        "link":{"type":"string","format":"uri"},"ip":{"type":"string","format":"ipv4"},
        "name":{"type":"string","minLength":12,"maxLength":14},"ok":{"type":"boolean"},"n":{"type":"number"}}})")
                                   .value();
    const json::Value first = Sampler(definition).sample(schema, "GET /pets 200");
    QCOMPARE(json::writeJson(Sampler(definition).sample(schema, "GET /pets 200")), json::writeJson(first));
    QVERIFY(json::writeJson(Sampler(definition).sample(schema, "GET /dogs 200")) != json::writeJson(first));
    const auto matches = [&first](const char* key, const char* pattern) {
        return QRegularExpression(QRegularExpression::anchoredPattern(pattern))
            .match(QString::fromStdString(first[key].scalarText()))
            .hasMatch();
    };
    QVERIFY(matches("id", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}"));
    QVERIFY(matches("at", "20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
    QVERIFY(matches("mail", "\\w+@example\\.com"));
    QVERIFY(matches("link", "https://example\\.com/\\w+"));
    QVERIFY(matches("ip", "192\\.0\\.2\\.\\d+"));
    QVERIFY(matches("name", "\\w{12,14}"));
}

void TestCompile::boundsSamples_data()
{
    QTest::addColumn<QString>("schema");
    QString deep = "{\"const\":1}";
    for (int i = 0; i < 60; ++i)
        deep = "{\"type\":\"array\",\"minItems\":1000000,\"items\":" + deep + "}";
    QTest::newRow("nested arrays without end") << deep;
    QTest::newRow("an endless string") << R"({"type":"string","minLength":1000000000000})";
    QTest::newRow("huge numbers") << R"({"type":"integer","minimum":1e300})";
    QTest::newRow("bounds that exclude each other") << R"({"type":"integer","minimum":10,"maximum":1})";
    QTest::newRow("a tiny step") << R"({"type":"number","multipleOf":1e-300})";
    QTest::newRow("keywords of wrong kinds")
        << R"({"type":5,"properties":[],"items":"x","enum":{},"allOf":"y","minLength":"z","required":1})";
}

void TestCompile::boundsSamples()
{
    QFETCH(QString, schema);
    const OpenApiDefinition definition = sampleDefinition();
    Sampler sampler(definition);
    const std::string made = json::writeJson(sampler.sample(json::readJson(schema.toStdString()).value(), "seed"));
    QVERIFY(made.size() < 100'000);
    QVERIFY(json::readJson(made));
}

// The service accepts 300 KB (reference 1.21).
void TestCompile::oversizedTemplatesAnswerWithAnError_data()
{
    QTest::addColumn<qsizetype>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("the largest") << qsizetype(300 * 1024) << 200;
    QTest::newRow("a larger one") << qsizetype(300 * 1024 + 1) << 500;
}

void TestCompile::oversizedTemplatesAnswerWithAnError()
{
    QFETCH(qsizetype, bytes);
    QFETCH(int, status);
    std::string mapping = "{\"statusCode\": 200}";
    mapping.append(static_cast<std::size_t>(bytes) - mapping.size(), ' ');
    const std::string text = "openapi: 3.0.1\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n"
                             "      responses: {'200': {description: ok}}\n      x-amazon-apigateway-integration: "
                             "{type: mock, responses: {default: {statusCode: '200'}}, requestTemplates: "
                             "{application/json: '" +
                             mapping + "'}}\n";
    const auto reading = readOpenApi(text, "a.yaml", ApiId{1});
    QVERIFY(reading.source);
    const Compilation compilation = compile(apiOf(reading.source->definition), gw::Stage{});
    QVERIFY(!hasErrors(compilation.diagnostics));
    QCOMPARE(compilation.diagnostics.size(), std::size_t(status == 200 ? 0 : 1));
    test::FakeServices services;
    test::FakeUpstream upstream;
    Request request;
    request.method = "GET";
    request.target = "/a";
    Exchange x(std::move(request), compilation.program, upstream, services, {});
    test::runTask(serve(x));
    QCOMPARE(x.response.status, status);
}

QTEST_GUILESS_MAIN(TestCompile)
#include "tst_compile.moc"
