// Saving projects: only what changed is written, APIs come and go, broken and foreign files stay as they are.
#include "tests/core/format/project_on_disk.h"

#include <QDateTime>
#include <QTest>

#include <functional>

#include <memory>

using namespace gw;
using namespace gw::test;

class TestProjectSave : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_disk = std::make_unique<ProjectOnDisk>(); }

    void savesNothingWhenNothingChanged();
    void savesOnlyTheFileThatChanged();
    void changesOnlyTheManifestsLines_data();
    void changesOnlyTheManifestsLines();
    void keepsTheOrderOfStages();
    void addsRenamesAndRemovesApis();
    void neverReplacesAStrangersFile();
    void savesALoneFile();
    void keepsALoneFileToItself();
    void createsAProject();
    void readsAndWritesWebSocketApis();
    void namesWhatIsWrongInWebSocketFiles_data();
    void namesWhatIsWrongInWebSocketFiles();
    void addsNoApiToABrokenList();
    void removesWhatKilledSavesLeft();

private:
    std::unique_ptr<ProjectOnDisk> m_disk; // a new one for each row
};

Q_DECLARE_METATYPE(std::function<void(Project&)>)

namespace {

using Edit = std::function<void(Project&)>;

} // namespace

void TestProjectSave::savesNothingWhenNothingChanged()
{
    m_disk->writeProject();
    OpenedProject opened = m_disk->opened();
    const QDateTime before = QFileInfo(m_disk->path("apis/pets.yaml")).lastModified();
    QCOMPARE(saveProject(opened.project, opened.files)->size(), std::size_t(0));
    QCOMPARE(QFileInfo(m_disk->path("apis/pets.yaml")).lastModified(), before);
    QCOMPARE(m_disk->read("gatewright.yaml"), manifestText);
}

void TestProjectSave::savesOnlyTheFileThatChanged()
{
    m_disk->writeProject();
    OpenedProject opened = m_disk->opened();
    const QFileInfo owners(m_disk->path("apis/owners.yaml"));
    const QDateTime before = owners.lastModified();
    opened.project.edit(opened.project.apis[0]->id)->openApi()->title = "Animals";
    QCOMPARE(*saveProject(opened.project, opened.files), std::vector<std::string>{"apis/pets.yaml"});
    QCOMPARE(m_disk->read("apis/pets.yaml"), QByteArray(petsText).replace("title: Pets", "title: Animals"));
    QCOMPARE(QFileInfo(owners.filePath()).lastModified(), before);
    QCOMPARE(m_disk->read("gatewright.yaml"), manifestText);
    QVERIFY(saveProject(opened.project, opened.files)->empty());
    QVERIFY(m_disk->opened().project == opened.project);
}

void TestProjectSave::changesOnlyTheManifestsLines_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const auto pets = [](Project& project) -> Api& { return *project.edit(project.apis[0]->id); };
    const auto owners = [](Project& project) -> Api& { return *project.edit(project.apis[1]->id); };
    const auto row = [](const char* name, const Edit& edit, const char* before, const char* after) {
        QTest::newRow(name) << edit << QByteArray(before) << QByteArray(after);
    };
    row(
        "project's name",
        [](Project& p) {
            p.name = "shop";
            for (auto& a : p.apis)
                a.edit().apiId.clear();
        },
        "name: store", "name: shop");
    row(
        "host and port", [=](Project& p) { pets(p).host = "0.0.0.0"; },
        "    team: cats\n    stages:", "    team: cats\n    host: 0.0.0.0\n    stages:");
    row(
        "port", [=](Project& p) { owners(p).port = 5000; }, "port: 4781", "port: 5000");
    row(
        "@connections asks for signatures", [=](Project& p) { owners(p).managementRequiresSignature = true; },
        ", port: 4781", ", port: 4781, managementRequiresSignature: true");
    row(
        "no port", [=](Project& p) { owners(p).port = 0; }, ", port: 4781", "");
    row(
        "id follows the names again", [=](Project& p) { owners(p).apiId = derivedApiId("store", "owners"); },
        ", id: abcdefghij", "");
    row(
        "stage variable", [=](Project& p) { setIn(pets(p).stages[0].variables, "backend", "http://x"); },
        "backend: http://127.0.0.1:1   # local", "backend: http://x   # local");
    row(
        "new stage variable", [=](Project& p) { setIn(pets(p).stages[0].variables, "a", "b"); }, "1   # local\n",
        "1   # local\n          a: b\n");
    row(
        "stage renamed", [=](Project& p) { pets(p).stages[1].name = "live"; }, "name: prod", "name: live");
    row(
        "stage removed", [=](Project& p) { pets(p).stages.pop_back(); },
        "      - name: prod\n        autoDeploy: false\n", "");
    row(
        "stage deploys by itself", [=](Project& p) { pets(p).stages[1].autoDeploy = true; }, "autoDeploy: false",
        "autoDeploy: true");
}

void TestProjectSave::changesOnlyTheManifestsLines()
{
    QFETCH(Edit, edit);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    m_disk->writeProject();
    OpenedProject opened = m_disk->opened();
    edit(opened.project);
    const auto texts = renderProject(opened.project, opened.files);
    QVERIFY2(texts.has_value(), texts ? "" : texts.error().message.c_str());
    QByteArray expected = manifestText;
    if (QByteArray(QTest::currentDataTag()) == "project's name") // nobody keeps the id that followed from it
        expected.replace(", id: abcdefghij", "");
    QVERIFY(expected.contains(before));
    QCOMPARE(QString::fromStdString(texts->at("gatewright.yaml")), QString::fromUtf8(expected.replace(before, after)));
}

void TestProjectSave::keepsTheOrderOfStages()
{
    m_disk->writeProject();
    OpenedProject opened = m_disk->opened();
    Api& pets = *opened.project.edit(opened.project.apis[0]->id);
    std::swap(pets.stages[0], pets.stages[1]);
    QCOMPARE(saveProject(opened.project, opened.files)->size(), std::size_t(1));
    QVERIFY(m_disk->opened().project == opened.project);
}

void TestProjectSave::addsRenamesAndRemovesApis()
{
    m_disk->writeProject();
    OpenedProject opened = m_disk->opened();
    const std::string idBefore = opened.project.apis[0]->apiId;
    opened.project.edit(opened.project.apis[0]->id)->name = "animals";
    opened.project.apis.erase(opened.project.apis.begin() + 1);
    opened.project.apis.emplace_back(newApi("Größe & Co"));
    const auto saved = saveProject(opened.project, opened.files);
    QVERIFY2(saved.has_value(), saved ? "" : saved.error().message.c_str());
    QVERIFY(!QFile::exists(m_disk->path("apis/owners.yaml")));
    QVERIFY(m_disk->read("apis/gr-e-co.openapi.yaml").contains("title: Größe & Co"));
    QVERIFY2(m_disk->read("gatewright.yaml").contains("- name: animals   # first"), m_disk->read("gatewright.yaml"));
    const OpenedProject again = m_disk->opened();
    QVERIFY2(again.diagnostics.empty(), qPrintable(textOf(again.diagnostics)));
    QCOMPARE(again.project.apis.size(), std::size_t(2));
    QCOMPARE(again.project.apis[0]->apiId, idBefore); // addresses outlive a rename
    QCOMPARE(again.project.apis[1]->name, std::string("Größe & Co"));
    QVERIFY(saveProject(opened.project, opened.files)->empty());
}

void TestProjectSave::neverReplacesAStrangersFile()
{
    m_disk->writeProject();
    m_disk->write("apis/new.openapi.yaml", "precious");
    OpenedProject opened = m_disk->opened();
    opened.project.apis.emplace_back(newApi("new"));
    const auto saved = saveProject(opened.project, opened.files);
    QVERIFY(!saved && saved.error().message.find("already exists") != std::string::npos);
    QCOMPARE(m_disk->read("apis/new.openapi.yaml"), QByteArray("precious"));
    QCOMPARE(m_disk->read("gatewright.yaml"), manifestText);
    opened.project.edit(ApiId{4711})->file = "../new.yaml";
    QVERIFY(saveProject(opened.project, opened.files).error().message.find("leads out") != std::string::npos);
}

void TestProjectSave::savesALoneFile()
{
    m_disk->write("pets.yaml", petsText);
    auto opened = openProject(m_disk->root() / "pets.yaml");
    QVERIFY(opened.has_value());
    const Api& api = *opened->project.apis[0];
    QVERIFY(api.stages.size() == 1 && api.stages[0].name == "dev" && api.stages[0].autoDeploy);
    opened->project.edit(api.id)->openApi()->version = "2";
    QCOMPARE(*saveProject(opened->project, opened->files), std::vector<std::string>{"pets.yaml"});
    QCOMPARE(m_disk->read("pets.yaml"), QByteArray(petsText).replace("'1'", "'2'"));
    QCOMPARE(QDir(m_disk->path("")).entryList(QDir::Files).size(), 1);
}

void TestProjectSave::keepsALoneFileToItself()
{
    m_disk->write("pets.yaml", petsText);
    auto opened = openProject(m_disk->root() / "pets.yaml");
    QVERIFY(opened.has_value());
    opened->project.apis.emplace_back(newApi("second"));
    const auto saved = saveProject(opened->project, opened->files);
    QVERIFY(!saved && !saved.error().hint.empty());
    opened->project.apis.clear();
    QVERIFY(saveProject(opened->project, opened->files)->empty());
    QCOMPARE(m_disk->read("pets.yaml"), petsText);
}

void TestProjectSave::createsAProject()
{
    auto created = createProject(m_disk->root() / "new" / "shop", "My: shop");
    QVERIFY2(created.has_value(), created ? "" : created.error().message.c_str());
    QCOMPARE(created->project.name, std::string("My: shop"));
    QCOMPARE(m_disk->read("new/shop/.gitignore"), QByteArray(".gatewright/\n"));
    QVERIFY(!createProject(m_disk->root() / "new" / "shop", "again"));
    m_disk->write("file", "x");
    QVERIFY(!createProject(m_disk->root() / "file" / "below", "no"));
    created->project.apis.emplace_back(newApi("pets"));
    QVERIFY(saveProject(created->project, created->files).has_value());
    const auto again = openProject(m_disk->root() / "new" / "shop");
    QVERIFY(again && again->diagnostics.empty() && again->project.apis.size() == 1);
    QVERIFY2(m_disk->read("new/shop/gatewright.yaml").contains("apis:\n  - name: pets\n"),
             m_disk->read("new/shop/gatewright.yaml"));
}

void TestProjectSave::readsAndWritesWebSocketApis()
{
    const QByteArray chat =
        "# chat\nrouteSelectionExpression: $request.body.kind\nroutes:\n  - routeKey: $connect   # in\n"
        "    x-mine: kept\n    integration:\n      integrationType: HTTP_PROXY\n      integrationUri: http://x\n"
        "  - routeKey: say\n";
    m_disk->write("gatewright.yaml", "name: s\napis:\n  - name: chat\n    kind: websocket\n    file: chat.yaml\n");
    m_disk->write("chat.yaml", chat);
    OpenedProject opened = m_disk->opened();
    QVERIFY2(opened.diagnostics.empty(), qPrintable(textOf(opened.diagnostics)));
    const auto definition = std::get<WebSocketApi>(opened.project.apis[0]->definition);
    QVERIFY(definition.routes.size() == 2 && definition.routes[0]->integration->uri == "http://x");
    QVERIFY(saveProject(opened.project, opened.files)->empty());

    auto& edited = std::get<WebSocketApi>(opened.project.edit(opened.project.apis[0]->id)->definition);
    edited.routes[0].edit().integration->timeoutInMillis = 100;
    edited.routes[1].edit().routeKey = "tell";
    WebSocketRoute others;
    others.id = routeIdOf(opened.project.apis[0]->id, "$default");
    others.routeKey = "$default";
    others.integration = Integration{};
    edited.routes.emplace_back(std::move(others));
    QCOMPARE(saveProject(opened.project, opened.files)->size(), std::size_t(1));
    QByteArray expected = chat;
    expected.replace("http://x\n", "http://x\n      timeoutInMillis: 100\n").replace("say", "tell");
    expected += "  - routeKey: $default\n    integration:\n      integrationType: HTTP_PROXY\n";
    QCOMPARE(m_disk->read("chat.yaml"), expected);
    edited.routes[1].edit().id = routeIdOf(opened.project.apis[0]->id, "tell"); // as a new reading has it
    QVERIFY(m_disk->opened().project == opened.project);
}

void TestProjectSave::namesWhatIsWrongInWebSocketFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("apis");
    QTest::newRow("an OpenAPI file") << petsText << "no WebSocket API" << 0;
    QTest::newRow("empty") << QByteArray() << "empty" << 0;
    QTest::newRow("broken") << QByteArray("routes: [") << "" << 0;
    QTest::newRow("routes is an object") << QByteArray("routes: {}\n") << "not a list" << 1;
    QTest::newRow("route without key") << QByteArray("routes: [{}]\n") << "no routeKey" << 1;
    QTest::newRow("unknown integration") << QByteArray("routes: [{routeKey: a, integration: {integrationType: X}}]\n")
                                         << "Route \"a\": the integration has no type" << 1;
}

void TestProjectSave::namesWhatIsWrongInWebSocketFiles()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    m_disk->write("gatewright.yaml", "name: s\napis:\n  - name: chat\n    kind: websocket\n    file: chat.yaml\n");
    m_disk->write("chat.yaml", text);
    OpenedProject opened = m_disk->opened();
    QTEST(static_cast<int>(opened.project.apis.size()), "apis");
    QCOMPARE(opened.diagnostics.size(), std::size_t(1));
    QVERIFY2(opened.diagnostics[0].message.find(message.toStdString()) != std::string::npos,
             opened.diagnostics[0].message.c_str());
    QVERIFY(saveProject(opened.project, opened.files)->empty());
    QCOMPARE(m_disk->read("chat.yaml"), text);
}

void TestProjectSave::addsNoApiToABrokenList()
{
    const QByteArray text = "name: store\napis: {pets: apis/pets.yaml}\n";
    m_disk->write("gatewright.yaml", text);
    OpenedProject opened = m_disk->opened();
    opened.project.apis.emplace_back(newApi("new"));
    const auto saved = saveProject(opened.project, opened.files);
    QVERIFY(!saved && saved.error().message.find("not a list") != std::string::npos);
    QCOMPARE(m_disk->read("gatewright.yaml"), text);
}

void TestProjectSave::removesWhatKilledSavesLeft()
{
    const QString left = "apis/.gatewright-0123456789abcdef.tmp";
    const QString users = "apis/pets.yaml.tmp";
    m_disk->writeProject();
    m_disk->write(left, "openapi: 3");
    m_disk->write(users, "openapi: 3");
    OpenedProject opened = m_disk->opened();
    QVERIFY(!QFile::exists(m_disk->path(left)));
    m_disk->write(left, "openapi: 3");
    QVERIFY(saveProject(opened.project, opened.files));
    QVERIFY(!QFile::exists(m_disk->path(left)));
    QVERIFY(QFile::exists(m_disk->path(users)));
}

QTEST_GUILESS_MAIN(TestProjectSave)
#include "tst_project_save.moc"
