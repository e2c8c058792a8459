// gatewright serve with counterparts that others wrote: an endpoint that demands a client certificate (reference 1.14),
// and the local issuer's sign-in page in Chromium, for an application that uses npm's openid-client.
#include "cli_process.h"

#include "core/format/secrets_file.h"
#include "gateway-engine/access/issuer/issuer_design.h"
#include "gateway-engine/crypto/local_authority.h"
#include "gateway-engine/crypto/password_hash.h"
#include "tests/support/client_program.h"
#include "tests/support/openssl_program.h"

#include <QDir>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace gw::test;

namespace {

const QByteArray head = "openapi: 3.0.1\ninfo: {title: pets, version: '1'}\npaths:\n  /pets:\n    get:\n";

// A process that writes the port it listens on.
class Endpoint
{
public:
    Endpoint(const QString& script, const QStringList& arguments)
    {
        m_process.start("python3", QStringList{script} + arguments);
        if (m_process.waitForStarted(10'000) && m_process.waitForReadyRead(20'000))
            m_port = m_process.readLine().trimmed().toInt();
    }
    ~Endpoint()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] QByteArray errors() { return m_process.readAllStandardError(); }

private:
    QProcess m_process;
    int m_port = 0;
};

} // namespace

class ServeAccessTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        qputenv("XDG_DATA_HOME", file("data").toUtf8());
    }

    void cleanup() { qunsetenv("XDG_DATA_HOME"); }

    void endpointsSeeTheStagesCertificate()
    {
        OpensslFolder openssl;
        const QByteArray client = "extendedKeyUsage=clientAuth\n";
        QVERIFY(openssl.root("ca") && openssl.root("other"));
        QVERIFY(openssl.issue("gateway", "ca", client) && openssl.issue("stranger", "other", client));
        const auto authority = gw::engine::LocalAuthority::open((file("data") + "/gatewright/authority").toStdString(),
                                                                std::chrono::system_clock::now());
        QVERIFY(authority);
        const auto issued = authority->serverCertificate({"localhost"}, std::chrono::system_clock::now());
        QVERIFY(issued);
        QVERIFY(openssl.write("server.pem", issued->certificatePem) &&
                openssl.write("server.key", issued->privateKeyPem));
        Endpoint endpoint(QString(GW_TEST_DATA) + "/clients/mutual_tls_endpoint.py",
                          {openssl.path("server.pem"), openssl.path("server.key"), openssl.path("ca.pem")});
        QVERIFY2(endpoint.port() > 0, endpoint.errors().constData());

        const QString project = file("project");
        QVERIFY(QDir().mkpath(project + "/certificates"));
        QVERIFY(writeText(project + "/gatewright.yaml",
                          "name: shop\napis:\n  - name: pets\n    kind: rest\n    file: pets.yaml\n    stages:\n"
                          "      - { name: known, autoDeploy: true, clientCertificate: gateway }\n"
                          "      - { name: stranger, autoDeploy: true, clientCertificate: stranger }\n"
                          "      - { name: nobody, autoDeploy: true }\n"
                          "clientCertificates:\n"
                          "  - { name: gateway, id: aaa111, certificate: certificates/gateway.pem }\n"
                          "  - { name: stranger, id: bbb222, certificate: certificates/stranger.pem }\n"));
        QVERIFY(writeText(project + "/pets.yaml",
                          head +
                              "      responses: {'200': {description: ok}}\n"
                              "      x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: "
                              "'https://localhost:" +
                              QByteArray::number(endpoint.port()) + "/behind'}\n"));
        for (const char* name : {"gateway", "stranger"})
            QVERIFY(QFile::copy(openssl.path(QString(name) + ".pem"), project + "/certificates/" + name + ".pem"));
        QVERIFY(gw::changeSecrets(project.toStdString(), [&](gw::Secrets& secrets) {
            secrets.set(gw::SecretKind::PrivateKey, "aaa111", gw::Secret(openssl.text({"gateway.key"})));
            secrets.set(gw::SecretKind::PrivateKey, "bbb222", gw::Secret(openssl.text({"stranger.key"})));
        }));

        Served served({project, "--trace", file("traces.sqlite")}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        const QByteArray answer = get(served.url("/pets", 0));
        QVERIFY2(answer.endsWith(R"({"client": "gateway", "path": "/behind"})"),
                 (answer + served.errors()).constData());
        for (const int stage : {1, 2}) {
            const QByteArray refused = get(served.url("/pets", stage));
            QVERIFY2(statusOf(refused) >= 500, refused.constData());
            QVERIFY2(!refused.contains("client"), refused.constData());
        }
        QVERIFY(get(served.url("/pets", 0)).endsWith("\"/behind\"}")); // the others' connections are not taken for it
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
        const CliResult traces = runCli({"traces", "export", file("traces.sqlite"), "--format", "har"});
        QVERIFY(!traces.output.contains("PRIVATE KEY"));
    }

    void peopleSignInWithABrowser()
    {
        const QString chromium = QStandardPaths::findExecutable("chromium");
        if (chromium.isEmpty() || QStandardPaths::findExecutable("node").isEmpty() || !hasModule("openid-client"))
            QSKIP("Chromium, Node.js or openid-client is not installed: run installer/test-tools.sh");
        const QString back = "http://127.0.0.1:" + QString::number(freePort()) + "/back";
        const QString project = file("project");
        QVERIFY(QDir().mkpath(project));
        QVERIFY(writeText(project + "/gatewright.yaml",
                          "name: shop\napis:\n  - name: pets\n    kind: rest\n    file: pets.yaml\n    stages:\n"
                          "      - { name: dev, autoDeploy: true }\n"
                          "userPools:\n  - name: people\n"
                          "    arn: arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_people\n"
                          "localIssuer:\n  enabled: true\n"
                          "  users: [ { name: anna, sub: 5d1c2b3a-0000-5000-8000-000000000001 } ]\n"
                          "  clients: [ { name: app, clientId: publicclient00000000000000, redirectUris: [ \"" +
                              back.toUtf8() + "\" ], scopes: [ openid ] } ]\n"));
        QVERIFY(writeText(
            project + "/pets.yaml",
            head + "      security: [ { people: [] } ]\n"
                   "      responses: {'200': {description: ok, content: {application/json: {example: [1]}}}}\n"
                   "components:\n  securitySchemes:\n    people:\n      type: apiKey\n      name: Authorization\n"
                   "      in: header\n      x-amazon-apigateway-authtype: cognito_user_pools\n"
                   "      x-amazon-apigateway-authorizer:\n        type: cognito_user_pools\n"
                   "        providerARNs: [ \"arn:aws:cognito-idp:us-east-1:000000000000:userpool/"
                   "us-east-1_people\" ]\n"));
        QVERIFY(gw::changeSecrets(project.toStdString(), [](gw::Secrets& secrets) {
            secrets.set(gw::SecretKind::Password, "5d1c2b3a-0000-5000-8000-000000000001",
                        gw::engine::hashedPassword("correct horse").value());
        }));
        Served served({project}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        const QString issuer = QString::fromStdString(gw::engine::issuerUrl(served.url("").port()));
        const Ran ran =
            runClient("node", {QString(GW_TEST_DATA) + "/clients/sign_in.cjs", toolsFolder() + "/node_modules",
                               chromium, file("profile"), issuer, "publicclient00000000000000", back,
                               served.url("/pets").toString(), "anna", "correct horse"});
        QVERIFY2(ran.code == 0, (ran.errors + served.errors()).constData());
        const QJsonObject told = QJsonDocument::fromJson(ran.out).object();
        QCOMPARE(told["title"].toString(), QString("Sign in to app"));
        QCOMPARE(told["corners"].toString(), QString("12px")); // its style sheet is let through by its own policy
        QCOMPARE(told["complaints"].toArray(), QJsonArray());
        QVERIFY2(!told["refusal"].toString().isEmpty(), ran.out.constData());
        QCOMPARE(told["kept"].toString(), QString("anna"));
        QCOMPARE(told["name"].toString(), QString("anna"));
        QCOMPARE(told["subject"].toString(), QString("5d1c2b3a-0000-5000-8000-000000000001"));
        QCOMPARE(told["userInfo"].toString(), told["subject"].toString());
        QCOMPARE(told["again"].toString(), QString("invalid_grant"));
        QCOMPARE(told["calls"].toArray(), (QJsonArray{401, 200, 401}));
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
    }

private:
    [[nodiscard]] QString file(const QString& name) const { return m_folder->filePath(name); }
    static int freePort()
    {
        QTcpServer probe;
        return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(ServeAccessTest)
#include "tst_serve_access.moc"
