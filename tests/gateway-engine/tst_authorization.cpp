// An API protected in every way, through real sockets, with a real function as its authorizer: who is let in, who is
// not, and what each is told. Signed requests come from AWS's own signers in Python and JavaScript.
#include "core/format/openapi_read.h"
#include "gateway-engine/access.h"
#include "gateway-engine/backends.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/engine.h"
#include "tests/gateway-engine/lambda/function_fixture.h"
#include "tests/gateway-engine/transport/raw_client.h"
#include "tests/support/client_program.h"
#include "tests/support/token_fixture.h"

#include <QTest>

#include <chrono>

using namespace gw;
using namespace gw::engine;
using gw::engine::test::signedToken;
using gw::test::runClient;

namespace {

constexpr char keyId[] = "AKIDEXAMPLEANA00";
constexpr char secretKey[] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr char poolArn[] = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_people";
constexpr char issuer[] = "https://issuer.example/people";

constexpr char function[] = R"(
def handler(event, context):
    token = event.get('authorizationToken') or (event.get('headers') or {}).get('X-Token')
    if token == 'nobody-at-all':
        raise Exception('Unauthorized')
    if token == 'broken-function':
        return {'principalId': 'x'}
    effect = 'Deny' if token == 'denied-token' else 'Allow'
    resource = event['methodArn'] if token != 'elsewhere-token' else 'arn:aws:execute-api:*:*:other/*'
    return {'principalId': 'user-of-' + event['type'], 'context': {'level': 3},
            'policyDocument': {'Version': '2012-10-17',
                               'Statement': [{'Action': 'execute-api:Invoke', 'Effect': effect, 'Resource': resource}]}}
)";

std::string methodOf(const std::string& path, const std::string& security, const std::string& says)
{
    return "  " + path + ":\n    x-amazon-apigateway-any-method:\n" +
           (security.empty() ? std::string() : "      security: [ { " + security + " } ]\n") + R"(
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses: { default: { statusCode: "200", responseTemplates: { application/json: ')" +
           says + "' } } }\n";
}

std::string apiText()
{
    const std::string authorizer =
        "      x-amazon-apigateway-authtype: custom\n      x-amazon-apigateway-authorizer:\n        authorizerUri: "
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:"
        "auth/invocations\n";
    return "openapi: 3.0.1\ninfo: { title: guarded, version: \"1\" }\npaths:\n" + methodOf("/open", "", "open") +
           methodOf("/blocked", "", "blocked") +
           methodOf("/token", "byToken: []", "$context.authorizer.principalId $context.authorizer.level") +
           methodOf("/request", "byRequest: []", "$context.authorizer.principalId") +
           methodOf("/signed/{proxy+}", "sigv4: []", "$context.identity.userArn") +
           methodOf("/person", "people: []", "$context.authorizer.claims.sub") +
           methodOf("/writer", "people: [ pets/write ]", "$context.authorizer.claims.sub") + R"(components:
  securitySchemes:
    sigv4: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 }
    byToken:
      type: apiKey
      name: Authorization
      in: header
)" + authorizer +
           "        type: token\n" +
           R"(    byRequest:
      type: apiKey
      name: Unused
      in: header
)" + authorizer +
           "        type: request\n        identitySource: method.request.header.X-Token\n" + R"(    people:
      type: apiKey
      name: Authorization
      in: header
      x-amazon-apigateway-authtype: cognito_user_pools
      x-amazon-apigateway-authorizer: { type: cognito_user_pools, providerARNs: [ ")" +
           poolArn + R"(" ] }
x-amazon-apigateway-policy:
  Version: "2012-10-17"
  Statement:
    - { Effect: Allow, Principal: "*", Action: "execute-api:Invoke", Resource: "arn:aws:execute-api:*:*:abcdefghij/dev/?*/open" }
    - { Effect: Allow, Principal: "*", Action: "execute-api:Invoke", Resource: "arn:aws:execute-api:*:*:abcdefghij/dev/?*/person" }
    - { Effect: Deny, Principal: "*", Action: "execute-api:Invoke", Resource: "arn:aws:execute-api:*:*:abcdefghij/dev/?*/blocked" }
)";
}

std::string claims(const std::string& more, const std::string& use)
{
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return R"({"sub":"u-1","iss":")" + std::string(issuer) + R"(","exp":)" + std::to_string(now + 600) +
           R"(,"token_use":")" + use + "\"" + more + "}";
}

Project project()
{
    Project project;
    Function auth;
    auth.name = "auth";
    auth.runtime = "python3.11";
    auth.handler = "app.handler";
    auth.codeUri = "functions/auth";
    auth.timeout = 20;
    project.functions.emplace_back(auth);
    Identity ana;
    ana.id = IdentityId{1};
    ana.name = "ana";
    ana.accessKeyId = keyId;
    ana.policies.push_back(
        {"own",
         json::readJson(
             R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
             R"("Action":"execute-api:Invoke","Resource":"arn:aws:execute-api:*:*:abcdefghij/dev/?*/signed/?*"},)"
             R"({"Effect":"Deny","Action":"*","Resource":"arn:aws:execute-api:*:*:abcdefghij/dev/?*/signed/secret*"}]})")
             .value()});
    project.identities.emplace_back(ana);
    UserPool pool;
    pool.id = UserPoolId{1};
    pool.name = "people";
    pool.arn = poolArn;
    pool.issuer = issuer;
    pool.jwks = "keys.json";
    project.userPools.emplace_back(pool);
    return project;
}

// The project at a port, as the programs serve it.
struct Served
{
    explicit Served(const std::string& folder)
        : backends(BackendsOptions{folder, {}}), access(AccessOptions{folder, {}})
    {
        const Project design = project();
        Secrets secrets;
        secrets.set(SecretKind::AccessKey, keyId, Secret(secretKey));
        told = backends.follow(design);
        for (Diagnostic& one : access.follow(design, secrets))
            told.push_back(std::move(one));
        backends.joinTo(engine);
        Surroundings surroundings = backends.surroundings();
        access.surround(surroundings);
        Api api;
        api.id = ApiId{7};
        api.apiId = "abcdefghij";
        api.name = "guarded";
        api.definition = RestApi{readOpenApi(apiText(), "api.yaml", api.id).source->definition};
        gw::Stage stage;
        stage.name = "dev";
        const Compilation compilation = compile(api, stage, {}, surroundings);
        told.insert(told.end(), compilation.diagnostics.begin(), compilation.diagnostics.end());
        engine.deploy(compilation.program);
        port = engine.listenProject("127.0.0.1", 0, "abcdefghij").value_or(0);
    }
    ~Served() { engine.stop(); }

    Backends backends;
    Access access;
    Engine engine;
    Diagnostics told;
    int port = 0;
};

} // namespace

class TestAuthorization : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_served.reset(); }
    void letsInWhomItShould_data();
    void letsInWhomItShould();
    void takesSignaturesOfBotocore();
    void takesSignaturesOfTheSdk();

private:
    void checkSigned(const gw::test::Ran& ran);
    engine::test::FunctionFolder m_folder;
    std::unique_ptr<Served> m_served;
};

void TestAuthorization::initTestCase()
{
    if (!engine::test::hasProgram("python3"))
        QSKIP("python3 is not installed.");
    QVERIFY(m_folder.write("functions/auth/app.py", function));
    QVERIFY(m_folder.write(
        "keys.json", QByteArray::fromStdString(json::writeJson(

                         engine::test::keySetDocument({engine::test::publicJwk(JoseAlgorithm::ES256, "ES256")})))));
    m_served = std::make_unique<Served>(m_folder.path());
    QVERIFY2(m_served->told.empty(), m_served->told.empty() ? "" : m_served->told.front().message.c_str());
    QVERIFY(m_served->port > 0);
}

void TestAuthorization::letsInWhomItShould_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("header");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char* name, const char* path, const std::string& header, int status, const char* answer) {
        QTest::newRow(name) << QString(path) << QString::fromStdString(header) << status << QString(answer);
    };
    constexpr char unauthorized[] = R"({"message":"Unauthorized"})";
    row("open", "/open", "", 200, "open");
    row("denied by the API's policy", "/blocked", "", 403,
        R"({"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/GET/blocked with an explicit deny"})");
    row("token", "/token", "Authorization: allowed-token", 200, "user-of-TOKEN 3");
    row("token, kept", "/token", "Authorization: allowed-token", 200, "user-of-TOKEN 3");
    row("token denied", "/token", "Authorization: denied-token", 403,
        R"({"Message":"User is not authorized to access this resource with an explicit deny"})");
    row("token of elsewhere", "/token", "Authorization: elsewhere-token", 403,
        R"({"Message":"User is not authorized to access this resource"})");
    row("token unknown", "/token", "Authorization: nobody-at-all", 401, unauthorized);
    row("broken function", "/token", "Authorization: broken-function", 500, R"({"message":null})");
    row("no token", "/token", "", 401, unauthorized);
    row("request", "/request", "X-Token: allowed-token", 200, "user-of-REQUEST");
    row("request denied", "/request", "X-Token: denied-token", 403,
        R"({"Message":"User is not authorized to access this resource with an explicit deny"})");
    row("request without its source", "/request", "Authorization: allowed-token", 401, unauthorized);
    row("unsigned", "/signed/x", "", 403, R"({"message":"Missing Authentication Token"})");
    row("ID token", "/person", "Authorization: Bearer " + signedToken(claims("", "id")), 200, "u-1");
    row("access token instead", "/person", "Authorization: " + signedToken(claims("", "access")), 401, unauthorized);
    row("no ID token", "/person", "", 401, unauthorized);
    row("scope, not in the policy", "/writer",
        "Authorization: " + signedToken(claims(R"(,"scope":"pets/write")", "access")), 403,
        R"({"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/GET/writer"})");
    row("another scope", "/writer", "Authorization: " + signedToken(claims(R"(,"scope":"pets/read")", "access")), 401,
        unauthorized);
}

void TestAuthorization::letsInWhomItShould()
{
    QFETCH(QString, path);
    QFETCH(QString, header);
    QFETCH(int, status);
    QFETCH(QString, answer);
    gw::test::RawClient client(m_served->port);
    QVERIFY(client.send("GET /dev" + path.toStdString() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" +
                        (header.isEmpty() ? "" : header.toStdString() + "\r\n") + "\r\n"));
    const QString response = QString::fromStdString(client.receiveResponse());
    QVERIFY2(response.startsWith("HTTP/1.1 " + QString::number(status) + " "), qPrintable(response));
    QCOMPARE(response.section("\r\n\r\n", 1), answer);
}

// Lines of status and body: signed, presigned, forbidden by its policy, one byte of the signature flipped, another
// body.
void TestAuthorization::checkSigned(const gw::test::Ran& ran)
{
    QVERIFY2(ran.code == 0, ran.errors.constData());
    const QStringList lines = QString::fromUtf8(ran.out).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 6);
    QCOMPARE(lines[0], "200 arn:aws:iam::000000000000:user/ana");
    QCOMPARE(lines[1], "200 arn:aws:iam::000000000000:user/ana");
    QCOMPARE(lines[2], "200 arn:aws:iam::000000000000:user/ana");
    QVERIFY2(lines[3].startsWith("403 {\"Message\":\"User: arn:aws:iam::000000000000:user/ana is not authorized to "
                                 "perform: execute-api:Invoke on resource: ") &&
                 lines[3].endsWith("/dev/GET/signed/secret with an explicit deny\"}"),
             qPrintable(lines[3]));
    QVERIFY2(lines[4].startsWith("403 {\"message\":\"The request signature we calculated does not match"),
             qPrintable(lines[4]));
    QVERIFY2(lines[5].startsWith("403 {\"message\":\"The request signature we calculated does not match"),
             qPrintable(lines[5]));
}

void TestAuthorization::takesSignaturesOfBotocore()
{
    if (runClient("python3", {"-c", "import botocore.auth"}).code != 0)
        QSKIP("botocore is not installed: run installer/test-tools.sh");
    constexpr char script[] = R"(
import sys, http.client
from urllib.parse import urlsplit
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
base, key, secret = sys.argv[1:4]
who = Credentials(key, secret)
def signed(method, path, body=b'', presign=False):
    request = AWSRequest(method=method, url=base + path, data=body)
    (SigV4QueryAuth(who, 'execute-api', 'us-east-1', expires=60) if presign
        else SigV4Auth(who, 'execute-api', 'us-east-1')).add_auth(request)
    return request
def send(request, body=None):
    parts = urlsplit(request.url)
    connection = http.client.HTTPConnection(parts.netloc)
    target = parts.path + ('?' + parts.query if parts.query else '')
    connection.request(request.method, target, body if body is not None else request.data, dict(request.headers.items()))
    answer = connection.getresponse()
    print(answer.status, answer.read().decode().replace('\n', ' '))
send(signed('GET', '/dev/signed/a%20b/c?z=1&a=%C3%B6&a=1'))
send(signed('POST', '/dev/signed/x', b'{"a": 1}'))
send(signed('GET', '/dev/signed/x?q=1', presign=True))
send(signed('GET', '/dev/signed/secret'))
bad = signed('GET', '/dev/signed/x')
value = bad.headers['Authorization']
del bad.headers['Authorization']
bad.headers['Authorization'] = value[:-1] + ('0' if value[-1] != '0' else '1')
send(bad)
send(signed('POST', '/dev/signed/x', b'{"a": 1}'), b'{"a": 2}')
)";
    checkSigned(
        runClient("python3", {"-c", script, "http://127.0.0.1:" + QString::number(m_served->port), keyId, secretKey}));
}

void TestAuthorization::takesSignaturesOfTheSdk()
{
    if (!engine::test::hasProgram("node") || !gw::test::hasModule("@smithy/signature-v4"))
        QSKIP("The AWS SDK for JavaScript is not installed: run installer/test-tools.sh");
    constexpr char script[] = R"(
const tools = process.argv[1];
const { SignatureV4 } = require(tools + '/node_modules/@smithy/signature-v4');
const { Sha256 } = require(tools + '/node_modules/@aws-crypto/sha256-js');
const http = require('http');
const [, , port, accessKeyId, secretAccessKey] = process.argv;
const signer = new SignatureV4({ service: 'execute-api', region: 'us-east-1', sha256: Sha256,
    credentials: { accessKeyId, secretAccessKey } });
const request = (method, path, query = {}, body) => ({ method, protocol: 'http:', hostname: '127.0.0.1', port: +port,
    path, query, body, headers: { host: '127.0.0.1:' + port } });
const send = (r, body) => new Promise((resolve, reject) => {
    const pairs = Object.entries(r.query ?? {}).flatMap(([k, v]) => [v].flat().map(
        one => encodeURIComponent(k) + '=' + encodeURIComponent(one)));
    const call = http.request({ host: '127.0.0.1', port, method: r.method, headers: r.headers,
        path: r.path + (pairs.length ? '?' + pairs.join('&') : '') }, answer => {
        let text = '';
        answer.on('data', part => text += part);
        answer.on('end', () => { console.log(answer.statusCode, text.replace(/\n/g, ' ')); resolve(); });
    });
    call.on('error', reject);
    call.end(body ?? r.body);
});
(async () => {
    await send(await signer.sign(request('GET', '/dev/signed/a%20b/c', { z: '1', a: ['ö', '1'] })));
    await send(await signer.sign(request('POST', '/dev/signed/x', {}, '{"a": 1}')));
    await send(await signer.presign(request('GET', '/dev/signed/x', { q: '1' }), { expiresIn: 60 }));
    await send(await signer.sign(request('GET', '/dev/signed/secret')));
    const bad = await signer.sign(request('GET', '/dev/signed/x'));
    const value = bad.headers.authorization;
    bad.headers.authorization = value.slice(0, -1) + (value.endsWith('0') ? '1' : '0');
    await send(bad);
    await send(await signer.sign(request('POST', '/dev/signed/x', {}, '{"a": 1}')), '{"a": 2}');
})();
)";
    checkSigned(
        runClient("node", {"-e", script, gw::test::toolsFolder(), QString::number(m_served->port), keyId, secretKey}));
}

QTEST_GUILESS_MAIN(TestAuthorization)
#include "tst_authorization.moc"
