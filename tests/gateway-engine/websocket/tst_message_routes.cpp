// Messages and disconnects: which route answers, what its integration gets, what the client hears, and what traces and
// logs tell (reference 3.2 to 3.5, 3.7).
#include "core/json/text.h"
#include "gateway-engine/trace/access_log.h"
#include "gateway-engine/trace/execution_log.h"
#include "gateway-engine/trace/trace_filter.h"
#include "gateway-engine/trace/trace_report.h"
#include "gateway-engine/trace/trace_text.h"
#include "gateway-engine/websocket/error_frame.h"
#include "tests/support/chat_world.h"

#include <QFile>
#include <QTest>

using namespace gw;
using namespace gw::engine;
using gw::engine::test::ChatWorld;

namespace {

const std::string functionUri =
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:chat"
    "/invocations";
const std::string toFunction = "{ integrationType: AWS_PROXY, integrationUri: '" + functionUri + "' }";

std::string route(const std::string& key, const std::string& integration, const std::string& more = {})
{
    return "  - routeKey: " + key + "\n" + more + "    integration: " + integration + "\n";
}

const std::string twoWay = "    routeResponseSelectionExpression: $default\n    routeResponses: [{ routeResponseKey: "
                           "$default }]\n";

std::string api(const std::string& routes, const std::string& before = {})
{
    return before + "routes:\n" + routes;
}

UpstreamResponse answerOf(int status, const std::string& body)
{
    UpstreamResponse answer;
    answer.response.status = status;
    answer.response.body = body;
    return answer;
}

// "requestContext.identity.sourceIp string", for each value.
void addShape(const json::Value& value, const QString& path, QStringList& shape)
{
    if (value.isObject()) {
        for (const json::Member& member : value.asObject())
            addShape(member.value, path + "." + QString::fromStdString(member.key), shape);
        return;
    }
    const char* kind = value.isString()   ? "string"
                       : value.isNumber() ? "number"
                       : value.isBool()   ? "bool"
                       : value.isArray()  ? "array"
                                          : "null";
    shape << path + " " + kind;
}

QStringList shapeOf(const json::Value& value)
{
    QStringList shape;
    addShape(value, {}, shape);
    shape.sort();
    return shape;
}

const std::string echoing = "{ integrationType: HTTP_PROXY, integrationMethod: POST, integrationUri: "
                            "'http://endpoint/say' }";

} // namespace

class TestMessageRoutes : public QObject
{
    Q_OBJECT

private slots:
    void chooses_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("routeKey");
        const auto row = [](const char* name, const char* expression, const char* message, const char* routeKey) {
            QTest::newRow(name) << expression << message << routeKey;
        };
        constexpr char byAction[] = "$request.body.action";
        row("by its action", byAction, R"({"action":"join"})", "join");
        row("unknown action", byAction, R"({"action":"dance"})", "$default");
        row("no action", byAction, R"({"text":"x"})", "$default");
        row("letter case counts", byAction, R"({"action":"Join"})", "$default");
        row("no JSON", byAction, "join", "$default");
        row("broken JSON", byAction, R"({"action":"join")", "$default");
        row("a JSON text", byAction, R"("join")", "$default");
        row("empty", byAction, "", "$default");
        row("no way into $connect", byAction, R"({"action":"$connect"})", "$default");
        row("no way into $disconnect", byAction, R"({"action":"$disconnect"})", "$default");
        row("$default itself", byAction, R"({"action":"$default"})", "$default");
        row("combined", "${request.body.action}-${request.body.x}", R"({"action":"join"})", "join-");
        row("a list", byAction, R"({"action":["item1","item2"]})", "'[item1, item2]'");
        row("a static expression", "join", "anything", "join");
        row("static default", "\\$default", R"({"action":"join"})", "$default");
    }

    void chooses()
    {
        QFETCH(QString, expression);
        QFETCH(QString, message);
        QFETCH(QString, routeKey);
        std::string routes;
        for (const char* key : {"$connect", "$disconnect", "$default", "join", "join-", "'[item1, item2]'"})
            routes += route(key, toFunction);
        ChatWorld world(api(routes, "routeSelectionExpression: '" + expression.toStdString() + "'\n"));
        world.functions->returns(R"({"statusCode":200})");
        QVERIFY(world.connect().conversation);
        world.say(message.toStdString());
        QCOMPARE(QString::fromStdString(world.event()["requestContext"]["routeKey"].scalarText()),
                 routeKey.remove('\''));
        QCOMPARE(world.trace().path, world.event()["requestContext"]["routeKey"].scalarText());
        QVERIFY(!world.trace().socket->routeReason.empty());
    }

    void withoutDefaultTheFrameIsForbidden()
    {
        ChatWorld world(api(route("join", toFunction)));
        QVERIFY(world.connect().conversation);
        world.say(R"({"action":"dance"})");
        const std::string id = world.trace().requestId;
        QCOMPARE(world.reply(),
                 "{\"message\": \"Forbidden\", \"connectionId\":\"R1kmxc2VNjMCFIA=\", \"requestId\":\"" + id + "\"}");
        QVERIFY(world.connection->closed.empty()); // the connection stays open
        QCOMPARE(world.trace().status, 403);
        QVERIFY(world.functions->events.empty());
    }

    void tellsTheEventOfAMessage()
    {
        ChatWorld world(api(route("join", toFunction)));
        world.functions->returns(R"({"statusCode":200})");
        QVERIFY(world.connect().conversation);
        world.say(R"({"action":"join"})");
        const json::Value event = world.event();
        QStringList keys;
        for (const json::Member& member : event.asObject())
            keys << QString::fromStdString(member.key);
        QCOMPARE(keys, QStringList({"requestContext", "body", "isBase64Encoded"}));
        QCOMPARE(event["body"].scalarText(), std::string(R"({"action":"join"})"));
        const json::Value& context = event["requestContext"];
        QCOMPARE(context["routeKey"].scalarText(), std::string("join"));
        QCOMPARE(context["eventType"].scalarText(), std::string("MESSAGE"));
        QCOMPARE(context["messageId"].scalarText().size(), std::size_t(16));
        QVERIFY(context["messageId"].scalarText() != context["requestId"].scalarText());
        QCOMPARE(context["connectedAt"].toInt(), std::int64_t(1'705'751'697'419));
        QCOMPARE(context["identity"]["userAgent"].scalarText(), std::string("chat/1"));
        QCOMPARE(context["identity"]["sourceIp"].scalarText(), std::string("203.0.113.9"));
        QVERIFY(!context.find("disconnectStatusCode") && !context.find("authorizer"));
    }

    void tellsStageVariables()
    {
        gw::Stage stage = ChatWorld::defaultStage();
        stage.variables = {{"room", "7"}};
        ChatWorld world(api(route("$default", toFunction)), {}, {}, stage);
        world.functions->returns(R"({"statusCode":200})");
        QVERIFY(world.connect().conversation);
        world.say("x");
        QCOMPARE(world.event()["stageVariables"]["room"].scalarText(), std::string("7"));
    }

    void tellsTheEventOfADisconnect_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::newRow("by the client") << 1000 << "bye";
        QTest::newRow("idle") << 1001 << "";
        QTest::newRow("without a code") << 1005 << "";
        QTest::newRow("lost") << 1006 << "";
    }

    void tellsTheEventOfADisconnect()
    {
        QFETCH(int, code);
        QFETCH(QString, reason);
        ChatWorld world(api(route("$disconnect", toFunction)));
        world.functions->returns(R"({"statusCode":200})");
        QVERIFY(world.connect().conversation);
        world.end(static_cast<CloseCode>(code), reason.toStdString());
        QCOMPARE(world.functions->events.size(), std::size_t(1));
        const json::Value event = world.event();
        QStringList keys;
        for (const json::Member& member : event["headers"].asObject())
            keys << QString::fromStdString(member.key);
        QCOMPARE(keys, QStringList({"Host", "x-api-key", "X-Forwarded-For", "x-restapi"}));
        QCOMPARE(event["headers"]["x-api-key"].scalarText(), std::string());
        QCOMPARE(event["multiValueHeaders"]["x-restapi"].asArray().size(), std::size_t(1));
        const json::Value& context = event["requestContext"];
        QCOMPARE(context["routeKey"].scalarText(), std::string("$disconnect"));
        QCOMPARE(context["eventType"].scalarText(), std::string("DISCONNECT"));
        QCOMPARE(context["disconnectStatusCode"].toInt(), std::int64_t(code));
        QVERIFY(context["disconnectReason"].isString());
        QCOMPARE(context["disconnectReason"].asString(), reason.toStdString());
        QVERIFY(!event.find("body") && !context.find("messageId"));
        QVERIFY(world.connection->sent.empty());
    }

    void eventsHaveTheServicesShape_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("isMessage");
        QTest::newRow("message") << "aws-lambda-go:apigw-websocket-request-send-message.json" << true;
        QTest::newRow("disconnect") << "aws-lambda-go:apigw-websocket-request-disconnect.json" << false;
    }

    void eventsHaveTheServicesShape()
    {
        QFETCH(QString, id);
        QFETCH(bool, isMessage);
        QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/aws_events/events.json");
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
        const auto cases = json::readJson(file.readAll().toStdString());
        QVERIFY(cases && cases->isArray());
        json::Value expected;
        for (const json::Value& each : cases->asArray())
            if (each["id"].scalarText() == id.toStdString())
                expected = each["event"];
        QVERIFY(expected.isObject());
        ChatWorld world(api(route("$default", toFunction) + route("$disconnect", toFunction)));
        world.functions->returns(R"({"statusCode":200})");
        QVERIFY(world.connect().conversation);
        if (isMessage)
            world.say("{}");
        else
            world.end(CloseCode::GoingAway);
        QCOMPARE(shapeOf(world.event()), shapeOf(expected));
    }

    void aFailingDisconnectTellsNobody()
    {
        ChatWorld world(api(route("$disconnect", toFunction)));
        world.functions->returns("null");
        QVERIFY(world.connect().conversation);
        world.end(CloseCode::Normal);
        QVERIFY(world.connection->sent.empty());
        QCOMPARE(world.trace().status, 502);
        QVERIFY(world.trace().hasFault);
    }

    void disconnectsWithoutARouteAreTracedAlone()
    {
        ChatWorld world("routes: []\n");
        QVERIFY(world.connect().conversation);
        world.end(CloseCode::GoingAway);
        QCOMPARE(world.trace().socket->eventType, std::string("DISCONNECT"));
        QCOMPARE(world.trace().socket->disconnectStatusCode, 1001);
    }

    void repliesWhereTheRouteIsTwoWay_data()
    {
        QTest::addColumn<QString>("routes");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("reply"); // empty: none
        const auto row = [](const char* name, const std::string& routes, const char* answer, const char* reply) {
            QTest::newRow(name) << QString::fromStdString(routes) << answer << reply;
        };
        row("a function, two-way", route("$default", toFunction, twoWay), R"({"statusCode":200,"body":"hello"})",
            "hello");
        row("a function, one-way", route("$default", toFunction), R"({"statusCode":200,"body":"hello"})", "");
        row("no body", route("$default", toFunction, twoWay), R"({"statusCode":200})", "");
        row("whatever its status", route("$default", toFunction, twoWay), R"({"statusCode":500,"body":"oh"})", "oh");
        row("an expression without a response",
            route("$default", toFunction, "    routeResponseSelectionExpression: $default\n"),
            R"({"statusCode":200,"body":"hello"})", "");
        row("a response without an expression",
            route("$default", toFunction, "    routeResponses: [{ routeResponseKey: $default }]\n"),
            R"({"statusCode":200,"body":"hello"})", "");
    }

    void repliesWhereTheRouteIsTwoWay()
    {
        QFETCH(QString, routes);
        QFETCH(QString, answer);
        QFETCH(QString, reply);
        ChatWorld world(api(routes.toStdString()));
        world.functions->returns(answer.toStdString());
        QVERIFY(world.connect().conversation);
        world.say("x");
        QCOMPARE(world.connection->sent.size(), std::size_t(reply.isEmpty() ? 0 : 1));
        QCOMPARE(QString::fromStdString(world.reply()), reply);
    }

    void proxiesRepliesAsTheyAre()
    {
        ChatWorld world(api(route("$default", echoing, twoWay)));
        world.upstream.outcome = answerOf(404, "not here");
        QVERIFY(world.connect().conversation);
        world.say("hello");
        QCOMPARE(world.reply(), std::string("not here"));
        QCOMPARE(world.upstream.sent.back().body, std::string("hello"));
        QCOMPARE(world.upstream.sent.back().method, std::string("POST"));
    }

    void repairsRepliesThatAreNoText()
    {
        ChatWorld world(api(route("$default", echoing, twoWay)));
        world.upstream.outcome = answerOf(200, "a\xFF");
        QVERIFY(world.connect().conversation);
        world.say("x");
        QCOMPARE(world.reply(), std::string("a\xEF\xBF\xBD"));
    }

    void refusesRepliesThatAreTooLarge()
    {
        ChatWorld world(api(route("$default", echoing, twoWay)));
        world.upstream.outcome = answerOf(200, std::string(128 * 1024 + 1, 'x'));
        QVERIFY(world.connect().conversation);
        world.say("x");
        QVERIFY(world.reply().starts_with(R"({"message": "Internal server error", )"));
    }

    void failsWithAFrame_data()
    {
        QTest::addColumn<QString>("integration");
        QTest::addColumn<int>("kind"); // of the upstream's failure; -1: the function's answer
        QTest::addColumn<QString>("message");
        const QString internal = "Internal server error";
        QTest::newRow("a function that says nothing") << QString::fromStdString(toFunction) << -1 << internal;
        QTest::newRow("out of reach") << QString::fromStdString(echoing)
                                      << static_cast<int>(UpstreamFailure::Kind::Connect) << internal;
        QTest::newRow("no such host") << QString::fromStdString(echoing)
                                      << static_cast<int>(UpstreamFailure::Kind::NameResolution) << internal;
        QTest::newRow("too slow") << QString::fromStdString(echoing) << static_cast<int>(UpstreamFailure::Kind::Timeout)
                                  << "Endpoint request timed out";
        QTest::newRow("a mock without a status") << "{ integrationType: MOCK }" << -1 << internal;
        QTest::newRow("an address that is none")
            << "{ integrationType: HTTP_PROXY, integrationUri: 'ftp://x' }" << -1 << internal;
        QTest::newRow("passes nothing")
            << "{ integrationType: HTTP, integrationMethod: POST, integrationUri: 'http://endpoint/', "
               "passthroughBehavior: NEVER }"
            << -1 << "Unsupported Media Type";
    }

    void failsWithAFrame()
    {
        QFETCH(QString, integration);
        QFETCH(int, kind);
        QFETCH(QString, message);
        ChatWorld world(api(route("$default", integration.toStdString()))); // one-way: errors are told all the same
        world.functions->returns("null");
        if (kind >= 0)
            world.upstream.outcome = tl::unexpected(UpstreamFailure{static_cast<UpstreamFailure::Kind>(kind), "down"});
        QVERIFY(world.connect().conversation);
        world.say("{}");
        QCOMPARE(QString::fromStdString(world.reply()),
                 QString("{\"message\": \"%1\", \"connectionId\":\"R1kmxc2VNjMCFIA=\", \"requestId\":\"%2\"}")
                     .arg(message, QString::fromStdString(world.trace().requestId)));
        QVERIFY(world.trace().hasFault && !world.trace().fault.reason.empty());
        QVERIFY(world.connection->closed.empty());
    }

    void aRouteWithoutIntegrationFails()
    {
        ChatWorld world("routes: [{ routeKey: say }]\n");
        QVERIFY(world.connect().conversation);
        world.say(R"({"action":"say"})");
        QVERIFY(world.reply().starts_with(R"({"message": "Internal server error", )"));
    }

    void validatesModels_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<bool>("passes");
        QTest::newRow("fits") << R"({"action":"say","text":"hello"})" << true;
        QTest::newRow("does not") << R"({"action":"say"})" << false;
        QTest::newRow("another model") << R"({"action":"say","kind":"count","n":1})" << true;
        QTest::newRow("does not fit the other") << R"({"action":"say","kind":"count","n":"x"})" << false;
        QTest::newRow("an unknown key means $default") << R"({"action":"say","kind":"other","text":"x"})" << true;
    }

    void validatesModels()
    {
        QFETCH(QString, message);
        QFETCH(bool, passes);
        const std::string models = R"(models:
  - { name: Text, schema: { type: object, required: [text] } }
  - { name: Count, schema: { type: object, properties: { n: { type: integer } }, required: [n] } }
)";
        ChatWorld world(
            api(route("say", "{ integrationType: HTTP, integrationMethod: POST, integrationUri: 'http://endpoint/' }",
                      "    modelSelectionExpression: $request.body.kind\n"
                      "    requestModels: { $default: Text, count: Count }\n"),
                models));
        QVERIFY(world.connect().conversation);
        world.say(message.toStdString());
        QCOMPARE(world.upstream.sent.size(), std::size_t(passes ? 1 : 0));
        if (!passes) {
const std::string begin = "{\"message\": \"Bad request body\", \"connectionId\":\"";
            QVERIFY2(world.reply().starts_with(begin), world.reply().c_str());
            QVERIFY(!world.trace().fault.validationErrorString.empty());
            QCOMPARE(world.trace().status, 400);
        }
    }

    void proxiesValidateNothing()
    {
        ChatWorld world(api(route("say", toFunction, "    requestModels: { $default: Text }\n"),
                            "models: [{ name: Text, schema: { type: object, required: [text] } }]\n"));
        world.functions->returns(R"({"statusCode":200})");
        QVERIFY(world.connect().conversation);
        world.say(R"({"action":"say"})");
        QVERIFY(world.connection->sent.empty());
        QCOMPARE(world.functions->events.size(), std::size_t(1));
    }

    void throttlesEachRoute()
    {
        gw::Stage stage = ChatWorld::defaultStage();
        stage.defaultRouteSettings.throttling = {0.001, 2};
        stage.routeSettings.push_back({"say", {}, {}, {}, {0.001, 1}});
        ChatWorld world(api(route("say", echoing) + route("$default", echoing)), {}, {}, stage);
        QVERIFY(world.connect().conversation);
        world.say(R"({"action":"say"})");
        QVERIFY(world.connection->sent.empty());
        world.say(R"({"action":"say"})");
        QVERIFY2(world.reply().starts_with(R"({"message": "Too Many Requests", )"), world.reply().c_str());
        QCOMPARE(world.trace().status, 429);
        world.say("x"); // another route has a bucket of its own
        world.say("x");
        QCOMPARE(world.connection->sent.size(), std::size_t(1));
        world.say("x");
        QCOMPARE(world.connection->sent.size(), std::size_t(2));
    }

    void choosesTemplates_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("sent");
        QTest::newRow("by the body") << "${request.body.kind}"
                                     << R"({"kind":"loud","text":"hi"})"
                                     << "LOUD hi";
        QTest::newRow("what has none takes $default") << "${request.body.kind}"
                                                      << R"({"kind":"soft","text":"hi"})"
                                                      << "quiet hi";
        QTest::newRow("static") << "loud"
                                << R"({"text":"hi"})"
                                << "LOUD hi";
        QTest::newRow("nothing said") << ""
                                      << R"({"text":"hi"})"
                                      << "quiet hi";
        QTest::newRow("$default") << "\\$default"
                                  << R"({"text":"hi"})"
                                  << "quiet hi";
    }

    void choosesTemplates()
    {
        QFETCH(QString, expression);
        QFETCH(QString, message);
        QFETCH(QString, sent);
        const std::string selection =
            expression.isEmpty() ? "" : ", templateSelectionExpression: '" + expression.toStdString() + "'";
        ChatWorld world(api(route("$default", "{ integrationType: HTTP, integrationMethod: POST, integrationUri: "
                                              "'http://endpoint/', requestTemplates: { $default: 'quiet "
                                              "$input.path(\"$.text\")', loud: 'LOUD $input.path(\"$.text\")' }" +
                                                  selection + " }")));
        QVERIFY(world.connect().conversation);
        world.say(message.toStdString());
        QCOMPARE(QString::fromStdString(world.upstream.sent.back().body), sent);
    }

    void mapsParametersOfMessages()
    {
        gw::Stage stage = ChatWorld::defaultStage();
        stage.variables = {{"room", "7"}};
        ChatWorld world(api(route("$default", "{ integrationType: HTTP, integrationMethod: PUT, integrationUri: "
                                              "'http://endpoint/{id}', requestParameters: { "
                                              "integration.request.path.id: context.connectionId, "
                                              "integration.request.querystring.text: route.request.body.text, "
                                              "integration.request.querystring.room: stageVariables.room, "
                                              "integration.request.header.X-Type: context.eventType, "
                                              "integration.request.header.X-Key: context.routeKey, "
                                              "integration.request.header.X-Static: \"'s'\", "
                                              "integration.request.header.X-Head: route.request.header.Host, "
                                              "integration.request.querystring.q: route.request.querystring.q } }")),
                        {}, {}, stage);
        QVERIFY(world.connect("/dev?q=1").conversation);
        world.say(R"({"text":"hi"})");
        const UpstreamRequest& sent = world.upstream.sent.back();
        QCOMPARE(sent.target, std::string("/R1kmxc2VNjMCFIA=?text=hi&room=7")); // no query of the handshake's
        QCOMPARE(std::string(sent.headers.get("X-Type")), std::string("MESSAGE"));
        QCOMPARE(std::string(sent.headers.get("X-Key")), std::string("$default"));
        QCOMPARE(std::string(sent.headers.get("X-Static")), std::string("s"));
        QVERIFY(!sent.headers.has("X-Head"));
    }

    void mapsReplies_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("reply");
        QTest::newRow("default") << 200 << R"({"text":"hi"})"
                                 << "said hi";
        QTest::newRow("by its pattern") << 503 << R"({"text":"hi"})"
                                        << "failed with 503";
        QTest::newRow("by its template selection") << 200 << R"({"text":"hi","kind":"short"})"
                                                   << "hi";
    }

    void mapsReplies()
    {
        QFETCH(int, status);
        QFETCH(QString, body);
        QFETCH(QString, reply);
        ChatWorld world(api(route(
            "$default",
            R"({ integrationType: HTTP, integrationMethod: POST, integrationUri: 'http://endpoint/', integrationResponses: [
        { integrationResponseKey: $default, templateSelectionExpression: '${integration.response.body.kind}', responseTemplates: { $default: 'said $input.path("$.text")', short: '$input.path("$.text")' } },
        { integrationResponseKey: '/5\d\d/', responseTemplates: { $default: 'failed with 503' } } ] })",
            twoWay)));
        world.upstream.outcome = answerOf(status, body.toStdString());
        QVERIFY(world.connect().conversation);
        world.say("x");
        QCOMPARE(QString::fromStdString(world.reply()), reply);
    }

    void mocksReply()
    {
        ChatWorld world(api(route("ping",
                                  "{ integrationType: MOCK, requestTemplates: { $default: '{\"statusCode\": 200}' }, "
                                  "integrationResponses: [{ integrationResponseKey: $default, responseTemplates: { "
                                  "$default: 'pong $context.connectionId' } }] }",
                                  twoWay)));
        QVERIFY(world.connect().conversation);
        world.say(R"({"action":"ping"})");
        QCOMPARE(world.reply(), std::string("pong R1kmxc2VNjMCFIA="));
    }

    void functionsThatAreNoProxiesReply()
    {
        ChatWorld world(
            api(route("say",
                      "{ integrationType: AWS, integrationMethod: POST, integrationUri: '" + functionUri +
                          "', requestTemplates: { $default: '{\"id\": \"$context.messageId\"}' }, "
                          "integrationResponses: [{ integrationResponseKey: $default }, { "
                          "integrationResponseKey: '/.*bad.*/', responseTemplates: { $default: 'sorry' } }] }",
                      twoWay)));
        QVERIFY(world.connect().conversation);
        world.functions->returns(R"({"a":1})");
        world.say(R"({"action":"say"})");
        QCOMPARE(world.reply(), std::string(R"({"a":1})"));
        QCOMPARE(world.event()["id"].scalarText(), world.trace().socket->messageId);
        world.functions->returns(R"({"errorMessage":"too bad"})", 200, true);
        world.say(R"({"action":"say"})");
        QCOMPARE(world.reply(), std::string("sorry"));
    }

    void keepsItsProgramUntilItReconnects()
    {
        ChatWorld world(api(route("$default", toFunction)));
        world.functions->returns(R"({"statusCode":200})");
        QVERIFY(world.connect().conversation);
        world.gateway.undeploy("w1w2w3w4w5", "dev");
        world.say("x");
        QCOMPARE(world.functions->events.size(), std::size_t(1));
    }

    void noticesThatTheClientHasGone()
    {
        ChatWorld world(api(route("$default", toFunction, twoWay)));
        world.functions->returns(R"({"statusCode":200,"body":"hello"})");
        QVERIFY(world.connect().conversation);
        world.connection->sending = Sending::Gone;
        world.say("x");
        bool isNoted = false;
        for (const Span& span : world.trace().spans)
            for (const auto& [name, value] : span.notes)
                isNoted = isNoted || name == "not sent";
        QVERIFY(isNoted);
    }

    void tracesTellConnectionAndRoute()
    {
        ChatWorld world(api(route("say", toFunction, twoWay)));
        world.functions->returns(R"({"statusCode":200,"body":"hello"})");
        QVERIFY(world.connect().conversation);
        world.say(R"({"action":"say"})");
        const Trace& trace = world.trace();
        QVERIFY(trace.socket);
        QCOMPARE(trace.socket->connectionId, std::string("R1kmxc2VNjMCFIA="));
        QCOMPARE(trace.socket->messageDirection, std::string("IN"));
        QCOMPARE(trace.socket->routeKey, std::string("say"));
        QCOMPARE(trace.socket->routeReason, std::string("$request.body.action gives \"say\"."));
        QCOMPARE(trace.method, std::string("MESSAGE"));
        QCOMPARE(trace.requestBytes, std::uint64_t(16));
        QCOMPARE(trace.responseBytes, std::uint64_t(5));
        QCOMPARE(trace.requestId, trace.extendedRequestId);
        const TraceMessage* out = clientResponse(trace);
        QVERIFY(out && out->body == "hello" && out->startLine == "Reply");
        const TraceMessage* in = clientRequest(trace);
        QVERIFY(in && in->body == R"({"action":"say"})" && in->startLine == "MESSAGE");
        QCOMPARE(traceReport(trace)["socket"]["connectionId"].scalarText(), trace.socket->connectionId);
        const auto again = traceFromJson(json::readJson(traceToJson(trace)).value());
        QVERIFY(again && (*again)->socket && *(*again)->socket == *trace.socket);
        QCOMPARE(std::string((*again)->spans.back().stage), std::string("reply"));
    }

    void recordsPushes_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("status");
        QTest::newRow("taken") << static_cast<int>(Sending::Taken) << 200;
        QTest::newRow("gone") << static_cast<int>(Sending::Gone) << 410;
        QTest::newRow("overflowing") << static_cast<int>(Sending::Overflowing) << 410;
    }

    void recordsPushes()
    {
        QFETCH(int, outcome);
        QFETCH(int, status);
        ChatWorld world("routes: []\n");
        QVERIFY(world.connect().conversation);
        ConnectionFacts facts = world.connection->facts();
        facts.apiId = "w1w2w3w4w5";
        facts.stageName = "dev";
        world.gateway.recordPush(facts, "news", static_cast<Sending>(outcome));
        const Trace& trace = world.trace();
        QCOMPARE(trace.status, status);
        QCOMPARE(trace.apiName, std::string("chat"));
        QCOMPARE(trace.method, std::string("PUSH"));
        QCOMPARE(trace.socket->messageDirection, std::string("OUT"));
        QCOMPARE(trace.socket->connectionId, facts.connectionId);
        QCOMPARE(trace.messages.back().body, std::string("news"));
    }

    void filtersByConnection_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("matches");
        QTest::newRow("its id") << "connection:R1kmxc2VNjMCFIA=" << true;
        QTest::newRow("another") << "connection:r1kmxc2vnjmcfia=" << false;
        QTest::newRow("not another") << "-connection:x" << true;
        QTest::newRow("in") << "direction:in" << true;
        QTest::newRow("out") << "direction:OUT" << false;
        QTest::newRow("a message") << "method:message status:200" << true;
    }

    void filtersByConnection()
    {
        QFETCH(QString, filter);
        QFETCH(bool, matches);
        ChatWorld world(api(route("$default", toFunction)));
        world.functions->returns(R"({"statusCode":200})");
        QVERIFY(world.connect().conversation);
        world.say("x");
        QCOMPARE(TraceFilter::parse(filter.toStdString())->matches(world.trace()), matches);
    }

    void knowsNoOtherDirection()
    {
        const auto filter = TraceFilter::parse("direction:up");
        QVERIFY(!filter && filter.error().message.find("no direction") != std::string::npos);
    }

    void writesAccessLogs_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* variable, const char* value) { QTest::newRow(variable) << variable << value; };
        row("connectionId", "R1kmxc2VNjMCFIA=");
        row("connectedAt", "1705751697419");
        row("eventType", "MESSAGE");
        row("messageDirection", "IN");
        row("routeKey", "say");
        row("status", "200");
        row("stage", "dev");
        row("apiId", "w1w2w3w4w5");
        row("domainName", "w1w2w3w4w5.execute-api.localhost");
        row("identity.sourceIp", "203.0.113.9");
        row("identity.userAgent", "chat/1");
        row("disconnectReason", "-");
        row("disconnectStatusCode", "-");
        row("httpMethod", "-");
        row("resourcePath", "-");
        row("error.messageString", "-");
    }

    void writesAccessLogs()
    {
        QFETCH(QString, variable);
        QFETCH(QString, value);
        gw::Stage stage = ChatWorld::defaultStage();
        stage.accessLog = {"access.log", "$context." + variable.toStdString() + " $context.requestId"};
        ChatWorld world(api(route("say", toFunction)), {}, {}, stage);
        world.functions->returns(R"({"statusCode":200})");
        QVERIFY(world.connect().conversation);
        world.say(R"({"action":"say"})");
        QVERIFY(world.trace().logging);
        QCOMPARE(QString::fromStdString(accessLogLine(*world.trace().logging, world.trace())),
                 value + " " + QString::fromStdString(world.trace().requestId));
    }

    void logsDisconnects()
    {
        gw::Stage stage = ChatWorld::defaultStage();
        stage.accessLog = {"access.log", "$context.eventType $context.disconnectStatusCode $context.disconnectReason "
                                         "$context.requestId"};
        ChatWorld world("routes: []\n", {}, {}, stage);
        QVERIFY(world.connect().conversation);
        world.end(CloseCode::Normal, "bye");
        QVERIFY(accessLogLine(*world.trace().logging, world.trace()).starts_with("DISCONNECT 1000 bye "));
    }

    void logsExecutionsByRoute_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<bool>("isLogged");
        QTest::newRow("a route that logs") << R"({"action":"say"})" << true;
        QTest::newRow("one that does not") << "x" << false;
    }

    void logsExecutionsByRoute()
    {
        QFETCH(QString, message);
        QFETCH(bool, isLogged);
        gw::Stage stage = ChatWorld::defaultStage();
        stage.routeSettings.push_back({"say", true, {}, "INFO", {}});
        ChatWorld world(api(route("say", echoing) + route("$default", echoing)), {}, {}, stage);
        QVERIFY(world.connect().conversation);
        world.say(message.toStdString());
        const std::string lines = executionLogLines(*world.trace().logging, world.trace());
        QCOMPARE(!lines.empty(), isLogged);
        if (isLogged)
            QVERIFY2(lines.find("Route key: say, Connection Id: R1kmxc2VNjMCFIA=") != std::string::npos, lines.c_str());
    }

    void escapesErrorFrames()
    {
        const std::string expected = "{\"message\": \"a\\\"b\", \"connectionId\":\"c=\", \"requestId\":\"r=\"}";
        QCOMPARE(errorFrameText("a\"b", "c=", "r="), expected);
    }

    void cannotBeServedWithoutASelection()
    {
        ChatWorld world("routeSelectionExpression: $request.path.x\nroutes: []\n");
        QVERIFY(!world.program);
        QVERIFY(hasErrors(world.diagnostics));
    }
};

QTEST_GUILESS_MAIN(TestMessageRoutes)
#include "tst_message_routes.moc"
