// Edits of WebSocket APIs: what they change, what they refuse and why, and how a diff tells of them.
#include "core/edit/behaviour_diff.h"
#include "core/edit/diff.h"
#include "core/edit/edits.h"
#include "core/edit/edits_websocket.h"
#include "core/format/websocket_file.h"

#include <QTest>

#include <functional>

using namespace gw;

using Step = std::function<Result<Project>(Project)>;
Q_DECLARE_METATYPE(Step)

namespace {

constexpr ApiId chatId{42};

const std::string text = R"(models:
  - { name: Message, schema: { type: object } }
authorizers:
  - { name: door, authorizerType: REQUEST, authorizerUri: arn, identitySource: [route.request.header.X] }
routes:
  - routeKey: $connect
    authorizationType: CUSTOM
    authorizerId: door
    apiKeyRequired: true
  - routeKey: say
    requestModels: { $default: Message }
    integration: { integrationType: MOCK }
)";

Project project()
{
    WebSocketReading reading = readWebSocket(text, "chat.yaml", chatId);
    Api api;
    api.id = chatId;
    api.apiId = "w1w2w3w4w5";
    api.name = "chat";
    api.file = "chat.yaml";
    api.definition = std::move(reading.definition);
    api.source = std::move(reading.source);
    Stage stage;
    stage.id = StageId{1};
    stage.routeSettings = {{"say", {}, {}, "INFO", {}}};
    api.stages = {stage};
    Project project;
    project.apis.emplace_back(std::move(api));
    return project;
}

const WebSocketApi& definitionOf(const Project& project)
{
    return std::get<WebSocketApi>(project.apis.front()->definition);
}

RouteId idOf(const char* key)
{
    return routeIdOf(chatId, key);
}

QStringList textsOf(const Changes& changes)
{
    QStringList texts;
    for (const Change& change : changes)
        texts << QString::fromStdString(change.what);
    return texts;
}

Step staged(const std::function<void(Stage&)>& change)
{
    return [change](Project project) {
        Stage stage = project.apis.front()->stages.front();
        change(stage);
        return setStage(std::move(project), chatId, stage);
    };
}

} // namespace

class TestWebSocketEdits : public QObject
{
    Q_OBJECT

private slots:
    void changes_data()
    {
        QTest::addColumn<Step>("step");
        QTest::addColumn<QStringList>("told");
        const auto row = [](const char* name, const Step& step, const QStringList& told) {
            QTest::newRow(name) << step << told;
        };
        row("add", [](Project p) { return createSocketRoute(std::move(p), chatId, "$default"); },
            {"Route \"$default\" added"});
        row("rename", [](Project p) { return renameRoute(std::move(p), chatId, idOf("say"), "tell"); },
            {"Stage \"dev\" settings of tell added, settings of say removed", "Route \"say\": renamed to \"tell\""});
        row("rename to itself", [](Project p) { return renameRoute(std::move(p), chatId, idOf("say"), "say"); }, {});
        row("$connect to another key",
            [](Project p) { return renameRoute(std::move(p), chatId, idOf("$connect"), "come"); },
            {"Route \"$connect\": renamed to \"come\", authorization changed, authorizer changed, API key requirement "
             "changed"});
        row("duplicate", [](Project p) { return duplicateRoute(std::move(p), chatId, idOf("say")); },
            {"Route \"say-copy\" added"});
        row("duplicate a predefined one",
            [](Project p) { return duplicateRoute(std::move(p), chatId, idOf("$connect")); },
            {"Route \"connect-copy\" added"});
        row("delete", [](Project p) { return deleteRoute(std::move(p), chatId, idOf("say")); },
            {"Stage \"dev\" settings of say removed", "Route \"say\" removed"});
        row("integration",
            [](Project p) {
                Integration integration;
                integration.type = IntegrationType::HttpProxy;
                integration.uri = "http://x";
                return setRouteIntegration(std::move(p), chatId, idOf("say"), integration);
            },
            {"Route \"say\": integration type changed, integration URI changed"});
        row("no integration", [](Project p) { return setRouteIntegration(std::move(p), chatId, idOf("say"), {}); },
            {"Route \"say\": integration removed"});
        row("two-way", [](Project p) { return setTwoWay(std::move(p), chatId, idOf("say"), true); },
            {"Route \"say\": is now two-way"});
        row("one-way already", [](Project p) { return setTwoWay(std::move(p), chatId, idOf("say"), false); }, {});
        row("authorization",
            [](Project p) { return setRouteAuthorization(std::move(p), chatId, idOf("$connect"), "AWS_IAM", ""); },
            {"Route \"$connect\": authorization changed, authorizer changed"});
        row("no authorization",
            [](Project p) { return setRouteAuthorization(std::move(p), chatId, idOf("$connect"), "NONE", ""); },
            {"Route \"$connect\": authorization changed, authorizer changed"});
        row("whole route",
            [](Project p) {
                WebSocketRoute route = *definitionOf(p).findRoute("say");
                route.operationName = "speak";
                route.modelSelectionExpression = "$request.body.kind";
                route.routeKey = "ignored";
                return setRoute(std::move(p), chatId, route);
            },
            {"Route \"say\": operation name changed, model selection changed"});
        row("route selection",
            [](Project p) { return setRouteSelectionExpression(std::move(p), chatId, "$request.body.do"); },
            {"API \"chat\": route selection changed"});
        row("key selection",
            [](Project p) { return setApiKeySelectionExpression(std::move(p), chatId, apiKeyOfAuthorizer); },
            {"API \"chat\": API key selection changed"});
        row("model added",
            [](Project p) {
                return createRouteModel(std::move(p), chatId, {"Other", {}, {}, json::Value::object()});
            },
            {"API \"chat\": model Other added"});
        row("model renamed",
            [](Project p) {
                return setRouteModel(std::move(p), chatId, "Message", {"Text", {}, {}, json::Value::object()});
            },
            {"API \"chat\": model Text added, model Message removed", "Route \"say\": request model $default changed"});
        row("authorizer renamed",
            [](Project p) {
                Authorizer door = *definitionOf(p).findAuthorizer("door");
                door.name = "gate";
                return setRouteAuthorizer(std::move(p), chatId, "door", door);
            },
            {"API \"chat\": authorizer gate added, authorizer door removed", "Route \"$connect\": authorizer changed"});
        row("authorizer added",
            [](Project p) {
                Authorizer other;
                other.name = "other";
                other.type = AuthorizerType::Request;
                return createRouteAuthorizer(std::move(p), chatId, other);
            },
            {"API \"chat\": authorizer other added"});
    }

    void changes()
    {
        QFETCH(Step, step);
        QFETCH(QStringList, told);
        const Project before = project();
        const Result<Project> after = step(before);
        QVERIFY2(after, after ? "" : after.error().message.c_str());
        QCOMPARE(textsOf(diff(before, *after)), told);
    }

    void refuses_data()
    {
        QTest::addColumn<Step>("step");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const Step& step, const char* message) {
            QTest::newRow(name) << step << message;
        };
        row(
            "a key twice", [](Project p) { return createSocketRoute(std::move(p), chatId, "say"); },
            "already has a route");
        row(
            "an empty key", [](Project p) { return createSocketRoute(std::move(p), chatId, ""); }, "it is empty");
        row(
            "a key of the service's", [](Project p) { return createSocketRoute(std::move(p), chatId, "$join"); },
            "keys that begin with $");
        row(
            "a long key", [](Project p) { return createSocketRoute(std::move(p), chatId, std::string(129, 'a')); },
            "more than 128");
        row(
            "a key of two lines", [](Project p) { return createSocketRoute(std::move(p), chatId, "a\nb"); },
            "control character");
        row(
            "rename to a taken key",
            [](Project p) { return renameRoute(std::move(p), chatId, idOf("say"), "$connect"); },
            "already has a route");
        row(
            "a route that is gone", [](Project p) { return deleteRoute(std::move(p), chatId, RouteId{1}); },
            "no longer in the API");
        row(
            "replies of $connect", [](Project p) { return setTwoWay(std::move(p), chatId, idOf("$connect"), true); },
            "never go to the client");
        row(
            "authorization of messages",
            [](Project p) { return setRouteAuthorization(std::move(p), chatId, idOf("say"), "AWS_IAM", ""); },
            "Only handshakes are authorized");
        row(
            "an unknown authorizer",
            [](Project p) { return setRouteAuthorization(std::move(p), chatId, idOf("$connect"), "CUSTOM", "x"); },
            "no authorizer \"x\"");
        row(
            "a selection that is none",
            [](Project p) { return setRouteSelectionExpression(std::move(p), chatId, "$request.path.x"); }, "no place");
        row(
            "no selection", [](Project p) { return setRouteSelectionExpression(std::move(p), chatId, ""); },
            "is empty");
        row(
            "keys from anywhere",
            [](Project p) { return setApiKeySelectionExpression(std::move(p), chatId, "$request.header.key"); },
            "no place where API keys come from");
        row(
            "a model in use", [](Project p) { return deleteRouteModel(std::move(p), chatId, "Message"); },
            "is used by the route \"say\"");
        row(
            "a model that is gone", [](Project p) { return deleteRouteModel(std::move(p), chatId, "None"); },
            "no longer in the API");
        row(
            "a model of a bad name",
            [](Project p) {
                return createRouteModel(std::move(p), chatId, {"a-b", {}, {}, {}});
            },
            "no name of a model");
        row(
            "an authorizer in use", [](Project p) { return deleteRouteAuthorizer(std::move(p), chatId, "door"); },
            "is used by the route \"$connect\"");
        row(
            "an authorizer of another type",
            [](Project p) {
                Authorizer token;
                token.name = "token";
                token.type = AuthorizerType::Token;
                return createRouteAuthorizer(std::move(p), chatId, token);
            },
            "type REQUEST alone");
        row(
            "an identity of a method",
            [](Project p) {
                Authorizer other;
                other.name = "other";
                other.type = AuthorizerType::Request;
                other.identitySource = {"method.request.header.X"};
                return createRouteAuthorizer(std::move(p), chatId, other);
            },
            "no identity source");
        row("settings of a route twice", staged([](Stage& s) { s.routeSettings.push_back(s.routeSettings.front()); }),
            "has settings for \"say\" already");
        row("settings of a key of the service's", staged([](Stage& s) {
                s.routeSettings.push_back({"$join", {}, {}, {}, {}});
            }),
            "keys that begin with $");
        row("a level that is none", staged([](Stage& s) { s.routeSettings.front().loggingLevel = "LOUD"; }),
            "\"LOUD\" is no logging level");
        row("a limit below nothing", staged([](Stage& s) { s.defaultRouteSettings.throttling.burstLimit = -2; }),
            "Every route has a burst limit of -2.");
        row(
            "of a REST API",
            [](Project p) {
                p.edit(chatId)->definition = RestApi{};
                return createSocketRoute(std::move(p), chatId, "a");
            },
            "is no WebSocket API");
        row(
            "of an API that is gone", [](Project p) { return createSocketRoute(std::move(p), ApiId{1}, "a"); },
            "no longer in the project");
    }

    void refuses()
    {
        QFETCH(Step, step);
        QFETCH(QString, message);
        const Result<Project> after = step(project());
        QVERIFY(!after);
        QVERIFY2(QString::fromStdString(after.error().message).contains(message), after.error().message.c_str());
        QVERIFY(!after.error().hint.empty());
    }

    void textKeepsIds()
    {
        Project renamed = *renameRoute(project(), chatId, idOf("say"), "tell");
        std::string edited = *writeWebSocket(*renamed.apis.front());
        edited += "  - routeKey: say\n";
        const Result<Project> after = setSourceText(renamed, chatId, edited);
        QVERIFY2(after, after ? "" : after.error().message.c_str());
        QCOMPARE(definitionOf(*after).findRoute("tell")->id, idOf("say")); // it was renamed, and stays itself
        QVERIFY(definitionOf(*after).findRoute("say")->id != idOf("say"));
        QCOMPARE(definitionOf(*after).findRoute("$connect")->id, idOf("$connect"));
    }

    void textThatIsNoneIsRefused()
    {
        const Result<Project> after = setSourceText(project(), chatId, "routes: [");
        QVERIFY(!after);
        QVERIFY(after.error().position.line > 0);
    }

    void tellsWhatClientsNotice()
    {
        const Project before = project();
        Project after = *deleteRoute(before, chatId, idOf("say"));
        after = *createSocketRoute(after, chatId, "tell");
        after = *setRouteSelectionExpression(after, chatId, "$request.body.do");
        const BehaviourChanges changes = behaviourDiff(definitionOf(before), definitionOf(after), chatId);
        QCOMPARE(changes.size(), std::size_t(3));
        QCOMPARE(changes[0].sentence, std::string("Route selection changed."));
        QVERIFY(changes[0].breaksClients);
        QVERIFY(changes[1].subject == "Route tell" && changes[1].kind == BehaviourChange::Kind::Added);
        QVERIFY(changes[2].subject == "Route say" && changes[2].breaksClients);
        QVERIFY(behaviourDiff(definitionOf(before), definitionOf(before), chatId).empty());
        const Project twoWay = *setTwoWay(before, chatId, idOf("say"), true);
        QVERIFY(breaksClients(behaviourDiff(definitionOf(twoWay), definitionOf(before), chatId)));
        QVERIFY(!breaksClients(behaviourDiff(definitionOf(before), definitionOf(twoWay), chatId)));
    }

    void comparesDeploymentsByKey()
    {
        const Project now = project();
        Api deployed = *now.apis.front();
        for (Cow<WebSocketRoute>& route : std::get<WebSocketApi>(deployed.definition).routes)
            route.edit().id = RouteId{route->id.value + 1}; // of another session
        QVERIFY(diff(deployed, *now.apis.front()).empty());
    }
};

QTEST_GUILESS_MAIN(TestWebSocketEdits)
#include "tst_websocket_edits.moc"
