// Keys, plans and domains while the studio's gateway runs: secrets reach it, edits of plans take effect without a
// deployment, and domains are served with certificates of the local authority.
#include "core/edit/edits_access.h"
#include "core/format/secrets_file.h"
#include "ui/session/access_session.h"
#include "ui/session/gateway_session.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"

#include <QDir>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace gw;
using gw::ui::GatewaySession;
using gw::ui::Workspace;

namespace {

constexpr char key[] = "partner-0123456789abcdef";

void write(const QString& path, const QByteArray& text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
}

struct Studio
{
    QTemporaryDir dir;
    Workspace workspace;
    GatewaySession gateway{workspace};
    QStringList log;

    Studio()
    {
        write(dir.filePath("gatewright.yaml"),
              "name: shop\n"
              "apis:\n"
              "  - name: pets\n    kind: rest\n    file: pets.yaml\n    stages:\n      - name: dev\n"
              "apiKeys:\n  - name: partner\n    id: keypartner\n"
              "usagePlans:\n  - name: basic\n    quota: { limit: 2, period: DAY }\n"
              "    apiStages:\n      - api: pets\n        stage: dev\n    keys: [partner]\n"
              "domainNames:\n  - name: pets.localhost\n    mappings:\n      - { path: v1, api: pets, stage: dev }\n");
        write(dir.filePath("pets.yaml"),
              "openapi: 3.0.1\ninfo: {title: T, version: '1'}\npaths:\n  /pets:\n    get:\n"
              "      security: [{api_key: []}]\n"
              "      responses:\n        '200':\n          description: OK\n          content:\n"
              "            application/json: {example: [1]}\n"
              "components:\n  securitySchemes:\n    api_key: {type: apiKey, name: x-api-key, in: header}\n");
        const auto addKey = [](Secrets& secrets) { secrets.set(SecretKind::ApiKey, "keypartner", Secret(key)); };
        if (!changeSecrets(dir.path().toStdString(), addKey))
            qFatal("The secrets were not written.");
        QObject::connect(&gateway, &GatewaySession::logLine, &gateway, [this](const QString& line) { log << line; });
        gateway.setPort(0);
        QSignalSpy opened(&workspace, &Workspace::opened);
        workspace.open(dir.path());
        if (!opened.wait(5000))
            qFatal("The project did not open.");
        QSignalSpy deployed(&gateway, &GatewaySession::deployed);
        gateway.start();
        if (!deployed.count() && !deployed.wait(10'000))
            qFatal("Nothing was deployed.");
    }
    int get(const QByteArray& apiKey = {})
    {
        const Api& api = *workspace.project().findApi("pets");
        QUrl url = gateway.invokeUrl(api.id, api.stages.front().id);
        url.setPath(url.path() + "/pets");
        QNetworkRequest request(url);
        if (!apiKey.isEmpty())
            request.setRawHeader("x-api-key", apiKey);
        QNetworkAccessManager manager;
        QNetworkReply* reply = manager.get(request);
        QSignalSpy finished(reply, &QNetworkReply::finished);
        if (!finished.wait(10'000))
            return 0;
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }
};

} // namespace

class TestGatewayAccess : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_data.path().toUtf8()); } // the authority's folder
    void keysAndQuotas();
    void editsTakeEffectWithoutADeployment();
    void secretsArriveLater();
    void domainsAreServed();

private:
    QTemporaryDir m_data;
};

void TestGatewayAccess::keysAndQuotas()
{
    Studio studio;
    QVERIFY(QTest::qWaitFor([&] { return studio.get("wrong-0123456789abcdefgh") == 403; }));
    QVERIFY(QTest::qWaitFor([&] { return studio.get(key) == 200; })); // once the secrets are read
    QCOMPARE(studio.get(key), 200);
    QCOMPARE(studio.get(key), 429);
    QCOMPARE(studio.get(), 403);
    gw::ui::AccessSession& access = studio.gateway.accessSession();
    QVERIFY(access.isRunning());
    access.advance(std::chrono::hours(24));
    QCOMPARE(studio.get(key), 200);
    studio.gateway.stop();
    QVERIFY(!access.isRunning());
    QVERIFY(QTest::qWaitFor([&] { return studio.gateway.state() == GatewaySession::State::Stopped; }));
    QVERIFY(QFile::exists(studio.dir.filePath(".gatewright/usage.sqlite")));
}

void TestGatewayAccess::editsTakeEffectWithoutADeployment()
{
    Studio studio;
    QVERIFY(QTest::qWaitFor([&] { return studio.get(key) == 200; }));
    QSignalSpy deployed(&studio.gateway, &GatewaySession::deployed);
    const auto edit = [](bool enabled) {
        return [enabled](Project p) -> Result<Project> {
            p.apiKeys.front().edit().enabled = enabled;
            return p;
        };
    };
    QVERIFY(studio.workspace.apply("Disable Key", edit(false)));
    QCOMPARE(studio.get(key), 403);
    QVERIFY(studio.workspace.apply("Enable Key", edit(true)));
    QCOMPARE(studio.get(key), 200);
    studio.workspace.undo();
    QCOMPARE(studio.get(key), 403);
    QCOMPARE(deployed.count(), 0);
}

void TestGatewayAccess::secretsArriveLater()
{
    Studio studio;
    QVERIFY(QTest::qWaitFor([&] { return studio.get(key) == 200; }));
    studio.workspace.secrets().set(SecretKind::ApiKey, "keypartner", Secret("rotated-0123456789abcdef"));
    QCOMPARE(studio.get(key), 403);
    QCOMPARE(studio.get("rotated-0123456789abcdef"), 200);
}

void TestGatewayAccess::domainsAreServed()
{
    Studio studio;
    const DomainName& domain = *studio.workspace.project().domainNames.front();
    QVERIFY(QTest::qWaitFor([&] { return !studio.gateway.domainUrl(domain).isEmpty(); }));
    const QUrl url = studio.gateway.domainUrl(domain);
    QCOMPARE(url.scheme(), QString("https"));
    QCOMPARE(url.host(), QString("pets.localhost"));
    QVERIFY(QTest::qWaitFor([&] { return studio.log.join('\n').contains(url.toString()); }));
    QVERIFY(QFile::exists(m_data.filePath("gatewright/authority")));
    QVERIFY(studio.workspace.apply("Remove Domain", [](Project p) -> Result<Project> {
        p.domainNames.clear();
        return p;
    }));
    QVERIFY(QTest::qWaitFor([&] { return studio.gateway.domainUrl(DomainName{}).isEmpty(); }));
    studio.gateway.stop();
    QVERIFY(studio.gateway.domainUrl(domain).isEmpty());
}

QTEST_MAIN(TestGatewayAccess)
#include "tst_gateway_access.moc"
