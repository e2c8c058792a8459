// Tokens of user pools on the request path (reference 1.25): which are taken, which are not and why, their claims
// behind the gateway, and a resource policy that has to allow the request as well.
#include "gateway-engine/trace/access_log.h"
#include "tests/support/authorized_api.h"
#include "tests/support/token_fixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;
using gw::engine::test::AuthorizedApi;
using gw::engine::test::signedToken;

namespace {

constexpr char poolArn[] = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_people";
constexpr char issuer[] = "https://issuer.example/people";

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

std::string apiWith(const std::string& more = {}, const std::string& scheme = {}, const std::string& pool = poolArn)
{
    return R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /pets:
    get:
      security: [ { people: [] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations" }
    post:
      security: [ { people: [ pets/write, pets/admin ] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: "http://127.0.0.1:1/x" }
components:
  securitySchemes:
    people:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: cognito_user_pools
      x-amazon-apigateway-authorizer:
        type: cognito_user_pools
        providerARNs: [ ")" +
           pool + "\" ]\n" + scheme + more;
}

std::string claims(const std::string& more, const std::string& use = "id", const std::string& iss = issuer,
                   long expires = 1'700'003'600)
{
    return R"({"sub":"u-1","iss":")" + iss + R"(","exp":)" + std::to_string(expires) +
           R"(,"iat":1700000000,"token_use":")" + use + "\"" + more + "}";
}

} // namespace

class TestAuthorizeCognito : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void takesTokens_data();
    void takesTokens();
    void tellsClaims();
    void goesByItsOwnClock();
    void needsTheResourcePolicysAllow_data();
    void needsTheResourcePolicysAllow();
    void matchesTheAudience_data();
    void matchesTheAudience();
    void failsWithoutKeys_data();
    void failsWithoutKeys();

private:
    [[nodiscard]] Project project(const std::string& jwks = "keys.json") const;
    [[nodiscard]] std::string folder() const { return m_folder.path().toStdString(); }
    QTemporaryDir m_folder;
};

void TestAuthorizeCognito::initTestCase()
{
    QFile file(m_folder.filePath("keys.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(json::writeJson(test::keySetDocument({test::publicJwk(JoseAlgorithm::RS256, "RS256"),
                                                     test::publicJwk(JoseAlgorithm::ES256, "ES256")}))
                   .c_str());
}

Project TestAuthorizeCognito::project(const std::string& jwks) const
{
    Project project;
    UserPool pool;
    pool.id = UserPoolId{1};
    pool.name = "people";
    pool.arn = poolArn;
    pool.issuer = issuer;
    pool.jwks = jwks;
    project.userPools.emplace_back(pool);
    return project;
}

void TestAuthorizeCognito::takesTokens_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("header");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* method, const std::string& header, int status,
                        const char* reason) {
        QTest::newRow(name) << QString(method) << QString::fromStdString(header) << status << QString(reason);
    };
    const std::string id = signedToken(claims(""));
    row("an ID token", "GET", id, 200, "");
    row("with Bearer", "GET", "Bearer " + id, 200, "");
    row("RSA", "GET", signedToken(claims(""), JoseAlgorithm::RS256), 200, "");
    row("access with a scope", "POST", signedToken(claims(R"(,"scope":"x pets/admin")", "access")), 200, "");
    row("no header", "GET", "", 401, "no header");
    row("Bearer alone", "GET", "Bearer ", 401, "no header");
    row("no token", "GET", "abc", 401, "cannot be read");
    row("an access token without scopes", "GET", signedToken(claims("", "access")), 401, "token_use");
    row("an ID token for scopes", "POST", id, 401, "token_use");
    row("another scope", "POST", signedToken(claims(R"(,"scope":"pets/read")", "access")), 401, "scope");
    row("no scope", "POST", signedToken(claims("", "access")), 401, "scope");
    row("expired", "GET", signedToken(claims("", "id", issuer, 1'699'999'999)), 401, "expired");
    row("not yet valid", "GET", signedToken(claims(R"(,"nbf":1700000100)")), 401, "nbf");
    row("another issuer", "GET", signedToken(claims("", "id", "https://other.example")), 401, "issuer");
    row("unknown key", "GET", signedToken(claims(""), JoseAlgorithm::ES384), 401, "key");
    row("alg none", "GET", test::forgedToken(R"({"alg":"none"})", claims(""), ""), 401, "");
    row("HS256", "GET", test::forgedToken(R"({"alg":"HS256","kid":"RS256"})", claims(""), "x"), 401, "");
    std::string changed = id;
    changed[changed.rfind('.') + 5] = changed[changed.rfind('.') + 5] == 'A' ? 'B' : 'A';
    row("another signature", "GET", changed, 401, "signature");
}

void TestAuthorizeCognito::takesTokens()
{
    QFETCH(QString, method);
    QFETCH(QString, header);
    QFETCH(int, status);
    QFETCH(QString, reason);
    AuthorizedApi api(apiWith(), project(), {}, folder());
    QVERIFY(api.told.empty() && api.diagnostics.empty());
    api.functions->returns(R"({"statusCode":200})");
    std::vector<std::pair<std::string, std::string>> headers;
    if (!header.isEmpty())
        headers.emplace_back("authorization", header.toStdString());
    const Response response = api.send(method.toStdString(), "/pets", headers);
    QCOMPARE(response.status, status);
    QVERIFY(header.size() < 20 || !text(api.traceText()).contains(header.section(' ', -1)));
    if (status == 200)
        return;
    QCOMPARE(text(response.bodyText()), R"({"message":"Unauthorized"})");
    QCOMPARE(text(response.headers.get("x-amzn-ErrorType")), "UnauthorizedException");
    QVERIFY2(text(api.trace->fault.reason).contains(reason), api.trace->fault.reason.c_str());
    QVERIFY(api.upstream.sent.empty() && api.functions->events.empty());
}

void TestAuthorizeCognito::tellsClaims()
{
    AuthorizedApi api(apiWith(), project(), {}, folder());
    api.functions->returns(R"({"statusCode":200})");
    api.send("GET", "/pets",
             {{"Authorization", signedToken(claims(R"(,"cognito:groups":["a","b"],"email_verified":true,"n":7)"))}});
    const json::Value event = json::readJson(api.functions->events.at(0)).value();
    const json::Value& told = event["requestContext"]["authorizer"];
    QCOMPARE(told.asObject().size(), 1u);
    QCOMPARE(text(told["claims"]["sub"].toString()), "u-1");
    QCOMPARE(text(told["claims"]["cognito:groups"].toString()), "a,b");
    QCOMPARE(text(told["claims"]["email_verified"].toString()), "true");
    QCOMPARE(text(told["claims"]["n"].toString()), "7");
    const auto logged = [&](const char* name) {
        return text(accessLogValue(*api.program->logging, *api.trace, name).value_or("-"));
    };
    QCOMPARE(logged("authorizer.claims.sub"), "u-1");
    QCOMPARE(logged("authorizer.status"), "200");
    api.send("GET", "/pets");
    QCOMPARE(logged("authorizer.status"), "401");
    QCOMPARE(logged("authorizer.claims.sub"), "-");
}

void TestAuthorizeCognito::goesByItsOwnClock()
{
    AuthorizedApi api(apiWith(), project(), {}, folder());
    api.functions->returns(R"({"statusCode":200})");
    const std::string token = signedToken(claims(""));
    QCOMPARE(api.send("GET", "/pets", {{"Authorization", token}}).status, 200);
    QVERIFY(api.access.clock().advance(1h));
    QCOMPARE(api.send("GET", "/pets", {{"Authorization", token}}).status, 401);
}

void TestAuthorizeCognito::needsTheResourcePolicysAllow_data()
{
    QTest::addColumn<QString>("effect");
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("header");
    QTest::addColumn<int>("status");
    const QString good = QString::fromStdString(signedToken(claims("")));
    QTest::newRow("allow") << "Allow"
                           << "GET" << good << 200;
    QTest::newRow("silent") << "Allow"
                            << "POST" << good << 403;
    QTest::newRow("deny") << "Deny"
                          << "GET" << good << 403;
    QTest::newRow("allow, no token") << "Allow"
                                     << "GET"
                                     << "x" << 401;
}

void TestAuthorizeCognito::needsTheResourcePolicysAllow()
{
    QFETCH(QString, effect);
    QFETCH(QString, verb);
    QFETCH(QString, header);
    AuthorizedApi api(apiWith("x-amazon-apigateway-policy: { Version: \"2012-10-17\", Statement: [ { Effect: " +
                              effect.toStdString() +
                              ", Principal: \"*\", Action: \"execute-api:Invoke\", Resource: "
                              "\"execute-api:/dev/" +
                              verb.toStdString() + "/pets\" } ] }\n"),
                      project(), {}, folder());
    api.functions->returns(R"({"statusCode":200})");
    QTEST(api.send("GET", "/pets", {{"Authorization", header.toStdString()}}).status, "status");
}

void TestAuthorizeCognito::matchesTheAudience_data()
{
    QTest::addColumn<QString>("audience");
    QTest::addColumn<int>("status");
    QTest::newRow("matches") << R"(,"aud":"client-1")" << 200;
    QTest::newRow("a part matches") << R"(,"aud":"my-client-1")" << 401;
    QTest::newRow("another") << R"(,"aud":"x")" << 401;
    QTest::newRow("none") << "" << 401;
}

void TestAuthorizeCognito::matchesTheAudience()
{
    QFETCH(QString, audience);
    AuthorizedApi api(apiWith({}, "        identityValidationExpression: 'client-[0-9]+'\n"), project(), {}, folder());
    api.functions->returns(R"({"statusCode":200})");
    QTEST(api.send("GET", "/pets", {{"Authorization", signedToken(claims(audience.toStdString()))}}).status, "status");
}

void TestAuthorizeCognito::failsWithoutKeys_data()
{
    QTest::addColumn<QString>("jwks");
    QTest::addColumn<QString>("pool");
    QTest::newRow("no file") << "missing.json" << poolArn;
    QTest::newRow("unknown pool") << "keys.json"
                                  << "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_no";
}

void TestAuthorizeCognito::failsWithoutKeys()
{
    QFETCH(QString, jwks);
    QFETCH(QString, pool);
    AuthorizedApi api(apiWith({}, {}, pool.toStdString()), project(jwks.toStdString()), {}, folder());
    const Response response = api.send("GET", "/pets", {{"Authorization", signedToken(claims(""))}});
    QCOMPARE(response.status, 500);
    QCOMPARE(text(response.bodyText()), R"({"message":null})");
}

QTEST_GUILESS_MAIN(TestAuthorizeCognito)
#include "tst_authorize_cognito.moc"
