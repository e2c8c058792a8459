// What the template editor knows without a widget: references, completion, samples, the preview's order of things.
#include "ui/models/completion.h"
#include "ui/models/engine_templates.h"
#include "ui/models/template_completion.h"
#include "ui/models/template_reference.h"
#include "ui/models/template_sample.h"
#include "ui/session/template_preview.h"

#include "core/format/openapi_read.h"
#include "core/json/text.h"
#include "gateway-engine/trace/trace.h"

#include <QAbstractItemModelTester>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace gw;
using namespace gw::ui;

namespace {

const char* apiText = R"(openapi: 3.0.1
info: { title: Shop, version: "1" }
paths:
  /pets/{petId}/orders:
    post:
      parameters:
        - { name: petId, in: path, required: true, schema: { type: string, example: "7" } }
        - { name: limit, in: query, schema: { type: integer, example: 5 } }
        - { name: X-Tenant, in: header, schema: { type: string } }
      requestBody:
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Order" }
      responses:
        "200": { description: OK, content: { application/json: { example: { ok: true } } } }
components:
  schemas:
    Order:
      type: object
      properties:
        customer: { $ref: "#/components/schemas/Customer" }
        lines:
          type: array
          items:
            type: object
            properties:
              sku: { type: string, description: What is ordered }
              count: { type: integer }
        note: { type: string }
    Customer:
      type: object
      properties:
        name: { type: string }
        parent: { $ref: "#/components/schemas/Customer" }
    Loop: { $ref: "#/components/schemas/Loop" }
)";

} // namespace

class TestTemplateModels : public QObject
{
    Q_OBJECT

private:
    std::shared_ptr<Project> m_project;
    NodeRef m_ref;

    [[nodiscard]] const Api& api() const { return *m_project->apis.front(); }
    [[nodiscard]] const Resource& resource() const { return *api().openApi()->resources.front(); }
    [[nodiscard]] const Method& method() const { return *resource().methods.front(); }
    [[nodiscard]] TemplatePlace place(TemplateSide side = TemplateSide::Request) const
    {
        return {api(), resource(), method(), side, "200"};
    }
    [[nodiscard]] TemplateScope scope() const
    {
        return {m_project, m_ref, std::make_shared<json::Value>(payloadSchema(place(), {}))};
    }
    [[nodiscard]] QStringList offered(const QString& before) const
    {
        QStringList texts;
        for (const CompletionItem& item : templateCompletions(before, scope()).items)
            texts << item.text;
        return texts;
    }

private slots:
    void initTestCase();
    void readsReferences_data();
    void readsReferences();
    void completes_data();
    void completes();
    void offersNothing_data();
    void offersNothing();
    void cursorGoesBetweenTheBrackets();
    void completionModelIsOne();
    void findsPathParameters_data();
    void findsPathParameters();
    void samplesComeFromTheDesign();
    void samplesComeFromATrace();
    void schemaComesFromTheSampleWhereNoneIsWritten();
    void rendersByTheEngine_data();
    void rendersByTheEngine();
    void faultsHaveTheirPlace_data();
    void faultsHaveTheirPlace();
    void outputLeadsBackToItsLine();
    void overridesAreTold();
    void previewShowsTheNewestAlone();
    void previewRestsWhileNobodyLooks();
};

void TestTemplateModels::initTestCase()
{
    const OpenApiReading read = readOpenApi(apiText, "shop.yaml", ApiId{1});
    QVERIFY(read.source);
    m_project = std::make_shared<Project>();
    Api shop;
    shop.id = ApiId{1};
    shop.name = "shop";
    shop.definition = RestApi{read.source->definition};
    Stage stage;
    stage.id = StageId{1};
    stage.variables = {{"backend", "localhost:8081"}};
    shop.stages = {stage};
    m_project->apis.push_back(Cow<Api>(std::move(shop)));
    m_ref = {api().id, resource().id, method().id, {}};
}

void TestTemplateModels::readsReferences_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("receiver"); // names, with "()" or "[]"
    QTest::addColumn<QString>("partial");

    QTest::newRow("begin") << "{ \"a\": $" << QStringList{} << "";
    QTest::newRow("name") << "$inp" << QStringList{} << "inp";
    QTest::newRow("quiet") << "$!{con" << QStringList{} << "con";
    QTest::newRow("member") << "$input.pa" << QStringList{"input"} << "pa";
    QTest::newRow("call") << "$input.path('$.a').na" << QStringList{"input", "path()"} << "na";
    QTest::newRow("index") << "${pets[0]." << QStringList{"pets", "[]"} << "";
    QTest::newRow("nested call") << "$util.parseJson($input.body).x" << QStringList{"util", "parseJson()"} << "x";
    QTest::newRow("brackets in quotes") << "$a.replace(')', '(')." << QStringList{"a", "replace()"} << "";
    QTest::newRow("inside a directive") << "#if($context.identity.so" << QStringList{"context", "identity"} << "so";
}

void TestTemplateModels::readsReferences()
{
    QFETCH(QString, text);
    QFETCH(QStringList, receiver);
    QFETCH(QString, partial);
    const auto typed = referenceAtEnd(text);
    QVERIFY(typed);
    QStringList names;
    for (const ReferenceStep& step : typed->receiver)
        names << (step.kind == ReferenceStep::Kind::Name   ? step.name
                  : step.kind == ReferenceStep::Kind::Call ? step.name + "()"
                                                           : QStringLiteral("[]"));
    QCOMPARE(names, receiver);
    QCOMPARE(typed->partial, partial);
}

void TestTemplateModels::completes_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QStringList>("first"); // the first ones offered

    QTest::newRow("references") << "$" << QStringList{"input", "context", "util", "stageVariables"};
    QTest::newRow("own variables first") << "#set($total = 1)\n$" << QStringList{"total", "input"};
    QTest::newRow("typed") << "$con" << QStringList{"context"};
    QTest::newRow("input") << "$input." << QStringList{"json('$')", "path('$')", "body"};
    QTest::newRow("util") << "$util.base" << QStringList{"base64Encode()", "base64Decode()"};
    QTest::newRow("context") << "$context.req" << QStringList{"requestId", "requestOverride", "requestTime"};
    QTest::newRow("context group") << "$context.identity.sou" << QStringList{"sourceIp"};
    QTest::newRow("stage variables") << "$stageVariables." << QStringList{"backend"};
    QTest::newRow("fields of the model") << "$input.path('$')." << QStringList{"customer", "lines", "note"};
    QTest::newRow("through a reference") << "$input.path('$').customer.parent.na" << QStringList{"name"};
    QTest::newRow("behind a path") << "$input.path('$.customer').na" << QStringList{"name"};
    QTest::newRow("elements") << "$input.path('$.lines')[0]." << QStringList{"sku", "count"};
    QTest::newRow("elements by get") << "$input.path('$').lines.get(0).s" << QStringList{"sku"};
    QTest::newRow("list methods") << "$input.path('$').lines.si" << QStringList{"size()"};
    QTest::newRow("text methods") << "$input.path('$').note.toU" << QStringList{"toUpperCase()"};
    QTest::newRow("variable") << "#set($root = $input.path('$'))\n$root.cus" << QStringList{"customer"};
    QTest::newRow("variable of a variable")
        << "#set($root = $input.path('$'))#set($c = $root.customer)\n$c.na" << QStringList{"name"};
    QTest::newRow("loop") << "#foreach($line in $input.path('$.lines'))\n  $line.s" << QStringList{"sku"};
    QTest::newRow("where the loop stands") << "#foreach($l in $x)$foreach.ha" << QStringList{"hasNext"};
    QTest::newRow("path root") << "$input.json('" << QStringList{"$"};
    QTest::newRow("path fields") << "$input.json('$." << QStringList{"customer", "lines", "note"};
    QTest::newRow("path into elements") << "$input.path(\"$.lines[0].c" << QStringList{"count"};
    QTest::newRow("parameter names") << "$input.params('" << QStringList{"petId", "limit", "X-Tenant"};
    QTest::newRow("parameter group") << "$input.params().header." << QStringList{"X-Tenant"};
    QTest::newRow("directives") << "#fo" << QStringList{"foreach($item in )"};
}

void TestTemplateModels::completes()
{
    QFETCH(QString, before);
    QFETCH(QStringList, first);
    QCOMPARE(offered(before).mid(0, first.size()), first);
}

void TestTemplateModels::offersNothing_data()
{
    QTest::addColumn<QString>("before");
    QTest::newRow("plain JSON") << "{ \"name.";
    QTest::newRow("a number") << "12.";
    QTest::newRow("empty") << "";
    QTest::newRow("unknown variable") << "$nothing.";
    QTest::newRow("a variable of itself") << "#set($a = $a.b)$a.";
    QTest::newRow("unbalanced") << "$input.path('$')).";
    QTest::newRow("no such field") << "$input.json('$.nowhere.";
    QTest::newRow("deep scan") << "$input.json('$..";
}

void TestTemplateModels::offersNothing()
{
    QFETCH(QString, before);
    QCOMPARE(offered(before), QStringList{});
}

void TestTemplateModels::cursorGoesBetweenTheBrackets()
{
    const auto back = [this](const char* before) {
        return templateCompletions(before, scope()).items.front().cursorBack;
    };
    QCOMPARE(back("$input.js"), 2);  // json('$|')
    QCOMPARE(back("$util.urlE"), 1); // urlEncode(|)
    QCOMPARE(back("#se"), 4);        // set($| = )
    QCOMPARE(back("$input.bo"), 0);
    QCOMPARE(templateCompletions("$input.pat", scope()).typed, 3);
}

void TestTemplateModels::completionModelIsOne()
{
    CompletionModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setItems({{"a", "first", 0}, {"b", {}, 0}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data(CompletionModel::detailRole).toString(), QStringLiteral("first"));
    model.setItems({});
    QCOMPARE(model.rowCount(), 0);
    const auto found = matching({{"xab", {}, 0}, {"Abc", {}, 0}, {"nothing", {}, 0}}, "ab");
    QCOMPARE(found.size(), 2u);
    QCOMPARE(found.front().text, QStringLiteral("Abc"));
}

void TestTemplateModels::findsPathParameters_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("found");
    QTest::newRow("plain") << "/pets/{id}"
                           << "/pets/7"
                           << "id=7";
    QTest::newRow("behind a stage") << "/pets/{id}/toys/{toy}"
                                    << "/dev/pets/7/toys/ball"
                                    << "id=7 toy=ball";
    QTest::newRow("greedy") << "/files/{proxy+}"
                            << "/dev/files/a/b/c"
                            << "proxy=a/b/c";
    QTest::newRow("host in front") << "/{id}"
                                   << "localhost:4780/dev/3"
                                   << "id=3";
    QTest::newRow("other path") << "/pets/{id}"
                                << "/orders/7"
                                << "";
    QTest::newRow("too short") << "/pets/{id}/toys"
                               << "/pets/7"
                               << "";
    QTest::newRow("root") << "/"
                          << "/dev"
                          << "";
}

void TestTemplateModels::findsPathParameters()
{
    QFETCH(QString, resource);
    QFETCH(QString, path);
    QStringList found;
    for (const auto& [name, value] : pathParametersOf(resource.toStdString(), path.toStdString()))
        found << QString::fromStdString(name + "=" + value);
    QTEST(found.join(' '), "found");
}

void TestTemplateModels::samplesComeFromTheDesign()
{
    const TemplateSample request = sampleFromDesign(place());
    QVERIFY(QString::fromStdString(request.body).contains("\"sku\""));
    QCOMPARE(*findIn(request.path, "petId"), std::string("7"));
    QCOMPARE(*findIn(request.query, "limit"), std::string("5"));
    QCOMPARE(*findIn(request.stageVariables, "backend"), std::string("localhost:8081"));
    QCOMPARE(*findIn(request.context, "resourcePath"), std::string("/pets/{petId}/orders"));
    QCOMPARE(*findIn(request.context, "stage"), std::string("dev"));
    QVERIFY(QString::fromStdString(sampleFromDesign(place(TemplateSide::Response)).body).contains("\"ok\""));

    console::ConsoleRequest saved;
    saved.url = "{{baseUrl}}/pets/42/orders";
    saved.query = {{"limit", "9", true}, {"off", "1", false}};
    saved.body.text = "{\"note\":\"saved\"}";
    const TemplateSample tried = sampleFromRequest(place(), saved);
    QCOMPARE(tried.body, std::string("{\"note\":\"saved\"}"));
    QCOMPARE(*findIn(tried.path, "petId"), std::string("42"));
    QCOMPARE(tried.query.size(), 1u);
}

void TestTemplateModels::samplesComeFromATrace()
{
    engine::Trace trace;
    trace.requestId = "abc";
    trace.stage = "dev";
    trace.method = "POST";
    trace.path = "/pets/9/orders?limit=3&limit=4";
    trace.remoteAddress = "10.0.0.1:5000";
    engine::TraceMessage in;
    in.body = "{\"note\":\"in\"}";
    in.headers.add("X-Tenant", "a");
    engine::TraceMessage answer;
    answer.body = "{\"answer\":1}";
    trace.messages = {in, answer};
    engine::Span client;
    client.card = engine::Card::Client;
    client.in = 0;
    engine::Span backend;
    backend.card = engine::Card::Integration;
    backend.out = 1;
    trace.spans = {client, backend};

    const TemplateSample request = sampleFromTrace(place(), trace);
    QCOMPARE(request.body, in.body);
    QCOMPARE(*findIn(request.path, "petId"), std::string("9"));
    QCOMPARE(request.query.size(), 2u);
    QCOMPARE(*findIn(request.headers, "X-Tenant"), std::string("a"));
    QCOMPARE(*findIn(request.context, "identity.sourceIp"), std::string("10.0.0.1"));
    QCOMPARE(sampleFromTrace(place(TemplateSide::Response), trace).body, answer.body);
}

void TestTemplateModels::schemaComesFromTheSampleWhereNoneIsWritten()
{
    TemplateSample sample;
    sample.body = "{\"rows\": [{\"id\": 1}]}";
    const json::Value schema = payloadSchema(place(TemplateSide::Response), sample);
    QVERIFY(schema.at("/properties/rows/items/properties/id"));
    sample.body = "<xml/>";
    QVERIFY(payloadSchema(place(TemplateSide::Response), sample).isNull());
}

void TestTemplateModels::rendersByTheEngine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("output");
    QTest::newRow("text") << "{}"
                          << "{}";
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("payload") << "$input.json('$.note')"
                             << "\"hello\"";
    QTest::newRow("path parameter") << "$input.params('petId')"
                                    << "7";
    QTest::newRow("query parameter") << "$input.params().querystring.limit"
                                     << "5";
    QTest::newRow("context") << "$context.identity.sourceIp $context.stage"
                             << "127.0.0.1 dev";
    QTest::newRow("unknown context") << "[$context.nothing]"
                                     << "[]";
    QTest::newRow("stage variable") << "$stageVariables.backend"
                                    << "localhost:8081";
    QTest::newRow("directives") << "#foreach($n in [1..3])$n#if($foreach.hasNext),#end#end"
                                << "1,2,3";
}

void TestTemplateModels::rendersByTheEngine()
{
    QFETCH(QString, text);
    TemplateSample sample = sampleFromDesign(place());
    sample.body = "{\"note\": \"hello\"}";
    const TemplateRendering rendering = renderByEngine(text.toStdString(), sample, TemplateSide::Request);
    QCOMPARE(rendering.fault, QString());
    QTEST(rendering.output, "output");
}

void TestTemplateModels::faultsHaveTheirPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("not closed") << "{\n#if($a)\n" << 2;
    QTest::newRow("no expression") << "{}\n\n#set($a = )" << 3;
    QTest::newRow("endless")
        << "#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end" << 1;
}

void TestTemplateModels::faultsHaveTheirPlace()
{
    QFETCH(QString, text);
    const TemplateRendering rendering = renderByEngine(text.toStdString(), {}, TemplateSide::Request);
    QVERIFY(!rendering.fault.isEmpty());
    QTEST(rendering.line, "line");
    QVERIFY(rendering.column > 0);
}

void TestTemplateModels::outputLeadsBackToItsLine()
{
    const std::string text = "{\n  \"grüße 😀\": 1,\n#foreach($n in [1..2])\n  \"n\": $n,\n#end\n}";
    const TemplateRendering rendering = renderByEngine(text, {}, TemplateSide::Request);
    QCOMPARE(rendering.fault, QString());
    const auto lineOf = [&](const char* part, int from = 0) {
        return lineThatWrote(rendering, static_cast<int>(rendering.output.indexOf(QString::fromUtf8(part), from)));
    };
    QCOMPARE(lineOf("2"), 4); // written by $n
    QVERIFY(lineOf("grüße") >= 1 && lineOf("grüße") <= 2);
    QCOMPARE(lineThatWrote(rendering, static_cast<int>(rendering.output.size()) + 5), 0);
}

void TestTemplateModels::overridesAreTold()
{
    const TemplateRendering rendering =
        renderByEngine("#set($context.requestOverride.header.X = 'a')#set($context.responseOverride.status = 201)", {},
                       TemplateSide::Request);
    QCOMPARE(rendering.fault, QString());
    QCOMPARE(rendering.overrides, (QStringList{"requestOverride header X: a", "responseOverride status: 201"}));
}

void TestTemplateModels::previewShowsTheNewestAlone()
{
    QSemaphore started;
    QSemaphore release;
    QStringList asked;
    TemplatePreview preview([&](const std::string& text, const TemplateSample&, TemplateSide) {
        asked << QString::fromStdString(text);
        if (asked.size() == 1) {
            started.release();
            release.acquire();
        }
        TemplateRendering rendering;
        rendering.output = QString::fromStdString(text).toUpper();
        return rendering;
    });
    QStringList shown;
    connect(&preview, &TemplatePreview::rendered, this, [&] { shown << preview.rendering().output; });
    preview.setActive(true);
    preview.setTemplate("slow");
    QTRY_COMPARE(started.available(), 1);
    for (const char* text : {"a", "ab", "abc"})
        preview.setTemplate(text);
    QVERIFY(preview.isPending());
    release.release();
    QTRY_COMPARE(shown, QStringList{"ABC"});
    QCOMPARE(asked, (QStringList{"slow", "abc"}));
    QVERIFY(!preview.isPending());
}

void TestTemplateModels::previewRestsWhileNobodyLooks()
{
    TemplatePreview preview([](const std::string&, const TemplateSample& sample, TemplateSide) {
        TemplateRendering rendering;
        rendering.output = QString::fromStdString(sample.body);
        return rendering;
    });
    QSignalSpy rendered(&preview, &TemplatePreview::rendered);
    preview.setTemplate("$input.body");
    TemplateSample sample;
    sample.body = "payload";
    preview.setSample(sample, TemplateSide::Request);
    QVERIFY(!rendered.wait(300));
    preview.setActive(true);
    QTRY_COMPARE(rendered.count(), 1);
    QCOMPARE(preview.rendering().output, QStringLiteral("payload"));
}

QTEST_GUILESS_MAIN(TestTemplateModels)
#include "tst_template_models.moc"
