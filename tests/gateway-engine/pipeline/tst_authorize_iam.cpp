// Signed requests on the request path (reference 1.24 to 1.26): every fault with the service's text, the recorded cases
// of AWS's signer signed for an API of the project, identity policies with the resource policy, and what of a signature
// goes no further.
#include "gateway-engine/crypto/sigv4.h"
#include "gateway-engine/http/content_coding.h"
#include "gateway-engine/trace/access_log.h"
#include "tests/support/authorized_api.h"
#include "tests/support/signed_request.h"

#include <QFile>
#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;
using gw::engine::test::AuthorizedApi;

namespace {

constexpr char keyId[] = "AKIDEXAMPLEANA00";
constexpr char secretKey[] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr char userArn[] = "arn:aws:iam::000000000000:user/ana";
const std::chrono::system_clock::time_point now{std::chrono::seconds(1'700'000'000)}; // of FakeServices

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

std::string apiText(const std::string& policy = {})
{
    return R"(openapi: 3.0.1
info: { title: pets, version: "1" }
paths:
  /{proxy+}:
    x-amazon-apigateway-any-method:
      security: [ { sigv4: [] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: ANY, uri: "http://127.0.0.1:1/x" }
  /:
    x-amazon-apigateway-any-method:
      security: [ { sigv4: [] } ]
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: ANY, uri: "http://127.0.0.1:1/x" }
components:
  securitySchemes:
    sigv4: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 }
)" + policy;
}

constexpr char mayAll[] = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                          "\"Action\":\"execute-api:Invoke\",\"Resource\":\"*\"}]}";

Project projectWith(const std::string& policy, StringMap tags = {})
{
    Project project;
    Identity ana;
    ana.id = IdentityId{1};
    ana.name = "ana";
    ana.accessKeyId = keyId;
    ana.tags = std::move(tags);
    if (!policy.empty())
        ana.policies.push_back({"own", json::readJson(policy).value()});
    project.identities.emplace_back(ana);
    return project;
}

Secrets secretsOf()
{
    Secrets secrets;
    secrets.set(SecretKind::AccessKey, keyId, Secret(secretKey));
    return secrets;
}

struct Signing
{
    std::string region = "us-east-1";
    std::string service = "execute-api";
    std::chrono::system_clock::time_point time = now;
    AwsCredentials credentials{keyId, secretKey, ""};
};

Request request(std::string method, std::string path, std::string body = {})
{
    Request request;
    request.method = std::move(method);
    request.target = "/dev" + path;
    request.headers.add("Host", "abcdefghij.execute-api.localhost");
    request.body = std::move(body);
    return request;
}

Request withSignature(Request request, const Signing& signing = {})
{
    signHeaders({request.method, request.target, request.body}, request.headers, signing.credentials,
                SigningScope::of(signing.service, signing.region, signing.time));
    return request;
}

Request presigned(Request request, std::chrono::seconds validity = 600s, const Signing& signing = {})
{
    request.target = signedTarget({request.method, request.target, request.body}, request.headers, signing.credentials,
                                  SigningScope::of(signing.service, signing.region, signing.time), validity);
    return request;
}

} // namespace

class TestAuthorizeIam : public QObject
{
    Q_OBJECT

private slots:
    void refusesSignatures_data();
    void refusesSignatures();
    void takesTheRecordedCases_data();
    void takesTheRecordedCases();
    void decidesByPolicies_data();
    void decidesByPolicies();
    void passesNoSignatureOn();
    void passesOtherHeadersOfSignaturesOn();
    void tellsWhoCalls();
    void goesByTheClientsTime();
    void verifiesWhatWasSent();
    void hidesSecretsOfTheCanonicalText();
    void refusesIdentitiesItCannotRead();
    void needsAProject();
};

void TestAuthorizeIam::refusesSignatures_data()
{
    QTest::addColumn<Request>("given");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("errorType");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, Request given, int status, const char* type, const char* errorType,
                        const char* words) {
        QTest::newRow(name) << std::move(given) << status << QString(type) << QString(errorType) << QString(words);
    };
    row("signed", withSignature(request("GET", "/pets")), 200, "", "", "");
    row("presigned", presigned(request("GET", "/pets")), 200, "", "", "");
    row("with a body", withSignature(request("POST", "/pets", "{}")), 200, "", "", "");
    row("nothing", request("GET", "/pets"), 403, "MISSING_AUTHENTICATION_TOKEN", "MissingAuthenticationTokenException",
        R"({"message":"Missing Authentication Token"})");
    Request bearer = request("GET", "/pets");
    bearer.headers.add("Authorization", "Bearer abc");
    row("another scheme", bearer, 403, "INVALID_SIGNATURE", "IncompleteSignatureException",
        "Invalid key=value pair (missing equal-sign) in Authorization header");
    Request partial = request("GET", "/pets");
    partial.headers.add("Authorization", "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0");
    row("no credential", partial, 403, "INVALID_SIGNATURE", "IncompleteSignatureException",
        "Authorization header requires 'Credential' parameter");
    row("another region", withSignature(request("GET", "/pets"), {"eu-west-1"}), 403, "INVALID_SIGNATURE",
        "InvalidSignatureException", "Credential should be scoped to a valid region");
    row("another service", withSignature(request("GET", "/pets"), {"us-east-1", "lambda"}), 403, "INVALID_SIGNATURE",
        "InvalidSignatureException", "Credential should be scoped to correct service: 'execute-api'");
    row("too old", withSignature(request("GET", "/pets"), {"us-east-1", "execute-api", now - 301s}), 403,
        "INVALID_SIGNATURE", "InvalidSignatureException", "Signature expired: ");
    row("too early", withSignature(request("GET", "/pets"), {"us-east-1", "execute-api", now + 301s}), 403,
        "INVALID_SIGNATURE", "InvalidSignatureException", "Signature not yet current: ");
    row("presigned too long ago", presigned(request("GET", "/pets"), 60s, {"us-east-1", "execute-api", now - 61s}), 403,
        "INVALID_SIGNATURE", "InvalidSignatureException", "Signature expired: ");
    row("unknown key",
        withSignature(request("GET", "/pets"), {"us-east-1", "execute-api", now, {"AKIDUNKNOWN00000", secretKey, ""}}),
        403, "INVALID_SIGNATURE", "UnrecognizedClientException",
        R"({"message":"The security token included in the request is invalid."})");
    row("unknown session token",
        withSignature(request("GET", "/pets"), {"us-east-1", "execute-api", now, {keyId, secretKey, "session"}}), 403,
        "INVALID_SIGNATURE", "UnrecognizedClientException",
        R"({"message":"The security token included in the request is invalid."})");
    row("another secret",
        withSignature(request("GET", "/pets"), {"us-east-1", "execute-api", now, {keyId, "another", ""}}), 403,
        "INVALID_SIGNATURE", "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided.");
    Request changed = withSignature(request("POST", "/pets", "{\"a\":1}"));
    changed.body = "{\"a\":2}";
    row("another body", changed, 403, "INVALID_SIGNATURE", "InvalidSignatureException",
        "The Canonical String for this request should have been");
    Request moved = withSignature(request("GET", "/pets?x=1"));
    moved.target = "/dev/pets?x=2";
    row("another query", moved, 403, "INVALID_SIGNATURE", "InvalidSignatureException", "does not match");
    Request verb = withSignature(request("GET", "/pets"));
    verb.method = "DELETE";
    row("another verb", verb, 403, "INVALID_SIGNATURE", "InvalidSignatureException", "does not match");
}

void TestAuthorizeIam::refusesSignatures()
{
    QFETCH(Request, given);
    QFETCH(int, status);
    QFETCH(QString, words);
    AuthorizedApi api(apiText(), projectWith(mayAll), secretsOf());
    const Response response = api.send(std::move(given));
    QCOMPARE(response.status, status);
    QTEST(text(api.trace->fault.responseType), "type");
    QTEST(text(response.headers.get("x-amzn-ErrorType")), "errorType");
    QVERIFY2(text(response.bodyText()).contains(words), response.bodyText().c_str());
    QCOMPARE(api.upstream.sent.size(), status == 200 ? 1u : 0u);
    QVERIFY(status == 200 || !api.trace->fault.reason.empty());
}

// The requests of AWS's own cases, signed for this API and sent to it; then with one byte of the signature changed.
void TestAuthorizeIam::takesTheRecordedCases_data()
{
    QTest::addColumn<QByteArray>("recorded");
    QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/sigv4/cases.json");
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("The recorded cases are not here: set GATEWRIGHT_CASES.");
    const json::Value document = json::readJson(file.readAll().toStdString()).value();
    const json::Value& cases = document.isArray() ? document : document["cases"];
    for (const json::Value& one : cases.asArray())
        QTest::newRow(one["id"].scalarText().c_str()) << QByteArray::fromStdString(json::writeJson(one));
}

void TestAuthorizeIam::takesTheRecordedCases()
{
    QFETCH(QByteArray, recorded);
    const test::SignedRequest given = test::signedRequest(json::readJson(recorded.toStdString()).value(), "request");
    Request plain;
    plain.method = given.method;
    plain.target = "/dev" + given.target;
    for (const HeaderField field : given.headers)
        if (!equalsIgnoreCase(field.name, "X-Amz-Date") && !equalsIgnoreCase(field.name, "Authorization"))
            plain.headers.add(field.name, field.value);
    plain.body = given.body;
    Signing signing;
    signing.credentials.sessionToken = given.credentials.sessionToken; // which no identity of a project has
    for (const bool inQuery : {false, true}) {
        const Request good = inQuery ? presigned(plain, 600s, signing) : withSignature(plain, signing);
        AuthorizedApi api(apiText(), projectWith(mayAll), secretsOf());
        QCOMPARE(api.send(good).status, given.credentials.sessionToken.empty() ? 200 : 403);
        Request bad = good;
        if (inQuery) {
            const std::size_t at = bad.target.find("X-Amz-Signature=") + 16;
            bad.target[at] = bad.target[at] == '0' ? '1' : '0';
        } else {
            std::string value(bad.headers.get("Authorization"));
            value.back() = value.back() == '0' ? '1' : '0';
            bad.headers.set("Authorization", value);
        }
        QCOMPARE(api.send(std::move(bad)).status, 403);
    }
}

void TestAuthorizeIam::decidesByPolicies_data()
{
    QTest::addColumn<QString>("own");
    QTest::addColumn<QString>("apis"); // the resource policy's statement; empty: none
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isExplicit");
    QTest::addColumn<QString>("reason");
    const auto statement = [](const char* effect, const char* resource, const char* more = "") {
        return QString(
                   R"({"Version":"2012-10-17","Statement":[{"Effect":"%1","Action":"execute-api:Invoke","Resource":"%2"%3}]})")
            .arg(effect, resource, more);
    };
    const QString allow = statement("Allow", "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/GET/*");
    const QString other = statement("Allow", "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/POST/*");
    const QString deny = statement("Deny", "*");
    const auto apis = [](const char* effect, const char* principal) {
        return QString(R"({ Effect: %1, Principal: %2, Action: "execute-api:Invoke", Resource: "*" })")
            .arg(effect, principal);
    };
    const QString forAna = QString(R"({ AWS: "%1" })").arg(userArn);
    const QString none;
    QTest::newRow("allow") << allow << none << 200 << false << none;
    QTest::newRow("no policy at all") << none << none << 403 << false << "has no policy";
    QTest::newRow("another verb") << other << none << 403 << false << "Resource";
    QTest::newRow("deny") << deny << none << 403 << true << "statement 1 applies";
    QTest::newRow("allow, allow") << allow << apis("Allow", "\"*\"") << 200 << false << none;
    QTest::newRow("silent, allow") << other << apis("Allow", "\"*\"") << 200 << false << none;
    QTest::newRow("silent, allow for her") << other << apis("Allow", forAna.toUtf8()) << 200 << false << none;
    QTest::newRow("silent, allow for another")
        << other << apis("Allow", R"({ AWS: "arn:aws:iam::000000000000:user/eva" })") << 403 << false << "Principal";
    QTest::newRow("allow, silent") << allow << apis("Allow", R"({ AWS: "arn:aws:iam::000000000000:user/eva" })") << 200
                                   << false << none;
    QTest::newRow("allow, deny") << allow << apis("Deny", "\"*\"") << 403 << true << "The resource policy denies it";
    QTest::newRow("deny, allow") << deny << apis("Allow", "\"*\"") << 403 << true << "identity \"ana\" denies it";
    QTest::newRow("her tag") << statement("Allow", "*",
                                          R"(,"Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}})")
                             << none << 200 << false << none;
    QTest::newRow("another tag") << statement("Allow", "*",
                                              R"(,"Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}})")
                                 << none << 403 << false << "aws:PrincipalTag/team";
    QTest::newRow("her name") << statement("Allow", "arn:aws:execute-api:*:*:*/dev/GET/${aws:username}") << none << 200
                              << false << none;
    QTest::newRow("another address") << statement("Allow", "*",
                                                  R"(,"Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}})")
                                     << none << 403 << false << "aws:SourceIp";
    QTest::newRow("without TLS") << statement("Allow", "*", R"(,"Condition":{"Bool":{"aws:SecureTransport":"true"}})")
                                 << none << 403 << false << "aws:SecureTransport";
    QTest::newRow("before a date") << statement(
                                          "Allow", "*",
                                          R"(,"Condition":{"DateLessThan":{"aws:CurrentTime":"2023-11-14T22:13:21Z"}})")
                                   << none << 200 << false << none;
    QTest::newRow("after a date") << statement(
                                         "Allow", "*",
                                         R"(,"Condition":{"DateLessThan":{"aws:CurrentTime":"2023-11-14T22:13:20Z"}})")
                                  << none << 403 << false << "aws:CurrentTime";
}

void TestAuthorizeIam::decidesByPolicies()
{
    QFETCH(QString, own);
    QFETCH(QString, apis);
    QFETCH(int, status);
    QFETCH(bool, isExplicit);
    QFETCH(QString, reason);
    const std::string policy = apis.isEmpty() ? std::string()
                                              : "x-amazon-apigateway-policy: { Version: \"2012-10-17\", Statement: [ " +
                                                    apis.toStdString() + " ] }\n";
    AuthorizedApi api(apiText(policy), projectWith(own.toStdString(), {{"team", "blue"}}), secretsOf());
    QVERIFY(api.told.empty() && api.diagnostics.empty());
    const Response response = api.send(withSignature(request("GET", "/ana")));
    QCOMPARE(response.status, status);
    if (status == 200)
        return;
    QCOMPARE(text(response.bodyText()),
             QString(R"({"Message":"User: %1 is not authorized to perform: execute-api:Invoke on resource: )"
                     R"(arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/GET/ana%2"})")
                 .arg(userArn, isExplicit ? " with an explicit deny" : ""));
    QCOMPARE(text(response.headers.get("x-amzn-ErrorType")), "AccessDeniedException");
    QVERIFY2(text(api.trace->fault.reason).contains(reason), api.trace->fault.reason.c_str());
    QVERIFY(!api.trace->fault.setting.isEmpty());
}

void TestAuthorizeIam::passesNoSignatureOn()
{
    AuthorizedApi api(apiText(), projectWith(mayAll), secretsOf());
    api.send(withSignature(request("GET", "/pets?x=1")));
    QVERIFY(!api.upstream.sent.at(0).headers.has("Authorization"));
    QCOMPARE(text(api.upstream.sent.at(0).target), "/x?x=1");
    api.send(presigned(request("GET", "/pets?x=1&y=%20")));
    QCOMPARE(text(api.upstream.sent.at(1).target), "/x?x=1&y=%20");
    api.send(presigned(request("GET", "/pets")));
    QCOMPARE(text(api.upstream.sent.at(2).target), "/x");
}

// Of the headers of a signature the service keeps one from endpoints, Authorization (reference 1.11). Access keys of a
// project are lasting ones, so a session token lets nobody in and gets no further.
void TestAuthorizeIam::passesOtherHeadersOfSignaturesOn()
{
    AuthorizedApi api(apiText(), projectWith(mayAll), secretsOf());
    Request given = request("GET", "/pets");
    given.headers.add("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
    QCOMPARE(api.send(withSignature(given)).status, 200);
    const Headers& sent = api.upstream.sent.at(0).headers;
    QVERIFY(!sent.has("Authorization"));
    QVERIFY(sent.has("X-Amz-Date") && sent.has("X-Amz-Content-Sha256"));
    Signing temporary;
    temporary.credentials.sessionToken = "a-session-token-of-ana";
    const Response refused = api.send(withSignature(given, temporary));
    QCOMPARE(refused.status, 403);
    QCOMPARE(text(refused.headers.get("x-amzn-ErrorType")), "UnrecognizedClientException");
    QCOMPARE(api.upstream.sent.size(), 1u);
    QVERIFY(!text(api.traceText()).contains("a-session-token-of-ana"));
}

void TestAuthorizeIam::tellsWhoCalls()
{
    AuthorizedApi api(apiText(), projectWith(mayAll), secretsOf());
    api.send(withSignature(request("GET", "/pets")));
    const auto logged = [&](const char* name) {
        return text(accessLogValue(*api.program->logging, *api.trace, name).value_or("-"));
    };
    QCOMPARE(logged("identity.userArn"), userArn);
    QCOMPARE(logged("identity.accountId"), "000000000000");
    QCOMPARE(logged("identity.accessKey"), keyId);
    QVERIFY(logged("identity.user").startsWith("AIDA"));
    QCOMPARE(logged("identity.caller"), logged("identity.user"));
    QCOMPARE(logged("authenticate.status"), "200");
    QCOMPARE(logged("authorize.status"), "200");
    api.send(request("GET", "/pets"));
    QCOMPARE(logged("authenticate.status"), "403");
    QCOMPARE(logged("authenticate.error"), "Missing Authentication Token");
    QCOMPARE(logged("authorize.status"), "-");
    QCOMPARE(logged("identity.user"), "-");
}

void TestAuthorizeIam::goesByTheClientsTime()
{
    AuthorizedApi api(apiText(), projectWith(mayAll), secretsOf());
    const Request given = withSignature(request("GET", "/pets"));
    QCOMPARE(api.send(given).status, 200);
    QVERIFY(api.access.clock().advance(24h)); // for limits and tokens; who signs does not follow
    QCOMPARE(api.send(given).status, 200);
}

// What is decompressed or named otherwise on the way in was signed as it was sent.
void TestAuthorizeIam::verifiesWhatWasSent()
{
    AuthorizedApi api(apiText(), projectWith(mayAll), secretsOf());
    Request zipped = request("POST", "/pets", compressed("{\"a\":1}", ContentCoding::Gzip));
    zipped.headers.add("Content-Encoding", "gzip");
    QCOMPARE(api.send(withSignature(std::move(zipped))).status, 200);
    QCOMPARE(text(api.upstream.sent.at(0).body), "{\"a\":1}");
    Request named = request("POST", "/pets");
    named.headers.add("X-HTTP-Method-Override", "PUT");
    QCOMPARE(api.send(withSignature(std::move(named))).status, 200);
    QVERIFY(text(api.note("authorize_iam", "resource")).endsWith("/dev/PUT/pets"));
}

void TestAuthorizeIam::hidesSecretsOfTheCanonicalText()
{
    AuthorizedApi api(apiText(), projectWith(mayAll), secretsOf());
    Request given = request("GET", "/pets");
    given.headers.add("Cookie", "session=crumbs-of-a-secret");
    given.headers.add("X-Plain", "plainly");
    Request bad = withSignature(std::move(given));
    std::string value(bad.headers.get("Authorization"));
    value.back() = value.back() == '0' ? '1' : '0';
    bad.headers.set("Authorization", value);
    const Response response = api.send(std::move(bad));
    QCOMPARE(response.status, 403);
    QVERIFY(text(response.bodyText())
                .contains("crumbs-of-a-secret")); // the client's own words, as the service repeats them
    QVERIFY2(!text(api.traceText()).contains("crumbs-of-a-secret"), api.traceText().c_str());
    QVERIFY(text(api.traceText()).contains("plainly"));
    QVERIFY(text(api.trace->fault.message).contains("The Canonical String for this request should have been"));
}

void TestAuthorizeIam::refusesIdentitiesItCannotRead()
{
    AuthorizedApi broken(apiText(), projectWith(R"({"Version":"2012-10-17","Statement":[{"Effect":"Maybe"}]})"),
                         secretsOf());
    QCOMPARE(broken.told.size(), 1u);
    const Response response = broken.send(withSignature(request("GET", "/pets")));
    QCOMPARE(response.status, 500);
    QCOMPARE(text(response.bodyText()), R"({"message":null})");

    AuthorizedApi secretless(apiText(), projectWith(mayAll), {});
    QCOMPARE(secretless.told.size(), 1u);
    QCOMPARE(secretless.send(withSignature(request("GET", "/pets"))).status, 403);
}

void TestAuthorizeIam::needsAProject()
{
    Api api;
    api.id = ApiId{7};
    api.apiId = "abcdefghij";
    api.definition = RestApi{readOpenApi(apiText(), "api.yaml", api.id).source->definition};
    gw::Stage stage;
    stage.name = "dev";
    const Compilation compilation = compile(api, stage);
    QVERIFY(compilation.program);
    QCOMPARE(compilation.diagnostics.size(), 2u);
    QCOMPARE(text(compilation.diagnostics.front().rule), "authorizer-not-usable");
}

QTEST_GUILESS_MAIN(TestAuthorizeIam)
#include "tst_authorize_iam.moc"
