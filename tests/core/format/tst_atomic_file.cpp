// Reading and saving whole files: what is kept, what is refused and with which words, and that a killed process leaves
// the old or the new text.
#include "core/format/atomic_file.h"

#include "core/format/temporary_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <sys/wait.h>
#include <ulimit.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <random>
#include <sstream>
#include <thread>

namespace fs = std::filesystem;

class TestAtomicFile : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void writesAndReadsBack_data();
    void writesAndReadsBack();
    void keepsPermissions();
    void newFileFollowsTheUmask();
    void writesThroughSymbolicLinks_data();
    void writesThroughSymbolicLinks();
    void refusesToSave_data();
    void refusesToSave();
    void refusesToRead_data();
    void refusesToRead();
    void fullDiskKeepsTheOldFile();
    void killedProcessLeavesOldOrNewText();
    void removesNothingButLeftTemporaryFiles_data();
    void removesNothingButLeftTemporaryFiles();
    void removesNoFileThatIsBeingWritten();

private:
    fs::path path(const char* name) const { return fs::path(m_folder->path().toStdString()) / name; }
    int filesInFolder() const { return int(std::distance(fs::directory_iterator(path("")), fs::directory_iterator())); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

void put(const fs::path& path, const std::string& text)
{
    std::ofstream(path, std::ios::binary) << text;
}

std::string get(const fs::path& path)
{
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

mode_t modeOf(const fs::path& path)
{
    struct stat status
    {
    };
    ::stat(path.c_str(), &status);
    return status.st_mode & 07777;
}

} // namespace

void TestAtomicFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestAtomicFile::writesAndReadsBack_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("one line") << QByteArray("openapi: 3.0.1\n");
    QTest::newRow("line ends of all kinds, no end") << QByteArray("a\r\nb\nc\rd");
    QTest::newRow("zero bytes") << QByteArray("a\0b\0", 4);
    QTest::newRow("5 MB") << QByteArray(5'000'000, 'x');
}

void TestAtomicFile::writesAndReadsBack()
{
    QFETCH(QByteArray, text);
    const fs::path file = path("api.yaml");
    put(file, "old");
    const auto saved = gw::writeFileAtomically(file, text.toStdString());
    QVERIFY2(saved, saved ? "" : saved.error().message.c_str());
    QCOMPARE(get(file), text.toStdString());
    QCOMPARE(gw::readFile(file).value_or("unreadable"), text.toStdString());
    QCOMPARE(filesInFolder(), 1);
}

void TestAtomicFile::keepsPermissions()
{
    const fs::path file = path("secret.yaml");
    put(file, "old");
    for (const mode_t mode : {0600, 0644, 0664, 0750, 0666}) {
        QCOMPARE(::chmod(file.c_str(), mode), 0);
        QVERIFY(gw::writeFileAtomically(file, "new"));
        QCOMPARE(modeOf(file), mode);
    }
}

void TestAtomicFile::newFileFollowsTheUmask()
{
    const mode_t before = ::umask(027);
    const bool saved = gw::writeFileAtomically(path("new.yaml"), "new").has_value();
    ::umask(before);
    QVERIFY(saved);
    QCOMPARE(modeOf(path("new.yaml")), mode_t(0640));
}

void TestAtomicFile::writesThroughSymbolicLinks_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("exists");
    QTest::newRow("beside") << "real.yaml" << true;
    QTest::newRow("in a folder below") << "deep/real.yaml" << true;
    QTest::newRow("nothing there yet") << "deep/new.yaml" << false;
    QTest::newRow("over another link") << "hop.yaml" << true;
}

void TestAtomicFile::writesThroughSymbolicLinks()
{
    QFETCH(QString, target);
    QFETCH(bool, exists);
    fs::create_directory(path("deep"));
    put(path("beyond.yaml"), "old");
    fs::create_symlink("beyond.yaml", path("hop.yaml"));
    const fs::path real = path(target.toUtf8().constData());
    if (exists && !fs::exists(real))
        put(real, "old");
    fs::create_symlink(target.toStdString(), path("link.yaml"));

    const auto saved = gw::writeFileAtomically(path("link.yaml"), "new");
    QVERIFY2(saved, saved ? "" : saved.error().message.c_str());
    QVERIFY(fs::is_symlink(path("link.yaml")));
    QVERIFY(fs::is_symlink(path("hop.yaml")));
    QCOMPARE(get(real), std::string("new"));
}

void TestAtomicFile::refusesToSave_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("hint");
    QTest::newRow("no such folder") << "nowhere/api.yaml"
                                    << "No such file or directory"
                                    << "the folder must exist";
    QTest::newRow("a folder") << "folder"
                              << "Is a directory"
                              << "name a file in it";
    QTest::newRow("below a file") << "file/api.yaml"
                                  << "Not a directory"
                                  << "not a folder";
    QTest::newRow("a pipe") << "pipe"
                            << "Invalid argument"
                            << "";
    QTest::newRow("links in a circle") << "circle1"
                                       << "symbolic links"
                                       << "remove one";
    QTest::newRow("name too long") << QString(300, 'n') << "name too long"
                                   << "shorter";
    if (::geteuid() != 0) {
        QTest::newRow("read-only file") << "readonly.yaml"
                                        << "Permission denied"
                                        << "permissions";
        QTest::newRow("read-only folder") << "locked/api.yaml"
                                          << "Permission denied"
                                          << "permissions";
    }
}

void TestAtomicFile::refusesToSave()
{
    QFETCH(QString, name);
    QFETCH(QString, reason);
    QFETCH(QString, hint);
    fs::create_directory(path("folder"));
    fs::create_directory(path("locked"));
    put(path("file"), "text");
    put(path("readonly.yaml"), "text");
    ::chmod(path("readonly.yaml").c_str(), 0444);
    ::chmod(path("locked").c_str(), 0555);
    ::mkfifo(path("pipe").c_str(), 0600);
    fs::create_symlink("circle2", path("circle1"));
    fs::create_symlink("circle1", path("circle2"));
    const int before = filesInFolder();

    const auto saved = gw::writeFileAtomically(path(name.toUtf8().constData()), "new");
    ::chmod(path("locked").c_str(), 0755);
    QVERIFY(!saved);
    const QString message = QString::fromStdString(saved.error().message);
    QVERIFY2(message.startsWith("Cannot save \""), qPrintable(message));
    QVERIFY2(message.contains(reason, Qt::CaseInsensitive), qPrintable(message));
    QVERIFY2(QString::fromStdString(saved.error().hint).contains(hint), saved.error().hint.c_str());
    QCOMPARE(saved.error().file, path(name.toUtf8().constData()).string());
    QCOMPARE(filesInFolder(), before);
    QCOMPARE(get(path("readonly.yaml")), std::string("text"));
}

void TestAtomicFile::refusesToRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    QTest::newRow("nothing there") << "missing.yaml"
                                   << "No such file";
    QTest::newRow("a folder") << "folder"
                              << "Is a directory";
    QTest::newRow("too large") << "large"
                               << "larger than 1000 bytes";
    QTest::newRow("endless") << "zero"
                             << "larger than 1000 bytes";
}

void TestAtomicFile::refusesToRead()
{
    QFETCH(QString, name);
    QFETCH(QString, reason);
    fs::create_directory(path("folder"));
    put(path("large"), std::string(1001, 'x'));
    fs::create_symlink("/dev/zero", path("zero"));
    const auto text = gw::readFile(path(name.toUtf8().constData()), 1000);
    QVERIFY(!text);
    QVERIFY2(QString::fromStdString(text.error().message).contains(reason), text.error().message.c_str());
}

// A file size limit stands for a full disk: the write fails half way.
void TestAtomicFile::fullDiskKeepsTheOldFile()
{
    const fs::path file = path("api.yaml");
    put(file, "old");
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::ulimit(UL_SETFSIZE, 8); // blocks of 512 bytes
        const bool saved = gw::writeFileAtomically(file, std::string(1 << 20, 'n')).has_value();
        ::_exit(saved ? 1 : 0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY2(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the save must fail");
    QCOMPARE(get(file), std::string("old"));
    QCOMPARE(filesInFolder(), 1);
}

// The child saves two big texts in turn until it is killed, at moments spread over many saves.
void TestAtomicFile::killedProcessLeavesOldOrNewText()
{
    const fs::path file = path("api.yaml");
    const std::string even(3'000'000, 'e');
    const std::string odd(2'999'999, 'o');
    const auto begin = std::chrono::steady_clock::now();
    QVERIFY(gw::writeFileAtomically(file, even));
    const std::chrono::nanoseconds oneSave = std::chrono::steady_clock::now() - begin;
    std::mt19937_64 random(20);
    int sawOdd = 0;
    int killedInsideASave = 0;
    for (int round = 0; round < 60; ++round) {
        const pid_t child = ::fork();
        if (child == 0)
            for (bool next = true;; next = !next)
                if (!gw::writeFileAtomically(file, next ? odd : even))
                    ::_exit(1);
        // Not a wait for a result: the moment of the kill is the random input of this test.
        std::this_thread::sleep_for(std::chrono::nanoseconds(random() % std::uint64_t(4 * oneSave.count())));
        ::kill(child, SIGKILL);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        const std::string text = get(file);
        QVERIFY2(text == even || text == odd, qPrintable(QString("%1 bytes of neither text").arg(text.size())));
        sawOdd += text == odd ? 1 : 0;
        for (const auto& entry : fs::directory_iterator(path(""))) {
            if (entry.path() == file)
                continue;
            ++killedInsideASave;
            QVERIFY(entry.path().filename().string().starts_with(".gatewright-"));
        }
        gw::removeLeftTemporaryFiles(path(""));
        QCOMPARE(filesInFolder(), 1);
    }
    qInfo("%d of 60 kills fell into a save; %d left the second text", killedInsideASave, sawOdd);
    QVERIFY(killedInsideASave > 0);
    QVERIFY(sawOdd > 0);
}

void TestAtomicFile::removesNothingButLeftTemporaryFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isRemoved");
    QTest::newRow("ours") << ".gatewright-0123456789abcdef.tmp" << true;
    QTest::newRow("shorter") << ".gatewright-0123456789abcde.tmp" << false;
    QTest::newRow("longer") << ".gatewright-0123456789abcdef0.tmp" << false;
    QTest::newRow("other digits") << ".gatewright-0123456789abcdeF.tmp" << false;
    QTest::newRow("words") << ".gatewright-notes.tmp" << false;
    QTest::newRow("other ending") << ".gatewright-0123456789abcdef.txt" << false;
    QTest::newRow("shown") << "gatewright-0123456789abcdefg.tmp" << false;
    QTest::newRow("a user's") << "api.yaml.tmp" << false;
}

void TestAtomicFile::removesNothingButLeftTemporaryFiles()
{
    QFETCH(QString, name);
    QFETCH(bool, isRemoved);
    const fs::path file = path(qPrintable(name));
    put(file, "half a te");
    gw::removeLeftTemporaryFiles(path(""));
    QCOMPARE(fs::exists(file), !isRemoved);
    fs::remove(file);
    fs::create_directory(file); // no file at all
    gw::removeLeftTemporaryFiles(path(""));
    QVERIFY(fs::exists(file));
    fs::remove(file);
    put(path("target"), "a user's text");
    fs::create_symlink(path("target"), file);
    gw::removeLeftTemporaryFiles(path(""));
    QVERIFY(fs::is_symlink(file) && fs::exists(path("target")));
    gw::removeLeftTemporaryFiles(path("no-such-folder"));
}

void TestAtomicFile::removesNoFileThatIsBeingWritten()
{
    {
        gw::TemporaryFile file(path(""));
        QVERIFY(file.isOpen() && file.write("whole"));
        gw::removeLeftTemporaryFiles(path(""));
        QVERIFY(file.become(path("api.yaml")));
        gw::TemporaryFile given(path("")); // and one that is given up
        QVERIFY(given.isOpen());
    }
    QCOMPARE(get(path("api.yaml")), std::string("whole"));
    QCOMPARE(filesInFolder(), 1);
}

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
