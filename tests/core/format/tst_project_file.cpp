// Projects on disk: opening folders, manifests and lone files; saves that touch only what changed; APIs that come and
// go; broken files that stay as they are; paths that lead out.
#include "core/format/project_file.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;

class TestProjectFile : public QObject
{
    Q_OBJECT

private slots:
    void opensAProject();
    void opensTheExample();
    void opensWhatIsThere_data();
    void opensWhatIsThere();
    void refusesWhatIsNoProject_data();
    void refusesWhatIsNoProject();
    void namesWrongEntries_data();
    void namesWrongEntries();
    void addsNoApiToABrokenList();
    void opensTheOthersWhenOneIsBroken();
    void refusesLinksThatLeadOut();
    void refusesUnreadableFiles();
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

private:
    [[nodiscard]] std::filesystem::path root() const { return m_folder->path().toStdString(); }
    void write(const QString& file, const QByteArray& text) const;
    [[nodiscard]] QByteArray read(const QString& file) const;
    void writeProject() const;
    [[nodiscard]] OpenedProject opened() const;

    std::unique_ptr<QTemporaryDir> m_folder;

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
};

Q_DECLARE_METATYPE(std::function<void(Project&)>)

namespace {

using Edit = std::function<void(Project&)>;

const QByteArray petsText =
    "# pets\nopenapi: 3.0.1\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get: {}\n";
const QByteArray ownersText = "openapi: 3.0.1\ninfo: {title: Owners, version: '1'}\npaths: {}\n";
const QByteArray manifestText = R"(# the store
name: store
x-mine: kept
apis:
  - name: pets   # first
    kind: rest
    file: apis/pets.yaml
    team: cats
    stages:
      - name: dev
        autoDeploy: true
        variables:
          backend: http://127.0.0.1:1   # local
      - name: prod
        autoDeploy: false
  - {name: owners, kind: http, file: apis/owners.yaml, id: abcdefghij, port: 4781}
)";

QString textOf(const Diagnostics& diagnostics)
{
    QStringList lines;
    for (const Diagnostic& d : diagnostics)
        lines << QString::fromStdString(toString(d));
    return lines.join("\n");
}

Api newApi(std::string name)
{
    Api api;
    api.id = {4711};
    api.name = std::move(name);
    api.stages = {Stage{{1}, "dev", {}, true, {}}};
    api.definition = RestApi{};
    return api;
}

} // namespace

void TestProjectFile::write(const QString& file, const QByteArray& text) const
{
    const QString path = m_folder->filePath(file);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile out(path);
    QVERIFY(out.open(QIODevice::WriteOnly));
    QCOMPARE(out.write(text), text.size());
}

QByteArray TestProjectFile::read(const QString& file) const
{
    QFile in(m_folder->filePath(file));
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("(no such file)");
}

void TestProjectFile::writeProject() const
{
    write("gatewright.yaml", manifestText);
    write("apis/pets.yaml", petsText);
    write("apis/owners.yaml", ownersText);
}

OpenedProject TestProjectFile::opened() const
{
    auto project = openProject(root());
    return project ? std::move(*project) : OpenedProject{};
}

void TestProjectFile::opensAProject()
{
    writeProject();
    const OpenedProject opened = this->opened();
    QVERIFY2(opened.diagnostics.empty(), qPrintable(textOf(opened.diagnostics)));
    QCOMPARE(opened.project.name, std::string("store"));
    QCOMPARE(opened.project.apis.size(), std::size_t(2));
    const Api& pets = *opened.project.apis[0];
    QVERIFY(pets.kind() == ApiKind::Rest && pets.openApi()->methodCount() == 1 && pets.apiId.size() == 10);
    QCOMPARE(pets.stages.size(), std::size_t(2));
    QCOMPARE(*findIn(pets.findStage("dev")->variables, "backend"), std::string("http://127.0.0.1:1"));
    QVERIFY(!pets.findStage("prod")->autoDeploy);
    const Api& owners = *opened.project.apis[1];
    QVERIFY(owners.kind() == ApiKind::Http && owners.port == 4781 && owners.apiId == "abcdefghij");
    QVERIFY(owners.stages.size() == 1 && owners.stages[0].name == "dev" && owners.stages[0].autoDeploy);
    QVERIFY(!opened.files.isLoneFile && opened.files.texts.size() == 3);
    QVERIFY(opened.project == this->opened().project);
}

void TestProjectFile::opensTheExample()
{
    const auto opened = openProject(GW_SOURCE_DIR "/resources/examples/petstore");
    QVERIFY(opened && opened->diagnostics.empty());
    const Api& pets = *opened->project.findApi("pets");
    QVERIFY(pets.openApi()->methodCount() >= 8 && pets.openApi()->gatewayResponses.size() == 2);
    QVERIFY(pets.findStage("dev")->autoDeploy && !pets.findStage("prod")->autoDeploy);
    const auto texts = renderProject(opened->project, opened->files);
    QVERIFY(texts && *texts == opened->files.texts);
    const auto backend = openProject(GW_SOURCE_DIR "/resources/examples/petstore/upstream/pets-backend.openapi.yaml");
    QVERIFY(backend && backend->diagnostics.empty() && backend->files.isLoneFile);
}

void TestProjectFile::opensWhatIsThere_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("project");
    QTest::addColumn<bool>("isLoneFile");
    QTest::newRow("folder") << "."
                            << "store" << false;
    QTest::newRow("manifest") << "gatewright.yaml"
                              << "store" << false;
    QTest::newRow("OpenAPI file") << "apis/pets.yaml"
                                  << "Pets" << true;
    QTest::newRow("folder with one OpenAPI file") << "lone"
                                                  << "untitled" << true;
    QTest::newRow("JSON without title") << "lone/untitled.json"
                                        << "untitled" << true;
}

void TestProjectFile::opensWhatIsThere()
{
    QFETCH(QString, path);
    writeProject();
    write("lone/untitled.json", "{\"openapi\": \"3.0.1\", \"paths\": {}}");
    write("lone/other.json", "{\"a\": \"no openapi key\"}");
    write("lone/notes.txt", "openapi");
    const auto opened = openProject(root() / path.toStdString());
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().message.c_str());
    QTEST(QString::fromStdString(opened->project.name), "project");
    QTEST(opened->files.isLoneFile, "isLoneFile");
    const auto texts = renderProject(opened->project, opened->files);
    QVERIFY(texts && *texts == opened->files.texts);
}

void TestProjectFile::refusesWhatIsNoProject_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("message");
    QTest::newRow("nothing there") << "nowhere"
                                   << "There is no file or folder";
    QTest::newRow("empty folder") << "empty"
                                  << "neither gatewright.yaml nor an OpenAPI file";
    QTest::newRow("two OpenAPI files") << "two"
                                       << "a.yaml, b.yaml";
    QTest::newRow("another YAML file") << "other/other.yaml"
                                       << "no API definition";
    QTest::newRow("broken YAML") << "other/broken.yaml"
                                 << "";
    QTest::newRow("broken manifest") << "broken"
                                     << "";
    QTest::newRow("empty manifest") << "hollow"
                                    << "file is empty";
    QTest::newRow("manifest is a list") << "list"
                                        << "not an object";
    QTest::newRow("a template") << "other/template.yaml"
                                << "CloudFormation";
}

void TestProjectFile::refusesWhatIsNoProject()
{
    QFETCH(QString, path);
    QFETCH(QString, message);
    QVERIFY(QDir(m_folder->path()).mkpath("empty"));
    write("two/a.yaml", petsText);
    write("two/b.yaml", ownersText);
    write("other/other.yaml", "a: 1\n");
    write("other/broken.yaml", "openapi: 3.0.1\npaths: {a\n");
    write("other/template.yaml", "AWSTemplateFormatVersion: '2010-09-09'\nResources: {}\n");
    write("broken/gatewright.yaml", "name: [\n");
    write("hollow/gatewright.yaml", "");
    write("list/gatewright.yaml", "- a\n");
    const auto opened = openProject(root() / path.toStdString());
    QVERIFY(!opened);
    QVERIFY2(opened.error().message.find(message.toStdString()) != std::string::npos, opened.error().message.c_str());
    QVERIFY(!opened.error().hint.empty());
}

void TestProjectFile::namesWrongEntries_data()
{
    QTest::addColumn<QByteArray>("apis");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("opened");
    QTest::newRow("no list") << QByteArray("{}") << "\"apis\" is not a list" << 0;
    QTest::newRow("not an object") << QByteArray("[5]") << "no name" << 0;
    QTest::newRow("no name") << QByteArray("[{file: apis/pets.yaml}]") << "no name" << 0;
    QTest::newRow("no file") << QByteArray("[{name: a}]") << "no file" << 0;
    QTest::newRow("unknown kind") << QByteArray("[{name: a, kind: soap, file: apis/pets.yaml}]") << "\"soap\"" << 0;
    QTest::newRow("name twice") << QByteArray("[{name: a, file: apis/pets.yaml}, {name: a, file: apis/owners.yaml}]")
                                << "Two APIs are called \"a\"" << 1;
    QTest::newRow("file twice") << QByteArray("[{name: a, file: apis/pets.yaml}, {name: b, file: apis/pets.yaml}]")
                                << "Two APIs have the file" << 1;
    QTest::newRow("port out of range") << QByteArray("[{name: a, file: apis/pets.yaml, port: 70000}]") << "port" << 1;
    QTest::newRow("port is a text") << QByteArray("[{name: a, file: apis/pets.yaml, port: http}]") << "port" << 1;
    QTest::newRow("stages is an object") << QByteArray("[{name: a, file: apis/pets.yaml, stages: {}}]") << "stages"
                                         << 1;
    QTest::newRow("stage without name") << QByteArray("[{name: a, file: apis/pets.yaml, stages: [{}]}]") << "A stage"
                                        << 1;
    QTest::newRow("stage twice") << QByteArray("[{name: a, file: apis/pets.yaml, stages: [{name: x}, {name: x}]}]")
                                 << "Two stages" << 1;
    QTest::newRow("missing file") << QByteArray("[{name: a, file: apis/none.yaml}]") << "\"a\" cannot be opened" << 0;
    QTest::newRow("path that leads out") << QByteArray("[{name: a, file: ../../etc/passwd}]") << "leads out" << 0;
    QTest::newRow("path that leads out in the middle")
        << QByteArray("[{name: a, file: apis/../../x.yaml}]") << "leads out" << 0;
    QTest::newRow("absolute path") << QByteArray("[{name: a, file: /etc/passwd}]") << "leads out" << 0;
    QTest::newRow("path that is a folder") << QByteArray("[{name: a, file: apis/}]") << "cannot be opened" << 0;
}

void TestProjectFile::namesWrongEntries()
{
    QFETCH(QByteArray, apis);
    QFETCH(QString, message);
    write("apis/pets.yaml", petsText);
    write("apis/owners.yaml", ownersText);
    const QByteArray text = "name: store\napis: " + apis + "\n";
    write("gatewright.yaml", text);
    OpenedProject opened = this->opened();
    QTEST(static_cast<int>(opened.project.apis.size()), "opened");
    QCOMPARE(opened.diagnostics.size(), std::size_t(1));
    const Diagnostic& d = opened.diagnostics.front();
    QVERIFY2(d.message.find(message.toStdString()) != std::string::npos, d.message.c_str());
    QVERIFY(d.severity == Severity::Error && !d.hint.empty());
    QVERIFY(saveProject(opened.project, opened.files)->empty());
    QCOMPARE(read("gatewright.yaml"), text);
}

void TestProjectFile::addsNoApiToABrokenList()
{
    const QByteArray text = "name: store\napis: {pets: apis/pets.yaml}\n";
    write("gatewright.yaml", text);
    OpenedProject opened = this->opened();
    opened.project.apis.emplace_back(newApi("new"));
    const auto saved = saveProject(opened.project, opened.files);
    QVERIFY(!saved && saved.error().message.find("not a list") != std::string::npos);
    QCOMPARE(read("gatewright.yaml"), text);
}

void TestProjectFile::opensTheOthersWhenOneIsBroken()
{
    writeProject();
    const QByteArray broken = "openapi: 3.0.1\npaths: {a: [\n";
    write("apis/pets.yaml", broken);
    OpenedProject opened = this->opened();
    QCOMPARE(opened.project.apis.size(), std::size_t(1));
    QCOMPARE(opened.diagnostics.size(), std::size_t(1));
    QVERIFY(opened.diagnostics[0].file == "apis/pets.yaml" && opened.diagnostics[0].position.line > 0);
    opened.project.edit(opened.project.apis[0]->id)->openApi()->title = "Others";
    opened.project.edit(opened.project.apis[0]->id)->port = 1;
    QCOMPARE(saveProject(opened.project, opened.files)->size(), std::size_t(2));
    QCOMPARE(read("apis/pets.yaml"), broken);
    QVERIFY(read("gatewright.yaml").contains("  - name: pets   # first\n    kind: rest\n    file: apis/pets.yaml\n"));
    QVERIFY(read("gatewright.yaml").contains("port: 1"));
    opened.project.apis.clear();
    QVERIFY(saveProject(opened.project, opened.files).has_value());
    QCOMPARE(read("apis/pets.yaml"), broken);
    QVERIFY(!QFile::exists(m_folder->filePath("apis/owners.yaml")));
}

void TestProjectFile::refusesLinksThatLeadOut()
{
    QTemporaryDir outside;
    QFile secret(outside.filePath("secret.yaml"));
    QVERIFY(secret.open(QIODevice::WriteOnly));
    secret.write(petsText);
    secret.close();
    writeProject();
    QVERIFY(QFile::remove(m_folder->filePath("apis/pets.yaml")));
    QVERIFY(QFile::link(secret.fileName(), m_folder->filePath("apis/pets.yaml")));
    const OpenedProject opened = this->opened();
    QCOMPARE(opened.project.apis.size(), std::size_t(1));
    QVERIFY(opened.diagnostics[0].message.find("leads out") != std::string::npos);
}

void TestProjectFile::refusesUnreadableFiles()
{
    writeProject();
    QFile file(m_folder->filePath("gatewright.yaml"));
    QVERIFY(file.setPermissions(QFileDevice::WriteOwner));
    if (file.open(QIODevice::ReadOnly))
        QSKIP("Permissions do not bind this user.");
    const auto opened = openProject(root());
    QVERIFY(!opened && !opened.error().message.empty() && !opened.error().hint.empty());
}

void TestProjectFile::savesNothingWhenNothingChanged()
{
    writeProject();
    OpenedProject opened = this->opened();
    const QDateTime before = QFileInfo(m_folder->filePath("apis/pets.yaml")).lastModified();
    QCOMPARE(saveProject(opened.project, opened.files)->size(), std::size_t(0));
    QCOMPARE(QFileInfo(m_folder->filePath("apis/pets.yaml")).lastModified(), before);
    QCOMPARE(read("gatewright.yaml"), manifestText);
}

void TestProjectFile::savesOnlyTheFileThatChanged()
{
    writeProject();
    OpenedProject opened = this->opened();
    const QFileInfo owners(m_folder->filePath("apis/owners.yaml"));
    const QDateTime before = owners.lastModified();
    opened.project.edit(opened.project.apis[0]->id)->openApi()->title = "Animals";
    QCOMPARE(*saveProject(opened.project, opened.files), std::vector<std::string>{"apis/pets.yaml"});
    QCOMPARE(read("apis/pets.yaml"), QByteArray(petsText).replace("title: Pets", "title: Animals"));
    QCOMPARE(QFileInfo(owners.filePath()).lastModified(), before);
    QCOMPARE(read("gatewright.yaml"), manifestText);
    QVERIFY(saveProject(opened.project, opened.files)->empty());
    QVERIFY(this->opened().project == opened.project);
}

void TestProjectFile::changesOnlyTheManifestsLines_data()
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

void TestProjectFile::changesOnlyTheManifestsLines()
{
    QFETCH(Edit, edit);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    writeProject();
    OpenedProject opened = this->opened();
    edit(opened.project);
    const auto texts = renderProject(opened.project, opened.files);
    QVERIFY2(texts.has_value(), texts ? "" : texts.error().message.c_str());
    QByteArray expected = manifestText;
    if (QByteArray(QTest::currentDataTag()) == "project's name") // nobody keeps the id that followed from it
        expected.replace(", id: abcdefghij", "");
    QVERIFY(expected.contains(before));
    QCOMPARE(QString::fromStdString(texts->at("gatewright.yaml")), QString::fromUtf8(expected.replace(before, after)));
}

void TestProjectFile::keepsTheOrderOfStages()
{
    writeProject();
    OpenedProject opened = this->opened();
    Api& pets = *opened.project.edit(opened.project.apis[0]->id);
    std::swap(pets.stages[0], pets.stages[1]);
    QCOMPARE(saveProject(opened.project, opened.files)->size(), std::size_t(1));
    QVERIFY(this->opened().project == opened.project);
}

void TestProjectFile::addsRenamesAndRemovesApis()
{
    writeProject();
    OpenedProject opened = this->opened();
    const std::string idBefore = opened.project.apis[0]->apiId;
    opened.project.edit(opened.project.apis[0]->id)->name = "animals";
    opened.project.apis.erase(opened.project.apis.begin() + 1);
    opened.project.apis.emplace_back(newApi("Größe & Co"));
    const auto saved = saveProject(opened.project, opened.files);
    QVERIFY2(saved.has_value(), saved ? "" : saved.error().message.c_str());
    QVERIFY(!QFile::exists(m_folder->filePath("apis/owners.yaml")));
    QVERIFY(read("apis/gr-e-co.openapi.yaml").contains("title: Größe & Co"));
    QVERIFY2(read("gatewright.yaml").contains("- name: animals   # first"), read("gatewright.yaml"));
    const OpenedProject again = this->opened();
    QVERIFY2(again.diagnostics.empty(), qPrintable(textOf(again.diagnostics)));
    QCOMPARE(again.project.apis.size(), std::size_t(2));
    QCOMPARE(again.project.apis[0]->apiId, idBefore); // addresses outlive a rename
    QCOMPARE(again.project.apis[1]->name, std::string("Größe & Co"));
    QVERIFY(saveProject(opened.project, opened.files)->empty());
}

void TestProjectFile::neverReplacesAStrangersFile()
{
    writeProject();
    write("apis/new.openapi.yaml", "precious");
    OpenedProject opened = this->opened();
    opened.project.apis.emplace_back(newApi("new"));
    const auto saved = saveProject(opened.project, opened.files);
    QVERIFY(!saved && saved.error().message.find("already exists") != std::string::npos);
    QCOMPARE(read("apis/new.openapi.yaml"), QByteArray("precious"));
    QCOMPARE(read("gatewright.yaml"), manifestText);
    opened.project.edit(ApiId{4711})->file = "../new.yaml";
    QVERIFY(saveProject(opened.project, opened.files).error().message.find("leads out") != std::string::npos);
}

void TestProjectFile::savesALoneFile()
{
    write("pets.yaml", petsText);
    auto opened = openProject(root() / "pets.yaml");
    QVERIFY(opened.has_value());
    const Api& api = *opened->project.apis[0];
    QVERIFY(api.stages.size() == 1 && api.stages[0].name == "dev" && api.stages[0].autoDeploy);
    opened->project.edit(api.id)->openApi()->version = "2";
    QCOMPARE(*saveProject(opened->project, opened->files), std::vector<std::string>{"pets.yaml"});
    QCOMPARE(read("pets.yaml"), QByteArray(petsText).replace("'1'", "'2'"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
}

void TestProjectFile::keepsALoneFileToItself()
{
    write("pets.yaml", petsText);
    auto opened = openProject(root() / "pets.yaml");
    QVERIFY(opened.has_value());
    opened->project.apis.emplace_back(newApi("second"));
    const auto saved = saveProject(opened->project, opened->files);
    QVERIFY(!saved && !saved.error().hint.empty());
    opened->project.apis.clear();
    QVERIFY(saveProject(opened->project, opened->files)->empty());
    QCOMPARE(read("pets.yaml"), petsText);
}

void TestProjectFile::createsAProject()
{
    auto created = createProject(root() / "new" / "shop", "My: shop");
    QVERIFY2(created.has_value(), created ? "" : created.error().message.c_str());
    QCOMPARE(created->project.name, std::string("My: shop"));
    QCOMPARE(read("new/shop/.gitignore"), QByteArray(".gatewright/\n"));
    QVERIFY(!createProject(root() / "new" / "shop", "again"));
    write("file", "x");
    QVERIFY(!createProject(root() / "file" / "below", "no"));
    created->project.apis.emplace_back(newApi("pets"));
    QVERIFY(saveProject(created->project, created->files).has_value());
    const auto again = openProject(root() / "new" / "shop");
    QVERIFY(again && again->diagnostics.empty() && again->project.apis.size() == 1);
    QVERIFY2(read("new/shop/gatewright.yaml").contains("apis:\n  - name: pets\n"), read("new/shop/gatewright.yaml"));
}

void TestProjectFile::readsAndWritesWebSocketApis()
{
    const QByteArray chat =
        "# chat\nrouteSelectionExpression: $request.body.kind\nroutes:\n  - routeKey: $connect   # in\n"
        "    x-mine: kept\n    integration:\n      integrationType: HTTP_PROXY\n      integrationUri: http://x\n"
        "  - routeKey: say\n";
    write("gatewright.yaml", "name: s\napis:\n  - name: chat\n    kind: websocket\n    file: chat.yaml\n");
    write("chat.yaml", chat);
    OpenedProject opened = this->opened();
    QVERIFY2(opened.diagnostics.empty(), qPrintable(textOf(opened.diagnostics)));
    const auto definition = std::get<WebSocketApi>(opened.project.apis[0]->definition);
    QVERIFY(definition.routes.size() == 2 && definition.routes[0].integration->uri == "http://x");
    QVERIFY(saveProject(opened.project, opened.files)->empty());

    auto& edited = std::get<WebSocketApi>(opened.project.edit(opened.project.apis[0]->id)->definition);
    edited.routes[0].integration->timeoutInMillis = 100;
    edited.routes[1].routeKey = "tell";
    edited.routes.push_back({"$default", Integration{}});
    QCOMPARE(saveProject(opened.project, opened.files)->size(), std::size_t(1));
    QByteArray expected = chat;
    expected.replace("http://x\n", "http://x\n      timeoutInMillis: 100\n").replace("say", "tell");
    expected += "  - routeKey: $default\n    integration:\n      integrationType: HTTP_PROXY\n";
    QCOMPARE(read("chat.yaml"), expected);
    QVERIFY(this->opened().project == opened.project);
}

void TestProjectFile::namesWhatIsWrongInWebSocketFiles_data()
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
                                         << "a: The integration" << 1;
}

void TestProjectFile::namesWhatIsWrongInWebSocketFiles()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    write("gatewright.yaml", "name: s\napis:\n  - name: chat\n    kind: websocket\n    file: chat.yaml\n");
    write("chat.yaml", text);
    OpenedProject opened = this->opened();
    QTEST(static_cast<int>(opened.project.apis.size()), "apis");
    QCOMPARE(opened.diagnostics.size(), std::size_t(1));
    QVERIFY2(opened.diagnostics[0].message.find(message.toStdString()) != std::string::npos,
             opened.diagnostics[0].message.c_str());
    QVERIFY(saveProject(opened.project, opened.files)->empty());
    QCOMPARE(read("chat.yaml"), text);
}

QTEST_GUILESS_MAIN(TestProjectFile)
#include "tst_project_file.moc"
