// Deployments: recorded, listed, read back; broken and hostile stores.
#include "core/format/deployment_store.h"

#include "core/edit/diff.h"
#include "core/edit/edits.h"
#include "core/format/atomic_file.h"
#include "core/format/openapi_read.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;

namespace {

const std::string text = "# kept\nopenapi: 3.0.1\ninfo: {title: pets, version: '1'}\npaths:\n"
                         "  /pets:\n    get: {responses: {'200': {description: ok}}}\n";

Project petsProject(const std::string& apiId = "abc123defg")
{
    Api api;
    api.id = ApiId{5};
    api.name = "pets";
    api.apiId = apiId;
    api.file = "apis/pets.openapi.yaml";
    for (const char* name : {"dev", "prod"}) {
        Stage stage;
        stage.id = StageId{static_cast<std::uint64_t>(name[0])};
        stage.name = name;
        api.stages.push_back(stage);
    }
    OpenApiReading reading = readOpenApi(text, api.file, api.id);
    api.definition = RestApi{reading.source->definition};
    api.source = reading.source;
    Project project;
    project.apis.emplace_back(std::move(api));
    return project;
}

const Api& pets(const Project& project)
{
    return *project.apis.front();
}

} // namespace

class DeploymentStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void theNewestOfAStageIsActive()
    {
        const DeploymentStore store = openStore();
        const Project project = petsProject();
        QVERIFY(store.list(pets(project)).deployments.empty());
        QVERIFY(!store.list(pets(project)).activeOf("dev"));
        const auto first = store.record(pets(project), "dev", "2026-01-01T00:00:00Z", "first");
        const auto second = store.record(pets(project), "dev", "2026-01-01T00:00:00Z");
        const auto prod = store.record(pets(project), "prod", "2026-01-02T00:00:00Z");
        QVERIFY(first && second && prod);
        QVERIFY(first->id != second->id && first->id.size() == 6);

        const DeploymentList list = store.list(pets(project));
        QVERIFY(list.diagnostics.empty());
        QCOMPARE(list.deployments, (std::vector<Deployment>{*first, *second, *prod}));
        QCOMPARE(list.activeOf("dev")->id, second->id);
        QCOMPARE(list.activeOf("prod")->id, prod->id);
        QVERIFY(!list.activeOf("test"));
    }

    void aRollbackDeploysTheOldTextAnew()
    {
        const DeploymentStore store = openStore();
        const Project project = petsProject();
        const auto first = store.record(pets(project), "dev", "2026-01-01T00:00:00Z", "first");
        QVERIFY(first);
        const auto renamed = renameResource(project, pets(project).id, "/pets", "animals");
        QVERIFY(renamed);
        QVERIFY(store.record(pets(*renamed), "dev", "2026-01-02T00:00:00Z", "second"));
        const auto back = store.activate(pets(*renamed), "dev", first->id, "2026-01-03T00:00:00Z", "back");
        QVERIFY(back);
        QVERIFY(back->id != first->id);
        QCOMPARE(back->restoredId, first->id);

        const DeploymentList list = store.list(pets(*renamed));
        QCOMPARE(*list.activeOf("dev"), *back);
        QCOMPARE(list.historyOf("dev").size(), std::size_t(3));
        QCOMPARE(list.historyOf("dev").front(), *back);
        QCOMPARE(*list.find(first->id), *first);
        QVERIFY(!list.find("zzzzzz"));
        const auto served = store.read(pets(*renamed), back->id);
        QVERIFY(served && served->openApi()->findPath("/pets"));
        QCOMPARE(QByteArray::fromStdString(served->source->text), QByteArray::fromStdString(text));
        QVERIFY(!store.activate(pets(project), "dev", "zzzzzz", "2026-01-03T00:00:00Z"));
        QVERIFY(!store.activate(pets(project), "dev", "../../x", "2026-01-03T00:00:00Z"));
        QVERIFY(!store.activate(pets(project), "none", first->id, "2026-01-03T00:00:00Z"));
    }

    void aCanaryDeploymentIsNeverActive()
    {
        const DeploymentStore store = openStore();
        const Project project = petsProject();
        const auto canary = store.recordCanary(pets(project), "dev", "2026-01-01T00:00:00Z");
        QVERIFY(canary && canary->isCanary);
        QVERIFY(!store.list(pets(project)).activeOf("dev"));
        const auto active = store.record(pets(project), "dev", "2026-01-02T00:00:00Z");
        const auto newer = store.recordCanary(pets(project), "dev", "2026-01-03T00:00:00Z");
        QVERIFY(active && newer);
        QCOMPARE(*store.list(pets(project)).activeOf("dev"), *active);
        const auto promoted = store.activate(pets(project), "dev", newer->id, "2026-01-04T00:00:00Z");
        QVERIFY(promoted && !promoted->isCanary);
        QCOMPARE(*store.list(pets(project)).activeOf("dev"), *promoted);
        QVERIFY(!store.recordCanary(pets(project), "none", "2026-01-03T00:00:00Z"));
    }

    void aDeploymentStaysWhatItWas()
    {
        const DeploymentStore store = openStore();
        Project project = petsProject();
        const auto deployment = store.record(pets(project), "prod", "2026-01-01T00:00:00Z");
        QVERIFY(deployment);
        project = *renameResource(std::move(project), ApiId{5}, "/pets", "animals");
        Stage stage = *pets(project).findStage("prod");
        stage.variables = {{"host", "x"}};
        project = *setStage(std::move(project), ApiId{5}, stage);

        const Result<Api> deployed = store.read(pets(project), deployment->id);
        QVERIFY(deployed);
        QVERIFY(deployed->openApi()->findPath("/pets"));
        QVERIFY(!deployed->openApi()->findPath("/animals"));
        QCOMPARE(deployed->source->text, text);
        // What a stage says acts at once, whatever is deployed.
        QCOMPARE(deployed->findStage("prod")->variables, stage.variables);
        const Changes pending = diff(*deployed, pets(project));
        QCOMPARE(pending.size(), std::size_t(1));
        QCOMPARE(pending.front().what, std::string("Resource /pets renamed to /animals"));
    }

    void brokenEntriesAreNamedAndSkipped_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("content");
        QTest::newRow("no JSON") << "aaaaaa.json"
                                 << "{";
        QTest::newRow("another id") << "aaaaaa.json"
                                    << R"({"id":"bbbbbb","stage":"dev","sequence":9})";
        QTest::newRow("no stage") << "aaaaaa.json"
                                  << R"({"id":"aaaaaa","sequence":9})";
        QTest::newRow("no sequence") << "aaaaaa.json"
                                     << R"({"id":"aaaaaa","stage":"dev"})";
        QTest::newRow("absurd sequence") << "aaaaaa.json"
                                         << R"({"id":"aaaaaa","stage":"dev","sequence":1e300})";
        QTest::newRow("no text beside it") << "aaaaaa.json"
                                           << R"({"id":"aaaaaa","stage":"dev","sequence":9})";
        QTest::newRow("an array") << "aaaaaa.json"
                                  << "[]";
        QTest::newRow("id that is a path") << "...json"
                                           << R"({"id":"..","stage":"dev","sequence":9})";
    }

    void brokenEntriesAreNamedAndSkipped()
    {
        QFETCH(QString, name);
        QFETCH(QString, content);
        const DeploymentStore store = openStore();
        const Project project = petsProject();
        const auto good = store.record(pets(project), "dev", "2026-01-01T00:00:00Z");
        QVERIFY(good);
        const QString folder = m_folder->filePath(".gatewright/deployments/abc123defg/");
        QVERIFY(writeFileAtomically((folder + name).toStdString(), content.toStdString()));
        const DeploymentList list = store.list(pets(project));
        QCOMPARE(list.deployments, std::vector<Deployment>{*good});
        QCOMPARE(list.diagnostics.size(), std::size_t(1));
        QVERIFY(!list.diagnostics.front().hint.empty());
        QVERIFY(QString::fromStdString(list.diagnostics.front().file).endsWith(name));
    }

    void brokenTextsAreRefused()
    {
        const DeploymentStore store = openStore();
        const Project project = petsProject();
        const auto deployment = store.record(pets(project), "dev", "2026-01-01T00:00:00Z");
        QVERIFY(deployment);
        const QString file = m_folder->filePath(".gatewright/deployments/abc123defg/" +
                                                QString::fromStdString(deployment->id) + ".openapi");
        QVERIFY(writeFileAtomically(file.toStdString(), "openapi: ["));
        QVERIFY(!store.read(pets(project), deployment->id));
        QVERIFY(!store.read(pets(project), "zzzzzz"));
        QVERIFY(!store.read(pets(project), "../../x"));
        QVERIFY(!store.read(pets(project), ""));
    }

    void refuses()
    {
        const DeploymentStore store = openStore();
        QVERIFY(!store.record(pets(petsProject()), "nothing", "2026-01-01T00:00:00Z"));
        Api chat;
        chat.name = "chat";
        chat.definition = WebSocketApi{};
        QVERIFY(!store.record(chat, "dev", "2026-01-01T00:00:00Z"));
        // A folder that cannot be made.
        QVERIFY(writeFileAtomically(m_folder->filePath(".gatewright").toStdString(), "a file"));
        const auto failed = store.record(pets(petsProject()), "dev", "2026-01-01T00:00:00Z");
        QVERIFY(!failed);
        QVERIFY(!failed.error().hint.empty());
    }

    void keepsWebSocketApis()
    {
        const DeploymentStore store = openStore();
        Api chat;
        chat.id = ApiId{9};
        chat.apiId = "w1w2w3w4w5";
        chat.name = "chat";
        chat.stages.resize(1);
        WebSocketApi definition;
        WebSocketRoute route;
        route.id = routeIdOf(chat.id, "say");
        route.routeKey = "say";
        definition.routes.emplace_back(route);
        chat.definition = definition;
        const auto deployment = store.record(chat, "dev", "2026-01-01T00:00:00Z");
        QVERIFY2(deployment, deployment ? "" : deployment.error().message.c_str());
        const auto again = store.read(chat, deployment->id);
        QVERIFY(again && again->definition == chat.definition);
        route.integration.emplace();
        route.integration->requestTemplates = {{"$default", std::string(300 * 1024 + 1, 'x')}};
        std::get<WebSocketApi>(chat.definition).routes = {route};
        QVERIFY(!store.record(chat, "dev", "2026-01-01T00:00:01Z"));
    }

    void aTemplateThatIsTooLargeIsNotDeployed_data()
    {
        QTest::addColumn<qsizetype>("bytes");
        QTest::addColumn<bool>("ofTheAnswer");
        QTest::addColumn<bool>("deploys");
        QTest::newRow("the largest request template") << qsizetype(300 * 1024) << false << true;
        QTest::newRow("a larger one") << qsizetype(300 * 1024 + 1) << false << false;
        QTest::newRow("the largest response template") << qsizetype(300 * 1024) << true << true;
        QTest::newRow("a larger response template") << qsizetype(300 * 1024 + 1) << true << false;
    }

    void aTemplateThatIsTooLargeIsNotDeployed()
    {
        QFETCH(qsizetype, bytes);
        QFETCH(bool, ofTheAnswer);
        QFETCH(bool, deploys);
        Api api = pets(petsProject());
        Integration integration;
        integration.type = IntegrationType::Mock;
        StringMap templates{{"text/csv", std::string(static_cast<std::size_t>(bytes), 'x')}};
        if (ofTheAnswer)
            integration.responses.push_back({{}, "200", {}, std::move(templates), {}});
        else
            integration.requestTemplates = std::move(templates);
        RestApi rest{*api.openApi()};
        Method& method = rest.openApi.resources.front().edit().methods.front().edit();
        method.integration = std::move(integration);
        api.definition = std::move(rest);
        const auto deployed = openStore().record(api, "dev", "2026-01-01T00:00:00Z");
        QCOMPARE(deployed.has_value(), deploys);
        if (deploys)
            return;
        QVERIFY(deployed.error().message.find("text/csv") != std::string::npos);
        QVERIFY(deployed.error().message.find("is larger than 300 KB") != std::string::npos);
        QVERIFY(deployed.error().node.method == method.id);
    }

    void aHostileApiIdStaysInTheFolder()
    {
        const DeploymentStore store = openStore();
        const Project project = petsProject("../../../etc");
        QVERIFY(store.record(pets(project), "dev", "2026-01-01T00:00:00Z"));
        QCOMPARE(store.list(pets(project)).deployments.size(), std::size_t(1));
        const QStringList inside =
            QDir(m_folder->filePath(".gatewright/deployments")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(inside.size(), 1);
        QVERIFY(inside.front().startsWith("api-"));
    }

private:
    DeploymentStore openStore() const { return DeploymentStore(m_folder->path().toStdString()); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(DeploymentStoreTest)
#include "tst_deployment_store.moc"
