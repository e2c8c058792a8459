// The files of a function's code folder: listed, read, written and watched.
#include "tests/ui/session/workspace_on_disk.h"
#include "ui/session/function_sources.h"

using namespace gw::test;
using gw::ui::FunctionSources;

class TestFunctionSources : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    [[nodiscard]] QString path(const QString& name) const { return m_dir.filePath(name); }
    void list(FunctionSources& sources, const QString& folder = "functions/f")
    {
        QSignalSpy listed(&sources, &FunctionSources::listed);
        sources.setFolder(m_dir.path().toStdString(), folder);
        QVERIFY(listed.wait());
    }
    void open(FunctionSources& sources, const QString& file)
    {
        QSignalSpy opened(&sources, &FunctionSources::opened);
        sources.open(file);
        QVERIFY(opened.wait());
    }

private slots:
    void init()
    {
        QDir(path("functions")).removeRecursively();
        write(path("functions/f/index.mjs"), "export const handler = 1;\n");
        write(path("functions/f/lib/util.mjs"), "util\n");
        write(path("functions/f/node_modules/x/index.js"), "installed\n");
        write(path("functions/f/.env"), "SECRET=1\n");
    }

    void installedAndHiddenFilesAreLeftOut()
    {
        FunctionSources sources;
        list(sources);
        QCOMPARE(sources.files(), QStringList({"index.mjs", "lib/util.mjs"}));
    }

    void whatIsNotThereIsNoError()
    {
        FunctionSources sources;
        list(sources, "functions/gone");
        QVERIFY(sources.files().isEmpty());
        QVERIFY(!sources.path().isEmpty());
    }

    void foldersOutsideTheProjectAreNone()
    {
        FunctionSources sources;
        list(sources, "../elsewhere");
        QVERIFY(sources.path().isEmpty());
        QVERIFY(sources.files().isEmpty());
    }

    void linksOutOfTheProjectAreNotFollowed()
    {
        QTemporaryDir elsewhere;
        write(elsewhere.filePath("secret"), "secret\n");
        QVERIFY(QFile::link(elsewhere.filePath("secret"), path("functions/f/linked.txt")));
        FunctionSources sources;
        list(sources);
        QSignalSpy opened(&sources, &FunctionSources::opened);
        QSignalSpy failed(&sources, &FunctionSources::failed);
        sources.open("linked.txt");
        QVERIFY(failed.wait());
        QCOMPARE(opened.size(), 0);
    }

    void aFileIsReadWrittenAndReadAgain()
    {
        FunctionSources sources;
        list(sources);
        QSignalSpy opened(&sources, &FunctionSources::opened);
        sources.open("lib/util.mjs");
        QVERIFY(opened.wait());
        QCOMPARE(opened.last().at(1).toString(), QString("util\n"));
        QSignalSpy saved(&sources, &FunctionSources::saved);
        sources.save("better\n");
        QVERIFY(saved.wait());
        QCOMPARE(read(path("functions/f/lib/util.mjs")), QByteArray("better\n"));
    }

    void bytesThatAreNoTextAreRefused()
    {
        write(path("functions/f/data.bin"), QByteArray("a\0b", 3));
        FunctionSources sources;
        list(sources);
        QSignalSpy failed(&sources, &FunctionSources::failed);
        sources.open("data.bin");
        QVERIFY(failed.wait());
        QVERIFY(failed.last().at(1).toString().contains("no text"));
    }

    void theirsIsNotOverwritten()
    {
        FunctionSources sources;
        list(sources);
        open(sources, "index.mjs");
        write(path("functions/f/index.mjs"), "theirs\n");
        QSignalSpy failed(&sources, &FunctionSources::failed);
        sources.save("mine\n");
        QVERIFY(failed.wait());
        QVERIFY(failed.last().at(1).toString().contains("changed on disk"));
        QCOMPARE(read(path("functions/f/index.mjs")), QByteArray("theirs\n"));
    }

    void whatOthersWriteIsTold()
    {
        FunctionSources sources;
        list(sources);
        open(sources, "index.mjs");
        QSignalSpy changed(&sources, &FunctionSources::changedOnDisk);
        write(path("functions/f/index.mjs"), "theirs\n");
        QVERIFY(changed.wait());
        QCOMPARE(changed.last().at(1).toString(), QString("theirs\n"));
        QSignalSpy listed(&sources, &FunctionSources::listed);
        write(path("functions/f/more.mjs"), "more\n");
        QVERIFY(listed.wait());
        QTRY_VERIFY(sources.files().contains("more.mjs"));
    }
};

QTEST_MAIN(TestFunctionSources)
#include "tst_function_sources.moc"
