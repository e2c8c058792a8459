// WebSocket API files: everything is read, an unedited save changes no byte, an edit changes its lines alone, and what
// is wrong is told with its place and the way out.
#include "core/format/source_place.h"
#include "core/format/websocket_file.h"
#include "tests/support/line_diff.h"

#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

using ApiEdit = std::function<void(WebSocketApi&)>;
Q_DECLARE_METATYPE(ApiEdit)

namespace {

constexpr ApiId chatId{42};

const std::string full = R"(# the chat
description: Rooms for everyone
version: '2'
routeSelectionExpression: $request.body.action   # what to do
apiKeySelectionExpression: $context.authorizer.usageIdentifierKey
disableExecuteApiEndpoint: true
disableSchemaValidation: true
x-mine: kept
authorizers:
  - name: tickets   # at the door
    authorizerType: REQUEST
    authorizerUri: arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/tickets/invocations
    authorizerCredentialsArn: arn:aws:iam::1:role/x
    identitySource: [route.request.querystring.ticket, route.request.header.Cookie]
    identityValidationExpression: '[a-z]+'
    authorizerResultTtlInSeconds: 0
models:
  - name: Message
    description: What people say
    contentType: application/json
    schema: {type: object, required: [text]}
  - name: Text
    schema: '{"type": "string"}'
routes:
  - routeKey: $connect
    operationName: come
    authorizationType: CUSTOM
    authorizerId: tickets
    apiKeyRequired: true
    requestParameters:
      route.request.querystring.ticket: {required: true}
      route.request.header.Origin: false
    x-note: kept
  - routeKey: say   # to all
    modelSelectionExpression: $request.body.kind
    requestModels: {$default: Message}
    routeResponseSelectionExpression: $default
    integration:
      integrationType: AWS
      integrationMethod: POST
      integrationUri: arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/say/invocations
      connectionType: INTERNET
      connectionId: link
      credentialsArn: arn:aws:iam::1:role/y
      timeoutInMillis: 2000
      passthroughBehavior: NEVER
      contentHandlingStrategy: CONVERT_TO_TEXT
      requestParameters: {integration.request.header.X: "'1'"}
      templateSelectionExpression: ${request.body.kind}
      requestTemplates: {$default: '{}', loud: '{"loud": true}'}
      payloadFormatVersion: '1.0'
      tlsConfig: {insecureSkipVerification: true}
      integrationResponses:
        - integrationResponseKey: $default   # well
          responseTemplates: {$default: $input.json("$")}
        - integrationResponseKey: /.*Bad.*/
          templateSelectionExpression: short
          responseParameters: {method.response.header.X: "'1'"}
          contentHandlingStrategy: CONVERT_TO_BINARY
    routeResponses:
      - routeResponseKey: $default
        modelSelectionExpression: $default
        responseModels: {$default: Message}
        responseParameters: {route.response.header.X: {required: true}}
)";

Api apiOf(WebSocketReading reading)
{
    Api api;
    api.id = chatId;
    api.name = "chat";
    api.definition = std::move(reading.definition);
    api.source = std::move(reading.source);
    return api;
}

WebSocketApi read(const std::string& text)
{
    return readWebSocket(text, "chat.yaml", chatId).definition;
}

} // namespace

class TestWebSocketFile : public QObject
{
    Q_OBJECT

private slots:
    void readsTheApi()
    {
        const WebSocketReading reading = readWebSocket(full, "chat.yaml", chatId);
        QVERIFY2(reading.diagnostics.empty(),
                 reading.diagnostics.empty() ? "" : toString(reading.diagnostics[0]).c_str());
        const WebSocketApi& api = reading.definition;
        QCOMPARE(api.description, std::string("Rooms for everyone"));
        QCOMPARE(api.version, std::string("2"));
        QCOMPARE(api.routeSelectionExpression, std::string("$request.body.action"));
        QCOMPARE(api.apiKeySelectionExpression, std::string(apiKeyOfAuthorizer));
        QVERIFY(api.disableExecuteApiEndpoint && api.disableSchemaValidation);
        const Authorizer* tickets = api.findAuthorizer("tickets");
        QVERIFY(tickets && tickets->type == AuthorizerType::Request && tickets->authorizerResultTtlInSeconds == 0);
        QCOMPARE(tickets->authorizerCredentials, std::string("arn:aws:iam::1:role/x"));
        QCOMPARE(tickets->identitySource.size(), std::size_t(2));
        QCOMPARE(tickets->identityValidationExpression, std::string("[a-z]+"));
        QVERIFY(api.findModel("Message") && api.findModel("Message")->schema["required"].isArray());
        QVERIFY(api.findModel("Text") && api.findModel("Text")->schema["type"].toString() == "string");
        QVERIFY(!api.findAuthorizer("nobody") && !api.findModel("nothing") && !api.findRoute("nowhere"));
    }

    void readsRoutes()
    {
        const WebSocketApi api = read(full);
        const WebSocketRoute* connect = api.findRoute("$connect");
        QVERIFY(connect && connect->isPredefined() && !connect->isTwoWay() && connect->apiKeyRequired);
        QCOMPARE(connect->id, routeIdOf(chatId, "$connect"));
        QVERIFY(connect->authorizationType == "CUSTOM" && connect->authorizer == "tickets");
        QVERIFY((connect->requestParameters == std::vector<RouteParameter>{{"route.request.querystring.ticket", true},
                                                                           {"route.request.header.Origin", false}}));
        const WebSocketRoute* say = api.findRoute("say");
        QVERIFY(say && !say->isPredefined() && say->isTwoWay() && api.find(say->id) == say);
        const Integration& integration = *say->integration;
        QVERIFY(integration.type == IntegrationType::Aws && integration.timeoutInMillis == 2000);
        QVERIFY(integration.passthroughBehavior == PassthroughBehavior::Never && integration.insecureSkipVerification);
        QCOMPARE(integration.templateSelectionExpression, std::string("${request.body.kind}"));
        QCOMPARE(integration.responses.size(), std::size_t(2));
        QVERIFY(integration.responses[0].selectionPattern.empty());
        QCOMPARE(integration.responses[1].selectionPattern, std::string(".*Bad.*"));
        QCOMPARE(integrationResponseKey(integration.responses[1]), std::string("/.*Bad.*/"));
        QVERIFY((say->routeResponses[0].responseParameters ==
                 std::vector<RouteParameter>{{"route.response.header.X", true}}));
    }

    void saysWhatTheServiceSaysByDefault()
    {
        const WebSocketApi api = read("routes: []\n");
        QCOMPARE(api.routeSelectionExpression, std::string("$request.body.action"));
        QCOMPARE(api.apiKeySelectionExpression, std::string("$request.header.x-api-key"));
    }

    void changesOnlyItsLines_data()
    {
        QTest::addColumn<ApiEdit>("edit");
        QTest::addColumn<QStringList>("diff");
        const auto row = [](const char* name, const ApiEdit& edit, const QStringList& diff) {
            QTest::newRow(name) << edit << diff;
        };
        row("nothing", [](WebSocketApi&) {}, {});
        row("selection", [](WebSocketApi& a) { a.routeSelectionExpression = "$request.body.do"; },
            {"-routeSelectionExpression: $request.body.action   # what to do",
             "+routeSelectionExpression: $request.body.do   # what to do"});
        row("route renamed", [](WebSocketApi& a) { a.routes[1].edit().routeKey = "tell"; },
            {"-  - routeKey: say   # to all", "+  - routeKey: tell   # to all"});
        row("routes exchanged keep what is theirs", [](WebSocketApi& a) { a.routes[0].edit().routeKey = "come"; },
            {"-  - routeKey: $connect", "+  - routeKey: come"});
        row("key no longer needed", [](WebSocketApi& a) { a.routes[0].edit().apiKeyRequired = false; },
            {"-    apiKeyRequired: true", "+    apiKeyRequired: false"});
        row("parameter required", [](WebSocketApi& a) { a.routes[0].edit().requestParameters[1].required = true; },
            {"-      route.request.header.Origin: false", "+      route.request.header.Origin: true"});
        row("parameter optional", [](WebSocketApi& a) { a.routes[0].edit().requestParameters[0].required = false; },
            {"-      route.request.querystring.ticket: {required: true}",
             "+      route.request.querystring.ticket: {required: false}"});
        row("timeout", [](WebSocketApi& a) { a.routes[1].edit().integration->timeoutInMillis.reset(); },
            {"-      timeoutInMillis: 2000"});
        row("template", [](WebSocketApi& a) { setIn(a.routes[1].edit().integration->requestTemplates, "loud", "[]"); },
            {"-      requestTemplates: {$default: '{}', loud: '{\"loud\": true}'}",
             "+      requestTemplates: {$default: '{}', loud: '[]'}"});
        row("integration response's pattern",
            [](WebSocketApi& a) { a.routes[1].edit().integration->responses[1].selectionPattern = "5.."; },
            {"-        - integrationResponseKey: /.*Bad.*/", "+        - integrationResponseKey: /5../"});
        row("one-way", [](WebSocketApi& a) { a.routes[1].edit().routeResponses.clear(); },
            {"-    routeResponses:", "-      - routeResponseKey: $default",
             "-        modelSelectionExpression: $default", "-        responseModels: {$default: Message}",
             "-        responseParameters: {route.response.header.X: {required: true}}"});
        row("schema as text stays text",
            [](WebSocketApi& a) {
                a.models[1].schema = json::Object{{"type", "number", {}}};
            },
            {"-    schema: '{\"type\": \"string\"}'", "+    schema: '{\"type\":\"number\"}'"});
        row("identity source", [](WebSocketApi& a) { a.authorizers[0].identitySource.pop_back(); },
            {"-    identitySource: [route.request.querystring.ticket, route.request.header.Cookie]",
             "+    identitySource: [route.request.querystring.ticket]"});
    }

    void changesOnlyItsLines()
    {
        QFETCH(ApiEdit, edit);
        QFETCH(QStringList, diff);
        Api api = apiOf(readWebSocket(full, "chat.yaml", chatId));
        edit(std::get<WebSocketApi>(api.definition));
        const auto written = writeWebSocket(api);
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        QCOMPARE(lineDiff(linesOf(full), linesOf(*written)), diff);
    }

    void readsWhatItWroteAnew()
    {
        Api api;
        api.id = chatId;
        api.name = "chat";
        api.definition = read(full);
        const auto written = writeWebSocket(api);
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        const WebSocketReading again = readWebSocket(*written, "chat.yaml", chatId);
        QVERIFY2(again.diagnostics.empty(), written->c_str());
        QVERIFY2(again.definition == std::get<WebSocketApi>(api.definition), written->c_str());
    }

    void anApiWithoutRoutesOpensAgain()
    {
        Api api = apiOf(readWebSocket("routes:\n  - routeKey: a\n", "chat.yaml", chatId));
        std::get<WebSocketApi>(api.definition).routes.clear();
        const auto written = writeWebSocket(api);
        QVERIFY(written);
        QVERIFY2(readWebSocket(*written, "chat.yaml", chatId).source, written->c_str());
    }

    void keepsWhatItCouldNotRead()
    {
        const std::string text = "routes:\n  - {}\n  - routeKey: a\n    integration: {integrationType: X, mine: 1}\n";
        Api api = apiOf(readWebSocket(text, "chat.yaml", chatId));
        std::get<WebSocketApi>(api.definition).routes[0].edit().operationName = "go";
        const auto written = writeWebSocket(api);
        QVERIFY(written);
        QCOMPARE(lineDiff(linesOf(text), linesOf(*written)), QStringList{"+    operationName: go"});
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        const auto row = [](const char* name, const char* text, const char* message, int line, int column) {
            QTest::newRow(name) << text << message << line << column;
        };
        row("routes are an object", "routes: {}\n", "\"routes\" is not a list", 1, 9);
        row("a route is a text", "routes:\n  - hello\n", "an entry of \"routes\" is not an object", 2, 5);
        row("a route without a key", "routes:\n  - operationName: x\n", "A route has no routeKey", 2, 5);
        row("a route twice", "routes:\n  - routeKey: a\n  - routeKey: a\n", "\"a\" stands there twice", 3, 15);
        row("timeout", "routes:\n  - routeKey: a\n    integration: {integrationType: MOCK, timeoutInMillis: soon}\n",
            "Route \"a\": \"timeoutInMillis\" is not a whole number", 3, 59);
        row("integration is a text", "routes:\n  - routeKey: a\n    integration: HTTP\n",
            "\"integration\" is not an object", 3, 18);
        row("integration of no type", "routes:\n  - routeKey: a\n    integration: {integrationUri: x}\n",
            "has no type that is known", 3, 18);
        row("passthrough",
            "routes:\n  - routeKey: a\n    integration: {integrationType: MOCK, passthroughBehavior: X}\n",
            "\"X\" is no passthroughBehavior", 3, 63);
        row("response key",
            "routes:\n  - routeKey: a\n    integration:\n      integrationType: MOCK\n      integrationResponses:\n"
            "        - integrationResponseKey: 200\n",
            "has the key \"200\"", 6, 11);
        row("response twice",
            "routes:\n  - routeKey: a\n    integration:\n      integrationType: MOCK\n      integrationResponses:\n"
            "        - integrationResponseKey: /a/\n        - integrationResponseKey: /a/\n",
            "\"/a/\" stands there twice", 7, 11);
        row("parameter", "routes:\n  - routeKey: a\n    requestParameters: {x: maybe}\n",
            "\"x\" says neither whether it is required nor not", 3, 28);
        row("flag", "disableSchemaValidation: perhaps\nroutes: []\n", "neither true nor false", 1, 26);
        row("authorizer of no kind", "authorizers:\n  - {name: a, authorizerType: MAGIC}\nroutes: []\n",
            "\"MAGIC\" is no authorizerType", 2, 31);
        row("model that is no JSON", "models:\n  - {name: A, schema: '{'}\nroutes: []\n", "the schema is no JSON", 2,
            23);
        row("selection", "routeSelectionExpression: [a]\n", "\"routeSelectionExpression\" is not a text", 1, 27);
    }

    void namesWhatIsWrong()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        QFETCH(int, line);
        QFETCH(int, column);
        const WebSocketReading reading = readWebSocket(text.toStdString(), "chat.yaml", chatId);
        QVERIFY(reading.source);
        QCOMPARE(reading.diagnostics.size(), std::size_t(1));
        const Diagnostic& found = reading.diagnostics.front();
        QVERIFY2(QString::fromStdString(found.message).contains(message, Qt::CaseInsensitive), found.message.c_str());
        QCOMPARE(found.rule, std::string("websocket-file"));
        QCOMPARE(found.file, std::string("chat.yaml"));
        QCOMPARE(found.position.line, line);
        QCOMPARE(found.position.column, column);
        QVERIFY(!found.hint.empty());
    }

    void refusesWhatIsNoWebSocketApi_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hint");
        QTest::newRow("an OpenAPI document") << "openapi: 3.0.1\npaths: {}\n"
                                             << "kind: rest";
        QTest::newRow("a list") << "- a\n"
                                << "routeKey";
        QTest::newRow("something else") << "a: 1\n"
                                        << "routeKey";
        QTest::newRow("no YAML") << "routes: ["
                                 << "";
    }

    void refusesWhatIsNoWebSocketApi()
    {
        QFETCH(QString, text);
        QFETCH(QString, hint);
        const WebSocketReading reading = readWebSocket(text.toStdString(), "chat.yaml", chatId);
        QVERIFY(!reading.source);
        QCOMPARE(reading.diagnostics.size(), std::size_t(1));
        QVERIFY(reading.diagnostics.front().position.line > 0);
        QVERIFY(QString::fromStdString(reading.diagnostics.front().hint).contains(hint));
    }

    void knowsWhereRoutesStand()
    {
        const Api api = apiOf(readWebSocket(full, "chat.yaml", chatId));
        const auto place = placeInSource(api, full, nodeOf(chatId, routeIdOf(chatId, "$connect")));
        QVERIFY(place && place->first < place->last);
        QCOMPARE(linesOf(full)[place->first - 1].trimmed(), QString("- routeKey: $connect"));
        QCOMPARE(linesOf(full)[place->last - 1].trimmed(), QString("x-note: kept"));
        QVERIFY(!placeInSource(api, full, nodeOf(chatId, RouteId{1})));
    }

    void readsIdentitySources_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::newRow("header") << "route.request.header.X-Ticket"
                                << "X-Ticket";
        QTest::newRow("query") << "route.request.querystring.t"
                               << "t";
        QTest::newRow("stage variable") << "stageVariables.v"
                                        << "v";
        QTest::newRow("context") << "context.identity.sourceIp"
                                 << "identity.sourceIp";
        QTest::newRow("of a method") << "method.request.header.X"
                                     << "";
        QTest::newRow("of an HTTP API") << "$request.header.X"
                                        << "";
        QTest::newRow("nothing named") << "route.request.header."
                                       << "";
        QTest::newRow("body") << "route.request.body.x"
                              << "";
    }

    void readsIdentitySources()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        const auto source = routeIdentitySourceFrom(text.toStdString());
        QCOMPARE(source ? source->name : std::string(), name.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestWebSocketFile)
#include "tst_websocket_file.moc"
