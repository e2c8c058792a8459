// Secrets beside the project: written at once and privately, untouched by undo, kept when they cannot be written, and
// never in the project's files.
#include "core/edit/edits_access.h"
#include "tests/ui/session/workspace_on_disk.h"
#include "ui/session/project_secrets.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QStandardPaths>

using namespace gw;
using namespace gw::test;
using namespace gw::ui;

class TestProjectSecrets : public QObject
{
    Q_OBJECT

private:
    static bool addKey(Workspace& workspace, const char* name, const char* id)
    {
        return workspace.apply("New API Key", [=](Project p) {
            ApiKey key;
            key.name = name;
            key.keyId = id;
            return createApiKey(std::move(p), key);
        });
    }
    static std::string valueOf(const Workspace& workspace, const char* id)
    {
        const Secret* secret = workspace.secrets().find(SecretKind::ApiKey, id);
        return secret ? secret->reveal() : std::string();
    }
    static bool tells(const Workspace& workspace, const char* rule)
    {
        const Diagnostics& all = workspace.diagnostics();
        return std::any_of(all.begin(), all.end(), [&](const Diagnostic& d) { return d.rule == rule; });
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName("gatewright-tests");
    }

    void areReadWithTheProject()
    {
        const Folder folder;
        write(folder.path(".gatewright/secrets.yaml"), "apiKeys:\n  k123456789: abcdefghijabcdefghij\n");
        Workspace workspace;
        QVERIFY(openNow(workspace, folder.dir.path()));
        QTRY_VERIFY(workspace.secrets().isLoaded());
        QCOMPARE(valueOf(workspace, "k123456789"), std::string("abcdefghijabcdefghij"));
        QTRY_VERIFY(tells(workspace, "secrets-file")); // others may read what the test wrote
    }

    void areWrittenAtOnceAndPrivately()
    {
        const Folder folder;
        write(folder.path(".gatewright/secrets.yaml"), "environments:\n  dev: { token: theirs }\n");
        Workspace workspace;
        QVERIFY(openNow(workspace, folder.dir.path()));
        QVERIFY(addKey(workspace, "partner", "k123456789"));
        QTRY_VERIFY(tells(workspace, "secret-missing"));
        workspace.secrets().set(SecretKind::ApiKey, "k123456789", Secret("first-value-of-the-key"));
        QCOMPARE(valueOf(workspace, "k123456789"), std::string("first-value-of-the-key")); // before it is on disk
        const QString file = folder.path(".gatewright/secrets.yaml");
        QTRY_VERIFY(read(file).contains("k123456789: first-value-of-the-key"));
        QVERIFY(read(file).contains("theirs"));
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther),
                 QFile::Permissions());
        QTRY_VERIFY(!tells(workspace, "secret-missing"));
        QVERIFY(saveNow(workspace));
        QDirIterator files(folder.dir.path(), QDir::Files, QDirIterator::Subdirectories); // hidden ones are not shared
        while (files.hasNext())
            QVERIFY2(!read(files.next()).contains("first-value"), qPrintable(files.filePath()));
    }

    void undoLeavesThemAlone()
    {
        const Folder folder;
        Workspace workspace;
        QVERIFY(openNow(workspace, folder.dir.path()));
        QVERIFY(addKey(workspace, "partner", "k123456789"));
        workspace.secrets().set(SecretKind::ApiKey, "k123456789", Secret("first-value-of-the-key"));
        workspace.undo();
        QVERIFY(workspace.project().apiKeys.empty());
        QCOMPARE(valueOf(workspace, "k123456789"), std::string("first-value-of-the-key"));
        workspace.redo();
        QVERIFY(missingSecrets(workspace.project(), workspace.secrets().all()).empty());
    }

    void othersMayWriteMeanwhile()
    {
        const Folder folder;
        Workspace workspace;
        QVERIFY(openNow(workspace, folder.dir.path()));
        QTRY_VERIFY(workspace.secrets().isLoaded());
        write(folder.path(".gatewright/secrets.yaml"), "apiKeys:\n  other56789: written-by-somebody-else\n");
        workspace.secrets().set(SecretKind::ApiKey, "k123456789", Secret("first-value-of-the-key"));
        QTRY_COMPARE(valueOf(workspace, "other56789"), std::string("written-by-somebody-else"));
        QCOMPARE(valueOf(workspace, "k123456789"), std::string("first-value-of-the-key"));
        const QByteArray text = read(folder.path(".gatewright/secrets.yaml"));
        QVERIFY(text.contains("written-by-somebody-else") && text.contains("first-value-of-the-key"));
        workspace.secrets().remove(SecretKind::ApiKey, "other56789");
        QTRY_VERIFY(!read(folder.path(".gatewright/secrets.yaml")).contains("written-by-somebody-else"));
    }

    void aSetBeforeTheFileIsReadIsKept()
    {
        const Folder folder;
        write(folder.path(".gatewright/secrets.yaml"), "apiKeys:\n  other56789: written-by-somebody-else\n");
        Workspace workspace;
        QVERIFY(openNow(workspace, folder.dir.path()));
        workspace.secrets().set(SecretKind::ApiKey, "k123456789", Secret("first-value-of-the-key"));
        QTRY_COMPARE(valueOf(workspace, "other56789"), std::string("written-by-somebody-else"));
        QCOMPARE(valueOf(workspace, "k123456789"), std::string("first-value-of-the-key"));
    }

    void whatCannotBeWrittenIsKeptAndToldOf()
    {
        const Folder folder;
        write(folder.path(".gatewright/secrets.yaml"), "apiKeys: [broken\n");
        Workspace workspace;
        QVERIFY(openNow(workspace, folder.dir.path()));
        QTRY_VERIFY(workspace.secrets().isLoaded());
        QSignalSpy failed(&workspace.secrets(), &ProjectSecrets::saveFailed);
        workspace.secrets().set(SecretKind::ApiKey, "k123456789", Secret("first-value-of-the-key"));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(valueOf(workspace, "k123456789"), std::string("first-value-of-the-key"));
        QVERIFY(read(folder.path(".gatewright/secrets.yaml")).contains("[broken"));
        QVERIFY(QFile::remove(folder.path(".gatewright/secrets.yaml")));
        workspace.secrets().retry();
        QTRY_VERIFY(read(folder.path(".gatewright/secrets.yaml")).contains("first-value-of-the-key"));
        QTRY_VERIFY(!tells(workspace, "secrets-file"));
    }

    void missingOnesAreGeneratedOnDemand()
    {
        const Folder folder;
        Workspace workspace;
        QVERIFY(openNow(workspace, folder.dir.path()));
        QVERIFY(addKey(workspace, "partner", "k123456789"));
        QVERIFY(addKey(workspace, "mobile", "k987654321"));
        workspace.secrets().set(SecretKind::ApiKey, "k123456789", Secret("first-value-of-the-key"));
        QCOMPARE(workspace.secrets().generateMissing(workspace.project()), std::size_t(1));
        QCOMPARE(valueOf(workspace, "k123456789"), std::string("first-value-of-the-key"));
        const std::string made = valueOf(workspace, "k987654321");
        QCOMPARE(made.size(), std::size_t(40));
        QTRY_VERIFY(read(folder.path(".gatewright/secrets.yaml")).contains(QByteArray::fromStdString(made)));
        QCOMPARE(workspace.secrets().generateMissing(workspace.project()), std::size_t(0));
    }

    void aLoneFileKeepsThemInMemory()
    {
        const Folder folder;
        Workspace workspace;
        QVERIFY(openNow(workspace, folder.path("apis/pets.yaml")));
        QVERIFY(workspace.secrets().isLoaded());
        QVERIFY(!addKey(workspace, "partner", "k123456789")); // it has nowhere to stand
        workspace.secrets().set(SecretKind::ApiKey, "k123456789", Secret("first-value-of-the-key"));
        QCOMPARE(valueOf(workspace, "k123456789"), std::string("first-value-of-the-key"));
        QVERIFY(openNow(workspace, folder.dir.path()));
        QVERIFY(!QFileInfo::exists(folder.path("apis/.gatewright/secrets.yaml")));
        QTRY_VERIFY(workspace.secrets().isLoaded());
        QCOMPARE(valueOf(workspace, "k123456789"), std::string()); // another project's are not this one's
    }
};

QTEST_MAIN(TestProjectSecrets)
#include "tst_project_secrets.moc"
