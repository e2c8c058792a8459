// Every lint rule on OpenAPI texts: what it finds, where, and what it leaves alone.
#include "core/lint/lint.h"

#include "core/edit/edits.h"
#include "core/format/sarif.h"
#include "core/json/text.h"
#include "tests/core/lint/linted_text.h"

#include <QElapsedTimer>
#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

Q_DECLARE_METATYPE(std::function<void(Stage&)>)

namespace {

std::string largeApi(int routes)
{
    std::string text = head;
    for (int i = 0; i < routes; ++i)
        text += good("/group" + std::to_string(i / 10) + "/thing" + std::to_string(i));
    return text;
}

} // namespace

class LintTest : public QObject
{
    Q_OBJECT

private slots:
    void stageSettings_data()
    {
        QTest::addColumn<std::function<void(Stage&)>>("change");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const std::function<void(Stage&)>& change, QStringList expected) {
            QTest::newRow(name) << change << expected;
        };
        row("access log", [](Stage& s) { s.accessLog = {"a.log", "$context.requestId $context.status"}; }, {});
        row("access log outside",
            [](Stage& s) {
                s.accessLog = {"/a.log", "$context.requestId"};
            },
            {"error access-log-invalid"});
        row("access log without id",
            [](Stage& s) {
                s.accessLog = {"a.log", "$context.status"};
            },
            {"error access-log-invalid"});
        row("access log variable",
            [](Stage& s) {
                s.accessLog = {"a.log", "$context.requestId $context.Status"};
            },
            {"warning access-log-variable-unknown"});
        row("settings",
            [](Stage& s) {
                s.methodSettings = {{"*/*", "INFO", true, false}, {"a/GET", "OFF", {}, {}}};
            },
            {});
        row("metrics",
            [](Stage& s) {
                s.methodSettings = {{"*/*", "OFF", false, true}, {"a/GET", "OFF", {}, {}}};
            },
            {"info setting-without-effect"});
        row("reserved name", [](Stage& s) { s.name = "ping"; }, {"warning stage-reserved"});
        row("another reserved name", [](Stage& s) { s.name = "sping"; }, {"warning stage-reserved"});
        row("a name that only begins like it", [](Stage& s) { s.name = "pings"; }, {});
        row("settings of no method",
            [](Stage& s) {
                s.methodSettings = {{"b/GET", "OFF", {}, {}}};
            },
            {"warning method-settings-invalid"});
        row("settings of nothing",
            [](Stage& s) {
                s.methodSettings = {{"a", "OFF", {}, {}}};
            },
            {"error method-settings-invalid"});
        row("logging level",
            [](Stage& s) {
                s.methodSettings = {{"*/*", "DEBUG", {}, {}}};
            },
            {"error method-settings-invalid"});
        row("canary", [](Stage& s) { s.canary = CanarySettings{10, "abc123", {}, false}; }, {});
        row("canary that shares the cache",
            [](Stage& s) {
                s.canary = CanarySettings{10, "abc123", {}, true};
            },
            {"info setting-without-effect"});
        row("canary without a deployment",
            [](Stage& s) {
                s.canary = CanarySettings{10, {}, {}, false};
            },
            {"warning canary-without-deployment"});
    }

    void stageSettings()
    {
        QFETCH(std::function<void(Stage&)>, change);
        QFETCH(QStringList, expected);
        Api api = apiFrom(head + good("/a"));
        change(api.stages.front());
        QStringList found;
        for (const Diagnostic& d : lint(api)) {
            found << QString("%1 %2").arg(severityName(d.severity), QString::fromStdString(d.rule));
            QVERIFY(d.node.stage == api.stages.front().id && !d.hint.empty());
        }
        QCOMPARE(found, expected);
    }

    void rules_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const std::string& paths, QStringList expected) {
            QTest::newRow(name) << QString::fromStdString(head + paths) << expected;
        };
        const std::string http = "        type: http_proxy\n        httpMethod: GET\n";
        const std::string idParameter =
            "      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n";

        row("validators that are there",
            good("/a") + "      x-amazon-apigateway-request-validator: All\n"
                         "x-amazon-apigateway-request-validators: {All: {}}\n"
                         "x-amazon-apigateway-request-validator: All\n",
            {});
        row("validator unknown",
            good("/a") + "      x-amazon-apigateway-request-validator: all\n"
                         "x-amazon-apigateway-request-validators: {All: {}}\n",
            {"8:7 error validator-unknown"});
        row("default validator unknown", good("/a") + "x-amazon-apigateway-request-validator: All\n",
            {"8:40 error validator-unknown"});
        row("gateway response unknown",
            good("/a") + "x-amazon-apigateway-gateway-responses:\n  THROTTLED: {}\n  TEAPOT: {statusCode: 418}\n",
            {"10:3 error gateway-response-invalid"});
        row("gateway response's status",
            good("/a") + "x-amazon-apigateway-gateway-responses:\n  THROTTLED: {statusCode: 42}\n",
            {"9:3 error gateway-response-invalid"});
        row("gateway response's header",
            good("/a") +
                "x-amazon-apigateway-gateway-responses:\n  THROTTLED: {responseParameters: {header.A: \"'b'\"}}\n",
            {"9:3 error gateway-response-invalid"});
        row("binary media types", good("/a") + "x-amazon-apigateway-binary-media-types: ['*/*', png]\n",
            {"8:41 warning binary-media-type-invalid"});
        row("documentation of nothing known",
            good("/a") + "x-amazon-apigateway-documentation: {documentationParts: [{location: {type: PET}}]}\n",
            {"8:36 warning documentation-invalid"});
        row("model by the service's address",
            good("/a") + "components: {schemas: {A: {$ref: 'https://apigateway.amazonaws.com/restapis/x/models/B'}}}\n",
            {"8:34 error ref-missing"});
        row("a good method", good("/a"), {});
        row("same path with a slash", good("/a") + good("/a/"), {"9:5 error route-duplicate"});
        row("other verb", good("/a") + good("/a/", "put"), {});
        row("other variable name", good("/a/{x}") + good("/a/{y}"),
            {"5:5 warning path-parameter-undeclared", "8:3 warning route-sibling-variables",
             "9:5 error route-unreachable", "9:5 warning path-parameter-undeclared"});
        row("query in the path", good("/a?b=c"), {"4:3 error route-unreachable", "4:3 warning route-bad-path-part"});
        row("blank in the path", good("\"/a b\""), {"4:3 error route-unreachable", "4:3 warning route-bad-path-part"});
        row("greedy first", good("/{p+}/a"),
            {"4:3 error route-greedy-not-last", "5:5 warning path-parameter-undeclared"});
        row("half a variable", good("/a/{x}.json"), {"4:3 error route-bad-path-part"});
        row("two variables in a part", good("/{x}-{y}"),
            {"4:3 error route-bad-path-part", "5:5 warning path-parameter-undeclared"});
        row("dollar", good("/a$b"), {"4:3 warning route-bad-path-part"});
        row("every sign a part may have", good("/a-b_c.d:e,f"), {});
        row("tilde", good("/a~b"), {"4:3 warning route-bad-path-part"});
        row("variable twice", good("/{x}/{x}"),
            {"4:3 warning route-repeated-variable", "5:5 warning path-parameter-undeclared",
             "5:5 warning path-parameter-undeclared"});
        row("sibling variables of other verbs", good("/a/{x}") + good("/a/{y}", "put"),
            {"5:5 warning path-parameter-undeclared", "8:3 warning route-sibling-variables",
             "9:5 warning path-parameter-undeclared"});
        row("operationId twice",
            "  /a:\n    get: {operationId: x, responses: {'200': {description: ok}}}\n"
            "  /b:\n    get: {operationId: x, responses: {'200': {description: ok}}}\n",
            {"5:5 info method-no-integration", "7:5 info method-no-integration",
             "7:11 warning operation-id-duplicate"});
        row("no integration, nothing to answer", "  /a:\n    get: {}\n", {"5:5 warning method-no-integration"});
        row("no integration, an example",
            "  /a:\n    get:\n      responses: {'200': {description: ok, content: {a/b: {example: 1}}}}\n",
            {"5:5 info method-no-integration"});

        row("no URI", integrated(http), {"7:7 error integration-uri-missing"});
        row("good URI", integrated(http + "        uri: http://h:8080/${stageVariables.x}\n"),
            {"10:9 warning stage-variable-undefined"});
        row("URI without a scheme", integrated(http + "        uri: localhost/x\n"),
            {"10:9 error integration-uri-invalid"});
        row("URI without a host", integrated(http + "        uri: http:///x\n"),
            {"10:9 error integration-uri-invalid"});
        row("URI with a bad port", integrated(http + "        uri: http://h:99999/x\n"),
            {"10:9 error integration-uri-invalid"});
        row("URI with a blank", integrated(http + "        uri: http://h/a b\n"),
            {"10:9 error integration-uri-invalid"});
        row("URI of IPv6", integrated(http + "        uri: 'http://[::1]:80/x'\n"), {});
        row("URI with a CloudFormation variable",
            integrated(http + "        uri: 'https://${Api}.x.${AWS::Region}.y.com/Prod'\n"), {});
        row("URI whose port is a stage variable", integrated(http + "        uri: 'http://h:${stageVariables.p}/'\n"),
            {"10:9 warning stage-variable-undefined"});
        row("URI without a host but a port", integrated(http + "        uri: 'http://:80/'\n"),
            {"10:9 error integration-uri-invalid"});
        row("service by subtype", integrated("        type: aws_proxy\n        integrationSubtype: SQS-SendMessage\n"),
            {});
        row("service by nothing", integrated("        type: aws_proxy\n        httpMethod: POST\n"),
            {"7:7 error integration-uri-missing"});
        row("whole URI a stage variable", integrated(http + "        uri: '${stageVariables.u}'\n"),
            {"10:9 warning stage-variable-undefined"});
        row("URI variable without mapping", integrated(http + "        uri: http://h/{id}\n"),
            {"10:9 error path-parameter-unmapped"});
        row("mapping of a variable the path lacks",
            integrated(http + "        uri: http://h/{id}\n        requestParameters:\n"
                              "          integration.request.path.id: method.request.path.id\n"),
            {"12:11 warning path-parameter-undeclared"});
        row("declared but not in the path", integrated(http + "        uri: http://h\n", idParameter),
            {"6:7 warning path-parameter-undeclared"});
        row("timeout too short", integrated(http + "        uri: http://h\n        timeoutInMillis: 49\n"),
            {"11:9 error integration-timeout-range"});
        row("timeout too long", integrated(http + "        uri: http://h\n        timeoutInMillis: 29001\n"),
            {"11:9 warning integration-timeout-range"});
        row("timeout at its ends", integrated(http + "        uri: http://h\n        timeoutInMillis: 29000\n"), {});
        row("no HTTP method", integrated("        type: http_proxy\n        uri: http://h\n"),
            {"7:7 warning integration-method"});
        row("Lambda by GET",
            integrated(
                "        type: aws_proxy\n        httpMethod: GET\n        uri: arn:aws:apigateway:eu-west-1:lambda:"
                "path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:f/invocations\n"),
            {"9:9 error integration-method"});
        row("proxy of another service",
            integrated(
                "        type: aws_proxy\n        httpMethod: POST\n        uri: arn:aws:apigateway:eu-west-1:sqs:"
                "path/q\n"),
            {"10:9 error integration-uri-invalid"});
        row("no ARN", integrated("        type: aws\n        httpMethod: POST\n        uri: http://h\n"),
            {"10:9 error integration-uri-invalid"});
        row("undeclared response",
            integrated("        type: mock\n        responses:\n          4\\d\\d: {statusCode: '404'}\n"),
            {"10:11 error response-missing"});

        row("missing schema",
            "  /a:\n    get:\n      responses:\n        default:\n          $ref: '#/components/responses/none'\n",
            {"5:5 warning method-no-integration", "8:17 error ref-missing"});
    }

    void rules()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QCOMPARE(findings(apiFrom(text.toStdString())), expected);
    }

    void references_data()
    {
        QTest::addColumn<QString>("schema"); // of the response body, flow style, on line 9
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("found") << "{$ref: '#/components/schemas/Pet'}" << QStringList();
        QTest::newRow("missing") << "{$ref: '#/components/schemas/Cat'}" << QStringList{"9:34 error ref-missing"};
        QTest::newRow("nested") << "{type: array, items: {$ref: '#/components/schemas/Cat'}}"
                                << QStringList{"9:55 error ref-missing"};
        QTest::newRow("escaped") << "{$ref: '#/paths/~1a/get'}" << QStringList();
        QTest::newRow("escaped, missing") << "{$ref: '#/paths/~1b/get'}" << QStringList{"9:34 error ref-missing"};
        QTest::newRow("other file") << "{$ref: 'pet.yaml#/Pet'}" << QStringList{"9:34 warning ref-missing"};
        QTest::newRow("the document itself") << "{$ref: '#'}" << QStringList();
        QTest::newRow("model of the service")
            << "{$ref: 'https://apigateway.amazonaws.com/restapis/abc/models/Pet'}" << QStringList();
        QTest::newRow("built-in model") << "{$ref: 'https://apigateway.amazonaws.com/restapis/abc/models/Empty'}"
                                        << QStringList();
        QTest::newRow("missing model") << "{$ref: 'https://apigateway.amazonaws.com/restapis/abc/models/Cat'}"
                                       << QStringList{"9:34 error ref-missing"};
        QTest::newRow("data in an example") << "{type: object, example: {$ref: '#/nowhere'}}" << QStringList();
        QTest::newRow("data in examples") << "{examples: [{$ref: '#/nowhere'}]}" << QStringList();
        QTest::newRow("property called example")
            << "{properties: {example: {$ref: '#/nowhere'}}}" << QStringList{"9:57 error ref-missing"};
        QTest::newRow("property called $ref") << "{properties: {$ref: {type: string}}}" << QStringList();
    }

    void references()
    {
        QFETCH(QString, schema);
        QFETCH(QStringList, expected);
        const std::string text = head +
                                 "  /a:\n    get:\n      responses:\n        '200':\n          content:\n"
                                 "            a/b: {schema: " +
                                 schema.toStdString() +
                                 "}\ncomponents:\n  schemas:\n    Pet: {type: object}\n"
                                 "  responses:\n    default: {description: d}\n";
        QCOMPARE(findings(apiFrom(text), "ref-missing"), expected);
    }

    void referencesOfComponentsAreChecked()
    {
        const Api api = apiFrom(head + good("/a") +
                                "components:\n  responses:\n    default:\n"
                                "      $ref: '#/components/responses/none'\n");
        QCOMPARE(findings(api), QStringList{"11:13 error ref-missing"});
    }

    void editsAreLintedAsTheyAre()
    {
        Project project;
        project.apis.emplace_back(
            apiFrom(head + good("/a") + "  /b:\n    get: {responses: {'200': {$ref: '#/components/responses/x'}}}\n"));
        QCOMPARE(findings(*project.apis.front(), "ref-missing").size(), 1);
        // The method goes, and with it its problem, though the source still has it.
        project = *deleteResource(std::move(project), ApiId{3}, "/b");
        QCOMPARE(findings(*project.apis.front()), QStringList());
        // A new method has no place in the source.
        project = *createResource(std::move(project), ApiId{3}, "/", "c");
        project = *createMethod(std::move(project), ApiId{3}, "/c", HttpVerb::Get);
        QCOMPARE(findings(*project.apis.front()), QStringList{"0:0 info method-no-integration"});
        // A bad reference that is not in the source yet.
        Method method = *project.apis.front()->openApi()->findPath("/c")->methods.front();
        method.responses.front().content.push_back({"a/b", {}, {}, {}});
        method.responses.front().content.front().schema.set("$ref", "#/components/schemas/none");
        project = *setMethod(std::move(project), ApiId{3}, method);
        QCOMPARE(findings(*project.apis.front(), "ref-missing"), QStringList{"0:0 error ref-missing"});
    }

    void stages_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QStringList>("expected");
        const auto variable = [](const char* row, const char* name, const QString& value, QStringList expected) {
            QTest::newRow(row) << "dev" << name << value << expected;
        };
        variable("good", "host_1", "http://h:1/", {});
        variable("bad name", "my-host", "x", {"0:0 error stage-variable-name"});
        variable("empty name", "", "x", {"0:0 error stage-variable-name"});
        variable("bad value", "host", "a b", {"0:0 error stage-variable-value"});
        variable("long value", "host", QString(513, 'x'), {"0:0 error stage-variable-value"});
        QTest::newRow("bad stage") << "my stage"
                                   << "x"
                                   << "x" << QStringList{"0:0 error stage-name"};
        QTest::newRow("$default") << "$default"
                                  << "x"
                                  << "x" << QStringList{"0:0 error stage-name"};
    }

    void stages()
    {
        QFETCH(QString, name);
        QFETCH(QString, variable);
        QFETCH(QString, value);
        QFETCH(QStringList, expected);
        Api api = apiFrom(head + good("/a"));
        api.stages.front().name = name.toStdString();
        api.stages.front().variables = {{variable.toStdString(), value.toStdString()}};
        QCOMPARE(findings(api), expected);
        for (const Diagnostic& d : lint(api)) {
            QCOMPARE(d.file, std::string("gatewright.yaml"));
            QVERIFY(d.node.stage == StageId{1});
        }
    }

    void twoStagesOfOneName()
    {
        Api api = apiFrom(head + good("/a"));
        api.stages.push_back(api.stages.front());
        QCOMPARE(findings(api), QStringList{"0:0 error stage-name"});
    }

    void httpApisHaveOtherRules()
    {
        const auto route = [](const std::string& path, const std::string& verb) {
            return "  " + path + ":\n    " + verb + ":\n      responses: {'200': {description: ok}}\n" +
                   "      x-amazon-apigateway-integration: {type: http_proxy, uri: 'http://h'}\n";
        };
        const std::string text = head + route("/a/{x}", "get") + route("/a/{y}", "put") +
                                 "  /b/{id}:\n    get:\n"
                                 "      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n"
                                 "      x-amazon-apigateway-integration: {type: http_proxy, uri: 'http://h/{id}'}\n";
        Api api = apiFrom(text, ApiKind::Http);
        api.stages.front().name = "$default";
        const QStringList expected = {"5:5 warning path-parameter-undeclared", "9:5 warning path-parameter-undeclared"};
        QCOMPARE(findings(api), expected);
    }

    void everyVerbShadowsAny()
    {
        std::string text = head + "  /a:\n";
        for (const char* verb : {"get", "put", "post", "delete", "patch", "options", "head"})
            text += std::string("    ") + verb + ": {responses: {'200': {description: ok}}}\n";
        text += "    x-amazon-apigateway-any-method: {responses: {'200': {description: ok}}}\n";
        QCOMPARE(findings(apiFrom(text), "route-unreachable"), QStringList{"12:5 warning route-unreachable"});
    }

    void everyFindingIsOfARuleAndShowsTheWayOut()
    {
        QStringList ids;
        for (const LintRule& rule : lintRules()) {
            QVERIFY(!ids.contains(rule.id));
            ids << rule.id;
            QVERIFY(QString(rule.description).endsWith('.'));
        }
        const Api api = apiFrom(head + good("/a/{x}/{x}") + good("/a/{p+}/{y}") + integrated("        type: aws\n") +
                                "  /n:\n    get: {}\n");
        const Diagnostics all = lint(api);
        QVERIFY(all.size() > 5);
        for (const Diagnostic& d : all) {
            QVERIFY(ids.contains(QString::fromStdString(d.rule)));
            QVERIFY2(!d.hint.empty(), d.message.c_str());
            QVERIFY2(d.message.find('"') != std::string::npos, d.message.c_str());
            QVERIFY(d.node.api == ApiId{3} && d.node.resource);
        }
    }

    void webSocketApisAreLeftAlone()
    {
        Api api;
        api.definition = WebSocketApi{};
        QVERIFY(lint(api).empty());
    }

    void sarif()
    {
        const Diagnostics found = lint(apiFrom(head + good("/a") + good("/a/")));
        const json::Value log = toSarif(found, lintRules(), "1.2.3");
        const auto text = [&log](const char* pointer) {
            const json::Value* value = log.at(pointer);
            return value ? QString::fromStdString(value->scalarText()) : QString("absent");
        };
        QCOMPARE(text("/version"), QString("2.1.0"));
        QCOMPARE(text("/runs/0/tool/driver/version"), QString("1.2.3"));
        QCOMPARE(text("/runs/0/tool/driver/rules/0/id"), QString("route-duplicate"));
        QCOMPARE(text("/runs/0/results/0/ruleId"), QString("route-duplicate"));
        QCOMPARE(text("/runs/0/results/0/level"), QString("error"));
        QCOMPARE(text("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri"), QString("pets.yaml"));
        QCOMPARE(text("/runs/0/results/0/locations/0/physicalLocation/region/startLine"), QString("9"));
        QVERIFY(json::readJson(json::writeJson(log)));
    }

    void aLargeApiIsLintedQuickly()
    {
        const Api api = apiFrom(largeApi(5000));
        QElapsedTimer timer;
        timer.start();
        const Diagnostics found = lint(api);
        qInfo("5,000 routes: %lld ms", timer.elapsed());
        QVERIFY(found.empty());
        QVERIFY(timer.elapsed() < 2000); // 50 ms in a release build; this one may be unoptimised on a busy machine
    }
};

QTEST_GUILESS_MAIN(LintTest)
#include "tst_lint.moc"
