// Lambda authorizers on the request path: what each answer of a function means to the client, when the function is
// asked at all, what is kept, and what those behind the gateway are told (reference 1.25, appendix A.2).
#include "gateway-engine/trace/access_log.h"
#include "gateway-engine/trace/execution_log.h"
#include "tests/support/authorized_api.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;
using gw::engine::test::AuthorizedApi;
using gw::engine::test::authorizerAnswer;

namespace {

constexpr char arnOfPet[] = "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/GET/pets/7";
constexpr char allPets[] = "arn:aws:execute-api:*:*:abcdefghij/dev/*/pets/*";

const std::string functionUri =
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:auth"
    "/invocations";

// One method behind an authorizer that is described by `scheme`, and one that is not behind any.
std::string apiWith(const std::string& scheme, const std::string& more = {})
{
    return R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /pets/{id}:
    get:
      security: [ { auth: [] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "http://127.0.0.1:1/pets" }
    delete:
      security: [ { auth: [] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: DELETE, uri: "http://127.0.0.1:1/pets" }
  /function/{id}:
    get:
      security: [ { auth: [] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: ")" +
           functionUri + R"(" }
components:
  securitySchemes:
    auth:
      type: apiKey
)" + scheme +
           more;
}

std::string tokenScheme(const std::string& more = {})
{
    return "      name: Authorization\n      in: header\n      x-amazon-apigateway-authtype: custom\n"
           "      x-amazon-apigateway-authorizer:\n        type: token\n        authorizerUri: " +
           functionUri + "\n" + more;
}

std::string requestScheme(const std::string& sources, int ttl)
{
    return "      name: Unused\n      in: header\n      x-amazon-apigateway-authtype: custom\n"
           "      x-amazon-apigateway-authorizer:\n        type: request\n        authorizerUri: " +
           functionUri + "\n        identitySource: \"" + sources +
           "\"\n        authorizerResultTtlInSeconds: " + std::to_string(ttl) + "\n";
}

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

constexpr char token[] = "Bearer a-very-secret-token-4711";

} // namespace

class TestAuthorizeLambda : public QObject
{
    Q_OBJECT

private slots:
    void answersAsTheFunctionSays_data();
    void answersAsTheFunctionSays();
    void failsWhereTheFunctionCannotBeAsked_data();
    void failsWhereTheFunctionCannotBeAsked();
    void asksForATokenThatIsThere_data();
    void asksForATokenThatIsThere();
    void asksForEverySourceWhileResultsAreKept_data();
    void asksForEverySourceWhileResultsAreKept();
    void sendsTheServicesEvents();
    void keepsPoliciesNotDecisions();
    void keepsNothingLongerThanSaid();
    void keepsNothingMalformed();
    void keepsByIdentity();
    void forgetsWhenFlushed();
    void tellsThoseBehindIt();
    void combinesWithTheResourcePolicy_data();
    void combinesWithTheResourcePolicy();
    void doesNotInvokeWhereTheResourcePolicyDenies();
    void refusesLongArns();
    void closesWhatCannotBeCompiled_data();
    void closesWhatCannotBeCompiled();
    void writesTheLogs();
    void hidesTokens();
    void skipsTheTestTab();
};

void TestAuthorizeLambda::answersAsTheFunctionSays_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<bool>("isError");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("errorType");
    const auto row = [](const char* name, const std::string& answer, bool isError, int status, const char* body,
                        const char* errorType) {
        QTest::newRow(name) << QString::fromStdString(answer) << isError << status << QString(body)
                            << QString(errorType);
    };
    const std::string allow = authorizerAnswer("Allow", allPets);
    row("allow", allow, false, 200, "", "");
    row("allow all", authorizerAnswer("Allow", "*"), false, 200, "", "");
    row("allow this one", authorizerAnswer("Allow", arnOfPet), false, 200, "", "");
    row("allow with ?", authorizerAnswer("Allow", "arn:aws:execute-api:us-east-1:*:abcdefghij/dev/GET/pets/?"), false,
        200, "", "");
    row("flat context", authorizerAnswer("Allow", "*", R"(,"context":{"a":"x","n":1,"b":true,"z":null})"), false, 200,
        "", "");
    row("statement alone",
        R"({"principalId":"u","policyDocument":{"Version":"2012-10-17","Statement":{"Action":["execute-api:*"],"Effect":"Allow","Resource":["*"]}}})",
        false, 200, "", "");
    constexpr char denied[] = R"({"Message":"User is not authorized to access this resource"})";
    constexpr char explicitly[] =
        R"({"Message":"User is not authorized to access this resource with an explicit deny"})";
    constexpr char deniedType[] = "AccessDeniedException";
    row("deny", authorizerAnswer("Deny", "*"), false, 403, explicitly, deniedType);
    row("another path", authorizerAnswer("Allow", "arn:aws:execute-api:*:*:abcdefghij/dev/GET/pets/8"), false, 403,
        denied, deniedType);
    row("another verb", authorizerAnswer("Allow", "arn:aws:execute-api:*:*:abcdefghij/dev/POST/*"), false, 403, denied,
        deniedType);
    row("another API", authorizerAnswer("Allow", "arn:aws:execute-api:*:*:zzzzzzzzzz/*"), false, 403, denied,
        deniedType);
    row("template instead of the path",
        authorizerAnswer("Allow", "arn:aws:execute-api:*:*:abcdefghij/dev/GET/pets/{id}"), false, 403, denied,
        deniedType);
    row("another action",
        R"({"principalId":"u","policyDocument":{"Version":"2012-10-17","Statement":[{"Action":"s3:GetObject","Effect":"Allow","Resource":"*"}]}})",
        false, 403, denied, deniedType);
    row("deny beats allow",
        R"({"principalId":"u","policyDocument":{"Version":"2012-10-17","Statement":[{"Action":"*","Effect":"Allow","Resource":"*"},{"Action":"*","Effect":"Deny","Resource":"arn:aws:execute-api:*:*:*/pets/7"}]}})",
        false, 403, explicitly, deniedType);
    row("Unauthorized", R"({"errorMessage":"Unauthorized","errorType":"Error"})", true, 401,
        R"({"message":"Unauthorized"})", "UnauthorizedException");
    constexpr char null[] = R"({"message":null})";
    constexpr char configuration[] = "AuthorizerConfigurationException";
    row("another error", R"({"errorMessage":"unauthorized"})", true, 500, null, configuration);
    row("error without a text", "null", true, 500, null, configuration);
    row("Unauthorized returned", R"("Unauthorized")", false, 500, null, configuration);
    row("no JSON", "<html>", false, 500, null, configuration);
    row("empty", "", false, 500, null, configuration);
    row("null", "null", false, 500, null, configuration);
    row("list", "[]", false, 500, null, configuration);
    row("no principal", R"({"policyDocument":{"Version":"2012-10-17","Statement":[]}})", false, 500, null,
        configuration);
    row("principal is a number", R"({"principalId":7,"policyDocument":{"Version":"2012-10-17","Statement":[]}})", false,
        500, null, configuration);
    row("no policy", R"({"principalId":"u"})", false, 500, null, configuration);
    row("policy is a text", R"({"principalId":"u","policyDocument":"{}"})", false, 500, null, configuration);
    row("no effect",
        R"({"principalId":"u","policyDocument":{"Version":"2012-10-17","Statement":[{"Action":"*","Resource":"*"}]}})",
        false, 500, null, configuration);
    row("unknown effect", authorizerAnswer("allow", "*"), false, 500, null, configuration);
    row("long resource", authorizerAnswer("Allow", std::string(513, 'a')), false, 500, null, configuration);
    row("context is nested", authorizerAnswer("Allow", "*", R"(,"context":{"a":{"b":1}})"), false, 500, null,
        configuration);
    row("context has a list", authorizerAnswer("Allow", "*", R"(,"context":{"a":[1]})"), false, 500, null,
        configuration);
    row("context is a text", authorizerAnswer("Allow", "*", R"(,"context":"x")"), false, 500, null, configuration);
    row("key is a number", authorizerAnswer("Allow", "*", R"(,"usageIdentifierKey":1)"), false, 500, null,
        configuration);
    row("a member twice",
        R"({"principalId":"u","principalId":"v","policyDocument":{"Version":"2012-10-17","Statement":[{"Action":"*","Effect":"Allow","Resource":"*"}]}})",
        false, 500, null, configuration);
    row("HTTP API's answer", R"({"isAuthorized":true})", false, 500, null, configuration);
}

void TestAuthorizeLambda::answersAsTheFunctionSays()
{
    QFETCH(QString, answer);
    QFETCH(bool, isError);
    QFETCH(int, status);
    AuthorizedApi api(apiWith(tokenScheme()));
    QVERIFY(api.diagnostics.empty());
    api.functions->returns(answer.toStdString(), 200, isError);
    const Response response = api.send("GET", "/pets/7", {{"Authorization", token}});
    QCOMPARE(response.status, status);
    QTEST(text(response.headers.get("x-amzn-ErrorType")), "errorType");
    QTEST(text(response.bodyText()), "body");
    QCOMPARE(api.functions->events.size(), 1u);
    QCOMPARE(api.upstream.sent.size(), status == 200 ? 1u : 0u);
    QCOMPARE(api.trace->hasFault, status != 200);
    QVERIFY(status == 200 || !api.trace->fault.reason.empty());
    QCOMPARE(text(api.trace->fault.authorizer), status == 200 ? "" : "auth"); // where to go to change it
}

void TestAuthorizeLambda::failsWhereTheFunctionCannotBeAsked_data()
{
    QTest::addColumn<int>("invokeStatus"); // 0: no answer
    QTest::addColumn<QString>("type");
    QTest::newRow("no such function") << 404 << "AUTHORIZER_CONFIGURATION_ERROR";
    QTest::newRow("no permission") << 403 << "AUTHORIZER_CONFIGURATION_ERROR";
    QTest::newRow("throttled") << 429 << "AUTHORIZER_CONFIGURATION_ERROR";
    QTest::newRow("timeout") << 0 << "AUTHORIZER_FAILURE";
    QTest::newRow("no connection") << -1 << "AUTHORIZER_CONFIGURATION_ERROR";
}

void TestAuthorizeLambda::failsWhereTheFunctionCannotBeAsked()
{
    QFETCH(int, invokeStatus);
    AuthorizedApi api(apiWith(tokenScheme()));
    api.functions->script = [=](const json::Value&) -> test::ScriptedFunctions::Outcome {
        if (invokeStatus > 0) {
            Response refused;
            refused.status = invokeStatus;
            refused.body = R"({"Message":"refused"})";
            return refused;
        }
        return tl::unexpected(UpstreamFailure{
            invokeStatus == 0 ? UpstreamFailure::Kind::Timeout : UpstreamFailure::Kind::Connect, "no answer"});
    };
    const Response response = api.send("GET", "/pets/7", {{"Authorization", token}});
    QCOMPARE(response.status, 500);
    QCOMPARE(text(response.bodyText()), R"({"message":null})");
    QTEST(text(api.trace->fault.responseType), "type");
}

void TestAuthorizeLambda::asksForATokenThatIsThere_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("header"); // null: none
    QTest::addColumn<int>("status");
    QTest::newRow("any") << ""
                         << "x" << 200;
    QTest::newRow("matches") << "^Bearer [a-z]+$"
                             << "Bearer abc" << 200;
    QTest::newRow("whole token") << "Bearer [a-z]+"
                                 << "Bearer abc" << 200;
    QTest::newRow("missing") << "" << QString() << 401;
    QTest::newRow("empty") << ""
                           << "" << 401;
    QTest::newRow("only a part matches") << "[a-z]+"
                                         << "Bearer abc" << 401;
    QTest::newRow("another case") << "bearer .*"
                                  << "Bearer abc" << 401;
    QTest::newRow("runaway") << "(a+)+b" << QString(60, 'a') << 401;
}

void TestAuthorizeLambda::asksForATokenThatIsThere()
{
    QFETCH(QString, expression);
    QFETCH(QString, header);
    QFETCH(int, status);
    AuthorizedApi api(apiWith(tokenScheme(
        expression.isEmpty() ? "" : "        identityValidationExpression: '" + expression.toStdString() + "'\n")));
    api.functions->returns(authorizerAnswer("Allow", "*"));
    const Response response = header.isNull() ? api.send("GET", "/pets/7")
                                              : api.send("GET", "/pets/7", {{"authorization", header.toStdString()}});
    QCOMPARE(response.status, status);
    QCOMPARE(api.functions->events.size(), status == 200 ? 1u : 0u);
    if (status == 401)
        QCOMPARE(text(response.bodyText()), R"({"message":"Unauthorized"})");
}

void TestAuthorizeLambda::asksForEverySourceWhileResultsAreKept_data()
{
    QTest::addColumn<int>("ttl");
    QTest::addColumn<QString>("sources");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("header");
    QTest::addColumn<int>("status");
    const QString all = "method.request.header.X-Who, method.request.querystring.key, stageVariables.tenant, "
                        "context.identity.sourceIp";
    QTest::newRow("all there") << 300 << all << "/pets/7?key=k"
                               << "ana" << 200;
    QTest::newRow("no header") << 300 << all << "/pets/7?key=k"
                               << "" << 401;
    QTest::newRow("no parameter") << 300 << all << "/pets/7"
                                  << "ana" << 401;
    QTest::newRow("empty parameter") << 300 << all << "/pets/7?key="
                                     << "ana" << 401;
    QTest::newRow("no stage variable") << 300 << "stageVariables.none"
                                       << "/pets/7"
                                       << "ana" << 401;
    QTest::newRow("no context") << 300 << "context.identity.userArn"
                                << "/pets/7"
                                << "ana" << 401;
    QTest::newRow("not kept: optional") << 0 << all << "/pets/7"
                                        << "" << 200;
    QTest::newRow("not kept: no source") << 0 << ""
                                         << "/pets/7"
                                         << "" << 200;
}

void TestAuthorizeLambda::asksForEverySourceWhileResultsAreKept()
{
    QFETCH(int, ttl);
    QFETCH(QString, sources);
    QFETCH(QString, path);
    QFETCH(QString, header);
    QFETCH(int, status);
    AuthorizedApi api(apiWith(requestScheme(sources.toStdString(), ttl)));
    api.functions->returns(authorizerAnswer("Allow", "*"));
    std::vector<std::pair<std::string, std::string>> headers;
    if (!header.isEmpty())
        headers.emplace_back("X-Who", header.toStdString());
    QCOMPARE(api.send("GET", path.toStdString(), headers).status, status);
    QCOMPARE(api.functions->events.size(), status == 200 ? 1u : 0u);
}

void TestAuthorizeLambda::sendsTheServicesEvents()
{
    AuthorizedApi byToken(apiWith(tokenScheme()));
    byToken.functions->returns(authorizerAnswer("Allow", "*"));
    byToken.send("GET", "/pets/7", {{"Authorization", token}});
    QCOMPARE(text(byToken.functions->events.at(0)),
             QString(R"({"type":"TOKEN","authorizationToken":"%1","methodArn":"%2"})").arg(token, arnOfPet));
    QVERIFY(text(byToken.functions->targets.at(0)).endsWith("function:auth/invocations"));

    AuthorizedApi byRequest(apiWith(requestScheme("method.request.header.X-Who", 0)));
    byRequest.functions->returns(authorizerAnswer("Allow", "*"));
    byRequest.send("GET", "/pets/7", {{"X-Who", "ana"}, {"X-Who", "eva"}});
    const json::Value event = json::readJson(byRequest.functions->events.at(0)).value();
    QStringList keys;
    for (const json::Member& member : event.asObject())
        keys << text(member.key);
    QCOMPARE(keys, QStringList({"type", "methodArn", "resource", "path", "httpMethod", "headers", "multiValueHeaders",
                                "queryStringParameters", "multiValueQueryStringParameters", "pathParameters",
                                "stageVariables", "requestContext"}));
    QCOMPARE(text(event["methodArn"].toString()), arnOfPet);
    QCOMPARE(text(event["resource"].toString()), "/pets/{id}");
    QCOMPARE(text(event["path"].toString()), "/pets/7");
    QCOMPARE(text(event["headers"]["X-Who"].toString()), "eva");
    QCOMPARE(event["multiValueHeaders"]["X-Who"].asArray().size(), 2u);
    QCOMPARE(text(json::writeJson(event["queryStringParameters"])), "{}");
    QCOMPARE(text(json::writeJson(event["multiValueQueryStringParameters"])), "{}");
    QCOMPARE(text(json::writeJson(event["pathParameters"])), R"({"id":"7"})");
    QCOMPARE(text(json::writeJson(event["stageVariables"])), R"({"tenant":"acme"})");
    QCOMPARE(text(event["requestContext"]["identity"]["sourceIp"].toString()), "203.0.113.9");
    QVERIFY(!event["requestContext"].find("authorizer"));
    QVERIFY(!event.find("body"));
}

void TestAuthorizeLambda::keepsPoliciesNotDecisions()
{
    AuthorizedApi api(apiWith(tokenScheme()));
    api.functions->returns(authorizerAnswer("Allow", "arn:aws:execute-api:*:*:abcdefghij/dev/GET/pets/*"));
    QCOMPARE(api.send("GET", "/pets/7", {{"Authorization", token}}).status, 200);
    QCOMPARE(api.send("GET", "/pets/8", {{"Authorization", token}}).status, 200);
    QVERIFY(text(api.note("authorize_lambda", "result")).startsWith("kept from an earlier request"));
    QCOMPARE(api.send("DELETE", "/pets/8", {{"Authorization", token}}).status, 403);
    QCOMPARE(api.functions->events.size(), 1u);
    QVERIFY(text(api.trace->fault.reason).contains("statement 1"));
}

void TestAuthorizeLambda::keepsNothingLongerThanSaid()
{
    AuthorizedApi api(apiWith(tokenScheme("        authorizerResultTtlInSeconds: 60\n")));
    api.functions->returns(authorizerAnswer("Allow", "*"));
    api.send("GET", "/pets/7", {{"Authorization", token}});
    QVERIFY(api.access.clock().advance(59s));
    api.send("GET", "/pets/7", {{"Authorization", token}});
    QCOMPARE(api.functions->events.size(), 1u);
    QVERIFY(api.access.clock().advance(1s));
    api.send("GET", "/pets/7", {{"Authorization", token}});
    QCOMPARE(api.functions->events.size(), 2u);

    AuthorizedApi unkept(apiWith(tokenScheme("        authorizerResultTtlInSeconds: 0\n")));
    unkept.functions->returns(authorizerAnswer("Allow", "*"));
    unkept.send("GET", "/pets/7", {{"Authorization", token}});
    unkept.send("GET", "/pets/7", {{"Authorization", token}});
    QCOMPARE(unkept.functions->events.size(), 2u);
}

void TestAuthorizeLambda::keepsNothingMalformed()
{
    AuthorizedApi api(apiWith(tokenScheme()));
    api.functions->returns("{}");
    QCOMPARE(api.send("GET", "/pets/7", {{"Authorization", token}}).status, 500);
    api.functions->returns(R"({"errorMessage":"Unauthorized"})", 200, true);
    QCOMPARE(api.send("GET", "/pets/7", {{"Authorization", token}}).status, 401);
    api.functions->returns(authorizerAnswer("Allow", "*"));
    QCOMPARE(api.send("GET", "/pets/7", {{"Authorization", token}}).status, 200);
    QCOMPARE(api.functions->events.size(), 3u);
}

void TestAuthorizeLambda::keepsByIdentity()
{
    AuthorizedApi api(apiWith(requestScheme("method.request.header.A, method.request.header.B", 300)));
    api.functions->returns(authorizerAnswer("Allow", "*"));
    const auto ask = [&](const char* a, const char* b) {
        api.send("GET", "/pets/7", {{"A", a}, {"B", b}});
        return api.functions->events.size();
    };
    QCOMPARE(ask("x", "y"), 1u);
    QCOMPARE(ask("x", "y"), 1u);
    QCOMPARE(ask("y", "x"), 2u);
    QCOMPARE(ask("x,y", "z"), 3u);
    QCOMPARE(ask("x", "y,z"), 4u);
}

void TestAuthorizeLambda::forgetsWhenFlushed()
{
    AuthorizedApi api(apiWith(tokenScheme()));
    api.functions->returns(authorizerAnswer("Allow", "*"));
    const auto ask = [&] {
        api.send("GET", "/pets/7", {{"Authorization", token}});
        return api.functions->events.size();
    };
    QCOMPARE(ask(), 1u);
    QCOMPARE(api.access.callers().flushStage("abcdefghij", "prod"), 0u);
    QCOMPARE(ask(), 1u);
    QCOMPARE(api.access.callers().flushStage("abcdefghij", "dev"), 1u);
    QCOMPARE(ask(), 2u);
    QCOMPARE(api.access.callers().flushAuthorizer("abcdefghij", "other"), 0u);
    QCOMPARE(api.access.callers().flushAuthorizer("abcdefghij", "auth"), 1u);
    QCOMPARE(ask(), 3u);
}

void TestAuthorizeLambda::tellsThoseBehindIt()
{
    AuthorizedApi api(apiWith(tokenScheme()));
    const std::string answer =
        authorizerAnswer("Allow", "*", R"(,"context":{"tenant":"t1","level":3,"ok":true},"usageIdentifierKey":"k-1")");
    api.functions->script = [answer](const json::Value& event) {
        Response response;
        response.body = event.find("authorizationToken") ? answer : R"({"statusCode":200})";
        return response;
    };
    QCOMPARE(api.send("GET", "/function/7", {{"Authorization", token}}).status, 200);
    const json::Value event = json::readJson(api.functions->events.at(1)).value();
    QCOMPARE(text(json::writeJson(event["requestContext"]["authorizer"])),
             R"({"tenant":"t1","level":"3","ok":"true","principalId":"u1","integrationLatency":0})");
    QCOMPARE(text(accessLogValue(*api.program->logging, *api.trace, "authorizer.level").value_or("")), "3");
    QCOMPARE(text(accessLogValue(*api.program->logging, *api.trace, "authorizer.principalId").value_or("")), "u1");
    QCOMPARE(text(accessLogValue(*api.program->logging, *api.trace, "authorizer.status").value_or("")), "200");
    QCOMPARE(text(accessLogValue(*api.program->logging, *api.trace, "authorizer.integrationStatus").value_or("")),
             "200");
    QCOMPARE(text(accessLogValue(*api.program->logging, *api.trace, "authorize.status").value_or("")), "200");
    QVERIFY(!accessLogValue(*api.program->logging, *api.trace, "authorizer.error"));
}

void TestAuthorizeLambda::combinesWithTheResourcePolicy_data()
{
    QTest::addColumn<QString>("authorizer");
    QTest::addColumn<QString>("resource"); // Allow, Deny, or silent
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isExplicit");
    QTest::newRow("allow allow") << "Allow"
                                 << "Allow" << 200 << false;
    QTest::newRow("allow silent") << "Allow"
                                  << "silent" << 200 << false;
    QTest::newRow("silent allow") << "silent"
                                  << "Allow" << 200 << false;
    QTest::newRow("silent silent") << "silent"
                                   << "silent" << 403 << false;
    QTest::newRow("deny allow") << "Deny"
                                << "Allow" << 403 << true;
    QTest::newRow("deny silent") << "Deny"
                                 << "silent" << 403 << true;
}

void TestAuthorizeLambda::combinesWithTheResourcePolicy()
{
    QFETCH(QString, authorizer);
    QFETCH(QString, resource);
    QFETCH(int, status);
    QFETCH(bool, isExplicit);
    const bool isSilent = resource == "silent";
    AuthorizedApi api(apiWith(tokenScheme(),
                              R"(x-amazon-apigateway-policy:
  Version: "2012-10-17"
  Statement: [ { Effect: )" + (isSilent ? "Allow" : resource.toStdString()) +
                                  R"(, Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/dev/)" +
                                  (isSilent ? "POST" : "*") +
                                  "/"
                                  R"(*" } ]
)"));
    QVERIFY(api.diagnostics.empty());
    api.functions->returns(authorizer == "silent" ? authorizerAnswer("Allow", "arn:aws:execute-api:*:*:other/dev/GET/x")
                                                  : authorizerAnswer(authorizer.toStdString(), "*"));
    const Response response = api.send("GET", "/pets/7", {{"Authorization", token}});
    QCOMPARE(response.status, status);
    if (status == 403)
        QCOMPARE(text(response.bodyText()),
                 isExplicit ? R"({"Message":"User is not authorized to access this resource with an explicit deny"})"
                            : R"({"Message":"User is not authorized to access this resource"})");
}

void TestAuthorizeLambda::doesNotInvokeWhereTheResourcePolicyDenies()
{
    AuthorizedApi api(apiWith(tokenScheme(), R"(x-amazon-apigateway-policy:
  Version: "2012-10-17"
  Statement:
    - { Effect: Allow, Principal: "*", Action: "execute-api:Invoke", Resource: "*" }
    - Sid: NotFromThere
      Effect: Deny
      Principal: "*"
      Action: "execute-api:Invoke"
      Resource: "*"
      Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }
)"));
    api.functions->returns(authorizerAnswer("Allow", "*"));
    const Response response = api.send("GET", "/pets/7", {{"Authorization", token}});
    QCOMPARE(response.status, 403);
    QCOMPARE(
        text(response.bodyText()),
        QString(
            R"({"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: %1 with an explicit deny"})")
            .arg(arnOfPet));
    QCOMPARE(api.functions->events.size(), 0u);
    QVERIFY(text(api.trace->fault.reason).contains("\"NotFromThere\""));
    QVERIFY(text(api.trace->fault.reason).contains("203.0.113.9"));
}

void TestAuthorizeLambda::refusesLongArns()
{
    AuthorizedApi api(apiWith(tokenScheme()));
    api.functions->returns(authorizerAnswer("Allow", "*"));
    const std::size_t rest = std::string(arnOfPet).size() - 1;
    QCOMPARE(api.send("GET", "/pets/" + std::string(1'600 - rest, 'x'), {{"Authorization", token}}).status, 200);
    const Response response = api.send("GET", "/pets/" + std::string(1'601 - rest, 'x'), {{"Authorization", token}});
    QCOMPARE(response.status, 414);
    QCOMPARE(text(response.bodyText()), R"({"message":"Request URI too long"})");
    QCOMPARE(api.functions->events.size(), 1u);
}

void TestAuthorizeLambda::closesWhatCannotBeCompiled_data()
{
    QTest::addColumn<QString>("scheme");
    const auto row = [](const char* name, const std::string& scheme) {
        QTest::newRow(name) << QString::fromStdString(scheme);
    };
    row("no function", "      name: Authorization\n      in: header\n      x-amazon-apigateway-authtype: custom\n"
                       "      x-amazon-apigateway-authorizer: { type: token, authorizerUri: nonsense }\n");
    row("no authorizer", "      name: Authorization\n      in: header\n      x-amazon-apigateway-authtype: custom\n");
    row("two token sources", tokenScheme("        identitySource: method.request.header.A, method.request.header.B\n"));
    row("token of the query", tokenScheme("        identitySource: method.request.querystring.A\n"));
    row("unreadable source", requestScheme("method.request.body.x", 0));
    row("kept without a source", requestScheme("", 300));
    row("broken expression", tokenScheme("        identityValidationExpression: '('\n"));
}

void TestAuthorizeLambda::closesWhatCannotBeCompiled()
{
    QFETCH(QString, scheme);
    AuthorizedApi api(apiWith(scheme.toStdString()));
    api.functions->returns(authorizerAnswer("Allow", "*"));
    QCOMPARE(api.diagnostics.size(), 3u); // one a method
    QCOMPARE(api.diagnostics.front().severity, Severity::Warning);
    QVERIFY(!api.diagnostics.front().hint.empty());
    const Response response = api.send("GET", "/pets/7", {{"Authorization", token}, {"A", "a"}});
    QCOMPARE(response.status, 500);
    QCOMPARE(text(response.bodyText()), R"({"message":null})");
    QCOMPARE(text(api.trace->fault.responseType), "AUTHORIZER_CONFIGURATION_ERROR");
    QCOMPARE(api.functions->events.size(), 0u);
}

void TestAuthorizeLambda::writesTheLogs()
{
    AuthorizedApi api(apiWith(tokenScheme()));
    api.functions->returns(authorizerAnswer("Allow", "*"));
    api.send("GET", "/pets/7", {{"Authorization", token}});
    const QString log = QString::fromStdString(executionLog(*api.trace));
    const QStringList expected{"Starting authorizer: ",
                               "Incoming identity: **********n-4711",
                               "Endpoint request URI: https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/",
                               "Endpoint request headers: {",
                               "Endpoint request body after transformations: {\"type\":\"TOKEN\"",
                               "Sending request to https://lambda.us-east-1.amazonaws.com/",
                               "Authorizer result body before parsing: {\"principalId\":\"u1\"",
                               "Using valid authorizer policy for principal: ***1",
                               "Successfully completed authorizer execution",
                               "Starting execution for request: "};
    qsizetype at = 0;
    for (const QString& line : expected) {
        at = log.indexOf(" : " + line, at);
        QVERIFY2(at >= 0, qPrintable(line + "\n" + log));
    }
    api.send("GET", "/pets/7");
    QVERIFY(QString::fromStdString(executionLog(*api.trace)).contains(" : Unauthorized request: "));
    QVERIFY(!QString::fromStdString(executionLog(*api.trace)).contains("Starting execution"));
    QCOMPARE(text(accessLogValue(*api.program->logging, *api.trace, "authorizer.status").value_or("")), "401");
    QCOMPARE(text(accessLogValue(*api.program->logging, *api.trace, "authorizer.error").value_or("")), "Unauthorized");
}

void TestAuthorizeLambda::hidesTokens()
{
    constexpr char secret[] = "a-very-secret-token-4711";
    AuthorizedApi byHeader(apiWith(requestScheme("method.request.header.X-Auth, method.request.querystring.pass", 0)));
    byHeader.functions->returns(authorizerAnswer("Allow", "*", R"(,"context":{"echo":"a-very-secret-token-4711"})"));
    byHeader.send("GET", "/pets/7?pass=short&x=1", {{"X-Auth", secret}});
    QVERIFY2(!text(byHeader.traceText()).contains(secret), byHeader.traceText().c_str());
    QVERIFY2(!text(byHeader.traceText()).contains("pass=short"), byHeader.traceText().c_str());
    QCOMPARE(text(byHeader.upstream.sent.at(0).headers.get("X-Auth")), secret); // only the trace is masked

    AuthorizedApi byToken(apiWith(tokenScheme()));
    byToken.functions->returns(authorizerAnswer("Allow", "*"));
    byToken.send("GET", "/pets/7", {{"Authorization", token}});
    QVERIFY2(!text(byToken.traceText()).contains(secret), byToken.traceText().c_str());
}

void TestAuthorizeLambda::skipsTheTestTab()
{
    AuthorizedApi api(apiWith(tokenScheme()), {}, {}, {}, std::string(testStageName));
    QCOMPARE(api.send("GET", "/pets/7").status, 200);
    QCOMPARE(api.functions->events.size(), 0u);
}

QTEST_GUILESS_MAIN(TestAuthorizeLambda)
#include "tst_authorize_lambda.moc"
