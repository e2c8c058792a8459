// The gateway as the studio runs it: real sockets on port 0.
#include "core/edit/edits.h"
#include "core/format/deployment_store.h"
#include "ui/session/gateway_session.h"
#include "ui/session/test_invoke.h"
#include "ui/session/workspace.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace gw;
using gw::ui::GatewaySession;
using gw::ui::TestInvoke;
using gw::ui::TestOrder;
using gw::ui::Workspace;

class TestGatewaySession : public QObject
{
    Q_OBJECT

private slots:
    void servesOnAFreePort();
    void autoDeployServesEdits();
    void manualStageCountsAndDeploys();
    void deploymentSurvivesAReopen();
    void deploymentsOfOthersAreTakenIn();
    void ownDeploymentIsNoNews();
    void stoppedTestDoesNotWaitForItsEndpoint();
    void portInUseFailsWithTheWayOut();
    void stopsAndStartsAgain();
    void severalApisHavePortsOfTheirOwn();
    void stageVariablesTakeEffectWithoutADeployment();
    void tracesArriveInOrderAndStayBounded();
    void unknownStageIsRefused();
};

namespace {

QByteArray document(const QByteArray& path)
{
    return "openapi: 3.0.1\ninfo: {title: T, version: '1'}\npaths:\n  " + path +
           ":\n    get:\n      responses:\n        '200':\n          description: OK\n          content:\n"
           "            application/json:\n              example: {path: \"" +
           path + "\"}\n";
}

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

    explicit Studio(const QByteArray& project =
                        "name: shop\napis:\n  - name: pets\n    kind: rest\n    file: pets.yaml\n"
                        "    stages:\n      - name: dev\n        autoDeploy: true\n"
                        "      - name: prod\n        autoDeploy: false\n")
    {
        write(dir.filePath("gatewright.yaml"), project);
        write(dir.filePath("pets.yaml"), document("/pets"));
        write(dir.filePath("owners.yaml"), document("/owners"));
        gateway.setPort(0);
        QSignalSpy opened(&workspace, &Workspace::opened);
        workspace.open(dir.path());
        if (!opened.wait(5000))
            qFatal("The project did not open.");
    }
    [[nodiscard]] const Api& api(const char* name = "pets") const { return *workspace.project().findApi(name); }
    [[nodiscard]] StageId stage(const char* name) const { return api().findStage(name)->id; }
    bool startAndDeploy()
    {
        QSignalSpy deployed(&gateway, &GatewaySession::deployed);
        gateway.start();
        return deployed.count() || deployed.wait(5000);
    }
    bool addGet(const std::string& part, const std::string& path)
    {
        const ApiId id = api().id;
        return workspace.apply("Create Resource", [=](Project p) {
            return createResource(std::move(p), id, "/", part);
        }) && workspace.apply("Create Method", [=](Project p) {
            return createMethod(std::move(p), id, path, HttpVerb::Get);
        });
    }
};

struct Answer
{
    int status = 0;
    QByteArray body;
};

Answer get(const QUrl& base, const QString& path)
{
    QNetworkAccessManager manager;
    QNetworkReply* reply = manager.get(QNetworkRequest(QUrl(base.toString() + path)));
    QSignalSpy finished(reply, &QNetworkReply::finished);
    if (!reply->isFinished() && !finished.wait(5000))
        return {};
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
}

} // namespace

void TestGatewaySession::servesOnAFreePort()
{
    Studio studio;
    QCOMPARE(studio.gateway.state(), GatewaySession::State::Stopped);
    QVERIFY(studio.gateway.invokeUrl(studio.api().id, studio.stage("dev")).isEmpty());
    QVERIFY(studio.startAndDeploy());
    QCOMPARE(studio.gateway.state(), GatewaySession::State::Running);
    QVERIFY(studio.gateway.port() > 0);
    const QUrl url = studio.gateway.invokeUrl(studio.api().id, studio.stage("dev"));
    QCOMPARE(url.path(), QString("/dev"));
    const Answer answer = get(url, "/pets");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.contains("/pets"));
}

void TestGatewaySession::autoDeployServesEdits()
{
    Studio studio;
    QVERIFY(studio.startAndDeploy());
    const QUrl url = studio.gateway.invokeUrl(studio.api().id, studio.stage("dev"));
    QCOMPARE(get(url, "/toys").status, 403);
    QVERIFY(studio.addGet("toys", "/toys"));
    QTRY_VERIFY(get(url, "/toys").status == 200);
    studio.workspace.undo();
    studio.workspace.undo();
    QTRY_VERIFY(get(url, "/toys").status == 403);
    QVERIFY(studio.gateway.pendingChanges(studio.api().id, studio.stage("dev")).empty());
}

void TestGatewaySession::manualStageCountsAndDeploys()
{
    Studio studio;
    QVERIFY(studio.startAndDeploy());
    const ApiId api = studio.api().id;
    const StageId prod = studio.stage("prod");
    const QUrl url = studio.gateway.invokeUrl(api, prod);
    QVERIFY(!studio.gateway.isDeployed(api, prod));
    QVERIFY(!studio.gateway.pendingChanges(api, prod).empty()); // everything is new
    QCOMPARE(get(url, "/pets").status, 403);

    QSignalSpy deployed(&studio.gateway, &GatewaySession::deployed);
    QVERIFY(studio.gateway.deploy(api, prod));
    QTRY_VERIFY(studio.gateway.isDeployed(api, prod));
    QCOMPARE(studio.gateway.pendingChanges(api, prod).size(), 0u);
    QTRY_VERIFY(get(url, "/pets").status == 200);

    QSignalSpy pending(&studio.gateway, &GatewaySession::pendingChangesChanged);
    QVERIFY(studio.addGet("toys", "/toys"));
    QVERIFY(pending.count() > 0);
    QVERIFY(!studio.gateway.pendingChanges(api, prod).empty());
    QTRY_VERIFY(get(studio.gateway.invokeUrl(api, studio.stage("dev")), "/toys").status == 200);
    QCOMPARE(get(url, "/toys").status, 403); // not deployed there
    QVERIFY(studio.gateway.deploy(api, prod));
    QTRY_VERIFY(get(url, "/toys").status == 200);
    QCOMPARE(studio.gateway.pendingChanges(api, prod).size(), 0u);
}

void TestGatewaySession::deploymentSurvivesAReopen()
{
    Studio studio;
    const ApiId api = studio.api().id;
    QVERIFY(studio.gateway.deploy(api, studio.stage("prod"))); // also while stopped
    QTRY_VERIFY(studio.gateway.isDeployed(api, studio.stage("prod")));
    QVERIFY(studio.addGet("toys", "/toys"));
    QSignalSpy saved(&studio.workspace, &Workspace::saved);
    studio.workspace.save();
    QVERIFY(saved.wait(5000));

    Workspace again;
    GatewaySession gateway(again);
    QSignalSpy opened(&again, &Workspace::opened);
    again.open(studio.dir.path());
    QVERIFY(opened.wait(5000));
    const Api& reopened = *again.project().findApi("pets");
    const StageId prod = reopened.findStage("prod")->id;
    QVERIFY(gateway.isDeployed(reopened.id, prod));
    QVERIFY(!gateway.pendingChanges(reopened.id, prod).empty());
}

// The command line deploys while the studio is open.
void TestGatewaySession::deploymentsOfOthersAreTakenIn()
{
    Studio studio;
    QVERIFY(studio.startAndDeploy());
    QSignalSpy changed(&studio.gateway, &GatewaySession::pendingChangesChanged);
    const DeploymentStore others(studio.dir.path().toStdString());
    QVERIFY(others.record(studio.api(), "prod", "2026-01-01T00:00:00Z", "From the terminal"));
    QVERIFY(changed.count() || changed.wait(5000));
    const auto history = studio.gateway.deploymentsOf(studio.api().id, studio.stage("prod"));
    QCOMPARE(history.size(), 1u);
    QCOMPARE(history[0].description, std::string("From the terminal"));
    QVERIFY(studio.gateway.isDeployed(studio.api().id, studio.stage("prod")));
    QVERIFY(studio.gateway.pendingChanges(studio.api().id, studio.stage("prod")).empty());
    const QUrl prod = studio.gateway.invokeUrl(studio.api().id, studio.stage("prod"));
    QTRY_COMPARE(get(prod, "/pets").status, 200);

    changed.clear();
    QVERIFY(others.record(studio.api(), "prod", "2026-01-02T00:00:00Z", "Once more"));
    QVERIFY(changed.count() || changed.wait(5000));
    QCOMPARE(studio.gateway.deploymentsOf(studio.api().id, studio.stage("prod")).size(), 2u);
}

void TestGatewaySession::ownDeploymentIsNoNews()
{
    Studio studio;
    QSignalSpy lines(&studio.gateway, &GatewaySession::logLine);
    QSignalSpy deployed(&studio.gateway, &GatewaySession::deployed);
    QVERIFY(studio.gateway.deploy(studio.api().id, studio.stage("prod")));
    QVERIFY(deployed.count() || deployed.wait(5000));
    const DeploymentStore others(studio.dir.path().toStdString());
    QVERIFY(others.record(studio.api(), "prod", "2026-01-01T00:00:00Z", "A second one"));
    QTRY_COMPARE(studio.gateway.deploymentsOf(studio.api().id, studio.stage("prod")).size(), 2u);
    const auto told = std::count_if(lines.begin(), lines.end(), [](const QList<QVariant>& line) {
        return line[0].toString() == "Deployments changed on disk";
    });
    QCOMPARE(told, 1);
}

void TestGatewaySession::stoppedTestDoesNotWaitForItsEndpoint()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    Studio studio;
    QVERIFY(studio.addGet("slow", "/slow"));
    auto api = std::make_shared<Api>(studio.api());
    Integration& target = api->openApi()->resources.back().edit().methods.front().edit().integration.emplace();
    target.type = IntegrationType::HttpProxy;
    target.httpMethod = "GET";
    target.uri = "http://127.0.0.1:" + std::to_string(silent.serverPort()) + "/";
    QElapsedTimer clock;
    {
        TestInvoke tester;
        QSignalSpy canceled(&tester, &TestInvoke::canceled);
        QSignalSpy finished(&tester, &TestInvoke::finished);
        TestOrder order{api, Stage{}, {}};
        order.request.method = "GET";
        order.request.target = "/slow";
        tester.run(order);
        QVERIFY(silent.waitForNewConnection(10000));
        clock.start();
        tester.cancel();
        QCOMPARE(canceled.size(), 1);
        QVERIFY(!tester.isRunning());
        QCOMPARE(finished.size(), 0);
    } // its worker is waited for
    QVERIFY2(clock.elapsed() < 5000, qPrintable(QString("%1 ms").arg(clock.elapsed())));
}

void TestGatewaySession::portInUseFailsWithTheWayOut()
{
    QTcpServer holder;
    QVERIFY(holder.listen(QHostAddress::LocalHost));
    Studio studio;
    QSignalSpy state(&studio.gateway, &GatewaySession::stateChanged);
    studio.gateway.setPort(holder.serverPort());
    studio.gateway.start();
    QCOMPARE(studio.gateway.state(), GatewaySession::State::Failed);
    QCOMPARE(state.count(), 1);
    QVERIFY2(studio.gateway.failure().contains(QString::number(holder.serverPort())),
             qPrintable(studio.gateway.failure()));
    QVERIFY2(studio.gateway.failure().contains("port"), qPrintable(studio.gateway.failure()));
    studio.gateway.setPort(0);
    QVERIFY(studio.startAndDeploy());
    QCOMPARE(studio.gateway.state(), GatewaySession::State::Running);
    QVERIFY(studio.gateway.failure().isEmpty());
}

void TestGatewaySession::stopsAndStartsAgain()
{
    Studio studio;
    QSignalSpy log(&studio.gateway, &GatewaySession::logLine);
    for (int round = 0; round < 2; ++round) {
        QVERIFY(studio.startAndDeploy());
        const QUrl url = studio.gateway.invokeUrl(studio.api().id, studio.stage("dev"));
        QTRY_VERIFY(get(url, "/pets").status == 200);
        studio.gateway.stop();
        QCOMPARE(studio.gateway.state(), GatewaySession::State::Stopping);
        QTRY_COMPARE(studio.gateway.state(), GatewaySession::State::Stopped);
        QCOMPARE(get(url, "/pets").status, 0);
        QCOMPARE(studio.gateway.port(), 0); // the wanted one again
    }
    QVERIFY(log.count() >= 4);
}

void TestGatewaySession::severalApisHavePortsOfTheirOwn()
{
    Studio studio(
        "name: shop\napis:\n  - {name: pets, kind: rest, file: pets.yaml, stages: [{name: dev, autoDeploy: true}]}\n"
        "  - {name: owners, kind: rest, file: owners.yaml, stages: [{name: dev, autoDeploy: true}]}\n");
    QVERIFY(studio.startAndDeploy());
    const Api& owners = studio.api("owners");
    const QUrl pets = studio.gateway.invokeUrl(studio.api().id, studio.stage("dev"));
    const QUrl other = studio.gateway.invokeUrl(owners.id, owners.findStage("dev")->id);
    QVERIFY(pets.port() != other.port());
    QTRY_VERIFY(get(pets, "/pets").status == 200);
    QTRY_VERIFY(get(other, "/owners").status == 200);
    QCOMPARE(get(pets, "/owners").status, 403);
}

void TestGatewaySession::stageVariablesTakeEffectWithoutADeployment()
{
    Studio studio;
    QVERIFY(studio.startAndDeploy());
    const ApiId api = studio.api().id;
    const StageId prod = studio.stage("prod");
    QVERIFY(studio.gateway.deploy(api, prod));
    QTRY_VERIFY(studio.gateway.isDeployed(api, prod));
    QSignalSpy deployed(&studio.gateway, &GatewaySession::deployed);
    Stage changed = *studio.api().findStage(prod);
    changed.variables.emplace_back("backend", "http://127.0.0.1:1");
    QVERIFY(studio.workspace.apply("Set Stage", [=](Project p) { return setStage(std::move(p), api, changed); }));
    const auto hasProd = [&] {
        return std::any_of(deployed.begin(), deployed.end(),
                           [&](const QList<QVariant>& call) { return call.at(1).value<StageId>() == prod; });
    };
    QTRY_VERIFY(hasProd());
}

void TestGatewaySession::tracesArriveInOrderAndStayBounded()
{
    Studio studio;
    QVERIFY(studio.startAndDeploy());
    QSignalSpy arrived(&studio.gateway, &GatewaySession::tracesFinished);
    const QUrl url = studio.gateway.invokeUrl(studio.api().id, studio.stage("dev"));
    constexpr int count = 20;
    for (int i = 0; i < count; ++i)
        QCOMPARE(get(url, i % 2 ? "/pets" : "/nothing").status, i % 2 ? 200 : 403);
    QTRY_COMPARE(int(studio.gateway.traces().size()), count);
    const auto traces = studio.gateway.traces();
    for (std::size_t i = 1; i < traces.size(); ++i)
        QVERIFY(traces[i - 1]->sequence < traces[i]->sequence);
    QVERIFY(arrived.count() >= 1 && arrived.count() <= count);
    QVERIFY(QFileInfo::exists(studio.gateway.traceFile()));
    QVERIFY(studio.gateway.statistics().requests >= count);
    studio.gateway.clearTraces();
    QVERIFY(studio.gateway.traces().empty());
}

void TestGatewaySession::unknownStageIsRefused()
{
    Studio studio;
    QVERIFY(!studio.gateway.deploy(studio.api().id, StageId{42}));
    QVERIFY(!studio.gateway.deploy(ApiId{42}, studio.stage("dev")));
    QVERIFY(studio.gateway.pendingChanges(ApiId{42}, StageId{42}).empty());
    QVERIFY(!studio.gateway.isDeployed(ApiId{42}, StageId{42}));
}

QTEST_MAIN(TestGatewaySession)
#include "tst_gateway_session.moc"
