// Which changes below a folder are told, and which are none.
#include "gateway-engine/lambda/source_watcher.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

// Everything happens on the test's own thread: told() lets it happen.
struct Watched
{
    Watched() : watcher(context, [this](const std::filesystem::path& folder) { changes.push_back(folder.filename()); })
    {
        QDir(folder.path()).mkpath("code/lib/deep");
        QDir(folder.path()).mkpath("code/node_modules/pack/lib");
        QDir(folder.path()).mkpath("other");
        watcher.watch({path("code"), path("other")});
        (void)told();
    }
    [[nodiscard]] std::filesystem::path path(const char* name) const { return folder.filePath(name).toStdString(); }
    bool write(const char* name, const char* content = "x") const
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) > 0;
    }
    // inotify tells at once: what has happened before this is read by it.
    std::set<std::string> told()
    {
        changes.clear();
        context.restart();
        while (context.poll() > 0) {
        }
        return {changes.begin(), changes.end()};
    }

    QTemporaryDir folder;
    boost::asio::io_context context{1};
    std::vector<std::string> changes;
    SourceWatcher watcher;
};

const std::set<std::string> none;
const std::set<std::string> code{"code"};

} // namespace

class TestSourceWatcher : public QObject
{
    Q_OBJECT

private slots:
    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isBeside");
        for (const char* name :
             {"__pycache__", "app.cpython-311.pyc", "app.py~", ".app.py.swp", ".git", ".#app.py", "4913"})
            QTest::newRow(name) << name << true;
        for (const char* name : {"app.py", "index.mjs", ".env", "package.json", "node_modules", "swp", ""})
            QTest::newRow(*name ? name : "no name") << name << false;
    }

    void names()
    {
        QFETCH(QString, name);
        QFETCH(bool, isBeside);
        QCOMPARE(isBesideTheSources(name.toStdString()), isBeside);
    }

    void filesAtAnyDepthAreTold()
    {
        Watched watched;
        QCOMPARE(watched.told(), none);
        QVERIFY(watched.write("code/app.py"));
        QCOMPARE(watched.told(), code);
        QVERIFY(watched.write("code/lib/deep/part.py"));
        QCOMPARE(watched.told(), code);
        QVERIFY(QFile::rename(watched.folder.filePath("code/app.py"), watched.folder.filePath("other/app.py")));
        QCOMPARE(watched.told(), (std::set<std::string>{"code", "other"}));
        QVERIFY(QFile::remove(watched.folder.filePath("other/app.py")));
        QCOMPARE(watched.told(), std::set<std::string>{"other"});
    }

    void newFoldersAreWatchedAsWell()
    {
        Watched watched;
        QVERIFY(QDir(watched.folder.path()).mkpath("code/new"));
        QCOMPARE(watched.told(), code);
        QVERIFY(watched.write("code/new/part.py"));
        QCOMPARE(watched.told(), code);
    }

    void whatIsBesideTheSourcesIsNotTold()
    {
        Watched watched;
        QVERIFY(QDir(watched.folder.path()).mkpath("code/__pycache__"));
        QVERIFY(watched.write("code/__pycache__/app.pyc"));
        QVERIFY(watched.write("code/.app.py.swp"));
        QVERIFY(watched.write("code/node_modules/pack/lib/index.js")); // as deep as that nobody looks
        QCOMPARE(watched.told(), none);
        QVERIFY(QDir(watched.folder.path()).mkpath("code/node_modules/another")); // installed
        QCOMPARE(watched.told(), code);
    }

    void aFolderThatWasAwayIsFoundAgain()
    {
        Watched watched;
        QVERIFY(QDir(watched.folder.filePath("code")).removeRecursively());
        QCOMPARE(watched.told(), code);
        QVERIFY(QDir(watched.folder.path()).mkpath("code/lib"));
        watched.watcher.look(watched.path("code"));
        QVERIFY(watched.write("code/lib/app.py"));
        QCOMPARE(watched.told(), code);
        watched.watcher.look(watched.path("nowhere")); // was never asked for
        QVERIFY(watched.write("code/app.py"));
        QCOMPARE(watched.told(), code);
    }

    void foldersNoLongerWantedAreSilent()
    {
        Watched watched;
        watched.watcher.watch({watched.path("other")});
        QCOMPARE(watched.watcher.watchedFolders(), std::size_t{1});
        QVERIFY(watched.write("code/app.py"));
        QCOMPARE(watched.told(), none);
        QVERIFY(watched.write("other/app.py"));
        QCOMPARE(watched.told(), std::set<std::string>{"other"});
        watched.watcher.stop();
        QVERIFY(watched.write("other/app.py"));
        QCOMPARE(watched.told(), none);
    }

    void veryManyFoldersAreBounded()
    {
        Watched watched;
        const QDir folder(watched.folder.path());
        for (int i = 0; i < 5'000; ++i)
            QVERIFY(folder.mkdir("code/lib/" + QString::number(i)));
        watched.watcher.watch({watched.path("other")});
        watched.watcher.watch({watched.path("code"), watched.path("other")});
        QVERIFY(watched.watcher.watchedFolders() <= 4'096);
        (void)watched.told();
        QVERIFY(watched.write("code/app.py"));
        QCOMPARE(watched.told(), code);
    }
};

QTEST_APPLESS_MAIN(TestSourceWatcher)
#include "tst_source_watcher.moc"
