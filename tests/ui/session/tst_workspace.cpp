// The workspace with real files: opening, editing, saving, what others change on disk, and what a crash leaves.
#include "core/edit/edits.h"
#include "core/format/atomic_file.h"
#include "tests/ui/session/workspace_on_disk.h"
#include "ui/session/recovery.h"
#include "ui/session/workspace.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <utility>

using namespace gw;
using namespace gw::test;
using gw::ui::Workspace;

class TestWorkspace : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void opensAFolder();
    void opensALoneFile();
    void refusesWhatIsNoProject_data();
    void refusesWhatIsNoProject();
    void brokenFileGivesDiagnosticsAndStaysUntouched();
    void editsUndoAndRedo();
    void refusedEditSaysWhy();
    void whatIsTypedComesBeforeTheNextStep();
    void savesOnlyTheEdit();
    void lintFollowsEdits();
    void takesForeignChangeWhenNothingIsUnsaved();
    void takesAtomicRenames();
    void ownSaveIsNoForeignChange();
    void keepsOwnVersionInAConflict();
    void takesTheirVersionInAConflictUndoably();
    void saveAsksBeforeItOverwritesUnseenChanges();
    void keepsEditsOfOtherFilesWhenOneChanges();
    void brokenForeignChangeKeepsTheApi();
    void recoversAfterACrash();
    void recoversALoneFile();
    void discardsRecovery();
    void saveRemovesTheRecoveryCopy();
    void createsAProject();
    void findsFilesOfProblems();
};

void TestWorkspace::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName("gatewright-tests");
}

void TestWorkspace::opensAFolder()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QCOMPARE(workspace.project().apis.size(), 2u);
    QVERIFY(!workspace.isModified());
    QVERIFY(!workspace.isLoneFile());
    QCOMPARE(QDir(workspace.folder()), QDir(folder.dir.path()));
    QCOMPARE(workspace.sourceText(api(workspace, "pets").id).value(), std::string(pets));
}

void TestWorkspace::opensALoneFile()
{
    QTemporaryDir dir;
    write(dir.filePath("pets.yaml"), pets);
    Workspace workspace;
    QVERIFY(openNow(workspace, dir.filePath("pets.yaml")));
    QVERIFY(workspace.isLoneFile());
    QCOMPARE(workspace.project().apis.size(), 1u);
    QVERIFY(!QFileInfo::exists(dir.filePath(".gatewright")));
}

void TestWorkspace::refusesWhatIsNoProject_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("absent") << "absent.yaml" << QByteArray();
    QTest::newRow("not an API") << "other.yaml" << QByteArray("just: text\n");
    QTest::newRow("broken YAML") << "broken.yaml" << QByteArray("openapi: 3.0.1\ninfo: [\n");
}

void TestWorkspace::refusesWhatIsNoProject()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QTemporaryDir dir;
    if (!text.isEmpty())
        write(dir.filePath(name), text);
    Workspace workspace;
    QSignalSpy opened(&workspace, &Workspace::opened);
    QSignalSpy failed(&workspace, &Workspace::openFailed);
    workspace.open(dir.filePath(name));
    QTRY_VERIFY(opened.count() + failed.count() == 1);
    if (failed.count()) {
        const auto diagnostic = failed.first().first().value<Diagnostic>();
        QVERIFY(!diagnostic.message.empty());
        QVERIFY(!workspace.hasProject());
    } else {
        QVERIFY(hasErrors(workspace.diagnostics()));
    }
    QCOMPARE(read(dir.filePath(name)), text);
}

void TestWorkspace::brokenFileGivesDiagnosticsAndStaysUntouched()
{
    const Folder folder;
    const QByteArray broken = "openapi: 3.0.1\npaths: {\n";
    write(folder.path("apis/owners.yaml"), broken);
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QVERIFY(hasErrors(workspace.diagnostics()));
    QCOMPARE(workspace.diagnostics().front().severity, Severity::Error);
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Post, "/pets"));
    QVERIFY(saveNow(workspace));
    QCOMPARE(read(folder.path("apis/owners.yaml")), broken);
}

void TestWorkspace::editsUndoAndRedo()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QSignalSpy changed(&workspace, &Workspace::changed);
    QSignalSpy modified(&workspace, &Workspace::modifiedChanged);
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Post, "/pets"));
    QCOMPARE(changed.count(), 1);
    QVERIFY(workspace.isModified());
    QCOMPARE(workspace.undoName(), QString("Create Method"));
    workspace.undo();
    QVERIFY(!hasMethod(workspace, "pets", "/pets", HttpVerb::Post));
    QVERIFY(!workspace.isModified());
    workspace.redo();
    QVERIFY(hasMethod(workspace, "pets", "/pets", HttpVerb::Post));
    QCOMPARE(changed.count(), 3);
    QCOMPARE(modified.count(), 3);
}

void TestWorkspace::refusedEditSaysWhy()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QSignalSpy failed(&workspace, &Workspace::editFailed);
    QVERIFY(!addMethod(workspace, "pets", HttpVerb::Get, "/pets")); // there is one
    QCOMPARE(failed.count(), 1);
    QVERIFY(!failed.first().first().value<Diagnostic>().message.empty());
    QVERIFY(!workspace.isModified());
    QVERIFY(!workspace.canUndo());
}

// Something typed and not applied yet asks to be part of what comes next.
void TestWorkspace::whatIsTypedComesBeforeTheNextStep()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QString typed;
    connect(&workspace, &Workspace::settling, &workspace, [&] {
        if (const QString name = std::exchange(typed, {}); !name.isEmpty())
            workspace.apply(name, [](Project p) -> Result<Project> {
                p.name += "x";
                return p;
            });
    });
    typed = "Typed";
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Post, "/pets"));
    QCOMPARE(workspace.project().name.back(), 'x');
    workspace.undo();
    QCOMPARE(workspace.undoName(), QStringLiteral("Typed"));
    typed = "Typed again";
    workspace.undo(); // takes back what was typed last
    QCOMPARE(workspace.undoName(), QStringLiteral("Typed"));
    QCOMPARE(workspace.redoName(), QStringLiteral("Typed again"));
    typed = "Typed before saving";
    QVERIFY(saveNow(workspace));
    QCOMPARE(workspace.undoName(), QStringLiteral("Typed before saving"));
    QVERIFY(!workspace.isModified());
}

void TestWorkspace::savesOnlyTheEdit()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    const QByteArray owners = read(folder.path("apis/owners.yaml"));
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Post, "/pets"));
    QSignalSpy saved(&workspace, &Workspace::saved);
    QVERIFY(saveNow(workspace));
    QCOMPARE(saved.count(), 1);
    QVERIFY(!workspace.isModified());
    QVERIFY(read(folder.path("apis/pets.yaml")).contains("title: Pets # ours"));
    QVERIFY(read(folder.path("apis/pets.yaml")).contains("post:"));
    QCOMPARE(read(folder.path("apis/owners.yaml")), owners);
}

void TestWorkspace::lintFollowsEdits()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    const ApiId id = api(workspace, "pets").id;
    QSignalSpy diagnostics(&workspace, &Workspace::diagnosticsChanged);
    QVERIFY(workspace.apply("Create Resource",
                            [id](Project p) { return createResource(std::move(p), id, "/", "{proxy+}"); }));
    QVERIFY(workspace.apply("Set Stage", [id](Project p) -> Result<Project> {
        Api* edited = p.edit(id);
        Stage stage;
        stage.id = StageId{77};
        stage.name = "bad";
        stage.variables.emplace_back("not a name!", "x");
        edited->stages.push_back(stage);
        return p;
    }));
    QTRY_VERIFY(diagnostics.count() > 0 && !workspace.diagnostics().empty());
}

void TestWorkspace::takesForeignChangeWhenNothingIsUnsaved()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    const MethodId before = api(workspace, "pets").openApi()->findPath("/pets")->methods.front()->id;
    QSignalSpy reloaded(&workspace, &Workspace::reloadedFromDisk);
    write(folder.path("apis/pets.yaml"), withPost());
    QTRY_COMPARE(reloaded.count(), 1);
    QVERIFY(hasMethod(workspace, "pets", "/pets", HttpVerb::Post));
    QVERIFY(!workspace.isModified());
    QCOMPARE(api(workspace, "pets").openApi()->findPath("/pets")->methods.front()->id, before);
    QVERIFY(workspace.canUndo()); // it is a step like any other
}

void TestWorkspace::takesAtomicRenames()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QSignalSpy reloaded(&workspace, &Workspace::reloadedFromDisk);
    for (int round = 1; round <= 2; ++round) {
        const QByteArray text = round == 1 ? withPost() : QByteArray(pets);
        QVERIFY(writeFileAtomically(folder.path("apis/pets.yaml").toStdString(), text.toStdString()));
        QTRY_COMPARE(reloaded.count(), round);
        QCOMPARE(hasMethod(workspace, "pets", "/pets", HttpVerb::Post), round == 1);
    }
}

void TestWorkspace::ownSaveIsNoForeignChange()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QSignalSpy reloaded(&workspace, &Workspace::reloadedFromDisk);
    QSignalSpy conflict(&workspace, &Workspace::conflictFound);
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Post, "/pets"));
    QVERIFY(saveNow(workspace));
    write(folder.path("apis/owners.yaml"), read(folder.path("apis/owners.yaml")).replace("OK", "Fine"));
    QTRY_COMPARE(reloaded.count(), 1); // the watch is awake, and named the foreign file alone
    QCOMPARE(reloaded.first().first().toStringList(), QStringList("apis/owners.yaml"));
    QCOMPARE(conflict.count(), 0);
}

void TestWorkspace::keepsOwnVersionInAConflict()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QSignalSpy conflict(&workspace, &Workspace::conflictFound);
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Delete, "/pets"));
    write(folder.path("apis/pets.yaml"), withPost());
    QTRY_COMPARE(conflict.count(), 1);
    QCOMPARE(conflict.first().first().toStringList(), QStringList("apis/pets.yaml"));
    QVERIFY(hasMethod(workspace, "pets", "/pets", HttpVerb::Delete));
    workspace.keepOwnVersion();
    QVERIFY(workspace.isModified());
    QVERIFY(saveNow(workspace));
    QVERIFY(read(folder.path("apis/pets.yaml")).contains("delete:"));
    QVERIFY(!read(folder.path("apis/pets.yaml")).contains("post:"));
}

void TestWorkspace::takesTheirVersionInAConflictUndoably()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QSignalSpy conflict(&workspace, &Workspace::conflictFound);
    QSignalSpy reloaded(&workspace, &Workspace::reloadedFromDisk);
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Delete, "/pets"));
    write(folder.path("apis/pets.yaml"), withPost());
    QTRY_COMPARE(conflict.count(), 1);
    workspace.takeDiskVersion();
    QTRY_COMPARE(reloaded.count(), 1);
    QVERIFY(hasMethod(workspace, "pets", "/pets", HttpVerb::Post));
    QVERIFY(!hasMethod(workspace, "pets", "/pets", HttpVerb::Delete));
    QVERIFY(!workspace.isModified());
    workspace.undo();
    QVERIFY(hasMethod(workspace, "pets", "/pets", HttpVerb::Delete));
    QVERIFY(workspace.isModified());
}

void TestWorkspace::saveAsksBeforeItOverwritesUnseenChanges()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QSignalSpy conflict(&workspace, &Workspace::conflictFound);
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Delete, "/pets"));
    write(folder.path("apis/pets.yaml"), withPost()); // saved before any event was handled
    QVERIFY(!saveNow(workspace));
    QCOMPARE(conflict.count(), 1);
    QCOMPARE(read(folder.path("apis/pets.yaml")), withPost());
}

void TestWorkspace::keepsEditsOfOtherFilesWhenOneChanges()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QSignalSpy reloaded(&workspace, &Workspace::reloadedFromDisk);
    QSignalSpy conflict(&workspace, &Workspace::conflictFound);
    QVERIFY(addMethod(workspace, "owners", HttpVerb::Put, "/owners"));
    write(folder.path("apis/pets.yaml"), withPost());
    QTRY_COMPARE(reloaded.count(), 1);
    QCOMPARE(conflict.count(), 0);
    QVERIFY(hasMethod(workspace, "pets", "/pets", HttpVerb::Post));
    QVERIFY(hasMethod(workspace, "owners", "/owners", HttpVerb::Put));
    QVERIFY(workspace.isModified());
    QVERIFY(saveNow(workspace));
    QVERIFY(read(folder.path("apis/owners.yaml")).contains("put:"));
    QCOMPARE(read(folder.path("apis/pets.yaml")), withPost());
}

void TestWorkspace::brokenForeignChangeKeepsTheApi()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QSignalSpy diagnostics(&workspace, &Workspace::diagnosticsChanged);
    const QByteArray broken = "openapi: 3.0.1\npaths: {\n";
    write(folder.path("apis/pets.yaml"), broken);
    QTRY_VERIFY(hasErrors(workspace.diagnostics()));
    QVERIFY(hasMethod(workspace, "pets", "/pets", HttpVerb::Get));
    QSignalSpy conflict(&workspace, &Workspace::conflictFound);
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Put, "/pets"));
    QVERIFY(!saveNow(workspace)); // asks instead of destroying what they are writing
    QCOMPARE(conflict.count(), 1);
    QCOMPARE(read(folder.path("apis/pets.yaml")), broken);
}

void TestWorkspace::recoversAfterACrash()
{
    const Folder folder;
    {
        Workspace crashed;
        QVERIFY(openNow(crashed, folder.dir.path()));
        QVERIFY(addMethod(crashed, "pets", HttpVerb::Post, "/pets"));
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(folder.path(".gatewright/recovery/recovery.json")), 10'000);
    }
    Workspace workspace;
    QSignalSpy found(&workspace, &Workspace::recoveryFound);
    QVERIFY(openNow(workspace, folder.dir.path()));
    QCOMPARE(found.count(), 1);
    QVERIFY(workspace.hasRecovery());
    QVERIFY(!hasMethod(workspace, "pets", "/pets", HttpVerb::Post));
    workspace.restoreRecovery();
    QVERIFY(hasMethod(workspace, "pets", "/pets", HttpVerb::Post));
    QVERIFY(workspace.isModified());
    QVERIFY(!workspace.hasRecovery());
    workspace.undo();
    QVERIFY(!hasMethod(workspace, "pets", "/pets", HttpVerb::Post));
    workspace.redo();
    QVERIFY(saveNow(workspace));
    QVERIFY(read(folder.path("apis/pets.yaml")).contains("title: Pets # ours"));
    QVERIFY(read(folder.path("apis/pets.yaml")).contains("post:"));
}

void TestWorkspace::recoversALoneFile()
{
    QTemporaryDir dir;
    const QString path = dir.filePath("pets.yaml");
    write(path, pets);
    {
        Workspace crashed;
        QVERIFY(openNow(crashed, path));
        const Api& only = *crashed.project().apis.front();
        QVERIFY(crashed.apply("Create Method", [id = only.id](Project p) {
            return createMethod(std::move(p), id, "/pets", HttpVerb::Post);
        }));
        ProjectFiles files;
        files.root = dir.path().toStdString();
        files.isLoneFile = true;
        const auto list = ui::recoveryFolder(path.toStdString(), files) / "recovery.json";
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(list), 10'000);
    }
    QVERIFY(!QFileInfo::exists(dir.filePath(".gatewright")));
    Workspace workspace;
    QVERIFY(openNow(workspace, path));
    QVERIFY(workspace.hasRecovery());
    workspace.restoreRecovery();
    QVERIFY(workspace.isModified());
    QVERIFY(saveNow(workspace));
    QVERIFY(read(path).contains("post:"));
}

void TestWorkspace::discardsRecovery()
{
    const Folder folder;
    {
        Workspace crashed;
        QVERIFY(openNow(crashed, folder.dir.path()));
        QVERIFY(addMethod(crashed, "pets", HttpVerb::Post, "/pets"));
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(folder.path(".gatewright/recovery/recovery.json")), 10'000);
    }
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    workspace.discardRecovery();
    QVERIFY(!workspace.hasRecovery());
    QTRY_VERIFY(!QFileInfo::exists(folder.path(".gatewright/recovery")));
    QVERIFY(!workspace.isModified());
}

void TestWorkspace::saveRemovesTheRecoveryCopy()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Post, "/pets"));
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(folder.path(".gatewright/recovery/recovery.json")), 10'000);
    QVERIFY(saveNow(workspace));
    QTRY_VERIFY(!QFileInfo::exists(folder.path(".gatewright/recovery")));
}

void TestWorkspace::createsAProject()
{
    QTemporaryDir dir;
    Workspace workspace;
    QSignalSpy opened(&workspace, &Workspace::opened);
    QVERIFY(workspace.create(dir.filePath("shop"), "shop"));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(workspace.project().name, std::string("shop"));
    QVERIFY(QFileInfo::exists(dir.filePath("shop/gatewright.yaml")));
    write(dir.filePath("taken"), "a file");
    QSignalSpy failed(&workspace, &Workspace::openFailed);
    QVERIFY(!workspace.create(dir.filePath("taken"), "taken"));
    QCOMPARE(failed.count(), 1);
    QCOMPARE(workspace.project().name, std::string("shop"));
}

void TestWorkspace::findsFilesOfProblems()
{
    const Folder folder;
    const QByteArray broken = "openapi: 3.0.1\npaths: {\n";
    write(folder.path("apis/owners.yaml"), broken);
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QVERIFY(workspace.apiOfFile("apis/pets.yaml") == api(workspace, "pets").id);
    QVERIFY(workspace.apiOfFile(folder.path("apis/pets.yaml")) == api(workspace, "pets").id);
    QVERIFY(!workspace.apiOfFile("apis/owners.yaml"));
    QCOMPARE(workspace.textOnDisk("apis/owners.yaml"), std::optional(QString(broken)));
    QVERIFY(workspace.textOnDisk("gatewright.yaml").has_value());
    QVERIFY(!workspace.textOnDisk("../secret").has_value());
}

QTEST_MAIN(TestWorkspace)
#include "tst_workspace.moc"
