// Lambda authorizers and IAM on the routes of an HTTP API (reference 2.7): when the function is asked, with which
// event, what each of its answers means to the client, what is kept, and what those behind the gateway learn.
#include "gateway-engine/crypto/sigv4.h"
#include "gateway-engine/trace/access_log.h"
#include "tests/support/authorized_api.h"

#include <QFile>
#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;
using gw::engine::test::AuthorizedApi;
using gw::engine::test::authorizerAnswer;

namespace {

const std::string functionUri =
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:auth"
    "/invocations";
constexpr char arnOfPet[] = "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/$default/GET/pets/7";
constexpr char token[] = "Bearer a-very-secret-token-4711";
constexpr char allow[] = R"({"isAuthorized":true})";

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

struct Wanted
{
    std::string sources = "$request.header.Authorization";
    int ttl = 0;
    std::string version = "2.0";
    bool isSimple = true;
};

std::string apiWith(const Wanted& wanted = {})
{
    return R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /pets/{id}:
    get:
      security: [ { auth: [] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "http://127.0.0.1:1/x" }
    delete:
      security: [ { auth: [] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: DELETE, uri: "http://127.0.0.1:1/x" }
  /function:
    get:
      security: [ { auth: [] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, payloadFormatVersion: "2.0", uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations" }
  /$default:
    x-amazon-apigateway-any-method:
      isDefaultRoute: true
      security: [ { auth: [] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: ANY, uri: "http://127.0.0.1:1" }
components:
  securitySchemes:
    auth:
      type: apiKey
      name: Unused
      in: header
      x-amazon-apigateway-authorizer:
        type: request
        authorizerUri: )" +
           functionUri + "\n        authorizerPayloadFormatVersion: \"" + wanted.version +
           "\"\n        enableSimpleResponses: " + (wanted.isSimple ? "true" : "false") +
           (wanted.sources.empty() ? "" : "\n        identitySource: \"" + wanted.sources + "\"") +
           "\n        authorizerResultTtlInSeconds: " + std::to_string(wanted.ttl) + "\n";
}

std::unique_ptr<AuthorizedApi> served(const Wanted& wanted = {}, const std::string& stage = "$default")
{
    return std::make_unique<AuthorizedApi>(apiWith(wanted), Project{}, Secrets{}, std::string(), stage, ApiKind::Http);
}

QStringList keysOf(const json::Value& object)
{
    QStringList keys;
    for (const json::Member& member : object.asObject())
        keys << text(member.key);
    return keys;
}

// The recorded event of that name, with its arrays and objects.
json::Value recorded(const char* id)
{
    QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/aws_events/events.json");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const json::Value list = json::readJson(file.readAll().toStdString()).value();
    for (const json::Value& one : list.asArray())
        if (one["id"].toString() == id)
            return one["event"];
    return {};
}

} // namespace

class TestRouteAuthorizer : public QObject
{
    Q_OBJECT

private slots:
    void simpleAnswers_data();
    void simpleAnswers();
    void policies_data();
    void policies();
    void failures_data();
    void failures();
    void identities_data();
    void identities();
    void asksWithoutSources();
    void event2();
    void event1();
    void eventsHaveTheRecordedShape_data();
    void eventsHaveTheRecordedShape();
    void keepsSimpleAnswersForAllRoutes();
    void evaluatesKeptPoliciesAnew();
    void keepsByRouteKey();
    void tellsContextsWithTheirTypes();
    void tellsFunctions();
    void arnsOfStages_data();
    void arnsOfStages();
    void hidesTokensAndLeadsToItsSetting();
    void refusesConfigurations_data();
    void refusesConfigurations();
    void iam_data();
    void iam();
};

void TestRouteAuthorizer::simpleAnswers_data()
{
    QTest::addColumn<QString>("payload");
    QTest::addColumn<int>("status");
    const auto row = [](const char* payload, int status) { QTest::newRow(payload) << QString(payload) << status; };
    row(allow, 200);
    row(R"({"isAuthorized":true,"context":{"a":[1]}})", 200);
    row(R"({"isAuthorized":false})", 403);
    row(R"({"isAuthorized":"false"})", 500);
    row(R"({"isAuthorized":"true"})", 500);
    row(R"({"isAuthorized":1})", 500);
    row(R"({})", 500);
    row(R"({"principalId":"u1","policyDocument":{"Version":"2012-10-17","Statement":[]}})", 500);
    row("true", 500);
    row("", 500);
    row("not json", 500);
}

void TestRouteAuthorizer::simpleAnswers()
{
    QFETCH(QString, payload);
    QFETCH(int, status);
    const auto api = served();
    QVERIFY(api->diagnostics.empty());
    api->functions->returns(payload.toStdString());
    const Response response = api->send("GET", "/pets/7", {{"Authorization", token}});
    QCOMPARE(response.status, status);
    QCOMPARE(api->upstream.sent.size(), status == 200 ? 1u : 0u);
    if (status == 200)
        return;
    QCOMPARE(text(response.bodyText()),
             status == 403 ? R"({"message":"Forbidden"})" : R"({"message":"Internal Server Error"})");
    QVERIFY(!response.headers.has("www-authenticate") && !response.headers.has("x-amzn-ErrorType"));
    QVERIFY(!api->trace->fault.reason.empty());
}

void TestRouteAuthorizer::policies_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("payload");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const char* version, const std::string& payload, int status) {
        QTest::newRow(name) << QString(version) << QString::fromStdString(payload) << status;
    };
    for (const char* version : {"1.0", "2.0"}) {
        const auto named = [version](const char* name) { return std::string(name) + ", " + version; };
        row(named("allow").c_str(), version, authorizerAnswer("Allow", arnOfPet), 200);
        row(named("deny").c_str(), version, authorizerAnswer("Deny", arnOfPet), 403);
        row(named("another route").c_str(), version,
            authorizerAnswer("Allow", "arn:aws:execute-api:*:*:abcdefghij/$default/DELETE/*"), 403);
        row(named("another stage").c_str(), version,
            authorizerAnswer("Allow", "arn:aws:execute-api:*:*:abcdefghij/prod/GET/*"), 403);
        row(named("no principal").c_str(), version, R"({"policyDocument":{"Statement":[]}})", 500);
        row(named("a simple answer").c_str(), version, allow, 500);
    }
    row("a list in the context, 2.0", "2.0", authorizerAnswer("Allow", "*", R"(,"context":{"a":[1]})"), 200);
    row("a list in the context, 1.0", "1.0", authorizerAnswer("Allow", "*", R"(,"context":{"a":[1]})"), 500);
}

void TestRouteAuthorizer::policies()
{
    QFETCH(QString, version);
    QFETCH(QString, payload);
    const auto api = served({"$request.header.Authorization", 0, version.toStdString(), false});
    api->functions->returns(payload.toStdString());
    QTEST(api->send("GET", "/pets/7", {{"Authorization", token}}).status, "status");
}

void TestRouteAuthorizer::failures_data()
{
    QTest::addColumn<QString>("payload");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isError");
    QTest::newRow("throws") << R"({"errorMessage":"boom"})" << 200 << true;
    QTest::newRow("throws Unauthorized") << R"({"errorMessage":"Unauthorized"})" << 200 << true; // a word of REST APIs
    QTest::newRow("may not be invoked") << R"({"Message":"no"})" << 403 << false;
    QTest::newRow("is not there") << R"({"Message":"no"})" << 404 << false;
}

void TestRouteAuthorizer::failures()
{
    QFETCH(QString, payload);
    QFETCH(int, status);
    QFETCH(bool, isError);
    const auto api = served();
    api->functions->returns(payload.toStdString(), status, isError);
    const Response response = api->send("GET", "/pets/7", {{"Authorization", token}});
    QCOMPARE(response.status, 500);
    QCOMPARE(text(response.bodyText()), R"({"message":"Internal Server Error"})");
    QVERIFY(!text(accessLogValue(*api->program->logging, *api->trace, "authorizer.error").value_or("")).isEmpty());
}

void TestRouteAuthorizer::identities_data()
{
    QTest::addColumn<QString>("sources");
    QTest::addColumn<int>("ttl");
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("hasHeader");
    QTest::addColumn<QString>("identity"); // empty: 401, and the function is not asked
    const auto row = [](const char* name, const char* sources, int ttl, const char* target, bool hasHeader,
                        const char* identity) {
        QTest::newRow(name) << QString(sources) << ttl << QString(target) << hasHeader << QString(identity);
    };
    const char* header = "$request.header.Authorization";
    const char* all =
        "$request.header.authorization, $request.querystring.q, $context.routeKey, $stageVariables.tenant";
    row("header", header, 0, "/pets/7", true, R"(["Bearer a-very-secret-token-4711"])");
    row("no header", header, 0, "/pets/7", false, "");
    row("no header, kept", header, 60, "/pets/7", false, "");
    row("four places", all, 60, "/pets/7?q=x%20y", true,
        R"(["Bearer a-very-secret-token-4711","x y","GET /pets/{id}","acme"])");
    row("one of four missing", all, 60, "/pets/7", true, "");
    row("one of four empty", all, 0, "/pets/7?q=", true, "");
    row("context alone", "$context.identity.sourceIp", 60, "/pets/7", false, R"(["203.0.113.9"])");
    row("an unknown variable", "$stageVariables.nobody", 0, "/pets/7", true, "");
}

void TestRouteAuthorizer::identities()
{
    QFETCH(QString, sources);
    QFETCH(int, ttl);
    QFETCH(QString, target);
    QFETCH(bool, hasHeader);
    QFETCH(QString, identity);
    const auto api = served({sources.toStdString(), ttl});
    api->functions->returns(allow);
    std::vector<std::pair<std::string, std::string>> headers;
    if (hasHeader)
        headers.emplace_back("Authorization", token);
    const Response response = api->send("GET", target.toStdString(), headers);
    QCOMPARE(response.status, identity.isEmpty() ? 401 : 200);
    QCOMPARE(api->functions->events.size(), identity.isEmpty() ? 0u : 1u);
    if (identity.isEmpty())
        QCOMPARE(text(response.bodyText()), R"({"message":"Unauthorized"})");
    else
        QCOMPARE(text(json::writeJson(json::readJson(api->functions->events[0]).value()["identitySource"])), identity);
}

void TestRouteAuthorizer::asksWithoutSources()
{
    const auto api = served({""});
    api->functions->returns(allow);
    QCOMPARE(api->send("GET", "/pets/7").status, 200);
    QCOMPARE(text(json::writeJson(json::readJson(api->functions->events.at(0)).value()["identitySource"])), "[]");
}

void TestRouteAuthorizer::event2()
{
    const auto api = served();
    api->functions->returns(allow);
    api->send("GET", "/pets/7?a=1&a=2&b=x%20y",
              {{"Authorization", token}, {"X-Two", "1"}, {"x-two", "2"}, {"Cookie", "c=1; d=2"}});
    const json::Value event = json::readJson(api->functions->events.at(0)).value();
    QCOMPARE(text(event["version"].toString()), "2.0");
    QCOMPARE(text(event["type"].toString()), "REQUEST");
    QCOMPARE(text(event["routeArn"].toString()), arnOfPet);
    QCOMPARE(text(event["routeKey"].toString()), "GET /pets/{id}");
    QCOMPARE(text(event["rawPath"].toString()), "/pets/7");
    QCOMPARE(text(event["rawQueryString"].toString()), "a=1&a=2&b=x%20y");
    QCOMPARE(text(json::writeJson(event["cookies"])), R"(["c=1","d=2"])");
    QCOMPARE(text(event["headers"]["x-two"].toString()), "1,2");
    QVERIFY(!event["headers"].find("cookie") && event["headers"].find("x-forwarded-for"));
    QCOMPARE(text(json::writeJson(event["queryStringParameters"])), R"({"a":"1,2","b":"x y"})");
    QCOMPARE(text(json::writeJson(event["pathParameters"])), R"({"id":"7"})");
    QCOMPARE(text(json::writeJson(event["stageVariables"])), R"({"tenant":"acme"})");
    const json::Value& context = event["requestContext"];
    QCOMPARE(text(context["http"]["path"].toString()), "/pets/7");
    QCOMPARE(text(context["http"]["sourceIp"].toString()), "203.0.113.9");
    QCOMPARE(text(context["stage"].toString()), "$default");
    QCOMPARE(text(context["requestId"].toString()), text(api->trace->requestId));
    QVERIFY(context["timeEpoch"].isNumber() && !context.find("authorizer") && !event.find("body"));
}

void TestRouteAuthorizer::event1()
{
    const auto api = served({"$request.header.Authorization, $request.querystring.q", 0, "1.0", false});
    api->functions->returns(authorizerAnswer("Allow", "*"));
    api->send("GET", "/pets/7?q=x", {{"Authorization", token}});
    const json::Value event = json::readJson(api->functions->events.at(0)).value();
    QCOMPARE(text(event["version"].toString()), "1.0");
    QCOMPARE(text(event["methodArn"].toString()), arnOfPet);
    QCOMPARE(text(event["identitySource"].toString()), QString(token) + ",x");
    QCOMPARE(text(event["authorizationToken"].toString()), QString(token) + ",x");
    QCOMPARE(text(event["resource"].toString()), "/pets/{id}");
    QCOMPARE(text(event["httpMethod"].toString()), "GET");
    QCOMPARE(text(json::writeJson(event["queryStringParameters"])), R"({"q":"x"})");
    QVERIFY(!event.find("body") && event["requestContext"].isObject());
}

void TestRouteAuthorizer::eventsHaveTheRecordedShape_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("id");
    QTest::newRow("2.0") << "2.0"
                         << "aws-lambda-go:apigw-v2-custom-authorizer-v2-request.json";
    QTest::newRow("2.0, another") << "2.0"
                                  << "powertools-python:apiGatewayAuthorizerV2Event.json";
    QTest::newRow("1.0") << "1.0"
                         << "aws-lambda-go:apigw-v2-custom-authorizer-v1-request.json";
    QTest::newRow("1.0, another") << "1.0"
                                  << "powertools-python:apiGatewayAuthorizerRequestEvent.json";
}

// Every member of what the service has sent is there, and is of the same kind.
void TestRouteAuthorizer::eventsHaveTheRecordedShape()
{
    QFETCH(QString, version);
    QFETCH(QString, id);
    const json::Value known = recorded(id.toUtf8().constData());
    if (!known.isObject())
        QSKIP("The recorded events are not here: set GATEWRIGHT_CASES.");
    const auto api = served({"$request.header.Authorization", 0, version.toStdString(), false});
    api->functions->returns(authorizerAnswer("Allow", "*"));
    api->send("GET", "/pets/7?parameter1=value1", {{"Authorization", token}, {"Cookie", "a=1"}});
    const json::Value event = json::readJson(api->functions->events.at(0)).value();
    const QStringList keys = keysOf(event);
    for (const json::Member& member : known.asObject()) {
        QVERIFY2(keys.contains(text(member.key)), member.key.c_str());
        QCOMPARE(event[member.key].isObject(), member.value.isObject());
        QCOMPARE(event[member.key].isArray(), member.value.isArray());
    }
    for (const json::Member& member : known["requestContext"].asObject())
        if (member.key != "authentication") // there with a client certificate
            QVERIFY2(event["requestContext"].find(member.key), member.key.c_str());
    if (version == "2.0") {
        QStringList expected = keysOf(known);
        QCOMPARE(keys, expected); // in the very order
    }
}

void TestRouteAuthorizer::keepsSimpleAnswersForAllRoutes()
{
    const auto api = served({"$request.header.Authorization", 60});
    api->functions->returns(allow);
    QCOMPARE(api->send("GET", "/pets/7", {{"Authorization", token}}).status, 200);
    QCOMPARE(api->send("DELETE", "/pets/8", {{"Authorization", token}}).status, 200);
    QCOMPARE(api->send("POST", "/elsewhere", {{"Authorization", token}}).status, 200);
    QCOMPARE(api->functions->events.size(), 1u);
    QCOMPARE(api->send("GET", "/pets/7", {{"Authorization", "another"}}).status, 200);
    QCOMPARE(api->functions->events.size(), 2u);
    QVERIFY(api->access.clock().advance(61s));
    api->functions->returns(R"({"isAuthorized":false})");
    QCOMPARE(api->send("GET", "/pets/7", {{"Authorization", token}}).status, 403);
    QCOMPARE(api->send("DELETE", "/pets/7", {{"Authorization", token}}).status, 403);
    QCOMPARE(api->functions->events.size(), 3u);
    api->functions->returns("broken");
    QCOMPARE(api->send("GET", "/pets/7", {{"Authorization", "third"}}).status, 500);
    QCOMPARE(api->send("GET", "/pets/7", {{"Authorization", "third"}}).status, 500);
    QCOMPARE(api->functions->events.size(), 5u); // what is malformed is not kept
}

void TestRouteAuthorizer::evaluatesKeptPoliciesAnew()
{
    const auto api = served({"$request.header.Authorization", 60, "2.0", false});
    api->functions->returns(authorizerAnswer("Allow", "arn:aws:execute-api:*:*:abcdefghij/$default/GET/pets/*"));
    QCOMPARE(api->send("GET", "/pets/7", {{"Authorization", token}}).status, 200);
    QCOMPARE(api->send("DELETE", "/pets/7", {{"Authorization", token}}).status, 403);
    QCOMPARE(api->send("GET", "/pets/8", {{"Authorization", token}}).status, 200);
    QCOMPARE(api->functions->events.size(), 1u);
}

void TestRouteAuthorizer::keepsByRouteKey()
{
    const auto api = served({"$request.header.Authorization, $context.routeKey", 60});
    api->functions->returns(allow);
    api->send("GET", "/pets/7", {{"Authorization", token}});
    api->send("GET", "/pets/8", {{"Authorization", token}});
    QCOMPARE(api->functions->events.size(), 1u);
    api->send("DELETE", "/pets/8", {{"Authorization", token}});
    QCOMPARE(api->functions->events.size(), 2u);
}

void TestRouteAuthorizer::tellsContextsWithTheirTypes()
{
    const auto api = served({"$request.header.Authorization", 60});
    api->functions->returns(R"({"isAuthorized":true,"context":{"tenant":"t1","level":3,"ok":true,"roles":["a"]}})");
    for (int round = 0; round < 2; ++round) { // asked, and kept
        api->send("GET", "/pets/7", {{"Authorization", token}});
        const auto logged = [&](const char* name) {
            return text(accessLogValue(*api->program->logging, *api->trace, name).value_or("-"));
        };
        QCOMPARE(logged("authorizer.tenant"), "t1");
        QCOMPARE(logged("authorizer.level"), "3");
        QCOMPARE(logged("authorizer.ok"), "true");
        QCOMPARE(logged("authorizer.roles"), R"(["a"])");
        QCOMPARE(logged("authorizer.other"), "-");
    }
    QCOMPARE(api->functions->events.size(), 1u);
}

// A context that looks like a token's is a function's all the same.
void TestRouteAuthorizer::tellsFunctions()
{
    const auto api = served();
    api->functions->script = [](const json::Value& event) {
        Response response;
        response.body = event.find("type") ? R"({"isAuthorized":true,"context":{"claims":{"a":1},"scopes":[2]}})"
                                           : R"({"statusCode":200})";
        return response;
    };
    QCOMPARE(api->send("GET", "/function", {{"Authorization", token}}).status, 200);
    const json::Value event = json::readJson(api->functions->events.at(1)).value();
    QCOMPARE(text(json::writeJson(event["requestContext"]["authorizer"])),
             R"({"lambda":{"claims":{"a":1},"scopes":[2]}})");
}

void TestRouteAuthorizer::arnsOfStages_data()
{
    QTest::addColumn<QString>("stage");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("arn"); // behind the API's id
    QTest::newRow("$default") << "$default"
                              << "/pets/7"
                              << "/$default/GET/pets/7";
    QTest::newRow("named") << "dev"
                           << "/pets/7"
                           << "/dev/GET/pets/7";
    QTest::newRow("the default route") << "$default"
                                       << "/a/b"
                                       << "/$default/GET/a/b";
    QTest::newRow("its root") << "$default"
                              << "/"
                              << "/$default/GET/";
    QTest::newRow("decoded") << "$default"
                             << "/pets/a%20b"
                             << "/$default/GET/pets/a b";
}

void TestRouteAuthorizer::arnsOfStages()
{
    QFETCH(QString, stage);
    QFETCH(QString, path);
    QFETCH(QString, arn);
    const auto api = served({}, stage.toStdString());
    api->functions->returns(allow);
    api->send("GET", path.toStdString(), {{"Authorization", token}});
    const json::Value event = json::readJson(api->functions->events.at(0)).value();
    QCOMPARE(text(event["routeArn"].toString()), "arn:aws:execute-api:us-east-1:000000000000:abcdefghij" + arn);
}

void TestRouteAuthorizer::hidesTokensAndLeadsToItsSetting()
{
    const auto api = served();
    api->functions->returns(R"({"isAuthorized":false})");
    api->send("GET", "/pets/7", {{"Authorization", token}});
    QVERIFY(!text(api->traceText()).contains(token));
    QVERIFY(api->trace->fault.setting.api == ApiId{7});
    QCOMPARE(text(api->trace->fault.authorizer), "auth");
    QVERIFY2(text(api->trace->fault.reason).contains("isAuthorized"), api->trace->fault.reason.c_str());
}

void TestRouteAuthorizer::refusesConfigurations_data()
{
    QTest::addColumn<QString>("was");
    QTest::addColumn<QString>("is");
    QTest::addColumn<QString>("words");
    QTest::newRow("TOKEN") << "type: request"
                           << "type: token"
                           << "TOKEN";
    QTest::newRow("no version") << "authorizerPayloadFormatVersion: \"2.0\""
                                << "mine: 1"
                                << "payload format version";
    QTest::newRow("version 3") << "Version: \"2.0\""
                               << "Version: \"3.0\""
                               << "payload format version";
    QTest::newRow("simple 1.0") << "Version: \"2.0\""
                                << "Version: \"1.0\""
                                << "simple responses";
    QTest::newRow("a source of REST APIs") << "$request.header.Authorization"
                                           << "method.request.header.A"
                                           << "cannot be read";
    QTest::newRow("kept by nothing") << "identitySource: \"$request.header.Authorization\"\n        "
                                        "authorizerResultTtlInSeconds: 0"
                                     << "authorizerResultTtlInSeconds: 60"
                                     << "no identity source";
    QTest::newRow("no function") << "lambda:path/2015-03-31/functions"
                                 << "sqs:path/x"
                                 << "names no function";
}

void TestRouteAuthorizer::refusesConfigurations()
{
    QFETCH(QString, was);
    QFETCH(QString, is);
    QFETCH(QString, words);
    const QString given = text(apiWith());
    QVERIFY(given.contains(was));
    AuthorizedApi api(QString(given).replace(was, is).toStdString(), {}, {}, {}, "$default", ApiKind::Http);
    api.functions->returns(allow);
    QCOMPARE(api.send("GET", "/pets/7", {{"Authorization", token}}).status, 500);
    QVERIFY(api.functions->events.empty() && api.upstream.sent.empty());
    QVERIFY2(text(api.diagnostics.at(0).message).contains(words), api.diagnostics.at(0).message.c_str());
}

void TestRouteAuthorizer::iam_data()
{
    QTest::addColumn<QString>("secret"); // empty: not signed
    QTest::addColumn<QString>("resource");
    QTest::addColumn<int>("status");
    const QString secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    QTest::newRow("allowed") << secret << "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/$default/GET/pets/*"
                             << 200;
    QTest::newRow("another route") << secret << "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/$default/POST/*"
                                   << 403;
    QTest::newRow("another stage") << secret << "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/GET/*"
                                   << 403;
    QTest::newRow("another secret") << "another"
                                    << "*" << 403;
    QTest::newRow("not signed") << ""
                                << "*" << 403;
}

void TestRouteAuthorizer::iam()
{
    QFETCH(QString, secret);
    QFETCH(QString, resource);
    QFETCH(int, status);
    constexpr char keyId[] = "AKIDEXAMPLEANA00";
    Project project;
    Identity ana;
    ana.id = IdentityId{1};
    ana.name = "ana";
    ana.accessKeyId = keyId;
    const std::string policy = R"({"Statement":{"Effect":"Allow","Action":"execute-api:Invoke","Resource":")" +
                               resource.toStdString() + "\"}}";
    ana.policies.push_back({"own", json::readJson(policy).value()});
    project.identities.emplace_back(ana);
    Secrets secrets;
    secrets.set(SecretKind::AccessKey, keyId, Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
    AuthorizedApi api(R"(openapi: 3.0.1
info: { title: pets, version: "1" }
x-amazon-apigateway-policy: { Statement: [ { Effect: Deny, Principal: "*", Action: "*", Resource: "*" } ] }
paths:
  /pets/{id}:
    get:
      x-amazon-apigateway-auth: { type: AWS_IAM }
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "http://127.0.0.1:1/x" }
)",
                      project, secrets, {}, "$default", ApiKind::Http);
    Request request;
    request.method = "GET";
    request.target = "/pets/7?a=1";
    request.headers.add("Host", "abcdefghij.execute-api.localhost");
    if (!secret.isEmpty())
        signHeaders({request.method, request.target, request.body}, request.headers,
                    AwsCredentials{keyId, secret.toStdString(), ""},
                    SigningScope::of("execute-api", "us-east-1",
                                     std::chrono::system_clock::time_point(std::chrono::seconds(1'700'000'000))));
    const Response response = api.send(std::move(request));
    QCOMPARE(response.status, status);
    if (status == 200) {
        QVERIFY(!api.upstream.sent.at(0).headers.has("Authorization"));
        return;
    }
    QCOMPARE(text(response.bodyText()), R"({"message":"Forbidden"})");
    QVERIFY(!response.headers.has("x-amzn-ErrorType") && !api.trace->fault.reason.empty());
}

QTEST_GUILESS_MAIN(TestRouteAuthorizer)
#include "tst_route_authorizer.moc"
