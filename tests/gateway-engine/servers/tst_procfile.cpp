// Procfiles as they are written, and as they should not be.
#include "gateway-engine/servers/procfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gw::engine;

class TestProcfile : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<Procfile>("expected");
        QTest::newRow("one") << std::string("web: node server.js") << Procfile{{"web", "node server.js"}};
        QTest::newRow("others run, too")
            << std::string("# of the shop\n\nweb: npm start\nworker: python3 work.py --all\n  clock-1 :tick\n")
            << Procfile{{"web", "npm start"}, {"worker", "python3 work.py --all"}, {"clock-1", "tick"}};
        QTest::newRow("the command is the shell's") << std::string("web: cd app && PORT2=\"$PORT\" ./run: 'a' # b\r\n")
                                                    << Procfile{{"web", "cd app && PORT2=\"$PORT\" ./run: 'a' # b"}};
    }

    void reads()
    {
        QFETCH(std::string, text);
        QFETCH(Procfile, expected);
        const auto procfile = parseProcfile(text);
        QVERIFY2(procfile, procfile ? "" : procfile.error().message.c_str());
        QCOMPARE(*procfile, expected);
    }

    void refuses_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("message");
        QTest::addColumn<int>("line");
        QTest::newRow("empty") << std::string()
                               << std::string("The Procfile has no process \"web\", which takes the requests.") << 0;
        QTest::newRow("no web") << std::string("worker: x")
                                << std::string("The Procfile has no process \"web\", which takes the requests.") << 0;
        QTest::newRow("no colon") << std::string("web: x\n\nnode server.js\n")
                                  << std::string("Line 3 of the Procfile has no colon.") << 3;
        QTest::newRow("no command") << std::string("web:  \n")
                                    << std::string("Line 1 of the Procfile has no command for \"web\".") << 1;
        QTest::newRow("no name") << std::string(": x\n")
                                 << std::string("Line 1 of the Procfile does not begin with the name of a process.")
                                 << 1;
        QTest::newRow("a name with a space")
            << std::string("my web: x\n")
            << std::string("Line 1 of the Procfile does not begin with the name of a process.") << 1;
        QTest::newRow("twice") << std::string("web: x\nweb: y\n")
                               << std::string("Line 2 of the Procfile has a second \"web\".") << 2;
        QTest::newRow("zero byte") << std::string("web: a\0b", 8)
                                   << std::string("Line 1 of the Procfile holds a zero byte.") << 1;
        QTest::newRow("too large") << std::string(mostProcfileBytes + 1, '#')
                                   << std::string("The Procfile is larger than 64 KiB.") << 0;
        std::string many;
        for (std::size_t i = 0; i <= mostProcesses; ++i)
            many += "p" + std::to_string(i) + ": x\n";
        QTest::newRow("too many") << many << std::string("Line 33 of the Procfile is one process too many.") << 33;
    }

    void refuses()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, message);
        QFETCH(int, line);
        const auto procfile = parseProcfile(text);
        QVERIFY(!procfile);
        QCOMPARE(procfile.error().message, message);
        QCOMPARE(procfile.error().position.line, line);
        QVERIFY(!procfile.error().hint.empty());
    }

    void readsFiles()
    {
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "Procfile";
        QVERIFY(readProcfile(path).error().message.starts_with("There is no Procfile at "));
        QVERIFY(!readProcfile(folder.path().toStdString())); // a folder
        QVERIFY(!readProcfile("/dev/zero"));                 // has no end
        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("web: x\n");
        file.close();
        QCOMPARE(readProcfile(path).value(), (Procfile{{"web", "x"}}));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(200'000, '\n'));
        file.close();
        QCOMPARE(readProcfile(path).error().message, std::string("The Procfile is larger than 64 KiB."));
    }
};

QTEST_APPLESS_MAIN(TestProcfile)
#include "tst_procfile.moc"
