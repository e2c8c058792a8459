// Every lint rule of WebSocket APIs: what it finds, where, and what it leaves alone.
#include "core/format/websocket_file.h"
#include "core/lint/lint.h"

#include <QTest>

#include <functional>

using namespace gw;

namespace {

Api apiFrom(const std::string& text)
{
    Api api;
    api.id = ApiId{3};
    api.apiId = "w1w2w3w4w5";
    api.name = "chat";
    api.file = "chat.yaml";
    WebSocketReading reading = readWebSocket(text, api.file, api.id);
    api.definition = std::move(reading.definition);
    api.source = std::move(reading.source);
    return api;
}

// A route without anything to find.
std::string route(const std::string& key, const std::string& more = {},
                  const std::string& integration = "{ integrationType: MOCK }")
{
    return "  - routeKey: " + key + "\n" + more + "    integration: " + integration + "\n";
}

const std::string fallback = route("$default");

} // namespace

class TestWebSocketLint : public QObject
{
    Q_OBJECT

private slots:
    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected"); // "line severity rule"
        const auto row = [](const char* name, const std::string& text, const QStringList& expected) {
            QTest::newRow(name) << QString::fromStdString(text) << expected;
        };
        const std::string twoWay = "    routeResponseSelectionExpression: $default\n";
        const std::string response = "    routeResponses: [{ routeResponseKey: $default }]\n";
        row("nothing", "routes:\n" + fallback + route("$connect") + route("say"), {});
        row("no $default", "routes:\n" + route("say"), {"2 info socket-default-route"});
        row("a key of the service's", "routes:\n" + fallback + route("$join"), {"4 error socket-route-key"});
        row("a selection that is none", "routeSelectionExpression: ${request.body\nroutes:\n" + fallback,
            {"1 error socket-selection"});
        row("a selection of the handshake's", "routeSelectionExpression: $request.header.x\nroutes:\n" + fallback,
            {"1 error socket-selection"});
        row("a key from anywhere", "apiKeySelectionExpression: $request.header.key\nroutes:\n" + fallback,
            {"1 error socket-selection"});
        row("a model selection that is none",
            "routes:\n" + fallback + route("say", "    modelSelectionExpression: $request.x\n"),
            {"5 error socket-selection"});
        row("a template selection that is none",
            "routes:\n" + fallback +
                route("say", "", "{ integrationType: MOCK, templateSelectionExpression: $request.x }"),
            {"5 error socket-selection"});
        row("a static selection", "routeSelectionExpression: say\nroutes:\n" + fallback + route("say") + route("tell"),
            {"7 warning socket-route-unreachable"});
        row("a prefix that no key has",
            "routeSelectionExpression: a.${request.body.x}\nroutes:\n" + fallback + route("a.b") + route("b.a"),
            {"7 warning socket-route-unreachable"});
        row("an expression without a response", "routes:\n" + fallback + route("say", twoWay),
            {"5 warning socket-replies"});
        row("a response without an expression", "routes:\n" + fallback + route("say", response),
            {"4 warning socket-replies"});
        row("two-way without an integration response", "routes:\n" + fallback + route("say", twoWay + response),
            {"7 error socket-replies"});
        row("a two-way proxy",
            "routes:\n" + fallback +
                route("say", twoWay + response, "{ integrationType: HTTP_PROXY, integrationUri: 'http://a/' }"),
            {});
        row("replies of $connect", "routes:\n" + fallback + route("$connect", twoWay + response),
            {"6 warning socket-replies"});
        row("an unknown authorizer",
            "routes:\n" + fallback + route("$connect", "    authorizationType: CUSTOM\n    authorizerId: x\n"),
            {"6 error socket-authorization"});
        row("an unknown authorization", "routes:\n" + fallback + route("$connect", "    authorizationType: JWT\n"),
            {"5 error socket-authorization"});
        row("authorization of messages", "routes:\n" + fallback + route("say", "    authorizationType: AWS_IAM\n"),
            {"5 warning socket-authorization"});
        row("an identity of a method",
            "authorizers:\n  - { name: a, authorizerType: REQUEST, identitySource: [method.request.header.X] }\n"
            "routes:\n" +
                fallback,
            {"2 error socket-authorization"});
        row("an authorizer of another type", "authorizers:\n  - { name: a, authorizerType: JWT }\nroutes:\n" + fallback,
            {"2 error socket-authorization"});
        row("an unknown model", "routes:\n" + fallback + route("say", "    requestModels: { $default: X }\n"),
            {"5 error socket-model-unknown"});
        row("models of a proxy",
            "models: [{ name: X, schema: {} }]\nroutes:\n" + fallback +
                route("say", "    requestModels: { $default: X }\n",
                      "{ integrationType: HTTP_PROXY, integrationUri: 'http://a/' }"),
            {"6 info socket-model-unknown"});
        row("no integration", "routes:\n" + fallback + "  - routeKey: say\n", {"4 warning socket-integration"});
        row("no URI", "routes:\n" + fallback + route("say", "", "{ integrationType: HTTP_PROXY }"),
            {"5 error socket-integration"});
        row("a bad URI",
            "routes:\n" + fallback + route("say", "", "{ integrationType: HTTP_PROXY, integrationUri: 'ftp://a' }"),
            {"5 error socket-integration"});
        row("too short a timeout",
            "routes:\n" + fallback + route("say", "", "{ integrationType: MOCK, timeoutInMillis: 49 }"),
            {"5 error socket-integration"});
        row("too long a timeout",
            "routes:\n" + fallback + route("say", "", "{ integrationType: MOCK, timeoutInMillis: 29001 }"),
            {"5 error socket-integration"});
        row("a header of a message",
            "routes:\n" + fallback +
                route("say", "",
                      "{ integrationType: MOCK, requestParameters: { integration.request.header.X: "
                      "route.request.header.X } }"),
            {"5 warning socket-mapping"});
        row("a header of a handshake",
            "routes:\n" + fallback +
                route("$connect", "",
                      "{ integrationType: MOCK, requestParameters: { integration.request.header.X: "
                      "route.request.header.X } }"),
            {});
    }

    void finds()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        QStringList found;
        for (const Diagnostic& d : lint(apiFrom(text.toStdString()))) {
            const char* severity = d.severity == Severity::Error     ? "error"
                                   : d.severity == Severity::Warning ? "warning"
                                                                     : "info";
            found << QString("%1 %2 %3").arg(d.position.line).arg(severity, QString::fromStdString(d.rule));
            QVERIFY2(!d.hint.empty() && d.message.find('"') != std::string::npos, d.message.c_str());
            QVERIFY(d.node.api == ApiId{3});
        }
        QCOMPARE(found, expected);
    }

    void looksAtSettingsOfRoutes()
    {
        Api api = apiFrom("routes:\n" + fallback);
        Stage stage;
        stage.defaultRouteSettings.throttling = {-1.0, 1};
        stage.routeSettings = {{"$default", {}, {}, "LOUD", {}}, {"nowhere", {}, {}, {}, {}}};
        api.stages = {stage};
        QStringList rules;
        for (const Diagnostic& d : lint(api))
            rules << QString::fromStdString(d.rule);
        QCOMPARE(rules, QStringList({"route-settings-invalid", "route-settings-invalid", "route-settings-invalid"}));
    }

    void missesFunctions()
    {
        Project project;
        project.apis.emplace_back(apiFrom(
            "routes:\n" +
            route("$default", "",
                  "{ integrationType: AWS_PROXY, integrationUri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/"
                  "functions/arn:aws:lambda:us-east-1:000000000000:function:chat/invocations' }")));
        QStringList rules;
        for (const Diagnostic& d : lint(project)) {
            rules << QString::fromStdString(d.rule);
            QCOMPARE(d.node, nodeOf(ApiId{3}, routeIdOf(ApiId{3}, "$default")));
        }
        QCOMPARE(rules, QStringList({"function-unknown"}));
    }
};

QTEST_GUILESS_MAIN(TestWebSocketLint)
#include "tst_websocket_lint.moc"
