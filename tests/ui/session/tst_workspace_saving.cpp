// Saving beside the editing, two studios on one project, and what a lone file cannot keep.
#include "core/format/atomic_file.h"
#include "tests/ui/session/workspace_on_disk.h"
#include "ui/session/workspace.h"

#include <QStandardPaths>

#include <memory>

using namespace gw;
using namespace gw::test;
using gw::ui::Workspace;

Q_DECLARE_METATYPE(gw::Edit)

class TestWorkspaceSaving : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void editsWhileSavingAreKept();
    void savesOnceMoreWhenAskedWhileSaving();
    void failedSaveSaysWhy();
    void openedTwiceLeavesTheFirstItsRecovery();
    void loneFileRefusesWhatItCannotKeep_data();
    void loneFileRefusesWhatItCannotKeep();
    void loneFileBecomesAProject();
};

void TestWorkspaceSaving::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName("gatewright-tests");
}

void TestWorkspaceSaving::editsWhileSavingAreKept()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Post, "/pets"));
    QSignalSpy saving(&workspace, &Workspace::savingChanged);
    workspace.save();
    QVERIFY(workspace.isSaving());
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Put, "/pets")); // before the worker has answered
    QTRY_VERIFY(!workspace.isSaving());
    QCOMPARE(saving.count(), 2);
    QVERIFY(read(folder.path("apis/pets.yaml")).contains("post:"));
    QVERIFY(!read(folder.path("apis/pets.yaml")).contains("put:"));
    QVERIFY(hasMethod(workspace, "pets", "/pets", HttpVerb::Put));
    QVERIFY(workspace.isModified());
    QVERIFY(saveNow(workspace));
    QVERIFY(read(folder.path("apis/pets.yaml")).contains("put:"));
    QVERIFY(!workspace.isModified());
}

void TestWorkspaceSaving::savesOnceMoreWhenAskedWhileSaving()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Post, "/pets"));
    workspace.save();
    QVERIFY(addMethod(workspace, "pets", HttpVerb::Put, "/pets"));
    workspace.save();
    QTRY_VERIFY(!workspace.isSaving());
    QVERIFY(!workspace.isModified());
    QVERIFY(read(folder.path("apis/pets.yaml")).contains("put:"));
}

void TestWorkspaceSaving::failedSaveSaysWhy()
{
    const Folder folder;
    Workspace workspace;
    QVERIFY(openNow(workspace, folder.dir.path()));
    QVERIFY(workspace.apply("Create API", [](Project p) { return createApi(std::move(p), ApiKind::Rest, "toys"); }));
    write(folder.path("apis/toys.openapi.yaml"), "mine: yes\n"); // no file of the project
    QSignalSpy failed(&workspace, &Workspace::saveFailed);
    QSignalSpy conflict(&workspace, &Workspace::conflictFound);
    QVERIFY(!saveNow(workspace));
    QCOMPARE(failed.count() + conflict.count(), 1);
    QVERIFY(workspace.isModified());
    QCOMPARE(read(folder.path("apis/toys.openapi.yaml")), QByteArray("mine: yes\n"));
}

void TestWorkspaceSaving::openedTwiceLeavesTheFirstItsRecovery()
{
    const Folder folder;
    auto first = std::make_unique<Workspace>();
    QVERIFY(openNow(*first, folder.dir.path()));
    QVERIFY(!first->isOpenElsewhere());
    QVERIFY(addMethod(*first, "pets", HttpVerb::Post, "/pets"));
    const QString list = folder.path(".gatewright/recovery/recovery.json");
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(list), 10'000);

    Workspace second;
    QSignalSpy elsewhere(&second, &Workspace::openElsewhere);
    QSignalSpy found(&second, &Workspace::recoveryFound);
    QVERIFY(openNow(second, folder.dir.path()));
    QCOMPARE(elsewhere.count(), 1);
    QCOMPARE(found.count(), 0);
    QVERIFY(second.isOpenElsewhere());

    first.reset(); // as a crash would: the copy stays
    QVERIFY(addMethod(second, "owners", HttpVerb::Put, "/owners"));
    QTRY_COMPARE_WITH_TIMEOUT(found.count(), 1, 10'000); // nobody else keeps it any more
    QVERIFY(!second.isOpenElsewhere());
    QVERIFY(QFileInfo::exists(list));
}

void TestWorkspaceSaving::loneFileRefusesWhatItCannotKeep_data()
{
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char* name, const Edit& edit) { QTest::newRow(name) << edit; };
    row("stage", [](Project p) {
        const ApiId id = p.apis.front()->id;
        Stage stage;
        stage.name = "prod";
        return createStage(std::move(p), id, stage);
    });
    row("port", [](Project p) {
        const ApiId id = p.apis.front()->id;
        return setApiAddress(std::move(p), id, "", 9000);
    });
    row("name", [](Project p) {
        const ApiId id = p.apis.front()->id;
        return renameApi(std::move(p), id, "animals");
    });
    row("second API", [](Project p) { return createApi(std::move(p), ApiKind::Rest, "toys"); });
}

void TestWorkspaceSaving::loneFileRefusesWhatItCannotKeep()
{
    QFETCH(Edit, edit);
    QTemporaryDir dir;
    write(dir.filePath("pets.yaml"), pets);
    Workspace workspace;
    QVERIFY(openNow(workspace, dir.filePath("pets.yaml")));
    QSignalSpy failed(&workspace, &Workspace::editFailed);
    QVERIFY(!workspace.apply("Edit", edit));
    QCOMPARE(failed.count(), 1);
    const auto why = failed.first().first().value<Diagnostic>();
    QCOMPARE(why.rule, std::string("lone-file"));
    QVERIFY(!why.hint.empty());
    QVERIFY(!workspace.isModified());
}

void TestWorkspaceSaving::loneFileBecomesAProject()
{
    QTemporaryDir dir;
    write(dir.filePath("pets.yaml"), pets);
    Workspace workspace;
    QVERIFY(openNow(workspace, dir.filePath("pets.yaml")));
    const ApiId id = workspace.project().apis.front()->id;
    QVERIFY(
        workspace.apply("Edit", [id](Project p) { return createMethod(std::move(p), id, "/pets", HttpVerb::Put); }));
    QSignalSpy opened(&workspace, &Workspace::opened);
    QVERIFY(workspace.makeProject(dir.filePath("shop")));
    QVERIFY(opened.wait(5000));
    QVERIFY(!workspace.isLoneFile());
    QVERIFY(!workspace.isModified());
    QCOMPARE(workspace.project().apis.size(), 1u);
    QCOMPARE(read(dir.filePath("pets.yaml")), QByteArray(pets));
    const QByteArray moved = read(dir.filePath("shop/apis/pets.yaml"));
    QVERIFY(moved.contains("title: Pets # ours") && moved.contains("put:"));
    QSignalSpy failed(&workspace, &Workspace::openFailed);
    QVERIFY(!workspace.makeProject(dir.filePath("shop"))); // there is one
    QCOMPARE(failed.count(), 1);
}

QTEST_MAIN(TestWorkspaceSaving)
#include "tst_workspace_saving.moc"
