// Opening projects: folders, manifests and lone files; what is wrong is named, what is broken is left out, paths that
// lead out are refused.
#include "tests/core/format/project_on_disk.h"

#include <QTest>

#include <memory>

using namespace gw;
using namespace gw::test;

class TestProjectOpen : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_disk = std::make_unique<ProjectOnDisk>(); }

    void opensAProject();
    void opensTheExample();
    void opensWhatIsThere_data();
    void opensWhatIsThere();
    void refusesWhatIsNoProject_data();
    void refusesWhatIsNoProject();
    void namesWrongEntries_data();
    void namesWrongEntries();
    void opensTheOthersWhenOneIsBroken();
    void refusesLinksThatLeadOut();
    void refusesUnreadableFiles();

private:
    std::unique_ptr<ProjectOnDisk> m_disk; // a new one for each row
};

void TestProjectOpen::opensAProject()
{
    m_disk->writeProject();
    const OpenedProject opened = m_disk->opened();
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
    QVERIFY(owners.stages.size() == 1 && owners.stages[0].name == "$default" && owners.stages[0].autoDeploy);
    QVERIFY(!opened.files.isLoneFile && opened.files.texts.size() == 3);
    QVERIFY(opened.project == m_disk->opened().project);
}

void TestProjectOpen::opensTheExample()
{
    const auto opened = openProject(GW_SOURCE_DIR "/resources/examples/petstore");
    QVERIFY(opened && opened->diagnostics.empty());
    const Api& pets = *opened->project.findApi("pets");
    QVERIFY(pets.openApi()->methodCount() >= 8 && pets.openApi()->gatewayResponses.size() == 3);
    QVERIFY(pets.findStage("dev")->autoDeploy && !pets.findStage("prod")->autoDeploy);
    const auto texts = renderProject(opened->project, opened->files);
    QVERIFY(texts && *texts == opened->files.texts);
    const auto backend = openProject(GW_SOURCE_DIR "/resources/examples/petstore/upstream/pets-backend.openapi.yaml");
    QVERIFY(backend && backend->diagnostics.empty() && backend->files.isLoneFile);

    const auto shop = openProject(GW_SOURCE_DIR "/resources/examples/shop");
    QVERIFY(shop && shop->diagnostics.empty());
    const Api& http = *shop->project.findApi("shop");
    QVERIFY(http.kind() == ApiKind::Http && http.openApi()->cors && http.openApi()->methodCount() == 3);
    QVERIFY(http.findStage("$default")->autoDeploy && !http.findStage("$default")->routeSettings.empty());
    const auto shopTexts = renderProject(shop->project, shop->files);
    QVERIFY(shopTexts && *shopTexts == shop->files.texts);
}

void TestProjectOpen::opensWhatIsThere_data()
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

void TestProjectOpen::opensWhatIsThere()
{
    QFETCH(QString, path);
    m_disk->writeProject();
    m_disk->write("lone/untitled.json", "{\"openapi\": \"3.0.1\", \"paths\": {}}");
    m_disk->write("lone/other.json", "{\"a\": \"no openapi key\"}");
    m_disk->write("lone/notes.txt", "openapi");
    const auto opened = openProject(m_disk->root() / path.toStdString());
    QVERIFY2(opened.has_value(), opened ? "" : opened.error().message.c_str());
    QTEST(QString::fromStdString(opened->project.name), "project");
    QTEST(opened->files.isLoneFile, "isLoneFile");
    const auto texts = renderProject(opened->project, opened->files);
    QVERIFY(texts && *texts == opened->files.texts);
}

void TestProjectOpen::refusesWhatIsNoProject_data()
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

void TestProjectOpen::refusesWhatIsNoProject()
{
    QFETCH(QString, path);
    QFETCH(QString, message);
    QVERIFY(QDir(m_disk->path("")).mkpath("empty"));
    m_disk->write("two/a.yaml", petsText);
    m_disk->write("two/b.yaml", ownersText);
    m_disk->write("other/other.yaml", "a: 1\n");
    m_disk->write("other/broken.yaml", "openapi: 3.0.1\npaths: {a\n");
    m_disk->write("other/template.yaml", "AWSTemplateFormatVersion: '2010-09-09'\nResources: {}\n");
    m_disk->write("broken/gatewright.yaml", "name: [\n");
    m_disk->write("hollow/gatewright.yaml", "");
    m_disk->write("list/gatewright.yaml", "- a\n");
    const auto opened = openProject(m_disk->root() / path.toStdString());
    QVERIFY(!opened);
    QVERIFY2(opened.error().message.find(message.toStdString()) != std::string::npos, opened.error().message.c_str());
    QVERIFY(!opened.error().hint.empty());
}

void TestProjectOpen::namesWrongEntries_data()
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
    QTest::newRow("id twice") << QByteArray("[{name: a, id: abcdefghij, file: apis/pets.yaml}, "
                                            "{name: b, id: abcdefghij, file: apis/owners.yaml}]")
                              << "Two APIs have the id" << 2;
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

void TestProjectOpen::namesWrongEntries()
{
    QFETCH(QByteArray, apis);
    QFETCH(QString, message);
    m_disk->write("apis/pets.yaml", petsText);
    m_disk->write("apis/owners.yaml", ownersText);
    const QByteArray text = "name: store\napis: " + apis + "\n";
    m_disk->write("gatewright.yaml", text);
    OpenedProject opened = m_disk->opened();
    QTEST(static_cast<int>(opened.project.apis.size()), "opened");
    QCOMPARE(opened.diagnostics.size(), std::size_t(1));
    const Diagnostic& d = opened.diagnostics.front();
    QVERIFY2(d.message.find(message.toStdString()) != std::string::npos, d.message.c_str());
    QVERIFY(d.severity == Severity::Error && !d.hint.empty());
    QVERIFY(saveProject(opened.project, opened.files)->empty());
    QCOMPARE(m_disk->read("gatewright.yaml"), text);
}

void TestProjectOpen::opensTheOthersWhenOneIsBroken()
{
    m_disk->writeProject();
    const QByteArray broken = "openapi: 3.0.1\npaths: {a: [\n";
    m_disk->write("apis/pets.yaml", broken);
    OpenedProject opened = m_disk->opened();
    QCOMPARE(opened.project.apis.size(), std::size_t(1));
    QCOMPARE(opened.diagnostics.size(), std::size_t(1));
    QVERIFY(opened.diagnostics[0].file == "apis/pets.yaml" && opened.diagnostics[0].position.line > 0);
    opened.project.edit(opened.project.apis[0]->id)->openApi()->title = "Others";
    opened.project.edit(opened.project.apis[0]->id)->port = 1;
    QCOMPARE(saveProject(opened.project, opened.files)->size(), std::size_t(2));
    QCOMPARE(m_disk->read("apis/pets.yaml"), broken);
    QVERIFY(m_disk->read("gatewright.yaml")
                .contains("  - name: pets   # first\n    kind: rest\n    file: apis/pets.yaml\n"));
    QVERIFY(m_disk->read("gatewright.yaml").contains("port: 1"));
    opened.project.apis.clear();
    QVERIFY(saveProject(opened.project, opened.files).has_value());
    QCOMPARE(m_disk->read("apis/pets.yaml"), broken);
    QVERIFY(!QFile::exists(m_disk->path("apis/owners.yaml")));
}

void TestProjectOpen::refusesLinksThatLeadOut()
{
    QTemporaryDir outside;
    QFile secret(outside.filePath("secret.yaml"));
    QVERIFY(secret.open(QIODevice::WriteOnly));
    secret.write(petsText);
    secret.close();
    m_disk->writeProject();
    QVERIFY(QFile::remove(m_disk->path("apis/pets.yaml")));
    QVERIFY(QFile::link(secret.fileName(), m_disk->path("apis/pets.yaml")));
    const OpenedProject opened = m_disk->opened();
    QCOMPARE(opened.project.apis.size(), std::size_t(1));
    QVERIFY(opened.diagnostics[0].message.find("leads out") != std::string::npos);
}

void TestProjectOpen::refusesUnreadableFiles()
{
    m_disk->writeProject();
    QFile file(m_disk->path("gatewright.yaml"));
    QVERIFY(file.setPermissions(QFileDevice::WriteOwner));
    if (file.open(QIODevice::ReadOnly))
        QSKIP("Permissions do not bind this user.");
    const auto opened = openProject(m_disk->root());
    QVERIFY(!opened && !opened.error().message.empty() && !opened.error().hint.empty());
}

QTEST_GUILESS_MAIN(TestProjectOpen)
#include "tst_project_open.moc"
