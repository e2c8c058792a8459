// Handshakes: who may connect and what $connect's integration makes of it (reference 3.1, 3.4, 3.5).
#include "tests/support/chat_world.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using gw::engine::test::authorizerAnswer;
using gw::engine::test::ChatWorld;
using gw::engine::test::HeaderPairs;

namespace {

const std::string functionUri =
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:chat"
    "/invocations";

std::string connectBy(const std::string& integration, const std::string& more = {})
{
    return "routes:\n  - routeKey: $connect\n" + more + "    integration: " + integration + "\n";
}

const std::string toFunction = "{ integrationType: AWS_PROXY, integrationUri: '" + functionUri + "' }";
const std::string toMock = "{ integrationType: MOCK, requestTemplates: { $default: '{\"statusCode\": 200}' } }";

std::string withAuthorizer(const std::string& sources)
{
    return "authorizers:\n  - name: door\n    authorizerType: REQUEST\n    authorizerUri: " + functionUri +
           "\n    identitySource: [" + sources + "]\n" +
           connectBy(toMock, "    authorizationType: CUSTOM\n    authorizerId: door\n");
}

UpstreamResponse answerOf(int status, const std::string& body = {}, const HeaderPairs& headers = {})
{
    UpstreamResponse answer;
    answer.response.status = status;
    answer.response.body = body;
    for (const auto& [name, value] : headers)
        answer.response.headers.add(name, value);
    return answer;
}

} // namespace

class TestHandshake : public QObject
{
    Q_OBJECT

private slots:
    void withoutConnectRouteEverybodyMayCome()
    {
        ChatWorld world("routes: []\n");
        const Handshake& handshake = world.connect();
        QVERIFY(handshake.conversation && handshake.subprotocol.empty());
        QCOMPARE(handshake.apiId, std::string("w1w2w3w4w5"));
        QCOMPARE(handshake.stageName, std::string("dev"));
        QCOMPARE(world.trace().status, 101);
    }

    void limitsAreTheStages_data()
    {
        QTest::addColumn<bool>("none");
        QTest::addColumn<int>("idle"); // as designed; 0: unset
        QTest::addColumn<int>("duration");
        QTest::addColumn<int>("idleSeconds");
        QTest::addColumn<int>("durationSeconds");
        QTest::addColumn<int>("messageSize");
        QTest::newRow("the service's") << false << 0 << 0 << 600 << 7200 << 131'072;
        QTest::newRow("sooner") << false << 30 << 90 << 30 << 90 << 131'072;
        QTest::newRow("none") << true << 30 << 90 << 0 << 0 << 67'108'864;
    }
    void limitsAreTheStages()
    {
        QFETCH(bool, none);
        QFETCH(int, idle);
        QFETCH(int, duration);
        gw::Stage stage = ChatWorld::defaultStage();
        stage.connectionLimits.none = none;
        if (idle > 0)
            stage.connectionLimits.idleTimeoutInSeconds = idle;
        if (duration > 0)
            stage.connectionLimits.maximumDurationInSeconds = duration;
        ChatWorld world("routes: []\n", {}, {}, stage);
        const Handshake& handshake = world.connect();
        QVERIFY(handshake.conversation);
        const SocketLimits limits = handshake.conversation->limits();
        QTEST(int(limits.idle.count() / 1000), "idleSeconds");
        QTEST(int(limits.duration.count() / 1000), "durationSeconds");
        QTEST(int(limits.messageSize), "messageSize");
        QVERIFY(!limits.takesBinary);
    }

    void aFunctionDecides_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("isError");
        QTest::addColumn<int>("status"); // 0: accepted
        QTest::addColumn<QString>("subprotocol");
        const auto row = [](const char* name, const char* answer, int status, const char* subprotocol = "",
                            bool isError = false) {
            QTest::newRow(name) << answer << isError << status << subprotocol;
        };
        row("200", R"({"statusCode":200})", 0);
        row("204", R"({"statusCode":204})", 0);
        row("as text", R"({"statusCode":"200"})", 0);
        row("a body is nobody's business", R"({"statusCode":200,"body":"hello"})", 0);
        row("a sub-protocol", R"({"statusCode":200,"headers":{"Sec-WebSocket-Protocol":"chat.v1"}})", 0, "chat.v1");
        row("401", R"({"statusCode":401})", 401);
        row("403 with a body", R"({"statusCode":403,"body":"no"})", 403);
        row("500", R"({"statusCode":500})", 500);
        row("a redirect", R"({"statusCode":302,"headers":{"Location":"/"}})", 302);
        row("nothing said", "null", 502);
        row("no proxy answer", R"({"ok":true})", 502);
        row("an error", R"({"errorMessage":"boom"})", 502, "", true);
    }

    void aFunctionDecides()
    {
        QFETCH(QString, answer);
        QFETCH(bool, isError);
        QFETCH(int, status);
        QFETCH(QString, subprotocol);
        ChatWorld world(connectBy(toFunction));
        world.functions->returns(answer.toStdString(), 200, isError);
        const Handshake& handshake = world.connect("/dev", {{"Sec-WebSocket-Protocol", "chat.v1, chat.v2"}});
        QCOMPARE(handshake.conversation == nullptr, status != 0);
        QCOMPARE(QString::fromStdString(handshake.subprotocol), subprotocol);
        if (status != 0)
            QCOMPARE(handshake.refusal.status, status);
        QCOMPARE(world.trace().status, status == 0 ? 101 : status);
        QVERIFY(world.connection->sent.empty()); // replies of $connect never go over the socket
    }

    void anEndpointDecides_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("answered"); // 0: it cannot be reached
        QTest::addColumn<int>("status");   // 0: accepted
        for (const char* type : {"HTTP_PROXY", "HTTP"}) {
            const auto row = [type](const char* name, int answered, int status) {
                QTest::addRow("%s %s", type, name) << type << answered << status;
            };
            row("200", 200, 0);
            row("404", 404, 404);
            row("500", 500, 500);
            row("out of reach", 0, 502);
        }
    }

    void anEndpointDecides()
    {
        QFETCH(QString, type);
        QFETCH(int, answered);
        QFETCH(int, status);
        ChatWorld world(connectBy("{ integrationType: " + type.toStdString() +
                                  ", integrationMethod: POST, integrationUri: 'http://endpoint/in' }"));
        if (answered == 0)
            world.upstream.outcome = tl::unexpected(UpstreamFailure{});
        else
            world.upstream.outcome = answerOf(answered, "{}", {{"Sec-WebSocket-Protocol", "chat.v1"}});
        const Handshake& handshake = world.connect("/dev?t=1");
        QCOMPARE(handshake.conversation == nullptr, status != 0);
        if (status != 0)
            QCOMPARE(handshake.refusal.status, status);
        QCOMPARE(world.upstream.sent.size(), std::size_t(1));
        QCOMPARE(world.upstream.sent[0].method, std::string("POST"));
        QCOMPARE(world.upstream.sent[0].target,
                 std::string(type == "HTTP_PROXY" ? "/in?t=1" : "/in")); // HTTP gets what is mapped alone
    }

    void timesOutWith504()
    {
        ChatWorld world(connectBy("{ integrationType: HTTP_PROXY, integrationUri: 'http://endpoint/' }"));
        world.upstream.outcome = tl::unexpected(UpstreamFailure{UpstreamFailure::Kind::Timeout, "too slow"});
        QCOMPARE(world.connect().refusal.status, 504);
    }

    void mapsHeadersAndQuery()
    {
        ChatWorld world(
            connectBy("{ integrationType: HTTP, integrationMethod: GET, integrationUri: "
                      "'http://endpoint/in', requestParameters: { "
                      "integration.request.header.Origin: route.request.header.Origin, "
                      "integration.request.querystring.ticket: route.request.querystring.t, "
                      "integration.request.querystring.id: context.connectionId }, integrationResponses: [{ "
                      "integrationResponseKey: $default, responseParameters: { "
                      "method.response.header.Sec-WebSocket-Protocol: \"'chat.v9'\" } }] }"));
        const Handshake& handshake = world.connect("/dev?t=47", {{"Origin", "https://a"}});
        QVERIFY(handshake.conversation);
        QCOMPARE(handshake.subprotocol, std::string("chat.v9"));
        QCOMPARE(world.upstream.sent[0].target, std::string("/in?ticket=47&id=R1kmxc2VNjMCFIA%3D"));
        QCOMPARE(std::string(world.upstream.sent[0].headers.get("Origin")), std::string("https://a"));
    }

    void mocksDecide_data()
    {
        QTest::addColumn<QString>("template_");
        QTest::addColumn<int>("status");
        QTest::newRow("200") << "{\"statusCode\": 200}" << 0;
        QTest::newRow("403") << "{\"statusCode\": 403}" << 403;
        QTest::newRow("no status") << "{}" << 500;
        QTest::newRow("by the query") << "{\"statusCode\": $input.params('code')}" << 418;
    }

    void mocksDecide()
    {
        QFETCH(QString, template_);
        QFETCH(int, status);
        ChatWorld world(connectBy("{ integrationType: MOCK, requestTemplates: { $default: '" +
                                  template_.replace("'", "''").toStdString() + "' } }"));
        const Handshake& handshake = world.connect("/dev?code=418");
        QCOMPARE(handshake.conversation ? 0 : handshake.refusal.status, status);
    }

    void tellsTheEventOfAHandshake()
    {
        ChatWorld world(connectBy(toFunction));
        world.functions->returns(R"({"statusCode":200})");
        QVERIFY(world.connect("/dev?t=1&t=2", {{"X-Tag", "a"}, {"x-tag", "b"}}).conversation);
        const json::Value event = world.event();
        QVERIFY(!event.find("body"));
        QCOMPARE(event["isBase64Encoded"].toBool(true), false);
        QCOMPARE(event["headers"]["X-Tag"].scalarText(), std::string("b"));
        QCOMPARE(event["multiValueHeaders"]["X-Tag"].asArray().size(), std::size_t(2));
        QVERIFY(event["headers"].find("Sec-WebSocket-Key") && !event["headers"].find("Upgrade"));
        QVERIFY(!event["headers"].find("Connection") && event["headers"].find("X-Forwarded-For"));
        QCOMPARE(event["queryStringParameters"]["t"].scalarText(), std::string("2"));
        QCOMPARE(event["multiValueQueryStringParameters"]["t"].asArray().size(), std::size_t(2));
        const json::Value& context = event["requestContext"];
        QCOMPARE(context["routeKey"].scalarText(), std::string("$connect"));
        QCOMPARE(context["eventType"].scalarText(), std::string("CONNECT"));
        QCOMPARE(context["messageDirection"].scalarText(), std::string("IN"));
        QCOMPARE(context["connectionId"].scalarText(), std::string("R1kmxc2VNjMCFIA="));
        QCOMPARE(context["connectedAt"].toInt(), std::int64_t(1'705'751'697'419));
        QCOMPARE(context["requestTimeEpoch"].toInt(), std::int64_t(1'700'000'000'000));
        QCOMPARE(context["requestTime"].scalarText(), std::string("14/Nov/2023:22:13:20 +0000"));
        QCOMPARE(context["requestId"].scalarText(), context["extendedRequestId"].scalarText());
        QCOMPARE(context["requestId"].scalarText().size(), std::size_t(16));
        QCOMPARE(context["domainName"].scalarText(), std::string("w1w2w3w4w5.execute-api.localhost"));
        QCOMPARE(context["apiId"].scalarText(), std::string("w1w2w3w4w5"));
        QCOMPARE(context["stage"].scalarText(), std::string("dev"));
        QCOMPARE(context["identity"]["sourceIp"].scalarText(), std::string("203.0.113.9"));
        QCOMPARE(context["identity"]["userAgent"].scalarText(), std::string("chat/1"));
        QVERIFY(!context.find("messageId") && !context.find("authorizer") && !context.find("disconnectReason"));
    }

    void leavesOutAQueryThatIsNotThere()
    {
        ChatWorld world(connectBy(toFunction));
        world.functions->returns(R"({"statusCode":200})");
        QVERIFY(world.connect().conversation);
        QVERIFY(!world.event().find("queryStringParameters") && !world.event().find("stageVariables"));
    }

    void anAuthorizerDecides_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("isError");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const std::string& answer, int status, bool isError = false) {
            QTest::newRow(name) << QString::fromStdString(answer) << isError << status;
        };
        const std::string own = "arn:aws:execute-api:us-east-1:000000000000:w1w2w3w4w5/dev/$connect";
        row("allow", authorizerAnswer("Allow", "*"), 0);
        row("allow this route", authorizerAnswer("Allow", own), 0);
        row("allow another stage",
            authorizerAnswer("Allow", "arn:aws:execute-api:us-east-1:000000000000:w1w2w3w4w5/prod/$connect"), 403);
        row("deny", authorizerAnswer("Deny", "*"), 403);
        row("nothing", "{}", 500);
        row("unauthorized", R"({"errorMessage":"Unauthorized"})", 401, true);
        row("another error", R"({"errorMessage":"boom"})", 500, true);
    }

    void anAuthorizerDecides()
    {
        QFETCH(QString, answer);
        QFETCH(bool, isError);
        QFETCH(int, status);
        ChatWorld world(withAuthorizer("route.request.querystring.ticket"));
        QVERIFY2(world.diagnostics.empty(), world.diagnostics.empty() ? "" : world.diagnostics[0].message.c_str());
        world.functions->returns(answer.toStdString(), 200, isError);
        const Handshake& handshake = world.connect("/dev?ticket=47");
        QCOMPARE(handshake.conversation ? 0 : handshake.refusal.status, status);
        const json::Value event = world.event();
        QCOMPARE(event["type"].scalarText(), std::string("REQUEST"));
        QCOMPARE(event["methodArn"].scalarText(),
                 std::string("arn:aws:execute-api:us-east-1:000000000000:w1w2w3w4w5/dev/$connect"));
        QCOMPARE(event["requestContext"]["routeKey"].scalarText(), std::string("$connect"));
        QCOMPARE(event["requestContext"]["eventType"].scalarText(), std::string("CONNECT"));
        QCOMPARE(event["queryStringParameters"]["ticket"].scalarText(), std::string("47"));
        QVERIFY(event["stageVariables"].isObject() && !event.find("body") && !event.find("resource"));
    }

    void withoutIdentityNobodyIsAsked_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<int>("status");
        QTest::newRow("both") << "/dev?ticket=1" << 0;
        QTest::newRow("one is missing") << "/dev" << 401;
        QTest::newRow("one is empty") << "/dev?ticket=" << 401;
    }

    void withoutIdentityNobodyIsAsked()
    {
        QFETCH(QString, target);
        QFETCH(int, status);
        ChatWorld world(withAuthorizer("route.request.querystring.ticket, route.request.header.X-Room"));
        world.functions->returns(authorizerAnswer("Allow", "*"));
        const Handshake& handshake = world.connect(target.toStdString(), {{"X-Room", "7"}});
        QCOMPARE(handshake.conversation ? 0 : handshake.refusal.status, status);
        QCOMPARE(world.functions->events.size(), std::size_t(status == 0 ? 1 : 0));
    }

    void whatAnAuthorizerSaysStaysWithTheConnection()
    {
        ChatWorld world(withAuthorizer("route.request.querystring.ticket") +
                        "  - routeKey: $default\n    integration: " + toFunction +
                        "\n  - routeKey: $disconnect\n    integration: " + toFunction + "\n");
        world.functions->returns(authorizerAnswer("Allow", "*", R"(,"context":{"room":"7","level":3})"));
        QCOMPARE(world.connect("/dev?ticket=47").principalId, std::string("u1"));
        world.functions->returns(R"({"statusCode":200})");
        world.say("hello");
        const json::Value authorizer = world.event()["requestContext"]["authorizer"];
        QCOMPARE(authorizer["principalId"].scalarText(), std::string("u1"));
        QCOMPARE(authorizer["room"].scalarText(), std::string("7"));
        QVERIFY(authorizer["level"].isString() && authorizer.find("integrationLatency"));
        world.end(CloseCode::Normal);
        QCOMPARE(world.event()["requestContext"]["authorizer"]["room"].scalarText(), std::string("7"));
    }

    void hidesIdentitiesInTraces()
    {
        ChatWorld world(withAuthorizer("route.request.querystring.ticket"));
        world.functions->returns(authorizerAnswer("Allow", "*"));
        QVERIFY(world.connect("/dev?ticket=a-secret-ticket-4711").conversation);
        for (const TraceMessage& message : world.trace().messages)
            QVERIFY2((message.startLine + message.body).find("a-secret-ticket") == std::string::npos,
                     (message.startLine + message.body).c_str());
    }

    void aBrokenAuthorizerLetsNobodyIn()
    {
        ChatWorld world(connectBy(toMock, "    authorizationType: CUSTOM\n    authorizerId: nobody\n"));
        QCOMPARE(world.connect().refusal.status, 500);
        QVERIFY(!world.diagnostics.empty());
        QCOMPARE(world.diagnostics[0].node, nodeOf(ApiId{7}, routeIdOf(ApiId{7}, "$connect")));
    }

    void needsASignatureForIam()
    {
        ChatWorld world(connectBy(toMock, "    authorizationType: AWS_IAM\n"));
        const Handshake& handshake = world.connect();
        QCOMPARE(handshake.refusal.status, 403);
        QCOMPARE(handshake.refusal.bodyText(), std::string(R"({"message":"Missing Authentication Token"})"));
    }

    void asksForAKey_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("status");
        QTest::newRow("the right one") << "partner-0123456789abcdef" << 0;
        QTest::newRow("a wrong one") << "another-0123456789abcdef" << 403;
        QTest::newRow("none") << "" << 403;
    }

    void asksForAKey()
    {
        QFETCH(QString, key);
        QFETCH(int, status);
        Project project;
        gw::ApiKey partner;
        partner.id = ApiKeyId{1};
        partner.name = "partner";
        partner.keyId = "key1";
        project.apiKeys.emplace_back(partner);
        gw::UsagePlan plan;
        plan.id = UsagePlanId{1};
        plan.name = "plan";
        plan.planId = "plan1";
        plan.apiStages.push_back({"chat", "dev", {}});
        plan.keys = {"partner"};
        project.usagePlans.emplace_back(plan);
        Secrets secrets;
        secrets.set(SecretKind::ApiKey, "key1", Secret("partner-0123456789abcdef"));
        ChatWorld world(connectBy(toFunction, "    apiKeyRequired: true\n"), project, secrets);
        world.functions->returns(R"({"statusCode":200})");
        HeaderPairs headers;
        if (!key.isEmpty())
            headers.emplace_back("x-api-key", key.toStdString());
        const Handshake& handshake = world.connect("/dev", headers);
        QCOMPARE(handshake.conversation ? 0 : handshake.refusal.status, status);
        if (status == 0)
            QCOMPARE(world.event()["requestContext"]["identity"]["apiKeyId"].scalarText(), std::string("key1"));
        else
            QCOMPARE(handshake.refusal.bodyText(), std::string(R"({"message":"Forbidden"})"));
    }

    void takesTheKeyFromTheAuthorizer()
    {
        ChatWorld world("apiKeySelectionExpression: $context.authorizer.usageIdentifierKey\n" +
                        withAuthorizer("route.request.querystring.ticket") + "\n");
        QVERIFY(world.program);
        QVERIFY(world.diagnostics.empty());
    }

    void demandsItsParameters_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<int>("status");
        QTest::newRow("there") << "/dev?room=1" << 0;
        QTest::newRow("blank") << "/dev?room=" << 400;
        QTest::newRow("missing") << "/dev" << 400;
    }

    void demandsItsParameters()
    {
        QFETCH(QString, target);
        QFETCH(int, status);
        ChatWorld world(
            connectBy(toMock, "    requestParameters: { route.request.querystring.room: { required: true } }\n"));
        const Handshake& handshake = world.connect(target.toStdString());
        QCOMPARE(handshake.conversation ? 0 : handshake.refusal.status, status);
    }

    void findsTheApiByItsAddress_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<bool>("isOwned");
        QTest::addColumn<int>("status");
        QTest::newRow("the stage") << "/dev" << true << 0;
        QTest::newRow("with a slash") << "/dev/" << true << 0;
        QTest::newRow("with a query") << "/dev?a=b" << true << 0;
        QTest::newRow("below the stage") << "/dev/room" << true << 403;
        QTest::newRow("no such stage") << "/prod" << false << 403;
        QTest::newRow("no stage") << "/" << false << 403;
    }

    void findsTheApiByItsAddress()
    {
        QFETCH(QString, target);
        QFETCH(bool, isOwned);
        QFETCH(int, status);
        ChatWorld world("routes: []\n");
        QCOMPARE(world.sockets.owns(ChatWorld::upgrade(target.toStdString())), isOwned);
        const Handshake& handshake = world.connect(target.toStdString());
        QCOMPARE(handshake.conversation ? 0 : handshake.refusal.status, status);
    }

    void refusesARouteWithoutIntegration()
    {
        ChatWorld world("routes: [{ routeKey: $connect }]\n");
        QCOMPARE(world.connect().refusal.status, 500);
        QCOMPARE(world.diagnostics.size(), std::size_t(1));
        QCOMPARE(world.diagnostics[0].rule, std::string("integration-missing"));
    }

    void throttlesHandshakes()
    {
        gw::Stage stage = ChatWorld::defaultStage();
        stage.routeSettings.push_back({"$connect", {}, {}, {}, {0.001, 1}});
        ChatWorld world(connectBy(toMock), {}, {}, stage);
        QVERIFY(world.connect().conversation);
        QCOMPARE(world.connect().refusal.status, 429);
    }
};

QTEST_GUILESS_MAIN(TestHandshake)
#include "tst_handshake.moc"
