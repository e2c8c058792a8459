// Tokens of JWT authorizers on the routes of an HTTP API (reference 2.7): which are taken, which are not, what the
// client is told about it, and what those behind the gateway learn of the claims.
#include "gateway-engine/pipeline/authorize_jwt.h"

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

namespace {

constexpr char issuer[] = "https://issuer.example/people";

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

std::string apiWith(const std::string& source = "$request.header.Authorization", const std::string& iss = issuer)
{
    return R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /pets/{id}:
    get:
      security: [ { people: [] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: "http://127.0.0.1:1/x"
        requestParameters: { "overwrite:header.x-sub": $context.authorizer.claims.sub, "overwrite:header.x-scopes": $context.authorizer.scopes }
    post:
      security: [ { people: [ pets/write, pets/admin ] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: POST
        uri: "http://127.0.0.1:1/x"
        requestParameters: { "overwrite:header.x-sub": $context.authorizer.claims.sub, "overwrite:header.x-scopes": $context.authorizer.scopes }
  /function:
    get:
      security: [ { people: [ pets/read ] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, payloadFormatVersion: "2.0", uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations" }
    post:
      security: [ { people: [] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, payloadFormatVersion: "1.0", uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations" }
components:
  securitySchemes:
    people:
      type: oauth2
      x-amazon-apigateway-authorizer:
        type: jwt
        identitySource: ")" +
           source + "\"\n        jwtConfiguration: { issuer: \"" + iss + "\", audience: [ shop, desk ] }\n";
}

std::string claims(const std::string& more = {}, const std::string& audience = R"("shop")",
                   const std::string& iss = issuer, long expires = 1'700'003'600)
{
    return R"({"sub":"u-1","iss":")" + iss + R"(","exp":)" + std::to_string(expires) + R"(,"iat":1700000000)" +
           (audience.empty() ? std::string() : R"(,"aud":)" + audience) + more + "}";
}

std::string token(const std::string& claims, JoseAlgorithm algorithm = JoseAlgorithm::RS256)
{
    return test::signedToken(claims, algorithm);
}

QString invalid(const char* description, const char* scopes = "")
{
    return QString("Bearer scope=\"%1\" error=\"invalid_token\" error_description=\"%2\"").arg(scopes, description);
}

} // namespace

class TestAuthorizeJwt : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void takesTokens_data();
    void takesTokens();
    void readsItsPlace_data();
    void readsItsPlace();
    void tellsClaims();
    void tellsScopes();
    void tellsFunctions();
    void failsWithoutKeys();
    void goesByItsOwnClock();
    void hidesTokens();
    void leadsToItsSetting();
    void refusesConfigurations_data();
    void refusesConfigurations();
    void challengesHoldNoLineBreaks();

private:
    [[nodiscard]] Project project() const;
    [[nodiscard]] std::string folder() const { return m_folder.path().toStdString(); }
    QTemporaryDir m_folder;
};

// The issuer's keys stand in a file of the project, as those of a user pool with the same issuer.
void TestAuthorizeJwt::initTestCase()
{
    QFile file(m_folder.filePath("keys.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(json::writeJson(test::keySetDocument({test::publicJwk(JoseAlgorithm::RS256, "RS256"),
                                                     test::publicJwk(JoseAlgorithm::ES256, "ES256")}))
                   .c_str());
}

Project TestAuthorizeJwt::project() const
{
    Project project;
    UserPool pool;
    pool.id = UserPoolId{1};
    pool.name = "people";
    pool.arn = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_people";
    pool.issuer = issuer;
    pool.jwks = "keys.json";
    project.userPools.emplace_back(pool);
    return project;
}

void TestAuthorizeJwt::takesTokens_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("header"); // none when empty
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("challenge");
    const auto row = [](const char* name, const char* method, const std::string& header, int status,
                        const QString& challenge = {}) {
        QTest::newRow(name) << QString(method) << QString::fromStdString(header) << status << challenge;
    };
    const std::string good = token(claims());
    row("a token", "GET", good, 200);
    row("with Bearer", "GET", "Bearer " + good, 200);
    row("with bearer", "GET", "bearer " + good, 200);
    row("RS512", "GET", token(claims(), JoseAlgorithm::RS512), 200);
    row("another audience of two", "GET", token(claims({}, R"(["x","desk"])")), 200);
    row("client_id without aud", "GET", token(claims(R"(,"client_id":"shop")", {})), 200);
    row("a scope", "POST", token(claims(R"(,"scope":"x pets/admin")")), 200);
    row("a scope of scp", "POST", token(claims(R"(,"scp":["pets/write"])")), 200);
    row("no header", "GET", {}, 401, "Bearer");
    row("Bearer alone", "GET", "Bearer ", 401, "Bearer");
    row("no token", "GET", "abc", 401, invalid("the token is malformed"));
    row("two parts", "GET", "Bearer a.b", 401, invalid("the token is malformed"));
    row("another audience", "GET", token(claims({}, R"("x")")), 401,
        invalid("the token does not have a valid audience"));
    row("client_id beside another aud", "GET", token(claims(R"(,"client_id":"shop")", R"("x")")), 401,
        invalid("the token does not have a valid audience"));
    row("no audience", "GET", token(claims({}, {})), 401, invalid("the token does not have a valid audience"));
    row("an empty list of audiences", "GET", token(claims({}, "[]")), 401,
        invalid("the token does not have a valid audience"));
    row("expired", "GET", token(claims({}, R"("shop")", issuer, 1'700'000'000)), 401, invalid("the token has expired"));
    row("never ends", "GET", token(R"({"iss":")" + std::string(issuer) + R"(","aud":"shop"})"), 401,
        invalid("the token is malformed"));
    row("not yet", "GET", token(claims(R"(,"nbf":1700000001)")), 401, invalid("the token is not valid yet"));
    row("issued tomorrow", "GET",
        token(R"({"iss":")" + std::string(issuer) + R"(","aud":"shop","exp":1800000000,"iat":1700086400})"), 401,
        invalid("the token is not valid yet"));
    row("another issuer", "GET", token(claims({}, R"("shop")", "https://other.example")), 401,
        invalid("the token does not have a valid issuer"));
    row("the issuer with a slash", "GET", token(claims({}, R"("shop")", std::string(issuer) + "/")), 401,
        invalid("the token does not have a valid issuer"));
    row("a curve", "GET", token(claims(), JoseAlgorithm::ES256), 401,
        invalid("the token has an unsupported signing method"));
    row("HS256 with the public key", "GET", test::forgedToken(R"({"alg":"HS256","kid":"RS256"})", claims(), "x"), 401,
        invalid("the token has an unsupported signing method"));
    row("none", "GET", test::forgedToken(R"({"alg":"none","kid":"RS256"})", claims(), ""), 401,
        invalid("the token has an unsupported signing method"));
    row("another key", "GET", test::forgedToken(R"({"alg":"RS256","kid":"other"})", claims(), "x"), 401,
        invalid("the token has an unknown key id"));
    row("no key id", "GET", test::forgedToken(R"({"alg":"RS256"})", claims(), "x"), 401,
        invalid("the token has an unknown key id"));
    std::string changed = good;
    changed[changed.rfind('.') + 5] = changed[changed.rfind('.') + 5] == 'A' ? 'B' : 'A';
    row("another signature", "GET", changed, 401, invalid("the token has an invalid signature"));
    row("failures name the route's scopes", "POST", "abc", 401,
        invalid("the token is malformed", "pets/write pets/admin"));
    const QString insufficient = "Bearer scope=\"pets/write pets/admin\" error=\"insufficient_scope\" "
                                 "error_description=\"the token does not have a required scope\"";
    row("another scope", "POST", token(claims(R"(,"scope":"pets/read")")), 403, insufficient);
    row("no scope", "POST", good, 403, insufficient);
    row("scope before scp", "POST", token(claims(R"(,"scope":"pets/read","scp":"pets/write")")), 403, insufficient);
}

void TestAuthorizeJwt::takesTokens()
{
    QFETCH(QString, method);
    QFETCH(QString, header);
    QFETCH(int, status);
    AuthorizedApi api(apiWith(), project(), {}, folder(), "$default", ApiKind::Http);
    QVERIFY(api.told.empty() && api.diagnostics.empty());
    std::vector<std::pair<std::string, std::string>> headers;
    if (!header.isEmpty())
        headers.emplace_back("authorization", header.toStdString());
    const Response response = api.send(method.toStdString(), "/pets/7", headers);
    QCOMPARE(response.status, status);
    QTEST(text(response.headers.get("www-authenticate")), "challenge");
    QCOMPARE(api.upstream.sent.size(), status == 200 ? 1u : 0u);
    QVERIFY(header.size() < 20 || !text(api.traceText()).contains(header.section(' ', -1)));
    QVERIFY(!response.headers.get("apigw-requestid").empty());
    if (status == 200)
        return;
    QCOMPARE(text(response.bodyText()), status == 401 ? R"({"message":"Unauthorized"})" : R"({"message":"Forbidden"})");
    QCOMPARE(text(response.headers.get("content-type")), "application/json");
    QVERIFY(!response.headers.has("x-amzn-ErrorType"));
    QVERIFY(!api.trace->fault.reason.empty());
}

void TestAuthorizeJwt::readsItsPlace_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("header");
    QTest::addColumn<int>("status");
    QTest::newRow("another header") << "$request.header.X-Token"
                                    << "/pets/7"
                                    << "x-token" << 200;
    QTest::newRow("not that header") << "$request.header.X-Token"
                                     << "/pets/7"
                                     << "Authorization" << 401;
    QTest::newRow("the query") << "$request.querystring.t"
                               << "/pets/7?t=TOKEN"
                               << "" << 200;
    QTest::newRow("letter case of the query") << "$request.querystring.t"
                                              << "/pets/7?T=TOKEN"
                                              << "" << 401;
    QTest::newRow("an empty one") << "$request.querystring.t"
                                  << "/pets/7?t="
                                  << "" << 401;
}

void TestAuthorizeJwt::readsItsPlace()
{
    QFETCH(QString, source);
    QFETCH(QString, target);
    QFETCH(QString, header);
    AuthorizedApi api(apiWith(source.toStdString()), project(), {}, folder(), "$default", ApiKind::Http);
    const QString good = QString::fromStdString(token(claims()));
    std::vector<std::pair<std::string, std::string>> headers;
    if (!header.isEmpty())
        headers.emplace_back(header.toStdString(), good.toStdString());
    const Response response = api.send("GET", target.replace("TOKEN", good).toStdString(), headers);
    QTEST(response.status, "status");
    QVERIFY(response.status != 200 || !text(api.traceText()).contains(good));
}

void TestAuthorizeJwt::tellsClaims()
{
    AuthorizedApi api(apiWith(), project(), {}, folder(), "$default", ApiKind::Http);
    api.send("GET", "/pets/7",
             {{"Authorization", token(claims(R"(,"groups":["a","b"],"ok":true,"n":7,"of":{"x":1},"none":[])"))}});
    const auto logged = [&](const char* name) {
        return text(accessLogValue(*api.program->logging, *api.trace, name).value_or("-"));
    };
    QCOMPARE(logged("authorizer.claims.sub"), "u-1");
    QCOMPARE(logged("authorizer.claims.groups"), "[a b]");
    QCOMPARE(logged("authorizer.claims.none"), "[]");
    QCOMPARE(logged("authorizer.claims.ok"), "true");
    QCOMPARE(logged("authorizer.claims.n"), "7");
    QCOMPARE(logged("authorizer.claims.exp"), "1700003600");
    QCOMPARE(logged("authorizer.claims.of"), R"({"x":1})");
    QCOMPARE(logged("authorizer.status"), "200");
    api.send("GET", "/pets/7", {{"Authorization", token(claims({}, R"("x")"))}});
    QCOMPARE(logged("authorizer.claims.sub"), "-");
    QCOMPARE(logged("authorizer.status"), "401");
    QVERIFY(logged("authorizer.error").contains("aud"));
}

// Of the token's, those the route asks for; none where it asks for none.
void TestAuthorizeJwt::tellsScopes()
{
    AuthorizedApi api(apiWith(), project(), {}, folder(), "$default", ApiKind::Http);
    api.send("POST", "/pets/7", {{"Authorization", token(claims(R"(,"scope":"x pets/admin pets/write")"))}});
    api.send("GET", "/pets/7", {{"Authorization", token(claims(R"(,"scope":"x pets/admin")"))}});
    QCOMPARE(api.upstream.sent.size(), std::size_t(2));
    const Headers& asked = api.upstream.sent[0].headers;
    QCOMPARE(text(asked.get("x-scopes")), R"(["pets/admin","pets/write"])");
    QCOMPARE(text(asked.get("x-sub")), "u-1");
    QVERIFY(!api.upstream.sent[1].headers.has("x-scopes"));
    QCOMPARE(text(api.upstream.sent[1].headers.get("x-sub")), "u-1");
}

void TestAuthorizeJwt::tellsFunctions()
{
    AuthorizedApi api(apiWith(), project(), {}, folder(), "$default", ApiKind::Http);
    api.functions->returns(R"({"statusCode":200})");
    const std::string given = token(claims(R"(,"scope":"x pets/read","groups":["a","b"])"));
    QCOMPARE(api.send("GET", "/function", {{"Authorization", given}}).status, 200);
    QCOMPARE(api.send("POST", "/function", {{"Authorization", given}}).status, 200);
    const auto authorizerOf = [&](std::size_t event) {
        return json::readJson(api.functions->events.at(event)).value()["requestContext"]["authorizer"];
    };
    const json::Value second = authorizerOf(0);
    QCOMPARE(second.asObject().size(), std::size_t(1));
    QCOMPARE(text(second["jwt"]["claims"]["groups"].toString()), "[a b]");
    QCOMPARE(text(second["jwt"]["claims"]["exp"].toString()), "1700003600");
    QCOMPARE(text(json::writeJson(second["jwt"]["scopes"])), R"(["pets/read"])");
    const json::Value first = authorizerOf(1);
    QCOMPARE(text(first["claims"]["sub"].toString()), "u-1");
    QVERIFY(first.find("scopes") && first["scopes"].isNull());
}

// An issuer that cannot be reached: 401, and the trace says why.
void TestAuthorizeJwt::failsWithoutKeys()
{
    AuthorizedApi api(apiWith("$request.header.Authorization", "http://127.0.0.1:1"), {}, {}, folder(), "$default",
                      ApiKind::Http);
    const Response response =
        api.send("GET", "/pets/7", {{"Authorization", token(claims({}, R"("shop")", "http://127.0.0.1:1"))}});
    QCOMPARE(response.status, 401);
    QCOMPARE(text(response.bodyText()), R"({"message":"Unauthorized"})");
    QCOMPARE(text(response.headers.get("www-authenticate")), invalid("OIDC discovery endpoint communication error"));
    QVERIFY2(text(api.trace->fault.reason).contains("127.0.0.1:1"), api.trace->fault.reason.c_str());
}

void TestAuthorizeJwt::goesByItsOwnClock()
{
    AuthorizedApi api(apiWith(), project(), {}, folder(), "$default", ApiKind::Http);
    const std::string good = token(claims());
    QCOMPARE(api.send("GET", "/pets/7", {{"Authorization", good}}).status, 200);
    QVERIFY(api.access.clock().advance(1h));
    QCOMPARE(api.send("GET", "/pets/7", {{"Authorization", good}}).status, 401);
}

void TestAuthorizeJwt::hidesTokens()
{
    AuthorizedApi api(apiWith(), project(), {}, folder(), "$default", ApiKind::Http);
    const std::string good = token(claims());
    api.send("GET", "/pets/7?copy=" + good, {{"Authorization", "Bearer " + good}, {"X-Copy", good}});
    QCOMPARE(text(api.upstream.sent.at(0).headers.get("Authorization")), text("Bearer " + good)); // passes on
    QVERIFY(!text(api.traceText()).contains(text(good)));
}

void TestAuthorizeJwt::leadsToItsSetting()
{
    AuthorizedApi api(apiWith(), project(), {}, folder(), "$default", ApiKind::Http);
    api.send("GET", "/pets/7");
    QVERIFY(api.trace->fault.setting.api == ApiId{7});
    QCOMPARE(text(api.trace->fault.authorizer), "people");
}

void TestAuthorizeJwt::refusesConfigurations_data()
{
    QTest::addColumn<QString>("was");
    QTest::addColumn<QString>("is");
    QTest::addColumn<QString>("words");
    QTest::newRow("no issuer") << "issuer: \"https://issuer.example/people\", "
                               << ""
                               << "no issuer";
    QTest::newRow("no audience") << "audience: [ shop, desk ]"
                                 << "audience: []"
                                 << "no audience";
    QTest::newRow("a stage variable") << "$request.header.Authorization"
                                      << "$stageVariables.t"
                                      << "header or query";
    QTest::newRow("a source of REST APIs") << "$request.header.Authorization"
                                           << "method.request.header.A"
                                           << "cannot be read";
    QTest::newRow("two places") << "$request.header.Authorization"
                                << "$request.header.A, $request.header.B"
                                << "one header";
    QTest::newRow("of another type") << "type: jwt"
                                     << "type: cognito_user_pools"
                                     << "COGNITO_USER_POOLS";
}

// Such a route lets nobody in, and the deployment says why.
void TestAuthorizeJwt::refusesConfigurations()
{
    QFETCH(QString, was);
    QFETCH(QString, is);
    QFETCH(QString, words);
    const QString given = text(apiWith());
    QVERIFY(given.contains(was));
    AuthorizedApi api(QString(given).replace(was, is).toStdString(), project(), {}, folder(), "$default",
                      ApiKind::Http);
    const Response response = api.send("GET", "/pets/7", {{"Authorization", token(claims())}});
    QCOMPARE(response.status, 500);
    QCOMPARE(text(response.bodyText()), R"({"message":"Internal Server Error"})");
    QVERIFY(!api.diagnostics.empty());
    QVERIFY2(text(api.diagnostics.front().message).contains(words), api.diagnostics.front().message.c_str());
}

void TestAuthorizeJwt::challengesHoldNoLineBreaks()
{
    QVERIFY(!text(challenge({"a\r\nx: y"}, "e", "d")).contains('\n'));
}

QTEST_GUILESS_MAIN(TestAuthorizeJwt)
#include "tst_authorize_jwt.moc"
