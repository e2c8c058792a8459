// A file of keys into an open project: keys, values among the secrets, undo, and files that are none.
#include "core/api/elements.h"
#include "ui/session/api_key_importer.h"
#include "ui/session/project_secrets.h"
#include "ui/session/workspace.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;
using namespace gw::ui;

class TestApiKeyImporter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName("gatewright-tests");
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write("gatewright.yaml", "name: shop\napis: []\napiKeys:\n  - {name: partner, id: partner001}\n"
                                 "usagePlans:\n  - {name: basic, id: basic1}\n");
        write(".gatewright/secrets.yaml", "apiKeys: {partner001: abcdefghijabcdefghij}\n");
        m_workspace = std::make_unique<Workspace>();
        m_workspace->open(m_folder->path());
        QTRY_VERIFY(m_workspace->hasProject() && m_workspace->secrets().isLoaded());
    }

    void keysAndValuesCome()
    {
        write("keys.csv", "Key,Name,Enabled,UsagePlanIds\n"
                          "0123456789-0123456789,new,true,basic1\n"
                          "abcdefghijabcdefghij,friend,false,\n"
                          "short,other,true,\n");
        ApiKeyImporter importer(*m_workspace);
        QSignalSpy imported(&importer, &ApiKeyImporter::imported);
        importer.importFile(m_folder->filePath("keys.csv"));
        QVERIFY(importer.isRunning());
        QTRY_COMPARE(imported.size(), 1);
        QCOMPARE(imported[0][0].toInt(), 2);
        QCOMPARE(imported[0][1].toInt(), 1);
        QCOMPARE(imported[0][2].value<Diagnostics>().size(), std::size_t{1});
        const Project& project = m_workspace->project();
        QCOMPARE(project.apiKeys.size(), std::size_t{2});
        const ApiKey* made = findByName(project.apiKeys, "new");
        QVERIFY(made);
        QCOMPARE(m_workspace->secrets().find(SecretKind::ApiKey, made->keyId)->reveal(),
                 std::string("0123456789-0123456789"));
        QVERIFY(!findByName(project.apiKeys, "friend")->enabled);
        QCOMPARE(m_workspace->undoName(), QString("Import API Keys"));
        m_workspace->undo();
        QCOMPARE(m_workspace->project().apiKeys.size(), std::size_t{1});
        QCOMPARE(m_workspace->project().apiKeys[0]->name, std::string("partner"));
    }

    void whatIsEditedMeanwhileStays()
    {
        write("keys.csv", "Name,Key\nnew,0123456789-0123456789\n");
        ApiKeyImporter importer(*m_workspace);
        QSignalSpy imported(&importer, &ApiKeyImporter::imported);
        importer.importFile(m_folder->filePath("keys.csv"));
        QVERIFY(m_workspace->apply("Rename", [](Project p) -> Result<Project> {
            p.name = "renamed";
            return p;
        }));
        QTRY_COMPARE(imported.size(), 1);
        QCOMPARE(m_workspace->project().name, std::string("renamed"));
        QVERIFY(findByName(m_workspace->project().apiKeys, "new"));
    }

    void anotherProjectGetsNothing()
    {
        write("keys.csv", "Name,Key\nnew,0123456789-0123456789\n");
        ApiKeyImporter importer(*m_workspace);
        QSignalSpy failed(&importer, &ApiKeyImporter::failed);
        importer.importFile(m_folder->filePath("keys.csv"));
        emit m_workspace->opened(); // as when another one is there before the file is read
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(m_workspace->project().apiKeys.size() == 1 && !m_workspace->canUndo());
    }

    void whatIsNoFileOfKeysChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no file") << QByteArray();
        QTest::newRow("no titles") << QByteArray("a,b\nc,d\n");
        QTest::newRow("an open quote") << QByteArray("Name,Key\n\"new,0123456789-0123456789\n");
        QTest::newRow("too large") << QByteArray((8 << 20) + 1, 'x');
    }
    void whatIsNoFileOfKeysChangesNothing()
    {
        QFETCH(const QByteArray, text);
        if (!text.isEmpty())
            write("keys.csv", text);
        ApiKeyImporter importer(*m_workspace);
        QSignalSpy failed(&importer, &ApiKeyImporter::failed);
        importer.importFile(m_folder->filePath("keys.csv"));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!importer.isRunning());
        QVERIFY(!m_workspace->canUndo());
    }

private:
    void write(const QString& name, const QByteArray& text) const
    {
        const QString file = m_folder->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

QTEST_MAIN(TestApiKeyImporter)
#include "tst_api_key_importer.moc"
